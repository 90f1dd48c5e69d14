/**
 * Pieces of a page in the published classes of GOV.UK Frontend and MOJ Frontend. Hono's `html`
 * escapes what it is given.
 */
import { html } from 'hono/html';
import { label, worded } from './wording.ts';

export type Markup = ReturnType<typeof html>;
export type Content = Markup | string | undefined | false | readonly Content[];
type Level = 1 | 2 | 3 | 4;

const SIZES = { 1: 'l', 2: 'm', 3: 's', 4: 's' } as const;

/**
 * The document has one h1; where a pack is a part of it, everything of the pack stands one level
 * lower.
 */
export const heading = (level: number, content: Content): Markup => {
  const size = SIZES[Math.min(level, 4) as Level];
  switch (level) {
    case 1:
      return html`<h1 class="govuk-heading-${size}">${content}</h1>`;
    case 2:
      return html`<h2 class="govuk-heading-${size}">${content}</h2>`;
    case 3:
      return html`<h3 class="govuk-heading-${size}">${content}</h3>`;
    default:
      return html`<h4 class="govuk-heading-${size}">${content}</h4>`;
  }
};

export type Colour = 'red' | 'green' | 'grey' | 'purple' | 'yellow';

/** The words say all: on paper a tag has no colour. */
export const tag = (text: string, colour: Colour = 'grey'): Markup =>
  html`<strong class="govuk-tag govuk-tag--${colour}">${text}</strong>`;

export const paragraph = (content: Content): Markup =>
  html`<p class="govuk-body divan-prose">${content}</p>`;

export const bullets = (items: readonly Content[]): Markup =>
  html`<ul class="govuk-list govuk-list--bullet">${items.map((item) => html`<li class="divan-prose">${item}</li>`)}</ul>`;

export const summaryList = (
  rows: readonly (readonly [key: string, value: Content])[],
): Markup =>
  html`<dl class="govuk-summary-list">${rows.map(
    ([key, value]) =>
      html`<div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">${key}</dt><dd class="govuk-summary-list__value divan-prose">${value}</dd></div>`,
  )}</dl>`;

export interface Table {
  caption: string;
  columns: readonly Content[];
  /** The first cell of a row is its header. */
  rows: readonly (readonly Content[])[];
}

export const table = ({ caption, columns, rows }: Table): Markup =>
  html`<table class="govuk-table"><caption class="govuk-table__caption">${caption}</caption><thead class="govuk-table__head"><tr class="govuk-table__row">${columns.map(
    (column) =>
      html`<th scope="col" class="govuk-table__header">${column}</th>`,
  )}</tr></thead><tbody class="govuk-table__body">${rows.map(
    ([first, ...rest]) =>
      html`<tr class="govuk-table__row"><th scope="row" class="govuk-table__header">${first}</th>${rest.map(
        (cell) => html`<td class="govuk-table__cell divan-prose">${cell}</td>`,
      )}</tr>`,
  )}</tbody></table>`;

/** A table too wide for a narrow screen moves within its own pane, which a keyboard reaches. */
export const wideTable = (whole: Table): Markup =>
  html`<div class="moj-scrollable-pane divan-side" tabindex="0" role="region" aria-label="${whole.caption}">${table(whole)}</div>`;

export const ticket = (content: Content, colour: 'red' | 'orange'): Markup =>
  html`<div class="moj-ticket-panel"><div class="moj-ticket-panel__content moj-ticket-panel__content--${colour}">${content}</div></div>`;

export const warning = (content: Content): Markup =>
  html`<div class="moj-banner moj-banner--warning"><div class="moj-banner__message">${content}</div></div>`;

/** Shows a value of any shape: nothing that the contract names is left out for want of a layout. */
export const shown = (value: unknown, field = ''): Content => {
  if (typeof value === 'string') return worded(value, field);
  if (typeof value === 'boolean') return value ? 'Yes' : 'No';
  if (typeof value === 'number') return String(value);
  if (Array.isArray(value)) return shownList(value, field);
  if (typeof value !== 'object' || value === null) return '';
  return shownParts(value);
};

const shownList = (values: readonly unknown[], field: string): Content =>
  values.length === 1
    ? shown(values[0], field)
    : bullets(values.map((each) => shown(each, field)));

const shownParts = (whole: object): Content =>
  Object.entries(whole)
    .filter(([, part]) => part !== undefined)
    .map(
      ([name, part], i) =>
        html`${i > 0 && '; '}${label(name)}: ${shown(part, name)}`,
    );
