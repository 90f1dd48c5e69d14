/**
 * The page around its sheets: marking above and below, who holds the copy, one inlined style and a
 * policy that lets in nothing else.
 */
import { html, raw } from 'hono/html';
import type { Rendered } from '../../../entrance/conclude.ts';
import type { PrintedFor } from '../../../schemas/contract/printed.ts';
import type { Markup } from './markup.ts';
import { styleOf } from './style.ts';
import { dated, named, timed, worded } from './wording.ts';

export interface Sheets {
  title: string;
  sheets: readonly Markup[];
}

/** @param styles the published style sheets. */
export const documentOf = async (
  styles: string,
  { title, sheets }: Sheets,
): Promise<Rendered> => {
  const { css, hash } = styleOf(styles);
  const page = await html`<!DOCTYPE html>
<html lang="en" class="govuk-template">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow">
<title>OFFICIAL-SENSITIVE: ${title}</title>
<style>${raw(css)}</style>
</head>
<body class="govuk-template__body">
<div class="govuk-width-container"><main class="govuk-main-wrapper" id="main-content">${sheets}</main></div>
</body>
</html>
`;
  return { html: page.toString(), headers: headersOf(hash) };
};

/**
 * No script, no font, no image, no request, no frame around it, and no address told to whatever is
 * opened next.
 */
const headersOf = (hash: string): Record<string, string> => ({
  'content-security-policy': `default-src 'none'; style-src '${hash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
});

/** One sheet of A4, marked at its top and at its bottom. */
export const sheet = (
  printed: PrintedFor,
  copy: number | undefined,
  content: readonly (Markup | undefined)[],
): Markup =>
  html`<section class="divan-sheet"><p class="divan-marking">OFFICIAL-SENSITIVE${
    printed.synthetic && ' · SYNTHETIC DATA: nobody on this page exists'
  }</p><p class="divan-copy">${copyLine(printed, copy)}</p>${content}<p class="divan-marking">OFFICIAL-SENSITIVE</p></section>`;

const copyLine = (
  { agency, practitioner, role, printedAt, destroyBy }: PrintedFor,
  copy: number | undefined,
): Markup =>
  html`${copy !== undefined && html`<strong>Copy ${copy}</strong>, printed`}${copy === undefined && 'Printed'} for ${practitioner} (${worded(role)}, ${named(agency)}) on ${timed(printedAt)}. <strong>Destroy by ${dated(destroyBy)}.</strong>`;
