/**
 * Deals the table of margins out to 157 drafts: what each young person has, before anyone has a
 * name. Exactly as many drafts of each class get a characteristic as the table says; which ones is
 * chance, weighted so that the published associations hold: family incidents go with behavioural
 * history, offending and missing episodes, peer incidents with little history, aggression with
 * offending and being known to partners, instability with offending.
 */
import type {
  Background,
  IncidentRelation,
  IncidentType,
  PriorContact,
} from '../../schemas/vocabulary/codes.ts';
import {
  type Characteristic,
  CLASS_SIZES,
  LATENT_CLASSES,
  type LatentClass,
  MARGINS,
} from './margins.ts';
import { choose, type Random } from './random.ts';

export type Draft = {
  latentClass: LatentClass;
  protagonist: boolean;
  has: ReadonlySet<Characteristic>;
};

/**
 * All the protagonist of the demo has. Nothing else is dealt to that draft, so its promises hold
 * for every seed.
 */
const PROTAGONIST_HAS: ReadonlySet<Characteristic> = new Set<Characteristic>([
  'PEER',
  'BG_KNOWN_TO_PARTNER',
  'BG_MH_BEHAV_LD',
  'BG_FAMILY_INSTABILITY',
]);

type Weight = (has: ReadonlySet<Characteristic>) => number;

const RELATIONS = ['FAMILY', 'CARER', 'PEER', 'STRANGER'] as const;
const PRIOR = [
  'PRIOR_OFFENCE',
  'PRIOR_MISSING',
  'PRIOR_GANG_ASSOCIATION',
  'PRIOR_VICTIM',
] as const;
const BACKGROUND = [
  'BG_KNOWN_TO_PARTNER',
  'BG_MH_BEHAV_LD',
  'BG_EDUCATION',
  'BG_FAMILY_INSTABILITY',
  'BG_LIVED_AWAY',
] as const;

const evenly: Weight = () => 1;
const noRelationYet: Weight = (has) =>
  RELATIONS.some((relation) => has.has(relation)) ? 0 : 1;
/** Multiplies the weights of what the draft already has. */
const favouring =
  (factors: Partial<Record<Characteristic, number>>): Weight =>
  (has) =>
    Object.entries(factors).reduce(
      (weight, [held, factor]) =>
        weight * (has.has(held as Characteristic) ? factor : 1),
      1,
    );

/** Stands in the order of dealing: a weight may only look at earlier rows. */
const DEAL: readonly (readonly [Characteristic, Weight])[] = [
  ['INC_VICTIM_OR_NO_SUSPICION', evenly],
  ['INC_SUSPECTED', favouring({ INC_VICTIM_OR_NO_SUSPICION: 0 })],
  ['FEMALE', evenly],
  ['SIXTEEN_OR_SEVENTEEN', evenly],
  ['FAMILY', noRelationYet],
  ['CARER', noRelationYet],
  ['PEER', noRelationYet],
  ['STRANGER', noRelationYet],
  [
    'PRIOR_OFFENCE',
    favouring({ FAMILY: 4, CARER: 2, PEER: 0.4, SIXTEEN_OR_SEVENTEEN: 2 }),
  ],
  ['WEAPON_CONVICTION', (has) => (has.has('PRIOR_OFFENCE') ? 1 : 0)],
  ['PRIOR_MISSING', favouring({ FAMILY: 4, CARER: 3, PEER: 0.4 })],
  ['PRIOR_GANG_ASSOCIATION', favouring({ PRIOR_OFFENCE: 2, FAMILY: 0.5 })],
  ['PRIOR_VICTIM', favouring({ INC_VICTIM_OR_NO_SUSPICION: 2, PEER: 0.6 })],
  [
    'BG_FAMILY_INSTABILITY',
    favouring({ PRIOR_OFFENCE: 3, FAMILY: 2, PEER: 0.5 }),
  ],
  ['BG_MH_BEHAV_LD', favouring({ FAMILY: 4, CARER: 2, PEER: 0.4 })],
  ['BG_LIVED_AWAY', favouring({ CARER: 8, PEER: 0.5 })],
  ['BG_EDUCATION', favouring({ BG_MH_BEHAV_LD: 2, PEER: 0.6 })],
  [
    'BG_KNOWN_TO_PARTNER',
    favouring({
      PRIOR_OFFENCE: 2,
      BG_MH_BEHAV_LD: 4,
      BG_FAMILY_INSTABILITY: 2,
      BG_LIVED_AWAY: 4,
    }),
  ],
  [
    'AGGRESSION_REPORTED',
    favouring({
      INC_VICTIM_OR_NO_SUSPICION: 0,
      PRIOR_OFFENCE: 3,
      BG_KNOWN_TO_PARTNER: 3,
      FAMILY: 1.5,
    }),
  ],
  [
    'INC_ADDITIONAL_OFFENCE',
    favouring({ INC_VICTIM_OR_NO_SUSPICION: 0, PRIOR_OFFENCE: 2 }),
  ],
];

/** 157 drafts, class by class; exactly one is the protagonist's, in C1. */
export const dealDrafts = (random: Random): Draft[] =>
  LATENT_CLASSES.flatMap((name) => dealClass(name, random));

const dealClass = (latentClass: LatentClass, random: Random): Draft[] => {
  const blank = Array.from(
    { length: CLASS_SIZES[latentClass] },
    (_, at): Draft => {
      return {
        latentClass,
        protagonist: latentClass === 'C1' && at === 0,
        has: new Set(),
      };
    },
  );
  return DEAL.reduce((drafts, [characteristic, weight]) => {
    const chosen = choose(
      random,
      drafts,
      MARGINS[characteristic][latentClass],
      (draft) => {
        if (draft.protagonist)
          return PROTAGONIST_HAS.has(characteristic)
            ? Number.POSITIVE_INFINITY
            : 0;
        return weight(draft.has);
      },
    );
    return drafts.map((draft) =>
      chosen.has(draft)
        ? { ...draft, has: new Set([...draft.has, characteristic]) }
        : draft,
    );
  }, blank);
};

export const incidentTypeOf = ({ has }: Draft): IncidentType => {
  if (has.has('INC_VICTIM_OR_NO_SUSPICION'))
    return 'INC_VICTIM_OR_NO_SUSPICION';
  return has.has('INC_SUSPECTED') ? 'INC_SUSPECTED' : 'INC_CONFIRMED';
};

export const incidentRelationOf = ({
  has,
}: Draft): (typeof IncidentRelation.options)[number] =>
  RELATIONS.find((relation) => has.has(relation)) ?? 'NONE';

export const priorContactOf = ({
  has,
}: Draft): (typeof PriorContact.options)[number][] =>
  PRIOR.filter((code) => has.has(code));

export const backgroundOf = ({
  has,
}: Draft): (typeof Background.options)[number][] =>
  BACKGROUND.filter((code) => has.has(code));
