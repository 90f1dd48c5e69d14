/** POST /v1/cases/{id}/outcomes: whether the child came to notice again, and that the case is closed, with its day of erasure. */
import { randomUUID } from 'node:crypto';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { publishRegistry } from '../../../adapters/dynamodb/registry.ts';
import { AGENCIES } from '../../../local/registry/agencies.ts';
import { loadAgreements } from '../../../local/registry/agreements.ts';
import { monthsAfter } from '../../../rules/cases/tasks.ts';
import { versionHash } from '../../../rules/sharing/agreement.ts';
import { quarterOf } from '../../../rules/statistics/quarter.ts';
import { daysAfter } from '../../../rules/time/london-time.ts';
import { endOfLondonDay } from '../../../rules/time/working-days.ts';
import type { Visit } from '../../../schemas/store/entities.ts';
import { testExchange } from '../../exchange.ts';
import { become, becomeDelivered, heldOf } from '../become.ts';
import { type NominationBody, nominateFresh } from '../fresh-child.ts';
import {
  at,
  attend,
  date,
  decisionOn,
  entriesOf,
  expectProblem,
  followUp,
  meetingIn,
  NO_CONVICTION,
  OFFICER,
  ofCase,
  screenAndList,
  TRIAGE,
  withKey,
} from '../requests.ts';

const exchange = testExchange({ sequencing: false });
const CLOSE = { kind: 'CLOSE', reason: 'Synthetic.', officer: OFFICER };
let caseId: string;

/** A year on, the agreements have been reviewed and signed again. */
beforeAll(() =>
  publishRegistry(exchange.running.database, {
    agencies: AGENCIES,
    systems: [],
    agreements: loadAgreements().map((agreement) => {
      const terms = {
        ...agreement.terms,
        reviewOn: '2029-03-31',
        endsOn: '2029-03-31',
      };
      const signatures = agreement.signatures.map((each) => ({
        ...each,
        versionHash: versionHash(terms),
      }));
      return { ...agreement, terms, signatures };
    }),
  }),
);

beforeEach(async () => {
  caseId = (await nominateFresh(exchange)).answer.body.caseId;
});

const record = (body: object, more = {}) =>
  ofCase(exchange, caseId, 'POST', '/outcomes', body, more);
const read = async () => (await ofCase(exchange, caseId, 'GET', '')).body;
const noon = (day: string) =>
  endOfLondonDay(daysAfter(day, -1)) + 12 * 3_600_000;
const keptFor = async () =>
  (await heldOf(exchange, caseId)).case.expiresAt.slice(0, 10);

/** Decides on the listed case as the panel does. */
const decide = async (change: object, evidence = 'MET') => {
  await screenAndList(exchange, caseId, await meetingIn(exchange, 0));
  await ofCase(exchange, caseId, 'PUT', '/eligibility', NO_CONVICTION);
  await ofCase(exchange, caseId, 'PUT', '/eligibility', {
    ...NO_CONVICTION,
    rule: 'EVIDENCE_OF_CARRYING',
    finding: evidence,
  });
  const pack = (await ofCase(exchange, caseId, 'GET', '/pack')).body;
  await attend(exchange, pack.meetingId);
  const decided = await ofCase(
    exchange,
    caseId,
    'POST',
    '/decisions',
    decisionOn(pack, change),
  );
  expect(decided.status).toBe(201);
};

