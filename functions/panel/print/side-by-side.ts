/**
 * Sets the agencies' returns in columns, never merged and never averaged. Facts that an agency
 * states and opinions that it holds are rows of their own.
 */
import { html } from 'hono/html';
import type { PackMessage } from '../../../schemas/contract/pack.ts';
import {
  bullets,
  type Content,
  type Markup,
  paragraph,
  shown,
  tag,
  wideTable,
} from './markup.ts';
import { dated, label, named, timed, worded } from './wording.ts';

type AgencyReturn = PackMessage['returns'][number];

type Row = readonly [title: string, fields: readonly string[]];

/**
 * The fields of each row, in the order in which a chair needs them. A field that is in no row gets
 * one of its own below.
 */
const ROWS: readonly Row[] = [
  ['Risk to others', ['riskToOthers']],
  ['Safety and wellbeing', ['safetyAndWellbeing']],
  ['Do not visit', ['doNotVisitReason']],
  ['Approach', ['safeApproachAdvice', 'recommendedVenue']],
  ['Facts', ['facts', 'statedFacts']],
  ['Opinions', ['opinions']],
  ['Needs', ['needs', 'needSummary']],
  ['Protective factors', ['protectiveFactors']],
  [
    'Involvement',
    ['knownToService', 'status', 'openStatus', 'startedOn', 'endedOn'],
  ],
  ['Contact', ['leadProfessional', 'leadContact', 'contactRoute']],
  ['Assessed', ['assessmentTool', 'assessedOn', 'thriveGroup', 'validUntil']],
  ['Own scales', ['ratings']],
];

/** The fields that the title of their row names. */
const UNNAMED = new Set(
  ROWS.map(([, [first = '']]) => first).filter(
    (field) => field !== 'knownToService',
  ),
);

export const sideBySide = (returns: readonly AgencyReturn[]): Markup => {
  const speaking = returns.filter(
    ({ records }) => Object.keys(records).length > 0,
  );
  if (speaking.length === 0)
    return paragraph('No agency’s view is on this page.');
  const said = speaking.map(fieldsOf);
  return wideTable({
    caption: 'Each agency’s own view, side by side',
    columns: ['What it says', ...speaking.map(headOf)],
    rows: rowsOf(said)
      .map(([title, fields]): Content[] => [
        title,
        ...said.map((of) => cellOf(of, fields)),
      ])
      .filter(([, ...cells]) => cells.some((cell) => cell !== '')),
  });
};

/** Values by field. */
type Said = Map<string, unknown[]>;

const rowsOf = (said: readonly Said[]): Row[] => {
  const fields = new Set(said.flatMap((of) => [...of.keys()]));
  const others = [...fields].filter((field) => !LISTED.has(field));
  return [...ROWS, ...others.map((field): Row => [label(field), [field]])];
};

const LISTED = new Set(ROWS.flatMap(([, fields]) => fields));

const headOf = ({
  agency,
  state,
  receivedAt,
  records,
}: AgencyReturn): Content => {
  const [record] = Object.values(records).flat();
  return html`${named(agency)} <span class="divan-source">${worded(state)}${receivedAt && `, ${timed(receivedAt)}`}${record && `, ${record.agreement}`}</span>`;
};

/** Everything that the agency's records say, by field. */
const fieldsOf = ({ records }: AgencyReturn): Said => {
  const fields: Said = new Map();
  for (const record of Object.values(records).flat())
    for (const [field, value] of Object.entries(record).filter(isSaid))
      fields.set(field, [...(fields.get(field) ?? []), value]);
  return fields;
};

const SOURCE = ['originator', 'agreement', 'contributedAt'];

const isSaid = ([field, value]: [string, unknown]): boolean =>
  !SOURCE.includes(field) &&
  value !== undefined &&
  !(Array.isArray(value) && value.length === 0);

const cellOf = (said: Said, fields: readonly string[]): Content => {
  const parts = fields.flatMap((field) =>
    (said.get(field) ?? []).map((value) => partOf(field, value)),
  );
  return parts.length === 0
    ? ''
    : parts.map((part) => html`<div>${part}</div>`);
};

const partOf = (field: string, value: unknown): Content => {
  if (field === 'riskToOthers' || field === 'safetyAndWellbeing')
    return html`<strong>${shown(value, field)}</strong>`;
  if (field === 'doNotVisitReason')
    return html`${tag('Do not visit', 'red')} ${shown(value, field)}`;
  if (field === 'statedFacts')
    return bullets((value as StatedFact[]).map(statedFact));
  if (UNNAMED.has(field)) return shown(value, field);
  return html`${label(field)}: ${shown(value, field)}`;
};

interface StatedFact {
  topic: string;
  is: boolean;
  asOf: string;
}

const statedFact = ({ topic, is, asOf }: StatedFact): Content =>
  html`${worded(topic)}: <strong>${is ? 'yes' : 'no'}</strong> (${dated(asOf)})`;
