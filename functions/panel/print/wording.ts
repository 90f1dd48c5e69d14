/**
 * Writes codes, dates and names as a person reads them, in the field's own words. A code without
 * one is written plainly.
 */
import * as z from 'zod';
import * as caseParts from '../../../schemas/contract/case-parts.ts';
import * as entities from '../../../schemas/contract/pack.ts';
import * as vocabulary from '../../../schemas/vocabulary/codes.ts';

const CODES = new Set(
  [vocabulary, caseParts, entities].flatMap((module) =>
    Object.values(module).flatMap((each) =>
      each instanceof z.ZodEnum ? each.options.map(String) : [],
    ),
  ),
);

const WORDS: Record<string, string> = {
  EXCLUDE: 'Not selected',
  INCLUDE: 'Selected for a visit',
  DEFER: 'Deferred',
  REFER_PARTNER: 'Referred to a partner',
  REFER_YJS: 'Referred to the youth justice service',
  REFER_SAFEGUARDING: 'Referred to safeguarding',
  NOT_ELIGIBLE_ON_FACTS: 'Not eligible on the facts',
  SECTION_47: 'Section 47 enquiry',
  MASH: 'MASH',
  CIN: 'Child in need',
  CP: 'Child protection plan',
  LAC: 'Looked after',
  UNDER_18: 'Under 18',
  NO_WEAPON_CONVICTION: 'No weapon conviction',
  LIVES_IN_AREA: 'Lives in the area',
  EVIDENCE_OF_CARRYING: 'Evidence of carrying',
  INC_CONFIRMED: 'Weapon confirmed',
  INC_SUSPECTED: 'Weapon suspected',
  INC_VICTIM_OR_NO_SUSPICION: 'Victim, or no suspicion',
  PRIOR_OFFENCE: 'Offence before',
  PRIOR_MISSING: 'Missing before',
  PRIOR_GANG_ASSOCIATION: 'Gang association before',
  PRIOR_VICTIM: 'Victim before',
  BG_KNOWN_TO_PARTNER: 'Known to a partner agency',
  BG_MH_BEHAV_LD: 'Mental health, behaviour or learning disability',
  BG_EDUCATION: 'Education',
  BG_FAMILY_INSTABILITY: 'Family instability',
  BG_LIVED_AWAY: 'Lived away from home',
  APPROACH: 'How and where to visit',
  RISK: 'Risk',
  NEED: 'Need',
  SAFEGUARDING: 'Safeguarding',
  FRESH: 'Fresh',
  STALE: 'Out of date',
  UNDATED: 'Undated',
  UNCONFIRMED: 'Not confirmed',
  PNC: 'PNC',
  CRIS: 'CRIS',
  ASSETPLUS: 'AssetPlus',
  PDAT: 'Prevention and Diversion Assessment Tool',
  CANNOT_IDENTIFY: 'Cannot identify the child',
  NOTHING_HELD: 'Nothing held',
  ANSWERED: 'Answered',
  DO_NOT_VISIT: 'Do not visit',
  NOT_YET: 'Not asked yet',
  NO_AGREEMENT: 'No agreement lets the panel ask it',
};

/** Codes of one character, which mean something in their own field only. */
const OF_FIELD: Record<string, Record<string, string>> = {
  sex: { F: 'Female', M: 'Male', U: 'Not recorded' },
  sourceEvaluation: {
    1: '1, reliable',
    2: '2, untested',
    3: '3, not reliable',
  },
  assessment: {
    A: 'A, known directly',
    B: 'B, known indirectly but corroborated',
    C: 'C, known indirectly',
    D: 'D, not known',
    E: 'E, suspected to be false',
  },
  handlingCode: {
    P: 'P, sharing permitted',
    C: 'C, sharing permitted with conditions',
  },
};

const LABELS: Record<string, string> = {
  nhsNumber: 'NHS number',
  upn: 'UPN',
  pncId: 'PNC ID',
  incidentOn: 'Date',
  incidentRelation: 'With or against',
  factOrOpinion: 'Told as',
  assessment: 'Intelligence assessment (3x5x2)',
  sourceEvaluation: 'Source evaluation (3x5x2)',
  handlingCode: 'Handling (3x5x2)',
  thriveGroup: 'THRIVE group',
  statedFacts: 'Stated as fact',
};

const ACRONYMS: Record<string, string> = {
  asb: 'ASB',
  yjs: 'YJS',
  mash: 'MASH',
  camhs: 'CAMHS',
  slam: 'SLaM',
  swlstg: 'SWLStG',
  bcu: 'BCU',
};

/** A code, date or instant in words, and any other text as it is. */
export const worded = (text: string, field = ''): string => {
  const known = OF_FIELD[field]?.[text] ?? WORDS[text];
  if (known) return known;
  if ((CODES.has(text) && text.length > 2) || CODED.test(text))
    return sentence(text);
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return dated(text);
  if (/^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/.test(text)) return timed(text);
  return boroughs.get(text) ?? text;
};

/** Two words at least, so that a word in capitals is left as somebody wrote it. */
const CODED = /^[A-Z]+(_[A-Z0-9]+)+$/;

const boroughs = new Map<string, string>(
  Object.entries(vocabulary.BOROUGHS).map(([name, code]) => [
    code,
    sentence(name),
  ]),
);

function sentence(code: string): string {
  const words = code
    .toLowerCase()
    .split('_')
    .map((word) => ACRONYMS[word] ?? word)
    .join(' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** `safeApproachAdvice` is “Safe approach advice”. */
export const label = (field: string): string =>
  LABELS[field] ??
  sentence(field.replaceAll(/([A-Z])/g, (letter) => `_${letter}`));

/** An agency or panel as people write it: `croydon-yjs` is “Croydon YJS”. */
export const named = (id: string): string =>
  id
    .split('-')
    .map(
      (part) => ACRONYMS[part] ?? part.charAt(0).toUpperCase() + part.slice(1),
    )
    .join(' ');

const DATE = new Intl.DateTimeFormat('en-GB', {
  dateStyle: 'medium',
  timeZone: 'Europe/London',
});
const TIME = new Intl.DateTimeFormat('en-GB', {
  dateStyle: 'medium',
  timeStyle: 'short',
  timeZone: 'Europe/London',
});

/** Text that is no date is shown as it is: a page is no place to fail over one. */
export const dated = (date: string): string =>
  Number.isNaN(Date.parse(date)) ? date : DATE.format(Date.parse(date));
export const timed = (at: string): string =>
  Number.isNaN(Date.parse(at)) ? at : TIME.format(Date.parse(at));
