/**
 * Puts one case on two sheets: the points to settle on the first, the agencies' views on the
 * second.
 */
import { html } from 'hono/html';
import type { Rendered } from '../../../entrance/conclude.ts';
import type {
  PackOnPaper,
  PrintedFor,
  PrintedPack,
} from '../../../schemas/contract/printed.ts';
import { documentOf, sheet } from './document.ts';
import { firstSheet } from './first-sheet.ts';
import { legible } from './legible.ts';
import { heading, type Markup } from './markup.ts';
import { secondSheet } from './second-sheet.ts';
import { labels, nameOf } from './subject.ts';
import { dated, named } from './wording.ts';

export const packDocument =
  (styles: string) =>
  (message: PrintedPack): Promise<Rendered> => {
    const { printed, pack } = legible(message);
    return documentOf(styles, {
      title: `Pack for the panel, ${pack.caseId}`,
      sheets: packSheets(printed, pack, 1),
    });
  };

/** @param level of the heading that names the child. */
export const packSheets = (
  printed: PrintedFor,
  pack: PackOnPaper,
  level: number,
): Markup[] => [
  sheet(printed, pack.copy, [
    titled(pack, level),
    ...firstSheet(pack, level + 1),
  ]),
  sheet(printed, pack.copy, [
    heading(
      level + 1,
      html`${nameOf(pack)}, continued: what the agencies say ${labels(pack)}`,
    ),
    ...secondSheet(pack, level + 1),
  ]),
];

const titled = (pack: PackOnPaper, level: number): Markup =>
  html`${heading(level, html`${nameOf(pack)} ${labels(pack)}`)}<p class="govuk-body">${named(pack.panel)} panel${
    pack.meetingOn && `, meeting of ${dated(pack.meetingOn)}`
  }. Case <span class="divan-digest">${pack.caseId}</span>. ${
    pack.listingReason &&
    html`<strong>Why this child is talked about at all:</strong> ${pack.listingReason}`
  }</p>`;
