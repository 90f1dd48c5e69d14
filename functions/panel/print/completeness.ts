/** Every agency of the child's boroughs and how it stands, one line each: the kinds are not one kind, so nothing is added up. */
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

export const completenessOf = ({
  completeness,
  returns,
  freshness,
}: PackOnPaper): Markup => {
  const asked = completeness.asked.map(
    ({ agency, state, provisional }): Content[] => {
      const given = returns.find((each) => each.agency === agency);
      const fresh = freshness.find((each) => each.agency === agency);
      return [
        named(agency),
        html`${worded(state)}${provisional && ', provisional until the agency confirms it'}${given?.withholdingReason && `: ${worded(given.withholdingReason)}`}`,
        html`by ${given && dated(given.replyBy)}${given?.receivedAt && `, came ${timed(given.receivedAt)}`}`,
        fresh
          ? html`${worded(fresh.state)}${fresh.asOf && `, as of ${dated(fresh.asOf)}`}`
          : '',
        given?.onBehalf
          ? html`${given.onBehalf.person}, ${worded(given.onBehalf.channel)}, written down by ${given.onBehalf.recordedBy}, ${
              given.onBehalf.confirmed
                ? 'confirmed'
                : html`to be confirmed by ${dated(given.onBehalf.confirmBy)}`
            }`
          : '',
      ];
    },
  );
  const notAsked = completeness.notAsked.map(({ agency, reason }) => [
    named(agency),
    html`Not asked: ${worded(reason)}`,
    '',
    '',
    '',
  ]);
  const rows = [...asked, ...notAsked];
  const told = COLUMNS.map(
    (_, i) => i < 3 || rows.some((row) => row[i] !== ''),
  );
  return table({
    caption: 'Every agency of the child’s boroughs',
    columns: COLUMNS.filter((_, i) => told[i]),
    rows: rows.map((row) => row.filter((_, i) => told[i])),
  });
};
