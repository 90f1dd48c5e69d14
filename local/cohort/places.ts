/**
 * Invented streets and house names on the real postcode districts of each borough. This file is
 * mostly a table.
 */
import { BOROUGHS } from '../../schemas/vocabulary/codes.ts';
import type { Borough } from './margins.ts';
import { chance, integer, pick, type Random, untaken } from './random.ts';

type District = { outward: string; town: string };

const DISTRICTS: Readonly<Record<Borough, readonly District[]>> = {
  [BOROUGHS.CROYDON]: [
    { outward: 'CR0', town: 'Croydon' },
    { outward: 'CR0', town: 'New Addington' },
    { outward: 'CR2', town: 'South Croydon' },
    { outward: 'CR7', town: 'Thornton Heath' },
    { outward: 'SE25', town: 'South Norwood' },
  ],
  [BOROUGHS.BROMLEY]: [
    { outward: 'BR1', town: 'Bromley' },
    { outward: 'BR2', town: 'Hayes' },
    { outward: 'BR3', town: 'Beckenham' },
    { outward: 'BR5', town: 'St Mary Cray' },
    { outward: 'BR6', town: 'Orpington' },
  ],
  [BOROUGHS.SUTTON]: [
    { outward: 'SM1', town: 'Sutton' },
    { outward: 'SM2', town: 'Belmont' },
    { outward: 'SM5', town: 'Carshalton' },
    { outward: 'SM6', town: 'Wallington' },
  ],
};

const STREETS = [
  'Larkmere Road',
  'Tansywell Avenue',
  'Old Quernstone Lane',
  'Pellbrook Close',
  'Harrowdene Rise',
  'Ambersley Gardens',
  'Fennimore Crescent',
  'Wexcombe Way',
  'Thistledown Grove',
  "St Osyth's Walk",
  'Brackenhurst Drive',
  'Coldfrith Road',
  'Marlpit Terrace',
  'Ivorton Street',
  'Rushwick Mews',
  'Galleywood End',
  'Nettlefold Path',
  'Osmunda Road',
  'Pipistrelle Close',
  'Quayle Meadow',
  'Saltram Bank',
  'Underley Hill',
  'Verrinder Road',
  'Yarrowfield Place',
] as const;

const BLOCKS = [
  'Corvane House',
  'Dellwyn Court',
  'Merrifold Point',
  'Tamsin Court',
  'Ashlar House',
  'Peverel Heights',
];

// The second half of a postcode never uses C, I, K, M, O or V.
const INWARD_LETTERS = 'ABDEFGHJLNPQRSTUWXYZ';

/** An address nobody else of the cohort has. */
export const addressIn = (
  borough: Borough,
  taken: Set<string>,
  random: Random,
) => {
  const { outward, town } = pick(random, DISTRICTS[borough]);
  const first = untaken(taken, () => {
    const street = `${integer(random, 1, 148)} ${pick(random, STREETS)}`;
    return chance(random, 0.35)
      ? `Flat ${integer(random, 1, 42)}, ${pick(random, BLOCKS)}|${street}`
      : street;
  });
  const postcode = untaken(
    taken,
    () =>
      `${outward} ${integer(random, 0, 9)}${inwardLetter(random)}${inwardLetter(random)}`,
  );
  return { addressLines: [...first.split('|'), town], postcode };
};

const inwardLetter = (random: Random): string =>
  pick(random, [...INWARD_LETTERS]);
