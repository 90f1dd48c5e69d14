/**
 * The 157 young people of the sandbox: synthetic, to every margin of the evaluation of Operation
 * Met Divan, and the same on every machine.
 */
import type { CohortPerson } from './cohort-person.ts';
import { addDays, yearsBefore } from './dates.ts';
import {
  backgroundOf,
  type Draft,
  dealDrafts,
  priorContactOf,
} from './drafts.ts';
import { incidentOf } from './incidents.ts';
import { knownToOf } from './known-to.ts';
import { AGES_FROM_16, AGES_UNDER_16 } from './margins.ts';
import { type Named, nameEveryone } from './names.ts';
import { issueNhsNumber, issuePncId, issueUpn } from './numbers.ts';
import { addressIn } from './places.ts';
import { integer, pick, type Random, stream } from './random.ts';
import { type Seat, takeSeats } from './seats.ts';

export type { CohortPerson } from './cohort-person.ts';

const NUMBERED = [
  'addresses',
  'nhsNumbers',
  'upns',
  'pncIds',
  'sourceReferences',
] as const;

/** Everything that has been given out, so that no two people share it. */
type Taken = Readonly<Record<(typeof NUMBERED)[number], Set<string>>>;

/**
 * The cohort for a seed, as it stands on `referenceDate` (`YYYY-MM-DD`). Ages and incidents are
 * relative to that date, so that a sandbox started in any year has children in it and incidents of
 * the last 60 days. Nobody comes of age in the 60 days that follow, which leaves room to move the
 * sandbox clock.
 */
export const cohort = ({
  seed,
  referenceDate,
}: {
  seed: number;
  referenceDate: string;
}): CohortPerson[] => {
  const seats = takeSeats(
    dealDrafts(stream(seed, 'drafts')),
    stream(seed, 'seats'),
  );
  const names = nameEveryone(
    seats.map(({ draft }) => sexOf(draft)),
    stream(seed, 'names'),
  );
  const taken = Object.fromEntries(
    NUMBERED.map((kind) => [kind, new Set<string>()]),
  ) as Taken;
  return seats.map((seat, at) => {
    const named = names[at];
    if (named === undefined) throw new RangeError('fewer names than people');
    return person(seat, named, { seed, referenceDate, taken });
  });
};

interface Making {
  seed: number;
  referenceDate: string;
  taken: Taken;
}

const person = (seat: Seat, named: Named, making: Making): CohortPerson => {
  const { number, draft, borough, formerBoroughs } = seat;
  const { referenceDate, taken } = making;
  const of = (label: string) => stream(making.seed, `${label}:${number}`);
  const birthDate = birthDateOf(draft, referenceDate, of('birth'));
  return {
    number,
    latentClass: draft.latentClass,
    ...named,
    birthDate,
    sex: sexOf(draft),
    ...addressIn(borough, taken.addresses, of('address')),
    borough,
    formerBoroughs,
    ...numbersOf(seat, birthDate, making),
    incident: incidentOf(
      draft,
      referenceDate,
      taken.sourceReferences,
      of('incident'),
    ),
    priorContact: priorContactOf(draft),
    background: backgroundOf(draft),
    weaponConviction: draft.has.has('WEAPON_CONVICTION'),
    knownTo: knownToOf(seat, birthDate, referenceDate, of('known-to')),
    synthetic: true,
  };
};

const numbersOf = (
  { number, draft, borough }: Seat,
  birthDate: string,
  { seed, referenceDate, taken }: Making,
) => {
  const of = (label: string) => stream(seed, `${label}:${number}`);
  return {
    nhsNumber: issueNhsNumber(taken.nhsNumbers, of('nhs')),
    upn: issueUpn(borough, birthDate, taken.upns, of('upn')),
    ...(draft.has.has('PRIOR_OFFENCE') && {
      pncId: issuePncId(birthDate, referenceDate, taken.pncIds, of('pnc')),
    }),
  };
};

const sexOf = ({ has }: Draft): 'F' | 'M' => (has.has('FEMALE') ? 'F' : 'M');

const birthDateOf = (
  draft: Draft,
  referenceDate: string,
  random: Random,
): string => {
  const age = ageOf(draft, random);
  // Days since the last birthday; at 17 so few that the next birthday is more than 60 days away.
  const days = integer(random, 1, age === 17 ? 300 : 364);
  return addDays(yearsBefore(referenceDate, age), -days);
};

const ageOf = (draft: Draft, random: Random): number => {
  if (draft.protagonist) return pick(random, [14, 15]);
  if (draft.has.has('SIXTEEN_OR_SEVENTEEN')) return pick(random, AGES_FROM_16);
  // A record of offending needs some years since the tenth birthday.
  const youngest = draft.has.has('PRIOR_OFFENCE') ? 13 : 11;
  return pick(
    random,
    AGES_UNDER_16.filter((age) => age >= youngest),
  );
};
