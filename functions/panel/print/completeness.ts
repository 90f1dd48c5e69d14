/**
 * Lists every agency of the child's boroughs and how it stands. The kinds are not one kind, so
 * nothing is added up.
 */
import { html } from 'hono/html';
import type { PackOnPaper } from '../../../schemas/contract/printed.ts';
import { type Content, type Markup, table } from './markup.ts';
import { dated, named, timed, worded } from './wording.ts';

const COLUMNS = [
  'Agency',
  'How it stands',
  'When',
  'Freshness',
  'Recorded by the panel',
];

export const completenessOf = (pack: PackOnPaper): Markup => {
  const rows = [
    ...pack.completeness.asked.map((each) => askedRow(each, pack)),
    ...pack.completeness.notAsked.map(notAskedRow),
  ];
  const filled = COLUMNS.map(
    (_, i) => i < 3 || rows.some((row) => row[i] !== ''),
  );
  return table({
    caption: 'Every agency of the child’s boroughs',
    columns: COLUMNS.filter((_, i) => filled[i]),
    rows: rows.map((row) => row.filter((_, i) => filled[i])),
  });
};

type Asked = PackOnPaper['completeness']['asked'][number];
type NotAsked = PackOnPaper['completeness']['notAsked'][number];
type AgencyReturn = PackOnPaper['returns'][number];
type Freshness = PackOnPaper['freshness'][number];

const askedRow = (
  asked: Asked,
  { returns, freshness }: PackOnPaper,
): Content[] => {
  const given = returns.find(({ agency }) => agency === asked.agency);
  const fresh = freshness.find(({ agency }) => agency === asked.agency);
  return [
    named(asked.agency),
    stateOf(asked, given),
    html`by ${given && dated(given.replyBy)}${given?.receivedAt && `, came ${timed(given.receivedAt)}`}`,
    fresh ? freshnessOf(fresh) : '',
    given?.onBehalf ? recordedOf(given.onBehalf) : '',
  ];
};

const notAskedRow = ({ agency, reason }: NotAsked): Content[] => [
  named(agency),
  html`Not asked: ${worded(reason)}`,
  '',
  '',
  '',
];

const stateOf = (
  { state, provisional }: Asked,
  given: AgencyReturn | undefined,
): Markup =>
  html`${worded(state)}${provisional && ', provisional until the agency confirms it'}${given?.withholdingReason && `: ${worded(given.withholdingReason)}`}`;

const freshnessOf = ({ state, asOf }: Freshness): Markup =>
  html`${worded(state)}${asOf && `, as of ${dated(asOf)}`}`;

const recordedOf = (onBehalf: NonNullable<AgencyReturn['onBehalf']>): Markup =>
  html`${onBehalf.person}, ${worded(onBehalf.channel)}, written down by ${onBehalf.recordedBy}, ${
    onBehalf.confirmed
      ? 'confirmed'
      : html`to be confirmed by ${dated(onBehalf.confirmBy)}`
  }`;
