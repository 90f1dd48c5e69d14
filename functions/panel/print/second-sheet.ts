/** The second sheet: every agency's return side by side, what was asked and decided before, and what is not on the page. */
import { html } from 'hono/html';
import type { TriageTaken } from '../../../schemas/contract/case-parts.ts';
import type { DecisionTaken } from '../../../schemas/contract/decisions.ts';
import type { OtherCase } from '../../../schemas/contract/pack.ts';
import type { PackOnPaper } from '../../../schemas/contract/printed.ts';
import { bullets, heading, type Markup, paragraph } from './markup.ts';
import { sideBySide } from './side-by-side.ts';
import { dated, label, named, timed, worded } from './wording.ts';

export const secondSheet = (
  pack: PackOnPaper,
  level: number,
): (Markup | undefined)[] => [
  sideBySide(pack.returns),
  ...questionsOf(pack, level),
  ...beforeOf(pack, level),
  ...withheldOf(pack, level),
  paragraph(
    html`Digest, which a decision cites: <span class="divan-digest">${pack.digest}</span>. Ledger entry: <span class="divan-digest">${pack.disclosure.ledgerEntry}</span>.`,
  ),
];

const questionsOf = ({ questions }: PackOnPaper, level: number): Markup[] =>
  questions.length === 0
    ? []
    : [
        heading(level, 'What agencies asked the panel'),
        bullets(
          questions.map(
            (each) =>
              html`${named(each.agency)}, ${timed(each.askedAt)}: ${each.text} <strong>${each.answer === undefined ? 'Not answered yet.' : 'Answer:'}</strong> ${each.answer}`,
          ),
        ),
      ];

const beforeOf = (
  { triage, decisions, otherCases }: PackOnPaper,
  level: number,
): Markup[] => {
  const all = [
    ...otherCases.map(otherCase),
    ...triage.map(triaged),
    ...decisions.map(decided),
  ];
  return all.length === 0
    ? []
    : [heading(level, 'Decided before'), bullets(all)];
};

const otherCase = ({
  state,
  outcome,
  reason,
  decidedOn,
  deliveredOn,
  closedOn,
  visit,
}: OtherCase): Markup =>
  html`In another case of this child${decidedOn && `, ${dated(decidedOn)}`}: <strong>${outcome ? worded(outcome) : worded(state)}</strong>${reason && `, ${worded(reason).toLowerCase()}`}${deliveredOn && `, delivered ${dated(deliveredOn)}`}${closedOn && `, closed ${dated(closedOn)}`}${visit && `, visit ${worded(visit).toLowerCase()}`}.`;

const triaged = ({
  outcome,
  route,
  rule,
  continues,
  officer,
  reason,
  takenAt,
}: TriageTaken): Markup =>
  html`${timed(takenAt)}: <strong>${worded(outcome)}</strong>${route && ` (${worded(route)})`}${rule && ` (${worded(rule)})`} by ${officer}${continues && '; the panel goes on considering'}. ${reason}`;

const decided = (each: DecisionTaken): Markup =>
  html`${dated(each.meetingOn)}: <strong>${worded(each.outcome)}</strong>${each.reason && `, ${worded(each.reason).toLowerCase()}`}${each.nextDate && `, back on ${dated(each.nextDate)}`} by ${each.decider}${each.notQuorate && ', not quorate'}${each.recordedAt !== each.decidedAt && `, recorded ${timed(each.recordedAt)}`}. ${each.rationale}${each.dissent && html` <strong>Dissent:</strong> ${each.dissent}`}${each.acknowledgements.length > 0 && html` <strong>Acknowledged:</strong> ${each.acknowledgements.map(({ about, note }, i) => html`${i > 0 && '; '}${about}: ${note}`)}`}`;

const withheldOf = (
  { disclosure, screenOnly, hiddenFromAttendees }: PackOnPaper,
  level: number,
): Markup[] => [
  heading(level, 'Not on this page'),
  paragraph(
    html`<strong>${screenOnly.fields === 1 ? '1 field stays' : `${screenOnly.fields} fields stay`} on the screen only</strong>, because their agreement does not let them be printed.${
      hiddenFromAttendees > 0 &&
      html` <strong>${hiddenFromAttendees} may not be heard by everybody in the room.</strong>`
    }`,
  ),
  ...(disclosure.withheld.length === 0
    ? []
    : [withheldLines(disclosure.withheld)]),
];

/** By agency and reason: the panel reads why, and who to speak to. */
const withheldLines = (
  withheld: PackOnPaper['disclosure']['withheld'],
): Markup => {
  const groups = new Map<
    string,
    { originator: string; says: string; fields: Set<string> }
  >();
  for (const { originator, fields, reasons } of withheld) {
    const says = reasons.map((reason) => reason.says).join(' ');
    const group = groups.get(`${originator}|${says}`) ?? {
      originator,
      says,
      fields: new Set<string>(),
    };
    for (const field of fields) group.fields.add(label(field));
    groups.set(`${originator}|${says}`, group);
  }
  return bullets(
    [...groups.values()].map(
      ({ originator, says, fields }) =>
        html`${named(originator)}: ${[...fields].join(', ')}. ${says}`,
    ),
  );
};
