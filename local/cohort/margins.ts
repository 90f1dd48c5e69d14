/**
 * Counts the 157 by characteristic, in each latent class. This file is a table.
 *
 * The totals of `PUBLISHED_ROWS` are the published margins of the evaluation of Operation Met Divan
 * (College of Policing, 2021) as integers; their spread over the classes is invented, following its
 * descriptions of the classes (domain reference, section 1.1). Nothing at all is published for
 * `INVENTED_ROWS` and the splits below them but the totals of sex and age (35 girls; 52 aged 16 or
 * 17), so every other figure there is invented and says nothing about any real child.
 */
import { BOROUGHS } from '../../schemas/vocabulary/codes.ts';

/**
 * Five published classes, and the one person that no integer split of 157 can place in any of them.
 */
export const LATENT_CLASSES = ['C1', 'C2', 'C3', 'C4', 'C5', 'U'] as const;
export type LatentClass = (typeof LATENT_CLASSES)[number];

export type Counts = Readonly<Record<LatentClass, number>>;

const row = (
  C1: number,
  C2: number,
  C3: number,
  C4: number,
  C5: number,
  U: number,
): Counts => ({
  C1,
  C2,
  C3,
  C4,
  C5,
  U,
});

export const CLASS_SIZES = row(58, 27, 25, 24, 22, 1);

const PUBLISHED_ROWS = {
  // Confirmed is the rest: 49, 24, 18, 0, 19 and 0.
  INC_SUSPECTED: row(0, 0, 0, 19, 0, 0),
  INC_VICTIM_OR_NO_SUSPICION: row(9, 3, 7, 5, 3, 1),
  INC_ADDITIONAL_OFFENCE: row(5, 4, 4, 3, 14, 0),
  PRIOR_OFFENCE: row(4, 12, 2, 14, 21, 0),
  PRIOR_MISSING: row(2, 9, 1, 4, 11, 0),
  PRIOR_GANG_ASSOCIATION: row(0, 2, 3, 3, 11, 0),
  PRIOR_VICTIM: row(3, 4, 3, 2, 5, 0),
  BG_KNOWN_TO_PARTNER: row(19, 26, 4, 8, 17, 0),
  BG_MH_BEHAV_LD: row(9, 12, 1, 2, 7, 0),
  BG_EDUCATION: row(4, 11, 2, 3, 8, 0),
  BG_FAMILY_INSTABILITY: row(11, 10, 2, 3, 11, 0),
  BG_LIVED_AWAY: row(1, 13, 0, 1, 4, 0),
};

const INVENTED_ROWS = {
  FEMALE: row(14, 7, 7, 4, 3, 0),
  SIXTEEN_OR_SEVENTEEN: row(16, 7, 8, 9, 12, 0),
  // With nobody is the rest: 20, 2, 1, 14, 4 and 1.
  FAMILY: row(18, 12, 0, 1, 3, 0),
  CARER: row(0, 8, 0, 0, 2, 0),
  PEER: row(14, 4, 23, 6, 7, 0),
  STRANGER: row(6, 1, 1, 3, 6, 0),
  AGGRESSION_REPORTED: row(12, 18, 9, 3, 13, 0),
  // The evaluation's fourth class has "previous weapons offences"; only a conviction makes a child
  // ineligible.
  WEAPON_CONVICTION: row(0, 0, 0, 4, 3, 0),
};

export const MARGINS = { ...PUBLISHED_ROWS, ...INVENTED_ROWS };
export type Characteristic = keyof typeof MARGINS;

export type Borough = (typeof BOROUGHS)[keyof typeof BOROUGHS];

/** Invented: no borough split is published. */
export const BOROUGH_SIZES: Readonly<Record<Borough, number>> = {
  [BOROUGHS.CROYDON]: 79,
  [BOROUGHS.BROMLEY]: 46,
  [BOROUGHS.SUTTON]: 32,
};

/** Invented: how many lived in another of the three boroughs before. */
export const MOVED_BOROUGH = 22;

/** Invented weights of the ages within each band. */
export const AGES_UNDER_16 = [
  11, 12, 12, 13, 13, 13, 13, 14, 14, 14, 14, 14, 14, 15, 15, 15, 15, 15, 15,
  15,
] as const;
export const AGES_FROM_16 = [16, 16, 16, 17, 17] as const;
