/**
 * Finds where agencies' views differ so far that the panel must talk about it. Each is a question;
 * none is averaged.
 */
import type { Divergence, PackMessage } from '../../schemas/contract/pack.ts';
import { FactTopic, Judgement } from '../../schemas/vocabulary/codes.ts';
import { hashOf } from '../canonical.ts';

type AgencyReturn = PackMessage['returns'][number];
type Position = Divergence['positions'][number];

/**
 * Judgements this many steps apart are a divergence: LOW against HIGH, never LOW against MEDIUM.
 */
const STEPS = 2;

export const divergencesOf = (
  returns: readonly AgencyReturn[],
): Divergence[] => [
  ...judged('RISK_TO_OTHERS', 'riskToOthers', returns),
  ...judged('SAFETY_AND_WELLBEING', 'safetyAndWellbeing', returns),
  ...venues(returns),
  ...FactTopic.options.flatMap((topic) => contradiction(topic, returns)),
];

type Judged = 'riskToOthers' | 'safetyAndWellbeing';

const judged = (
  about: Divergence['about'],
  field: Judged,
  returns: readonly AgencyReturn[],
): Divergence[] => {
  const judgements = returns.flatMap((each) => judgementsOf(field, each));
  const steps = judgements.map(({ says }) => Judgement.options.indexOf(says));
  if (Math.max(...steps) - Math.min(...steps) < STEPS) return [];
  const question = 'What does each know that the others do not?';
  return [diverging(about, judgements, question)];
};

const judgementsOf = (field: Judged, { agency, records }: AgencyReturn) =>
  [...(records.view ?? []), ...(records.health ?? [])]
    .map((record) => record[field])
    .filter((says) => says !== undefined)
    .map((says) => ({ agency, says }));

const venues = (returns: readonly AgencyReturn[]): Divergence[] => {
  const positions = returns.flatMap(venuesNamed);
  const said = new Set(positions.map(({ says }) => says));
  const agencies = new Set(positions.map(({ agency }) => agency));
  if (said.size < 2 || agencies.size < 2) return [];
  const question = 'Where is a visit safe, and is it safe at all?';
  return [diverging('APPROACH', positions, question)];
};

const venuesNamed = ({ agency, records }: AgencyReturn): Position[] =>
  (records.approach ?? []).flatMap(({ recommendedVenue, doNotVisitReason }) => [
    ...(recommendedVenue ? [{ agency, says: recommendedVenue }] : []),
    ...(doNotVisitReason ? [{ agency, says: 'DO_NOT_VISIT' }] : []),
  ]);

/**
 * One agency that contradicts itself is for that agency to mend: what it states of a topic stands
 * side by side.
 */
const contradiction = (
  topic: FactTopic,
  returns: readonly AgencyReturn[],
): Divergence[] => {
  const stated = returns.flatMap((each) => statedOn(topic, each));
  if (!isContradicted(stated)) return [];
  const positions = stated.map(({ agency, is, asOf }) => ({
    agency,
    says: `${is ? 'YES' : 'NO'} (${asOf})`,
  }));
  const question = `${topic}: which is so now, and who finds out?`;
  return [{ ...diverging('FACT', positions, question, topic), topic }];
};

const isContradicted = (stated: readonly Statement[]): boolean =>
  stated.some((one) =>
    stated.some((other) => one.agency !== other.agency && one.is !== other.is),
  );

interface Statement {
  agency: string;
  is: boolean;
  /** London date. */
  asOf: string;
}

const statedOn = (
  topic: FactTopic,
  { agency, records }: AgencyReturn,
): Statement[] =>
  (records.view ?? [])
    .flatMap(({ statedFacts = [] }) => statedFacts)
    .filter((fact) => fact.topic === topic)
    .map(({ is, asOf }) => ({ agency, is, asOf }));

/**
 * Makes the id of the positions: an acknowledgement is of what was said, and falls when somebody
 * says otherwise.
 */
const diverging = (
  about: Divergence['about'],
  positions: Position[],
  question: string,
  topic?: FactTopic,
): Divergence => ({
  divergenceId: `${about}:${hashOf({ about, topic, positions }).slice(0, 16)}`,
  about,
  question: `${positions.map(({ agency, says }) => `${agency} says ${says}`).join(', ')}. ${question}`,
  positions,
});
