/**
 * The second sheet: every agency's return side by side, earlier questions and decisions, and what
 * is not on the page.
 */
import { html } from 'hono/html';
import type { TriageTaken } from '../../../schemas/contract/case-parts.ts';
import type { DecisionTaken } from '../../../schemas/contract/decisions.ts';
import type { OtherCase } from '../../../schemas/contract/pack.ts';
import type { PackOnPaper } from '../../../schemas/contract/printed.ts';
import {
  bullets,
  type Content,
  heading,
  type Markup,
  paragraph,
} from './markup.ts';
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

const otherCase = (other: OtherCase): Markup => {
  const { outcome, reason, visit, decidedOn, deliveredOn, closedOn } = other;
  return html`In another case of this child${decidedOn && `, ${dated(decidedOn)}`}: <strong>${worded(outcome ?? other.state)}</strong>${reason && `, ${lower(reason)}`}${deliveredOn && `, delivered ${dated(deliveredOn)}`}${closedOn && `, closed ${dated(closedOn)}`}${visit && `, visit ${lower(visit)}`}.`;
};

const lower = (code: string): string => worded(code).toLowerCase();

const triaged = (each: TriageTaken): Markup => {
  const { outcome, route, rule, officer, reason } = each;
  return html`${timed(each.takenAt)}: <strong>${worded(outcome)}</strong>${route && ` (${worded(route)})`}${rule && ` (${worded(rule)})`} by ${officer}${each.continues && '; the panel goes on considering'}. ${reason}`;
};

const decided = (each: DecisionTaken): Markup => {
  const { outcome, reason, nextDate, decider, rationale } = each;
  return html`${dated(each.meetingOn)}: <strong>${worded(outcome)}</strong>${reason && `, ${lower(reason)}`}${nextDate && `, back on ${dated(nextDate)}`} by ${decider}${each.notQuorate && ', not quorate'}${recordedLater(each)}. ${rationale}${dissentOf(each)}${acknowledgedIn(each)}`;
};

const recordedLater = ({ recordedAt, decidedAt }: DecisionTaken): Content =>
  recordedAt !== decidedAt && `, recorded ${timed(recordedAt)}`;

const dissentOf = ({ dissent }: DecisionTaken): Content =>
  dissent && html` <strong>Dissent:</strong> ${dissent}`;

const acknowledgedIn = ({ acknowledgements }: DecisionTaken): Content =>
  acknowledgements.length > 0 &&
  html` <strong>Acknowledged:</strong> ${acknowledgements.map(({ about, note }, i) => html`${i > 0 && '; '}${about}: ${note}`)}`;

const withheldOf = (
  { disclosure, screenOnly, hiddenFromAttendees }: PackOnPaper,
  level: number,
): Markup[] => [
  heading(level, 'Not on this page'),
  paragraph(
    html`<strong>${screenOnly.fields === 1 ? '1 field stays' : `${screenOnly.fields} fields stay`} on the screen only</strong>, because their agreement does not let them be printed.${
      hiddenFromAttendees > 0 &&
      html` <strong>${hiddenFromAttendees} may not be heard by every attendee.</strong>`
    }`,
  ),
  ...(disclosure.withheld.length === 0
    ? []
    : [withheldLines(disclosure.withheld)]),
];

type Withheld = PackOnPaper['disclosure']['withheld'];

/** Groups by agency and reason: the panel reads why, and who to speak to. */
const withheldLines = (withheld: Withheld): Markup => {
  const groups = new Map<string, Group>();
  for (const each of withheld) {
    const says = each.reasons.map((reason) => reason.says).join(' ');
    const key = `${each.originator}|${says}`;
    const group = groups.get(key) ?? emptyGroup(each.originator, says);
    for (const field of each.fields) group.fields.add(label(field));
    groups.set(key, group);
  }
  return bullets([...groups.values()].map(groupLine));
};

interface Group {
  originator: string;
  says: string;
  fields: Set<string>;
}

const emptyGroup = (originator: string, says: string): Group => ({
  originator,
  says,
  fields: new Set(),
});

const groupLine = ({ originator, says, fields }: Group): Markup =>
  html`${named(originator)}: ${[...fields].join(', ')}. ${says}`;
