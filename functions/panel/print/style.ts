/**
 * Makes the one style sheet of a printed page: the rules of the published sheets that pages use,
 * and our own print rules after them. It is inlined, so that a page asks nothing of anybody, and
 * the page's policy lets in its hash alone.
 */
import { sha256 } from '../../../rules/canonical.ts';
import { OWN_CLASSES, OWN_STYLE } from './own-style.ts';

export interface Style {
  css: string;
  /** `sha256-…`, as a Content-Security-Policy names it. */
  hash: string;
}

/**
 * The classes of GOV.UK Frontend and MOJ Frontend that pages use. A test holds this against the
 * pages.
 */
export const PUBLISHED_CLASSES = [
  ...[
    'govuk-template',
    'govuk-template__body',
    'govuk-width-container',
    'govuk-main-wrapper',
    'govuk-body',
  ],
  ...[
    'govuk-heading-l',
    'govuk-heading-m',
    'govuk-heading-s',
    'govuk-list',
    'govuk-list--bullet',
  ],
  ...[
    'govuk-summary-list',
    'govuk-summary-list__row',
    'govuk-summary-list__key',
    'govuk-summary-list__value',
  ],
  ...[
    'govuk-table',
    'govuk-table__caption',
    'govuk-table__head',
    'govuk-table__body',
  ],
  ...[
    'govuk-table__row',
    'govuk-table__header',
    'govuk-table__cell',
    'govuk-tag',
    'govuk-tag--red',
  ],
  ...[
    'govuk-tag--green',
    'govuk-tag--grey',
    'govuk-tag--purple',
    'govuk-tag--yellow',
  ],
  ...[
    'moj-banner',
    'moj-banner--warning',
    'moj-banner__message',
    'moj-scrollable-pane',
    'moj-ticket-panel',
  ],
  ...[
    'moj-ticket-panel__content',
    'moj-ticket-panel__content--red',
    'moj-ticket-panel__content--orange',
  ],
];

/** Made once for each text: every page of a process has the same. */
export const styleOf = (published: string): Style => {
  if (latest?.of !== published)
    latest = { of: published, style: made(published) };
  return latest.style;
};

let latest: { of: string; style: Style } | undefined;

const made = (published: string): Style => {
  const used = new Set([...PUBLISHED_CLASSES, ...OWN_CLASSES]);
  const css = `${reduced(published.replaceAll(/\/\*[\s\S]*?\*\//g, ''), used)}${OWN_STYLE}`;
  return {
    css,
    hash: `sha256-${Buffer.from(sha256(css), 'hex').toString('base64')}`,
  };
};

/**
 * Keeps the rules of which every class is used. No font is loaded and no address is named: GDS
 * Transport is for gov.uk alone, and elsewhere GOV.UK Frontend falls back to Arial.
 */
const reduced = (css: string, used: ReadonlySet<string>): string =>
  blocksOf(css)
    .map(({ prelude, body }) => {
      if (/^@(media|supports)\b/.test(prelude)) {
        const inner = reduced(body, used);
        return inner && `${prelude}{${inner}}`;
      }
      if (prelude.startsWith('@') || body.includes('url(')) return '';
      const selectors = prelude
        .split(/,(?![^(]*\))/)
        .filter((selector) => isUsed(selector, used));
      return selectors.length > 0
        ? `${selectors.join()}{${body.replaceAll('GDS Transport,', '')}}`
        : '';
    })
    .join('');

const isUsed = (selector: string, used: ReadonlySet<string>): boolean =>
  [...selector.matchAll(/\.([A-Za-z_][\w-]*)/g)].every(([, name = '']) =>
    used.has(name),
  );

/**
 * Splits a sheet into its blocks. Statements outside a block (`@charset`, `@import`) are left out.
 */
const blocksOf = (css: string): { prelude: string; body: string }[] => {
  const blocks: { prelude: string; body: string }[] = [];
  let start = 0;
  for (let at = 0, depth = 0, open = 0; at < css.length; at += 1) {
    const char = css[at];
    if (char === ';' && depth === 0) start = at + 1;
    if (char === '{' && depth++ === 0) open = at;
    if (char === '}' && --depth === 0) {
      blocks.push({
        prelude: css.slice(start, open).trim(),
        body: css.slice(open + 1, at),
      });
      start = at + 1;
    }
  }
  return blocks;
};
