/**
 * What a case is, told again beside the product and without it: a small model, and what each step makes of it. It imports
 * nothing of rules/: a mistake there is not repeated here.
 */

export type State =
  | 'NOMINATED'
  | 'SCREENED'
  | 'LISTED'
  | 'DECIDED'
  | 'DELIVERED'
  | 'CLOSED';

const EVERYWHERE_OPEN =
  'NOMINATE_AGAIN CHECK_ELIGIBILITY SCREEN TRIAGE TRIAGE_AWAY MARK';
/** What a refusal names as possible instead. */
const LEGAL: Record<State, string> = {
  NOMINATED: EVERYWHERE_OPEN,
  SCREENED: `${EVERYWHERE_OPEN} LIST`,
  LISTED: `${EVERYWHERE_OPEN} LIST ASK_FOR_VIEWS RECORD_RETURN ANSWER_QUESTION DECIDE DEFER UPDATE_VISIT DELIVER`,
  DECIDED:
    'CHECK_ELIGIBILITY SCREEN MARK TRIAGE REOPEN ALLOCATE_VISIT UPDATE_VISIT DELIVER REFER CLOSE',
  DELIVERED: 'UPDATE_VISIT DELIVER TRIAGE MARK REFER FOLLOW_UP CLOSE',
  CLOSED: 'REFER FOLLOW_UP',
};

export type Finding = 'MET' | 'NOT_MET' | 'NOT_KNOWN';
export type Outcome = 'INCLUDE' | 'EXCLUDE' | 'REFER_PARTNER' | 'DEFER';
export type Replier = 'croydon-yjs' | 'croydon-social-care';
type Under = 'NONE' | 'ONGOING' | 'CONCLUDED';

export type Step =
  | { do: 'nominate' }
  | { do: 'check'; finding: Finding }
  | { do: 'list' }
  | { do: 'ask' }
  | { do: 'reply'; by: Replier; says: 'VIEW' | 'NOTHING_HELD' }
  | {
      do: 'mark';
      what: 'investigation' | 'strategyDiscussion';
      status: 'ONGOING' | 'CONCLUDED';
    }
  | {
      do: 'triage';
      outcome: 'REFER_YJS' | 'REFER_SAFEGUARDING';
      continues: boolean;
    }
  | { do: 'notEligible' }
  | { do: 'decide'; outcome: Outcome }
  | { do: 'allocate' }
  | { do: 'report'; state: 'DONE' | 'NOT_DONE' }
  /** A visit of a hundred days ago. */
  | { do: 'deliver' }
  | { do: 'refer' }
  | { do: 'followUp'; month: 3 | 6 }
  | { do: 'close' };

export interface Model {
  /** As it is held; `shown` is as it stands. */
  state: State;
  /** For a meeting, which a deferral leaves it without. */
  listed: boolean;
  conviction: Finding;
  asked: boolean;
  replied: Replier[];
  investigation: Under;
  strategyDiscussion: Under;
  visit: 'NONE' | 'ALLOCATED' | 'HOLD';
  delivered: 'NEVER' | 'TODAY' | 'LONG_AGO';
  /** What the last final decision rested on. */
  basis:
    | { outcome: Outcome; conviction: Finding; replied: Replier[] }
    | undefined;
  triages: number;
  decisions: number;
  followUps: number;
}

export const nominated = (): Model => ({
  state: 'NOMINATED',
  listed: false,
  conviction: 'NOT_KNOWN',
  asked: false,
  replied: [],
  investigation: 'NONE',
  strategyDiscussion: 'NONE',
  visit: 'NONE',
  delivered: 'NEVER',
  basis: undefined,
  triages: 0,
  decisions: 0,
  followUps: 0,
});

/** Whether something came after the decision that changes what it rested on. */
const reopened = ({ state, basis, conviction, replied }: Model): boolean =>
  state === 'DECIDED' &&
  basis !== undefined &&
  (basis.conviction !== conviction ||
    replied.some((agency) => !basis.replied.includes(agency)));

export const shown = (model: Model): { state: State; listed: boolean } =>
  reopened(model)
    ? { state: 'LISTED', listed: false }
    : { state: model.state, listed: model.listed };

/** What must be answered. */
export type Expected =
  | { is: 'done'; status: 200 | 201; model: Model }
  | { is: 'illegal'; allowed: string[] }
  | { is: 'invalid'; pointer: string }
  | { is: 'blocked'; codes: string[] }
  /** A step that there is nothing to take with; it is left out. */
  | { is: 'skipped' };

