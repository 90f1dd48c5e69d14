/** Where agencies' views differ so far that the panel must talk about it. Each is a question; none is averaged. */
import type { Divergence, PackMessage } from '../../schemas/contract/pack.ts';
import { FactTopic, Judgement } from '../../schemas/vocabulary/codes.ts';
import { hashOf } from '../canonical.ts';

type AgencyReturn = PackMessage['returns'][number];
type Position = Divergence['positions'][number];

/** Judgements this many steps apart are a divergence: LOW against HIGH, never LOW against MEDIUM. */
const STEPS = 2;

export const divergencesOf = (
  returns: readonly AgencyReturn[],
): Divergence[] => [
  ...judged('RISK_TO_OTHERS', 'riskToOthers', returns),
  ...judged('SAFETY_AND_WELLBEING', 'safetyAndWellbeing', returns),
  ...venues(returns),
  ...facts(returns),
];

const judged = (
  about: Divergence['about'],
  field: 'riskToOthers' | 'safetyAndWellbeing',
  returns: readonly AgencyReturn[],
): Divergence[] => {
  const positions = returns.flatMap(({ agency, records }) =>
    [...(records.view ?? []), ...(records.health ?? [])].flatMap((record) => {
      const says = record[field];
      return says === undefined ? [] : [{ agency, says }];
    }),
  );
  const steps = positions.map(({ says }) => Judgement.options.indexOf(says));
  if (Math.max(...steps) - Math.min(...steps) < STEPS) return [];
  return [
    diverging(about, positions, 'What does each know that the others do not?'),
  ];
};

const venues = (returns: readonly AgencyReturn[]): Divergence[] => {
  const positions: Position[] = returns.flatMap(({ agency, records }) =>
    (records.approach ?? []).flatMap(
      ({ recommendedVenue, doNotVisitReason }) => [
        ...(recommendedVenue ? [{ agency, says: recommendedVenue }] : []),
        ...(doNotVisitReason ? [{ agency, says: 'DO_NOT_VISIT' }] : []),
      ],
    ),
  );
  const said = new Set(positions.map(({ says }) => says));
  const agencies = new Set(positions.map(({ agency }) => agency));
  return said.size < 2 || agencies.size < 2
    ? []
    : [
        diverging(
          'APPROACH',
          positions,
          'Where is a visit safe, and is it safe at all?',
        ),
      ];
};

/** One agency that contradicts itself is for that agency to mend: what it states of a topic stands side by side. */
const facts = (returns: readonly AgencyReturn[]): Divergence[] =>
  FactTopic.options.flatMap((topic) => {
    const stated = returns.flatMap(({ agency, records }) =>
      (records.view ?? []).flatMap(({ statedFacts = [] }) =>
        statedFacts
          .filter((fact) => fact.topic === topic)
          .map(({ is, asOf }) => ({ agency, is, asOf })),
      ),
    );
    const contradicted = stated.some((one) =>
      stated.some(
        (other) => one.agency !== other.agency && one.is !== other.is,
      ),
    );
    if (!contradicted) return [];
    const positions = stated.map(({ agency, is, asOf }) => ({
      agency,
      says: `${is ? 'YES' : 'NO'} (${asOf})`,
    }));
    return [
      {
        ...diverging(
          'FACT',
          positions,
          `${topic}: which is so now, and who finds out?`,
          topic,
        ),
        topic,
      },
    ];
  });

/** The id is made of the positions: an acknowledgement is of what was said, and falls when somebody says otherwise. */
const diverging = (
  about: Divergence['about'],
  positions: Position[],
  question: string,
  topic?: Divergence['topic'],
): Divergence => ({
  divergenceId: `${about}:${hashOf({ about, topic, positions }).slice(0, 16)}`,
  about,
  question: `${positions.map(({ agency, says }) => `${agency} says ${says}`).join(', ')}. ${question}`,
  positions,
});
