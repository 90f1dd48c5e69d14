/**
 * Histories of cases over the real API, drawn at random and held against a small model: each answer is as the model says, or a
 * 409 that names exactly what is legal, and what is read back is what the model holds.
 */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Answer } from '../../local/client.ts';
import { testExchange } from '../exchange.ts';
import { become } from '../functions/become.ts';
import {
  type NominationBody,
  nominateFresh,
} from '../functions/fresh-child.ts';
import {
  attend,
  CARE,
  date,
  decisionOn,
  expectProblem,
  followUp,
  meetingIn,
  NO_CONVICTION,
  OFFICER,
  ofCase,
  ofVisit,
  reply,
  TRIAGE,
  underWay,
  visitFor,
  YJS,
  YOUTH_JUSTICE,
} from '../functions/requests.ts';
import { proving, runs } from '../prove.ts';
import {
  type Expected,
  expected,
  type Model,
  nominated,
  type Replier,
  type Step,
  shown,
} from './case-model.ts';

const exchange = testExchange({ sequencing: false });

/** One child, and how far their latest case has come. */
interface Told {
  caseId: string;
  nomination: NominationBody;
  requests: Map<string, string>;
  visitId?: string;
}

it(
  'whatever happens to a case in whatever order, it goes as the model goes, and a step that is not legal names those that are',
  async () => {
    await fc.assert(
      fc.asyncProperty(histories, async (history) => {
        const { answer, body } = await nominateFresh(exchange, {
          incidentType: 'INC_CONFIRMED',
        });
        expect(answer.status).toBe(201);
        const told: Told = {
          caseId: answer.body.caseId,
          nomination: body,
          requests: new Map(),
        };
        let model = nominated();
        for (const step of history) {
          const wanted = expected(model, step);
          if (wanted.is === 'skipped') continue;
          const got = await take(step, told);
          expectAnswer(got, wanted);
          seen.add(`${shown(model).state} ${step.do} ${wanted.is}`);
          if (wanted.is !== 'done') continue;
          model = wanted.model;
          await expectRead(told, model);
        }
        // What was refused has changed nothing either.
        await expectRead(told, model);
      }),
      proving(5000),
    );
    // A run that never met what it is about has shown nothing.
    const states = new Set([...seen].map((each) => each.split(' ')[0]));
    expect([...states].sort()).toEqual([
      'CLOSED',
      'DECIDED',
      'DELIVERED',
      'LISTED',
      'NOMINATED',
      'SCREENED',
    ]);
  },
  runs(5000) * 2_000,
);

const seen = new Set<string>();

const some = <T extends string | number | boolean>(...of: T[]) =>
  fc.constantFrom(...of);
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ do: some('nominate') }),
  fc.record({
    do: some('check'),
    finding: some('MET', 'MET', 'NOT_MET', 'NOT_KNOWN'),
  }),
  fc.record({ do: some('list') }),
  fc.record({ do: some('ask') }),
  fc.record({
    do: some('reply'),
    by: some('croydon-yjs', 'croydon-social-care'),
    says: some('VIEW', 'NOTHING_HELD'),
  }),
  fc.record({
    do: some('mark'),
    what: some('investigation', 'strategyDiscussion'),
    status: some('ONGOING', 'CONCLUDED'),
  }),
  fc.record({
    do: some('triage'),
    outcome: some('REFER_YJS', 'REFER_SAFEGUARDING'),
    continues: some(true, true, true, false),
  }),
  fc.record({ do: some('notEligible') }),
  {
    weight: 2,
    arbitrary: fc.record({
      do: some('decide'),
      outcome: some('INCLUDE', 'EXCLUDE', 'REFER_PARTNER', 'DEFER'),
    }),
  },
  fc.record({ do: some('deliver') }),
  fc.record({ do: some('allocate') }),
  fc.record({ do: some('report'), state: some('DONE', 'DONE', 'NOT_DONE') }),
  fc.record({ do: some('refer') }),
  fc.record({ do: some('followUp'), month: some(3, 6) }),
  fc.record({ do: some('close') }),
) as fc.Arbitrary<Step>;

