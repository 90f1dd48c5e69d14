/**
 * The notes of the partners' case systems, in invented phrases. This file is a table. Facts were
 * seen or recorded, opinions are a practitioner's judgement; the two never share a sentence. What
 * health says has no diagnosis, medication, score or appointment in it, as its agreement requires.
 */
import type {
  Background,
  Judgement,
  PriorContact,
} from '../../schemas/vocabulary/codes.ts';
import type { Service } from './known-to.ts';

export type Note =
  | (typeof PriorContact.options)[number]
  | (typeof Background.options)[number];

export type Remarks = Readonly<Partial<Record<Note, string>>>;

export const FACTS: Readonly<Record<Exclude<Service, 'CAMHS'>, Remarks>> = {
  YJS: {
    PRIOR_OFFENCE: 'Completed an earlier intervention with this service.',
    PRIOR_GANG_ASSOCIATION:
      'Has been seen with older young people who are supervised by this service.',
    PRIOR_VICTIM: 'Took part in victim support after being robbed.',
    BG_EDUCATION: 'Is on a reduced timetable.',
    BG_MH_BEHAV_LD: 'Needs written plans in short sentences.',
    BG_KNOWN_TO_PARTNER: 'Has kept most of the sessions offered.',
  },
  SOCIAL_CARE: {
    PRIOR_MISSING: 'Has been missing from home overnight in the last year.',
    PRIOR_OFFENCE: 'The family asked for help after an earlier arrest.',
    BG_LIVED_AWAY: 'Has lived with relatives and with foster carers.',
    BG_FAMILY_INSTABILITY: 'The family has moved twice in eighteen months.',
    BG_KNOWN_TO_PARTNER: 'Is seen at home by the allocated worker.',
  },
  EDUCATION: {
    BG_EDUCATION: 'Has had two suspensions this school year.',
    BG_MH_BEHAV_LD: 'Has a support plan at school.',
    BG_LIVED_AWAY: 'Has attended three schools.',
    BG_KNOWN_TO_PARTNER: 'Attendance is followed by the inclusion team.',
  },
};

export const OPINIONS: Readonly<Record<Exclude<Service, 'CAMHS'>, Remarks>> = {
  YJS: {
    PRIOR_GANG_ASSOCIATION:
      'Appears to be drawn in by others rather than to lead.',
    PRIOR_OFFENCE: 'Seems more settled than a year ago.',
    BG_KNOWN_TO_PARTNER:
      'Is likely to take up a mentor if asked by someone already trusted.',
  },
  SOCIAL_CARE: {
    PRIOR_MISSING: 'May be at risk of exploitation while missing.',
    BG_FAMILY_INSTABILITY:
      'Arguments at home seem to come before most incidents.',
    BG_KNOWN_TO_PARTNER:
      'The family would accept more help if it came through one person.',
  },
  EDUCATION: {
    BG_EDUCATION: 'Is at most risk in the hour after school.',
    BG_KNOWN_TO_PARTNER:
      'Does better where expectations are explained beforehand.',
  },
};

export const NEEDS: Remarks = {
  PRIOR_MISSING: 'Somewhere to go when things are difficult at home',
  PRIOR_GANG_ASSOCIATION: 'A way to step back from older associates',
  PRIOR_VICTIM: 'To feel safe on the way to school',
  BG_MH_BEHAV_LD: 'Help with strong feelings',
  BG_EDUCATION: 'A full timetable',
  BG_FAMILY_INSTABILITY: 'Support for the family as a whole',
  BG_LIVED_AWAY: 'One steady adult',
  BG_KNOWN_TO_PARTNER: 'Something worthwhile to do after school',
};

export const PROTECTIVE_FACTORS = [
  'Close to a grandparent',
  'Plays football twice a week',
  'Attends a youth group nearby',
  'Has a trusted teacher',
  'Wants to start a plumbing course',
  'Helps to look after younger siblings',
  'Boxes at a local club',
  'Is learning to produce music',
] as const;

export const LEADS: Readonly<
  Record<Service, { title: string; names: readonly string[] }>
> = {
  YJS: {
    title: 'youth justice practitioner',
    names: ['Marcia Ellwood', 'Dele Fashola', 'Iain Petrie', 'Roshni Mehta'],
  },
  SOCIAL_CARE: {
    title: 'social worker',
    names: ['Grace Amankwah', 'Helen Tarrant', 'Yusuf Demir', 'Paula Reyes'],
  },
  EDUCATION: {
    title: 'inclusion officer',
    names: ['Dawn Prentice', 'Samuel Addo', 'Lucy Wickham'],
  },
  CAMHS: {
    title: 'duty clinician',
    names: ['Nadia Rahimi', 'Conor Walsh', 'Bea Lindholm'],
  },
};

export const HEALTH_NEEDS: Remarks = {
  BG_MH_BEHAV_LD:
    'Finds it hard to manage strong feelings when an argument grows. Does better with calm adults, short sentences and notice of what comes next.',
  BG_FAMILY_INSTABILITY:
    'Worries a great deal about what happens at home. Talks more freely away from the family and needs time to build trust.',
  BG_LIVED_AWAY:
    'Has had many changes of home and expects adults to leave. Needs few new faces and promises that are kept.',
  PRIOR_VICTIM:
    'Is easily startled and watchful in public places. Needs to know where the exits are and who will be there.',
  BG_KNOWN_TO_PARTNER:
    'Is quiet with new adults and needs time. Accepts help when it is practical and offered more than once.',
};

export type OwnView = {
  riskToOthers: Judgement;
  safetyAndWellbeing: Judgement;
  facts: string[];
  opinions: string[];
};

/**
 * The protagonist's returns, written by hand: two agencies two steps apart on risk to others, each
 * for a good reason of its own, and a third between them. The panel has to see why before it
 * decides.
 */
export const PROTAGONIST_VIEWS: Readonly<Record<string, OwnView>> = {
  'croydon-yjs': {
    riskToOthers: 'LOW',
    safetyAndWellbeing: 'MEDIUM',
    facts: [
      'Came to the service as prevention, without an offence.',
      'Has kept eleven of twelve sessions and completed the conflict module.',
    ],
    opinions: [
      'The incident looks like a single response to being threatened.',
      'No pattern of carrying is seen in supervision, and he speaks openly about it.',
    ],
  },
  'croydon-social-care': {
    riskToOthers: 'HIGH',
    safetyAndWellbeing: 'HIGH',
    facts: [
      'On two home visits in the last month he would not let the worker into his room.',
      'Has come home with new clothes and a second telephone that the family did not buy.',
      'A younger sibling was pushed during an argument this term.',
    ],
    opinions: [
      'He may be holding items for older young people who are exploiting him.',
      'What is seen at home is not what he shows in sessions elsewhere; the risk could be realised at any time.',
    ],
  },
  slam: {
    riskToOthers: 'MEDIUM',
    safetyAndWellbeing: 'MEDIUM',
    facts: [],
    opinions: [],
  },
  'bromley-social-care': {
    riskToOthers: 'LOW',
    safetyAndWellbeing: 'MEDIUM',
    facts: ['An early help plan ended when the family moved to Croydon.'],
    opinions: ['The moves of home unsettled him more than he says.'],
  },
};