describe('a follow-up', () => {
  it.each([3, 6, 12])(
    'at %i months is refused until its month has come, to the day',
    async (month) => {
      const from = monthsAfter(date(0), month);
      await becomeDelivered(exchange, caseId, date(0));
      await at(exchange, noon(daysAfter(from, -1)), async () =>
        expectProblem(await record(followUp(month)), 'CONTENT_INVALID', [
          '/month',
        ]),
      );
    },
  );

  it.each([3, 6, 12])(
    'at %i months is recorded from that day on, of a child whom the panel selected',
    async (month) => {
      await decide({ outcome: 'INCLUDE' });
      const deliveredOn = date(0);
      await become(exchange, caseId, (file) => ({
        ...file,
        case: { ...file.case, state: 'DELIVERED', deliveredOn },
      }));
      // Longer than a nomination is kept on which nobody decides.
      await at(
        exchange,
        noon(monthsAfter(deliveredOn, month)) + 20 * 86_400_000,
        async () => {
          expect((await record(followUp(month))).status).toBe(201);
          expect((await read()).followUps).toMatchObject([
            { month, cameToNotice: 'NOT_KNOWN', checkedIn: 'PNC' },
          ]);
        },
      );
    },
  );

  it('that was recorded last counts: not known is not no, and may become either', async () => {
    await becomeDelivered(exchange, caseId, date(-100));
    for (const cameToNotice of ['NOT_KNOWN', 'NO', 'YES']) {
      expect((await record({ ...followUp(), cameToNotice })).body).toEqual({
        caseId,
        state: 'DELIVERED',
      });
      expect(
        (await read()).followUps.map(
          (each: { cameToNotice: string }) => each.cameToNotice,
        ),
      ).toEqual([cameToNotice]);
    }
  });

  it('at three months leaves those at six and twelve to be made', async () => {
    await becomeDelivered(exchange, caseId, date(-400));
    await record(followUp(6));
    await record(followUp(3));
    expect(
      (await read()).followUps.map(({ month }: { month: number }) => month),
    ).toEqual([3, 6]);
  });

  it('is made of a case that has been closed too', async () => {
    await becomeDelivered(exchange, caseId, date(-100));
    await record(CLOSE);
    expect((await record(followUp())).body).toEqual({
      caseId,
      state: 'CLOSED',
    });
  });

  it('is made of who has come of age since, whom the panel reads of no more; and the case is closed, with what that took', async () => {
    const [year = '', ...day] = date(30).split('-');
    const birthDate = [Number(year) - 18, ...day].join('-');
    const change = (body: NominationBody) => ({
      ...body,
      subject: { ...body.subject, birthDate },
    });
    caseId = (await nominateFresh(exchange, { change })).answer.body.caseId;
    await becomeDelivered(exchange, caseId, date(-60));
    await at(exchange, noon(date(40)), async () => {
      expectProblem(await ofCase(exchange, caseId, 'GET', ''), 'NOT_FOUND');
      expect((await record(followUp())).body).toEqual({
        caseId,
        state: 'DELIVERED',
      });
      expect((await record({ ...CLOSE, officerMinutes: 5 })).body).toEqual({
        caseId,
        state: 'CLOSED',
      });
    });
    const { store } = exchange.running.world;
    const tallies = await store.tallies(
      'south-bcu',
      quarterOf(date(40)),
      Date.parse(date(40)),
    );
    expect(tallies.map(({ facts }) => facts)).toContainEqual({
      step: 'CLOSE',
      minutes: 5,
    });
  });

  it('follows no delivery that there was not', async () => {
    await ofCase(exchange, caseId, 'POST', '/triage', {
      ...TRIAGE,
      continues: false,
    });
    expectProblem(await record(followUp()), 'CONTENT_INVALID', ['/month']);
  });

  it.each(['NOMINATED', 'SCREENED', 'LISTED', 'DECIDED'] as const)(
    'of a case that is %s is too early',
    async (state) => {
      await become(exchange, caseId, (file) => ({
        ...file,
        case: { ...file.case, state },
      }));
      expectProblem(await record(followUp()), 'ILLEGAL_TRANSITION');
    },
  );

  it.each([
    ['a month of its own', { month: 4 }, '/month'],
    ['a month as a word', { month: '3' }, '/month'],
    ['no place where somebody looked', { checkedIn: undefined }, '/checkedIn'],
    ['a verdict of its own', { cameToNotice: 'PROBABLY' }, '/cameToNotice'],
    ['no officer', { officer: undefined }, '/officer'],
    ['what came of it in words', { note: 'Canary.' }, '/note'],
  ])('with %s', async (_, change, pointer) => {
    await becomeDelivered(exchange, caseId, date(-100));
    expectProblem(
      await record({ ...followUp(), ...change }),
      'CONTENT_INVALID',
      [pointer],
    );
  });

  it('with one key is one, and one entry', async () => {
    await becomeDelivered(exchange, caseId, date(-400));
    const key = withKey(randomUUID());
    const first = await record(followUp(), key);
    expect((await record(followUp(), key)).body).toEqual(first.body);
    expectProblem(await record(followUp(6), key), 'IDEMPOTENCY_KEY_REUSED');
    expect(await entriesOf(exchange, first)).toMatchObject([
      {
        kept: {
          operation: 'COLLECTION',
          recipient: 'panel:south-bcu',
          case: caseId,
        },
      },
    ]);
  });
});