/** How a case comes where most of what can happen to it can happen: steps alone, drawn one by one, seldom lead there. */
const SCREEN: Step = { do: 'check', finding: 'MET' };
const BEGINNINGS: Step[][] = [
  [],
  [SCREEN],
  [SCREEN, { do: 'list' }],
  [SCREEN, { do: 'list' }, { do: 'ask' }],
  [SCREEN, { do: 'list' }, { do: 'ask' }, { do: 'decide', outcome: 'INCLUDE' }],
  [
    SCREEN,
    { do: 'list' },
    { do: 'ask' },
    { do: 'decide', outcome: 'INCLUDE' },
    { do: 'allocate' },
  ],
  [
    SCREEN,
    { do: 'list' },
    { do: 'decide', outcome: 'INCLUDE' },
    { do: 'deliver' },
  ],
];
const histories = fc
  .tuple(
    fc.constantFrom(...BEGINNINGS),
    fc.array(step, { minLength: 1, maxLength: 6 }),
  )
  .map(([beginning, rest]) => [...beginning, ...rest]);

const take = async (step: Step, told: Told): Promise<Answer> => {
  const of = (method: 'GET' | 'PUT' | 'POST', rest: string, body?: unknown) =>
    ofCase(exchange, told.caseId, method, rest, body);
  switch (step.do) {
    case 'nominate':
      return nominateAgain(told);
    case 'check':
      return of('PUT', '/eligibility', {
        ...NO_CONVICTION,
        finding: step.finding,
      });
    case 'list':
      return of('PUT', '/listing', { meetingId: await meetingToday() });
    case 'ask': {
      const asked = await of('POST', '/view-requests', {
        urgent: { replyBy: date(0), reason: 'LATE_NOMINATION' },
      });
      for (const { agency, viewRequestId } of asked.body.viewRequests ?? [])
        told.requests.set(agency, viewRequestId);
      return asked;
    }
    case 'reply':
      return reply(
        exchange,
        CLIENTS[step.by],
        told.requests.get(step.by),
        REPLIES[step.says],
      );
    case 'mark': {
      const concluded = {
        status: 'CONCLUDED',
        officer: OFFICER,
        outcome: 'Synthetic.',
      };
      const rest =
        step.what === 'investigation'
          ? '/investigation'
          : '/strategy-discussion';
      return of(
        'PUT',
        rest,
        step.status === 'ONGOING' ? underWay() : concluded,
      );
    }
    case 'triage': {
      const route =
        step.outcome === 'REFER_SAFEGUARDING' ? { route: 'MASH' } : {};
      return of('POST', '/triage', {
        ...TRIAGE,
        outcome: step.outcome,
        continues: step.continues,
        ...route,
      });
    }
    case 'notEligible': {
      const { continues: _, ...rest } = TRIAGE;
      return of('POST', '/triage', {
        ...rest,
        outcome: 'NOT_ELIGIBLE_ON_FACTS',
        rule: 'NO_WEAPON_CONVICTION',
      });
    }
    case 'decide': {
      const pack = (await of('GET', '/pack')).body;
      const meetingId = pack.meetingId ?? `mtg_${'0'.repeat(32)}`;
      return of(
        'POST',
        '/decisions',
        decisionOn(pack, {
          meetingId,
          outcome: step.outcome,
          ...REASONS[step.outcome],
        }),
      );
    }
    case 'deliver':
      await become(exchange, told.caseId, (file) => ({
        ...file,
        case: { ...file.case, state: 'DELIVERED', deliveredOn: date(-100) },
      }));
      return { status: 201, headers: new Headers(), body: {} };
    case 'allocate': {
      const allocated = await of('POST', '/visits', visitFor());
      if (allocated.status === 201) told.visitId = allocated.body.visitId;
      return allocated;
    }
    case 'report':
      return report(told, step.state);
    case 'refer':
      return of('POST', '/referrals', YOUTH_JUSTICE);
    case 'followUp':
      return of('POST', '/outcomes', followUp(step.month));
    case 'close':
      return of('POST', '/outcomes', {
        kind: 'CLOSE',
        reason: 'Synthetic.',
        officer: OFFICER,
      });
  }
};

