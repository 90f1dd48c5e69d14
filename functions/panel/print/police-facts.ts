/**
 * Prints the police's facts and the agencies' flags: graded, dated, and with fact and opinion kept
 * apart.
 */
import { html } from 'hono/html';
import type { PermittedRecords } from '../../../schemas/contract/disclosure.ts';
import {
  bullets,
  type Content,
  heading,
  type Markup,
  shown,
  summaryList,
  tag,
} from './markup.ts';
import { labelOf, titleRecord } from './subject.ts';
import { dated, label, named, timed, worded } from './wording.ts';

type Records<C extends keyof PermittedRecords> = NonNullable<
  PermittedRecords[C]
>[number];
type Incident = Records<'incident'>;
type Flag = Records<'flag'>;

/**
 * Puts its grade in front of a statement: one that is suspected to be false says so before it says
 * anything.
 */
const graded = (
  statement: Content,
  { assessment, factOrOpinion }: Pick<Incident, 'assessment' | 'factOrOpinion'>,
): Markup =>
  html`${assessment === 'E' && tag('Suspected to be false', 'red')} ${
    factOrOpinion &&
    assessment !== 'E' &&
    tag(worded(factOrOpinion), factOrOpinion === 'FACT' ? 'green' : 'yellow')
  } ${statement}`;

const GRADED = [
  'incidentSummary',
  'statement',
  'subjectCategory',
  'factOrOpinion',
  'priorContact',
  'background',
];

export const incidentsOf = (
  { incident = [] }: PermittedRecords,
  level: number,
): Markup[] =>
  incident.map(
    (each) =>
      html`${heading(level, html`${incidentTitle(each)} ${each.subjectCategory && labelOf(each.subjectCategory)}`)}<p class="govuk-body divan-prose">${graded(each.incidentSummary, each)} ${sourceOf(each)}</p>${inline(each, [...GRADED, 'incidentType', 'incidentOn'])}`,
  );

const incidentTitle = ({ incidentType, incidentOn }: Incident): string =>
  [incidentType && worded(incidentType), incidentOn && dated(incidentOn)]
    .filter(Boolean)
    .join(', ') || 'Incident';

export const profileOf = ({ incident = [] }: PermittedRecords): Markup[] => {
  const codes = incident.flatMap(({ priorContact = [], background = [] }) => [
    ...priorContact,
    ...background,
  ]);
  const lines = codes.map(
    ({ code, source, factOrOpinion }) =>
      html`${worded(code)} (${named(source)}, ${worded(factOrOpinion).toLowerCase()})`,
  );
  return codes.length === 0
    ? []
    : [
        html`<p class="govuk-body"><strong>Prior contact and background</strong></p><div class="divan-columns">${bullets(lines)}</div>`,
      ];
};

export const whoOf = (records: PermittedRecords): Markup[] => {
  const { identity = [], identifiers = [] } = records;
  const titled = titleRecord(records);
  const rows = [
    ...identity.flatMap((record) => rowsOf(record, namedAbove(record, titled))),
    ...identifiers.flatMap((record) => rowsOf(record, [])),
  ];
  const merged = new Map<string, [string, Content]>();
  for (const [key, value, plain] of rows)
    merged.set(`${key}|${plain}`, [key, value]);
  if (merged.size === 0) return [];
  const list = summaryList([...merged.values()]);
  return [html`<div class="divan-columns">${list}</div>`];
};

type Identity = Records<'identity'>;

/** The heading names the child; another name that the child was given before stands below it. */
const namedAbove = (
  { givenName, familyName }: Identity,
  titled: Identity | undefined,
): string[] =>
  givenName === titled?.givenName && familyName === titled?.familyName
    ? ['givenName', 'familyName']
    : [];

export const flagsOf = (
  { flag = [] }: PermittedRecords,
  level: number,
): Markup[] =>
  flag.length === 0
    ? []
    : [
        heading(level, 'Flags that agencies had raised'),
        ...flag.map((each) => flagOf(each, level + 1)),
      ];

const flagOf = (flag: Flag, level: number): Markup =>
  html`${heading(level, html`${flag.flagKind && worded(flag.flagKind)}, ${named(flag.originator)} ${flag.subjectCategory && labelOf(flag.subjectCategory)}`)}<p class="govuk-body divan-prose">${graded(flag.statement, flag)} ${sourceOf(flag)}</p>${contestsOf(flag)}${inline(flag, [...GRADED, 'flagKind', 'contests'])}`;

/**
 * Prints the categories that have no layout of their own, so that all that the panel was given is
 * on the page.
 */
export const othersOf = (records: PermittedRecords, level: number): Markup[] =>
  Object.entries(records)
    .filter(
      ([category]) =>
        !['identity', 'identifiers', 'incident', 'flag'].includes(category),
    )
    .flatMap(([category, all]) =>
      all.map(
        (each) =>
          html`${heading(level, html`${label(category)} ${sourceOf(each)}`)}${inline(each, [])}`,
      ),
    );

const contestsOf = ({ contests = [] }: Flag): Markup | false =>
  contests.length > 0 &&
  bullets(
    contests.map(
      (each) =>
        html`<strong>Contested</strong> by ${named(each.agency)}, ${dated(each.contestedOn)}: ${each.statement}`,
    ),
  );

const sourceOf = ({
  originator,
  agreement,
  contributedAt,
}: {
  originator: string;
  agreement: string;
  contributedAt: string;
}): Markup =>
  html`<span class="divan-source">(${named(originator)}, ${timed(contributedAt)}, ${agreement})</span>`;

const SOURCE = ['originator', 'agreement', 'contributedAt'];

/**
 * Every further field that the record carries: [its label, its value, and the value as plain data].
 */
const rowsOf = (
  record: object,
  elsewhere: readonly string[],
): [string, Content, string][] =>
  Object.entries(record)
    .filter(
      ([field, value]) =>
        value !== undefined &&
        !SOURCE.includes(field) &&
        !elsewhere.includes(field),
    )
    .filter(([, value]) => !Array.isArray(value) || value.length > 0)
    .map(([field, value]) => [
      label(field),
      inOneLine(value, field),
      JSON.stringify(value),
    ]);

/** The lines of an address, the codes of an incident: each is short. */
const inOneLine = (value: unknown, field: string): Content =>
  Array.isArray(value)
    ? value.map((each, i) => html`${i > 0 && ', '}${shown(each, field)}`)
    : shown(value, field);

const inline = (
  record: object,
  elsewhere: readonly string[],
): Markup | false => {
  const rows = rowsOf(record, elsewhere);
  return (
    rows.length > 0 &&
    html`<p class="govuk-body">${rows.map(([key, value], i) => html`${i > 0 && ' · '}${key}: <strong>${value}</strong>`)}</p>`
  );
};
