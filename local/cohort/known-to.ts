/**
 * Chooses the partner agencies that hold a record of a young person. Counts by agency are not
 * published: the holders are invented, and follow the evaluation in that CAMHS, social care and
 * youth justice are the most cited.
 */
import { BOROUGHS } from '../../schemas/vocabulary/codes.ts';
import type { KnownTo } from './cohort-person.ts';
import { addDays, daysBetween, yearsBefore } from './dates.ts';
import type { Borough, Characteristic } from './margins.ts';
import { chance, integer, pick, type Random } from './random.ts';
import { type Seat, SUTTON_SUPERVISED } from './seats.ts';

export type Service = 'YJS' | 'SOCIAL_CARE' | 'EDUCATION' | 'CAMHS';

export const AGENCIES: Readonly<
  Record<Borough, Readonly<Record<Service, string>>>
> = {
  [BOROUGHS.CROYDON]: {
    YJS: 'croydon-yjs',
    SOCIAL_CARE: 'croydon-social-care',
    EDUCATION: 'croydon-education',
    CAMHS: 'slam',
  },
  [BOROUGHS.BROMLEY]: {
    YJS: 'bromley-yjs',
    SOCIAL_CARE: 'bromley-social-care',
    EDUCATION: 'bromley-education',
    CAMHS: 'oxleas',
  },
  [BOROUGHS.SUTTON]: {
    YJS: 'sutton-yjs',
    SOCIAL_CARE: 'sutton-social-care',
    EDUCATION: 'sutton-education',
    CAMHS: 'swlstg',
  },
};

/** The chance that a service knows a child: with one of these characteristics, and without. */
const LIKELY: readonly {
  service: Service;
  given: readonly Characteristic[];
  with: number;
  without: number;
}[] = [
  // Certain: a child who offended and is known to partners at all has been before the youth justice
  // service.
  { service: 'YJS', given: ['PRIOR_OFFENCE'], with: 1, without: 0.12 },
  {
    service: 'SOCIAL_CARE',
    given: ['BG_FAMILY_INSTABILITY', 'BG_LIVED_AWAY', 'PRIOR_MISSING'],
    with: 0.85,
    without: 0.3,
  },
  { service: 'CAMHS', given: ['BG_MH_BEHAV_LD'], with: 0.85, without: 0.25 },
  { service: 'EDUCATION', given: ['BG_EDUCATION'], with: 0.4, without: 0.05 },
];

const DAYS_KNOWN = { min: 90, max: 1500 } as const;

export const knownToOf = (
  seat: Seat,
  birthDate: string,
  referenceDate: string,
  random: Random,
): KnownTo[] => {
  if (!seat.draft.has.has('BG_KNOWN_TO_PARTNER')) return [];
  if (seat.draft.protagonist) return protagonistKnownTo(referenceDate);
  const drawn = LIKELY.filter((row) =>
    chance(random, isGiven(row.given, seat) ? row.with : row.without),
  );
  const services: readonly Service[] =
    drawn.length > 0
      ? drawn.map(({ service }) => service)
      : [pick(random, ['CAMHS', 'SOCIAL_CARE'] as const)];
  const here = services.map((service): KnownTo => {
    const days = daysKnown(service, birthDate, referenceDate, random);
    return {
      agencyId: AGENCIES[seat.borough][service],
      since: addDays(referenceDate, -days),
      closed: chance(random, 0.35) && seat.number !== SUTTON_SUPERVISED,
    };
  });
  return [...here, ...beforeTheMove(seat, referenceDate, random)];
};

/**
 * The two judgements that differ, the moderate one between them, and the record left behind in
 * another borough.
 */
const protagonistKnownTo = (referenceDate: string): KnownTo[] => [
  {
    agencyId: 'croydon-yjs',
    since: addDays(referenceDate, -190),
    closed: false,
  },
  {
    agencyId: 'croydon-social-care',
    since: addDays(referenceDate, -300),
    closed: false,
  },
  { agencyId: 'slam', since: addDays(referenceDate, -240), closed: false },
  {
    agencyId: 'bromley-social-care',
    since: addDays(referenceDate, -1400),
    closed: true,
  },
];

const isGiven = (given: readonly Characteristic[], { draft }: Seat): boolean =>
  given.some((characteristic) => draft.has.has(characteristic));

/** A youth justice service knows nobody from before their tenth birthday. */
const daysKnown = (
  service: Service,
  birthDate: string,
  referenceDate: string,
  random: Random,
): number => {
  const sinceTen = daysBetween(birthDate, yearsBefore(referenceDate, 10));
  return integer(
    random,
    DAYS_KNOWN.min,
    service === 'YJS' ? Math.min(DAYS_KNOWN.max, sinceTen - 1) : DAYS_KNOWN.max,
  );
};

const beforeTheMove = (
  seat: Seat,
  referenceDate: string,
  random: Random,
): KnownTo[] =>
  seat.formerBoroughs
    .filter(() => chance(random, 0.6))
    .map((borough) => ({
      agencyId: AGENCIES[borough].SOCIAL_CARE,
      since: addDays(referenceDate, -integer(random, 1200, 2200)),
      closed: true,
    }));