const CLIENTS: Record<Replier, string> = {
  'croydon-yjs': YJS,
  'croydon-social-care': CARE,
};
const REPLIES = {
  VIEW: {
    kind: 'VIEW',
    view: { riskToOthers: 'LOW', safetyAndWellbeing: 'LOW' },
  },
  NOTHING_HELD: { kind: 'NOTHING_HELD' },
};
const REASONS = {
  INCLUDE: {},
  EXCLUDE: { exclusionReason: 'WEAPON_CONVICTION' },
  REFER_PARTNER: {},
  DEFER: { deferralReason: 'INSUFFICIENT_INFORMATION', nextDate: date(14) },
};

/** Read and acknowledged before, as far as there is something to read. */
const report = async (
  { visitId = '' }: Told,
  state: 'DONE' | 'NOT_DONE',
): Promise<Answer> => {
  const { digest } = (await ofVisit(exchange, visitId, 'GET', '/brief')).body;
  if (digest) await ofVisit(exchange, visitId, 'PUT', '/brief', { digest });
  const said =
    state === 'DONE' ? { parentOrCarerSeen: true } : { reason: 'CAPACITY' };
  return ofVisit(exchange, visitId, 'PUT', '', {
    state,
    at: new Date().toISOString(),
    ...said,
  });
};

/** The same child again: into the case that is open, or into a new one. */
const nominateAgain = async (told: Told): Promise<Answer> => {
  const [anybody] = exchange.people;
  if (!anybody) throw new Error('no cohort');
  const answer = await exchange.nominate(anybody, () => told.nomination);
  if (answer.body.caseId !== told.caseId) told.requests.clear();
  told.caseId = answer.body.caseId;
  return answer;
};

/** A meeting at which everybody is there; another one when its agenda is long. */
const meetingToday = async (): Promise<string> => {
  if (listings % 40 === 0) {
    meetingId = await meetingIn(exchange, 0);
    await attend(exchange, meetingId);
  }
  listings += 1;
  return meetingId;
};
let listings = 0;
let meetingId = '';

const expectAnswer = (
  answer: Answer,
  wanted: Exclude<Expected, { is: 'skipped' }>,
): void => {
  switch (wanted.is) {
    case 'done':
      expect([answer.status, answer.body?.code]).toEqual([
        wanted.status,
        undefined,
      ]);
      return;
    case 'illegal':
      expectProblem(answer, 'ILLEGAL_TRANSITION');
      expect([...answer.body.allowed].sort()).toEqual(
        [...wanted.allowed].sort(),
      );
      return;
    case 'invalid':
      expectProblem(answer, 'CONTENT_INVALID', [wanted.pointer]);
      return;
    case 'blocked':
      expectProblem(
        answer,
        answer.body.code === 'VISIT_BLOCKED'
          ? 'VISIT_BLOCKED'
          : 'DECISION_BLOCKED',
      );
      expect(
        answer.body.blockers.map(({ code }: { code: string }) => code).sort(),
      ).toEqual([...wanted.codes].sort());
  }
};

const expectRead = async ({ caseId }: Told, model: Model): Promise<void> => {
  const { status, body } = await ofCase(exchange, caseId, 'GET', '');
  expect(status).toBe(200);
  expect({
    state: body.state,
    listed: body.meetingId !== undefined,
    investigation: body.investigation?.status ?? 'NONE',
    strategyDiscussion: body.strategyDiscussion?.status ?? 'NONE',
    triages: body.triage.length,
    decisions: body.decisions.length,
    followUps: body.followUps.length,
    closed: body.closedOn !== undefined,
    visit: pendingOf(body.visits),
  }).toEqual({
    ...shown(model),
    investigation: model.investigation,
    strategyDiscussion: model.strategyDiscussion,
    triages: model.triages,
    decisions: model.decisions,
    followUps: model.followUps,
    closed: model.state === 'CLOSED',
    visit: model.visit,
  });
};

const pendingOf = (visits: { state: string }[]): string =>
  visits.find(({ state }) => ['ALLOCATED', 'ATTEMPTED', 'HOLD'].includes(state))
    ?.state ?? 'NONE';
