/** The first sheet: obstacles, divergences and gaps, eligibility, and what happened. */
import { html } from 'hono/html';
import {
  COMPUTED,
  type Eligibility,
  type Marker,
} from '../../../schemas/contract/case-parts.ts';
import type { Divergence, Gap } from '../../../schemas/contract/pack.ts';
import type { PackOnPaper } from '../../../schemas/contract/printed.ts';
import type { Finding } from '../../../schemas/vocabulary/codes.ts';
import { completenessOf } from './completeness.ts';
import {
  bullets,
  type Colour,
  type Content,
  heading,
  type Markup,
  paragraph,
  table,
  tag,
  ticket,
  warning,
} from './markup.ts';
import {
  flagsOf,
  incidentsOf,
  othersOf,
  profileOf,
  whoOf,
} from './police-facts.ts';
import { dated, named, timed, worded } from './wording.ts';

export const firstSheet = (
  pack: PackOnPaper,
  level: number,
): (Markup | undefined)[] => [
  marker('An investigation is under way', 'Investigation', pack.investigation),
  marker(
    'A strategy discussion is under way',
    'Strategy discussion',
    pack.strategyDiscussion,
  ),
  questionsOf(pack, level),
  heading(level, 'Eligibility'),
  eligibilityOf(pack.eligibility),
  heading(level, 'Who was asked'),
  completenessOf(pack),
  heading(level, 'What happened'),
  ...incidentsOf(pack.records, level + 1),
  ...profileOf(pack.records),
  heading(level, 'Who'),
  ...whoOf(pack.records),
  ...flagsOf(pack.records, level),
  ...othersOf(pack.records, level),
];

const marker = (
  ongoing: string,
  name: string,
  found: Marker | undefined,
): Markup | undefined =>
  found &&
  (found.status === 'ONGOING'
    ? warning(
        html`<strong>${ongoing}</strong> since ${timed(found.since)}, led by ${found.officer}${
          found.reviewOn && `, looked at again on ${dated(found.reviewOn)}`
        }. The panel can neither select nor not select until it has an outcome.`,
      )
    : paragraph(
        html`<strong>${name} concluded</strong>${found.concludedAt && ` ${timed(found.concludedAt)}`}${
          found.outcome && html`: ${found.outcome}`
        } (${found.officer}).`,
      ));

const questionsOf = (
  { divergences, gaps, screenOnly }: PackOnPaper,
  level: number,
): Markup => {
  const count = divergences.length + gaps.length;
  return html`${heading(level, 'Questions before you decide')}${count === 0 && paragraph('No gap and no divergence is on this page.')}${
    screenOnly.points > 0 &&
    paragraph(
      html`<strong>${screenOnly.points} more on the screen only.</strong> A decision acknowledges those too.`,
    )
  }<div class="divan-columns">${divergences.map(divergence)}${gaps.map(gap)}</div>`;
};

const divergence = ({
  about,
  topic,
  question,
  positions,
}: Divergence): Markup => {
  const said = `${positions.map(({ agency, says }) => `${agency} says ${says}`).join(', ')}. `;
  // The list says it once; a question that is put otherwise stands as it is.
  const asked = question.startsWith(said)
    ? question.slice(said.length)
    : question;
  const list = positions.map(
    ({ agency, says }) =>
      html`${named(agency)}: <strong>${worded(says)}</strong>`,
  );
  return ticket(
    html`<strong>Views differ: ${worded(topic ?? about)}</strong> ${bullets(list)}${paragraph(asked)}`,
    'red',
  );
};

const gap = ({ agency, kind, question }: Gap): Markup =>
  ticket(
    html`<strong>${named(agency)}: ${worded(kind).toLowerCase()}.</strong> ${question.replaceAll(agency, named(agency))}`,
    'orange',
  );

const FINDINGS: Record<Finding, [text: string, colour: Colour]> = {
  MET: ['Met', 'green'],
  NOT_MET: ['Not met', 'red'],
  NOT_KNOWN: ['Not known', 'yellow'],
};

const eligibilityOf = (eligibility: readonly Eligibility[]): Markup =>
  table({
    caption: 'All four must be met for a visit',
    columns: ['Rule', 'Finding', 'Evidence', 'Checked'],
    rows: eligibility.map((each) => [
      worded(each.rule),
      tag(...FINDINGS[each.finding]),
      each.evidence,
      checkedOf(each),
    ]),
  });

/** Empty where some attendee may not hear it. */
const checkedOf = ({
  checkedIn,
  checkedBy,
  checkedAt = '',
}: Eligibility): Content =>
  checkedBy === COMPUTED
    ? `Computed, facts of ${timed(checkedAt)}`
    : [checkedIn && worded(checkedIn), checkedBy, checkedAt && timed(checkedAt)]
        .filter(Boolean)
        .join(', ');