describe('closing', () => {
  it('says when and why, and erases 24 months after what was delivered is closed', async () => {
    await becomeDelivered(exchange, caseId, date(-100));
    expect((await record(CLOSE)).body).toEqual({ caseId, state: 'CLOSED' });
    expect(await read()).toMatchObject({
      state: 'CLOSED',
      closedOn: date(0),
      closingReason: 'Synthetic.',
      closedBy: 'dc-41 (INTELLIGENCE_OFFICER)',
    });
    expect(await keptFor()).toBe(monthsAfter(date(0), 24));
  });

  it('erases what was not selected six months after the decision, however late it is closed', async () => {
    await decide(
      { outcome: 'EXCLUDE', exclusionReason: 'NO_EVIDENCE' },
      'NOT_MET',
    );
    await at(exchange, noon(date(60)), async () => {
      expect((await record(CLOSE)).status).toBe(201);
      expect(await keptFor()).toBe(monthsAfter(date(0), 6));
    });
  });

  it.each(['NOMINATED', 'SCREENED', 'LISTED', 'CLOSED'] as const)(
    'is refused of a case that is %s',
    async (state) => {
      await become(exchange, caseId, (file) => ({
        ...file,
        case: { ...file.case, state },
      }));
      expectProblem(await record(CLOSE), 'ILLEGAL_TRANSITION');
      expect((await read()).closedOn).toBeUndefined();
    },
  );

  it.each(['ALLOCATED', 'ATTEMPTED', 'HOLD'] as const)(
    'is refused while a visit is %s',
    async (state) => {
      const { personId } = (await heldOf(exchange, caseId)).case;
      const visit: Visit = {
        type: 'Visit',
        personId,
        caseId,
        visitId: `visit_${caseId.slice(5)}`,
        version: 1,
        panel: 'south-bcu',
        state,
        officer: { practitioner: 'yeo-1', role: 'YOUTH_ENGAGEMENT_OFFICER' },
        allocatedAt: '2026-11-20T09:00:00.000Z',
        allocatedBy: 'met-police/co-7',
        dueBy: date(5),
        venue: 'HOME',
        acknowledged: [],
        attempts: [],
        expiresAt: '2030-01-01T00:00:00.000Z',
      };
      const decided = { state: 'DECIDED' as const, finalDecisionOn: date(0) };
      await become(
        exchange,
        caseId,
        (file) => ({ ...file, case: { ...file.case, ...decided } }),
        [visit],
      );
      expectProblem(await record(CLOSE), 'CONTENT_INVALID', ['/kind']);
    },
  );

  it('needs its reason and its officer', async () => {
    await becomeDelivered(exchange, caseId, date(0));
    expectProblem(await record({ kind: 'CLOSE' }), 'CONTENT_INVALID', [
      '/reason',
      '/officer',
    ]);
  });

  it('by five at once is one closing', async () => {
    await becomeDelivered(exchange, caseId, date(0));
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => record(CLOSE)),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([
      201, 409, 409, 409, 409,
    ]);
  });
});
