/** The agencies' returns in columns, never merged and never averaged. What an agency states as fact and what it thinks are rows of their own. */
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

/** What stands in one row, in the order in which a chair needs it. Whatever is in no row gets one of its own below. */
const ROWS: readonly [title: string, fields: readonly string[]][] = [
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

/** Those whose row says what they are. */
const UNNAMED = new Set(
  ROWS.map(([, [first = '']]) => first).filter(
    (field) => !['knownToService'].includes(field),
  ),
);

export const sideBySide = (returns: readonly AgencyReturn[]): Markup => {
  const speaking = returns.filter(
    ({ records }) => Object.keys(records).length > 0,
  );
  if (speaking.length === 0)
    return paragraph('No agency’s view is on this page.');
  const said = speaking.map(fieldsOf);
  const listed = new Set(ROWS.flatMap(([, fields]) => fields));
  const others = [
    ...new Set(said.flatMap((fields) => [...fields.keys()])),
  ].filter((field) => !listed.has(field));
  const rows = [
    ...ROWS,
    ...others.map((field): (typeof ROWS)[number] => [label(field), [field]]),
  ];
  return wideTable({
    caption: 'Each agency’s own view, side by side',
    columns: ['', ...speaking.map(headOf)].map((column, i) =>
      i === 0 ? 'What it says' : column,
    ),
    rows: rows
      .map(([title, fields]): Content[] => [
        title,
        ...said.map((of) => cellOf(of, fields)),
      ])
      .filter(([, ...cells]) => cells.some((cell) => cell !== '')),
  });
};

const headOf = ({
  agency,
  state,
  receivedAt,
  records,
}: AgencyReturn): Content => {
  const [record] = Object.values(records).flat();
  return html`${named(agency)} <span class="divan-source">${worded(state)}${receivedAt && `, ${timed(receivedAt)}`}${record && `, ${record.agreement}`}</span>`;
};

/** By field, everything that the agency's records say there. */
const fieldsOf = ({ records }: AgencyReturn): Map<string, unknown[]> => {
  const fields = new Map<string, unknown[]>();
  for (const record of Object.values(records).flat()) {
    const {
      originator: _,
      agreement: __,
      contributedAt: ___,
      ...said
    } = record as Record<string, unknown>;
    for (const [field, value] of Object.entries(said)) {
      if (value !== undefined && !(Array.isArray(value) && value.length === 0))
        fields.set(field, [...(fields.get(field) ?? []), value]);
    }
  }
  return fields;
};

const cellOf = (
  said: Map<string, unknown[]>,
  fields: readonly string[],
): Content => {
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