export const expected = (model: Model, step: Step): Expected => {
  const { state, listed } = shown(model);
  const legal = LEGAL[state].split(' ');
  const illegal = { is: 'illegal', allowed: legal } as const;
  const done = (change: Partial<Model>, status: 200 | 201 = 201) =>
    ({ is: 'done', status, model: { ...model, ...change } }) as const;
  switch (step.do) {
    case 'nominate':
      return ['NOMINATED', 'SCREENED', 'LISTED'].includes(model.state)
        ? // What was found before was found without it.
          done({ conviction: 'NOT_KNOWN' })
        : { is: 'done', status: 201, model: nominated() };
    case 'check':
      if (!legal.includes('SCREEN')) return illegal;
      return done(
        {
          conviction: step.finding,
          ...(state === 'NOMINATED' && { state: 'SCREENED' }),
          ...(step.finding === 'NOT_MET' && held(model)),
        },
        200,
      );
    case 'list':
      return legal.includes('LIST')
        ? done({ state: 'LISTED', listed: true }, 200)
        : illegal;
    case 'ask':
      if (!legal.includes('ASK_FOR_VIEWS')) return illegal;
      return listed
        ? done({ asked: true })
        : { is: 'illegal', allowed: ['LIST'] };
    case 'reply':
      if (
        !model.asked ||
        model.state === 'CLOSED' ||
        model.state === 'DELIVERED'
      )
        return { is: 'skipped' };
      return done({ replied: [...new Set([...model.replied, step.by])] }, 200);
    case 'mark':
      if (!legal.includes('MARK')) return illegal;
      if (step.status === 'CONCLUDED' && model[step.what] === 'NONE')
        return { is: 'invalid', pointer: '/status' };
      return done(
        {
          [step.what]: step.status,
          ...(step.what === 'strategyDiscussion' &&
            step.status === 'ONGOING' &&
            held(model)),
        },
        200,
      );
    case 'triage':
      if (!legal.includes(step.continues ? 'TRIAGE' : 'TRIAGE_AWAY'))
        return illegal;
      if (!step.continues && model.visit !== 'NONE')
        return { is: 'invalid', pointer: '/outcome' };
      return done({
        triages: model.triages + 1,
        ...(!step.continues && { state: 'CLOSED' }),
      });
    case 'notEligible':
      if (!legal.includes('TRIAGE_AWAY')) return illegal;
      if (model.visit !== 'NONE') return { is: 'invalid', pointer: '/outcome' };
      if (model.conviction !== 'NOT_MET')
        return { is: 'invalid', pointer: '/rule' };
      return done({ triages: model.triages + 1, state: 'CLOSED' });
    case 'decide': {
      if (!legal.includes(step.outcome === 'DEFER' ? 'DEFER' : 'DECIDE'))
        return illegal;
      if (!listed) return { is: 'invalid', pointer: '/meetingId' };
      const codes = blockers(model, step.outcome);
      if (codes.length > 0) return { is: 'blocked', codes };
      const decisions = model.decisions + 1;
      if (step.outcome === 'DEFER')
        return done({ decisions, listed: false, ...held(model) });
      const basis = {
        outcome: step.outcome,
        conviction: model.conviction,
        replied: model.replied,
      };
      const ended =
        step.outcome === 'INCLUDE' ? {} : { visit: 'NONE' as const };
      return done({ decisions, state: 'DECIDED', basis, ...ended });
    }
    case 'deliver':
      if (
        state !== 'DECIDED' ||
        model.basis?.outcome !== 'INCLUDE' ||
        model.visit !== 'NONE'
      ) {
        return { is: 'skipped' };
      }
      return done({ state: 'DELIVERED', delivered: 'LONG_AGO', visit: 'NONE' });
    case 'allocate': {
      if (!legal.includes('ALLOCATE_VISIT')) return illegal;
      const codes = against(model);
      return codes.length > 0
        ? { is: 'blocked', codes }
        : done({ visit: 'ALLOCATED' });
    }
    case 'report':
      if (model.visit === 'NONE') return { is: 'skipped' };
      if (step.state === 'NOT_DONE') return done({ visit: 'NONE' }, 200);
      if (model.visit === 'HOLD')
        return { is: 'illegal', allowed: ['NOT_DONE', 'REALLOCATE'] };
      return done(
        { state: 'DELIVERED', delivered: 'TODAY', visit: 'NONE' },
        200,
      );
    case 'refer':
      return legal.includes('REFER') ? done({}) : illegal;
    case 'followUp':
      if (!legal.includes('FOLLOW_UP')) return illegal;
      if (model.delivered !== 'LONG_AGO' || step.month !== 3)
        return { is: 'invalid', pointer: '/month' };
      return done({ followUps: 1 });
    case 'close':
      if (!legal.includes('CLOSE')) return illegal;
      return model.visit === 'NONE'
        ? done({ state: 'CLOSED' })
        : { is: 'invalid', pointer: '/kind' };
  }
};

/** A visit that has not been made is held. */
const held = ({ visit }: Model): Partial<Model> =>
  visit === 'NONE' ? {} : { visit: 'HOLD' };

/** What stands against a visit. */
const against = ({
  basis,
  conviction,
  strategyDiscussion,
}: Model): string[] => [
  ...(basis?.outcome === 'INCLUDE' ? [] : ['NOT_SELECTED']),
  ...(strategyDiscussion === 'ONGOING' ? ['STRATEGY_DISCUSSION'] : []),
  ...(conviction === 'NOT_MET' ? ['ELIGIBILITY_NOT_MET'] : []),
];

const blockers = (
  { conviction, investigation }: Model,
  outcome: Outcome,
): string[] => [
  ...(outcome === 'INCLUDE' && conviction !== 'MET'
    ? ['ELIGIBILITY_NOT_MET']
    : []),
  // It is turned away for a conviction, which a check that found none contradicts.
  ...(outcome === 'EXCLUDE' && conviction === 'MET'
    ? ['EXCLUSION_NOT_FOUNDED']
    : []),
  ...(investigation === 'ONGOING' &&
  (outcome === 'INCLUDE' || outcome === 'EXCLUDE')
    ? ['INVESTIGATION_ONGOING']
    : []),
];
