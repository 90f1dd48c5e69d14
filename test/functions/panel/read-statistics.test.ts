/** GET /v1/statistics: the tables of a quarter that is over, made once; and with its purpose nothing else is asked for. */
import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { beforeAll, describe, expect, it } from 'vitest';
import { publishRegistry } from '../../../adapters/dynamodb/registry.ts';
import type { Asked } from '../../../local/client.ts';
import { AGENCIES } from '../../../local/registry/agencies.ts';
import { loadAgreements } from '../../../local/registry/agreements.ts';
import { quarterEnd, quarterOf } from '../../../rules/statistics/quarter.ts';
import { tablesOf } from '../../../rules/statistics/statistics.ts';
import type { Counted } from '../../../rules/statistics/tallies.ts';
import { londonDate } from '../../../rules/time/london-time.ts';
import type { StatisticsTable } from '../../../schemas/contract/statistics.ts';
import { PARTITIONS } from '../../../schemas/store/entities.ts';
import { subjectOf, testExchange, textOf } from '../../exchange.ts';
import { panelNamed } from '../../rules/given.ts';
import { becomeDelivered } from '../become.ts';
import { nominateFresh } from '../fresh-child.ts';
import {
  at,
  CARE,
  date,
  decidedCase,
  decisionOn,
  entriesOf,
  expectProblem,
  followUp,
  LAST_QUARTER,
  MONITORING,
  ofCase,
  ofVisit,
  PANEL,
  person,
  queryAbout,
  reply,
  VIEW,
  visitFor,
  YJS,
} from '../requests.ts';

const exchange = testExchange({ sequencing: false });
const THIS_QUARTER = quarterOf(londonDate(Date.now()));
const END = quarterEnd(THIS_QUARTER);
const MINUTE = 60_000;

const ask = (
  quarter = THIS_QUARTER,
  { panel = 'south-bcu', client = MONITORING, ...more }: Ask = {},
) =>
  exchange.ask(client, {
    method: 'GET',
    path: `/v1/statistics?panel=${panel}&quarter=${quarter}`,
    purpose: 'MONITORING',
    ...more,
  });
type Ask = Partial<Asked> & { panel?: string; client?: string };

/** Every tally of the quarter as the store holds it, keys and all. */
const talliesHeld = async () => {
  const { client, names } = exchange.running.database;
  const { Items = [] } = await client.send(
    new QueryCommand({
      TableName: names.exchange,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: {
        ':pk': PARTITIONS.tallies('south-bcu', THIS_QUARTER),
      },
    }),
  );
  return Items;
};

const factsOf = async (kind: Counted['kind']) =>
  (await talliesHeld())
    .filter((each) => each.kind === kind)
    .map(({ facts }) => facts);

/** As an event that another operation will have counted. */
const count = async (counted: Counted, times: number): Promise<void> => {
  const { store, clock, randomId } = exchange.running.world;
  const kept = {
    entryId: `le_${randomId()}`,
    occurredAt: new Date(clock()).toISOString(),
    operation: 'ALTERATION' as const,
    endpoint: 'decideCase',
    outcome: 'PERMIT' as const,
    status: 200,
    actor: { agency: 'met-police', clientId: PANEL },
    recipient: 'met-police',
    released: [],
    withheld: [],
    requestId: randomId(),
  };
  const effects = Array.from({ length: times }, () => ({
    do: 'put' as const,
    entity: { ...counted, tallyId: randomId() },
    expects: 'ABSENT' as const,
  }));
  expect(
    await store.record({
      guards: [],
      effects,
      entry: { kept, erasable: {}, salt: randomId() },
    }),
  ).toEqual({ written: true });
};

let caseId: string;

describe('a decision', () => {
  beforeAll(async () => {
    const before = async ({ requests }: { requests: Map<string, string> }) =>
      expect(
        (await reply(exchange, YJS, requests.get('croydon-yjs'), VIEW)).status,
      ).toBe(200);
    ({ caseId } = await decidedCase(exchange, 1, {
      outcome: 'REFER_PARTNER',
      before,
    }));
  });

  it('leaves one tally, of codes, under an id that leads nowhere', async () => {
    const [held, ...more] = (await talliesHeld()).filter(
      ({ kind }) => kind === 'DECISION',
    );
    expect(more).toEqual([]);
    const child = person(exchange, 1);
    expect(held?.facts).toMatchObject({
      decision: 'REFER_PARTNER',
      final: 'FIRST',
      sex: child.sex,
      borough: child.borough,
      incidentType: child.incident.incidentType,
      replies: expect.arrayContaining([
        'YOUTH_JUSTICE/IN_TIME',
        'SOCIAL_CARE/NO_REPLY',
      ]),
    });
    const text = JSON.stringify(held);
    for (const secret of [
      caseId,
      child.givenName,
      child.familyName,
      child.birthDate,
      child.postcode,
      'slam',
      'HEALTH',
    ]) {
      expect(text).not.toContain(secret);
    }
  });

  it('that was refused leaves none', async () => {
    const again = await ofCase(
      exchange,
      caseId,
      'POST',
      '/decisions',
      decisionOn({
        digest: '0'.repeat(64),
        meetingId: `mtg_${'0'.repeat(32)}`,
        gaps: [],
        freshness: [],
        divergences: [],
      }),
    );
    expect(again.status).toBe(409);
    expect(await factsOf('DECISION')).toHaveLength(1);
  });
});

describe('a nomination', () => {
  it('is counted where it opens a case, with the child as the panel may count them, and not where it joins one', async () => {
    const child = person(exchange, 1);
    const facts = {
      sex: child.sex,
      borough: child.borough,
      incidentType: child.incident.incidentType,
    };
    expect(await factsOf('NOMINATION')).toEqual([
      expect.objectContaining(facts),
    ]);
    const { caseId: another } = (await exchange.nominate(person(exchange, 2)))
      .body;
    expect((await exchange.nominate(person(exchange, 2))).body.caseId).toBe(
      another,
    );
    expect(await factsOf('NOMINATION')).toHaveLength(2);
  });
});

describe('the tables', () => {
  const rowsOf = (tables: StatisticsTable[], name: string) =>
    tables.find(({ table }) => table === name)?.rows;

  it('of a quarter are made when it is over and what was begun in it is written, and not before', async () => {
    const facts = {
      decision: 'INCLUDE',
      final: 'FIRST',
      sex: 'F',
      ethnicity: 'BLACK',
      borough: 'E09000008',
    };
    const expiresAt = new Date(END + 700 * 86_400_000).toISOString();
    await count(
      {
        type: 'Tally',
        panel: 'south-bcu',
        quarter: THIS_QUARTER,
        kind: 'DECISION',
        facts,
        expiresAt,
      },
      40,
    );
    for (const instant of [Date.now(), END - MINUTE, END + MINUTE]) {
      const early = await at(exchange, instant, () => ask());
      expectProblem(early, 'CONTENT_INVALID', ['/query/quarter']);
    }
    const answer = await at(exchange, END + 11 * MINUTE, () => ask());
    expect(answer.status).toBe(200);
    const tallies = await exchange.running.world.store.tallies(
      'south-bcu',
      THIS_QUARTER,
      END,
    );
    expect(answer.body.tables).toEqual(
      tablesOf(tallies, panelNamed('south-bcu')),
    );
    // Of one of a kind, and of none, nothing is said.
    expect(rowsOf(answer.body.tables, 'DECISIONS')).toEqual(
      expect.arrayContaining([
        { labels: ['REFER_PARTNER', 'ALL'], count: null, suppressed: true },
        { labels: ['EXCLUDE/AGE', 'ALL'], count: null, suppressed: true },
      ]),
    );
    const included = rowsOf(answer.body.tables, 'DECISIONS')?.find(
      ({ labels }) => labels.join() === 'INCLUDE,ALL',
    );
    expect(included?.count).toBeGreaterThan(10);
  });

  it('are the same bytes ever after, whatever is counted since', async () => {
    await at(exchange, END + 86_400_000, async () => {
      const first = await ask();
      const facts = { decision: 'EXCLUDE/AGE', final: 'FIRST' };
      const expiresAt = new Date(END + 700 * 86_400_000).toISOString();
      await count(
        {
          type: 'Tally',
          panel: 'south-bcu',
          quarter: THIS_QUARTER,
          kind: 'DECISION',
          facts,
          expiresAt,
        },
        20,
      );
      const second = await ask();
      expect(JSON.stringify(second.body)).toBe(JSON.stringify(first.body));
      expect(
        second.body.computedAt < new Date(END + 12 * MINUTE).toISOString(),
      ).toBe(true);
    });
  });

  it('are made once, however many ask at the same moment', async () => {
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => ask(LAST_QUARTER)),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(
      new Set([200]),
    );
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(
      1,
    );
  });

  it('of a quarter whose tallies have expired are not made of nothing', async () => {
    expectProblem(await ask('2020-Q1'), 'CONTENT_INVALID', ['/query/quarter']);
  });

  it('name no child, and the ledger says who read them, for what', async () => {
    const answer = await ask(LAST_QUARTER);
    for (const { givenName, familyName, nhsNumber } of exchange.people) {
      for (const secret of [`"${givenName}"`, `"${familyName}"`, nhsNumber])
        expect(textOf(answer)).not.toContain(secret);
    }
    expect(await entriesOf(exchange, answer)).toMatchObject([
      {
        kept: {
          endpoint: 'readStatistics',
          recipient: 'panel:south-bcu',
          purpose: 'MONITORING',
          outcome: 'PERMIT',
          released: [],
        },
      },
    ]);
  });
});

describe('what follows a decision', () => {
  it('leaves a tally for each visit that ended and each step of a referral, and none for what is not counted', async () => {
    const before = (await talliesHeld()).length;
    const included = await decidedCase(exchange, 7, { officerMinutes: 20 });
    const of = (rest: string, body: object) =>
      ofCase(exchange, included.caseId, 'POST', rest, body);
    // A visit that is allocated is nothing to count but the minutes; one that another takes the place of has ended.
    expect((await of('/visits', visitFor({ officerMinutes: 10 }))).status).toBe(
      201,
    );
    const allocated = await of('/visits', visitFor());
    const [service, agency] = ['harbour-mentoring', 'harbour-mentoring-system'];
    const words = { needSummary: 'CANARY-NEED', contactRoute: 'CANARY-ROUTE' };
    const referral = {
      kind: 'REFERRED',
      serviceId: service,
      need: 'MENTORING',
      basis: 'CONSENT',
      ...words,
    };
    const made = await of('/referrals', { ...referral, officerMinutes: 15 });
    const path = `/v1/referrals/${made.body.referralId}/response`;
    for (const body of [
      { state: 'ACCEPTED' },
      { state: 'STARTED' },
      { state: 'STARTED' },
    ]) {
      expect(
        (
          await exchange.ask(agency, {
            method: 'PUT',
            path,
            body,
            purpose: 'REFERRAL',
          })
        ).status,
      ).toBe(200);
    }
    const { borough } = person(exchange, 7);
    expect(await factsOf('DECISION')).toContainEqual(
      expect.objectContaining({ step: 'DECISION', minutes: 20 }),
    );
    expect(await factsOf('VISIT')).toEqual([
      { ended: 'NOT_DONE/REALLOCATED', borough },
    ]);
    expect(await factsOf('MINUTES')).toEqual([
      { step: 'ALLOCATION', minutes: 10 },
    ]);
    // Who answers a referral is told of no borough, and is counted in it all the same.
    const steps = await factsOf('REFERRAL');
    expect(steps).toHaveLength(3);
    expect(steps).toEqual(
      expect.arrayContaining([
        { steps: ['OFFER/MADE'], borough, step: 'REFERRAL', minutes: 15 },
        { steps: ['OFFER/ACKNOWLEDGED'], borough },
        { steps: ['OFFER/TAKEN_UP'], borough },
      ]),
    );
    // The nomination, the decision, the minutes of an allocation, one visit, three steps.
    const held = await talliesHeld();
    expect(held).toHaveLength(before + 7);
    expect(JSON.stringify(held)).not.toMatch(
      /CANARY|harbour|met-police|case_|ref_|visit_/,
    );
    await attempted(allocated.body.visitId);
  });

  /** The same attempt again, e.g. after a time-out, took nobody any time. */
  const attempted = async (visitId: string) => {
    const { digest } = (await ofVisit(exchange, visitId, 'GET', '/brief')).body;
    await ofVisit(exchange, visitId, 'PUT', '/brief', { digest });
    const attempt = {
      state: 'ATTEMPTED',
      at: new Date().toISOString(),
      officerMinutes: 35,
    };
    for (const _ of [1, 2])
      expect(
        (await ofVisit(exchange, visitId, 'PUT', '', attempt)).status,
      ).toBe(200);
    expect(
      (await factsOf('MINUTES')).filter(({ step }) => step === 'ATTEMPT'),
    ).toEqual([{ step: 'ATTEMPT', minutes: 35 }]);
  };
});

describe('a follow-up', () => {
  const record = (id: string, cameToNotice: string, more: object = {}) =>
    ofCase(exchange, id, 'POST', '/outcomes', {
      ...followUp(3),
      cameToNotice,
      ...more,
    });

  it('is counted once in its quarter, as it stands last, and the minutes of each look', async () => {
    const id = (await nominateFresh(exchange)).answer.body.caseId;
    await becomeDelivered(exchange, id, date(-100));
    for (const cameToNotice of ['NOT_KNOWN', 'YES', 'NO', 'NO']) {
      expect(
        (await record(id, cameToNotice, { officerMinutes: 5 })).status,
      ).toBe(201);
    }
    expect(await factsOf('FOLLOW_UP')).toEqual([
      { cameToNotice: '3/NO', borough: 'E09000008' },
    ]);
    const looks = (await factsOf('MINUTES')).filter(
      ({ step }) => step === 'FOLLOW_UP',
    );
    expect(looks).toEqual(
      Array.from({ length: 4 }, () => ({ step: 'FOLLOW_UP', minutes: 5 })),
    );
  });

  it('is counted again in a later quarter where it has changed, and leaves the earlier one as it was', async () => {
    const id = (await nominateFresh(exchange)).answer.body.caseId;
    await becomeDelivered(exchange, id, date(-100));
    const before = await factsOf('FOLLOW_UP');
    await record(id, 'NOT_KNOWN');
    const inQuarter = await factsOf('FOLLOW_UP');
    expect(inQuarter).toHaveLength(before.length + 1);
    await at(exchange, END + 60 * MINUTE, async () => {
      for (const cameToNotice of ['NOT_KNOWN', 'YES', 'NO']) {
        expect((await record(id, cameToNotice)).status).toBe(201);
      }
    });
    const { store } = exchange.running.world;
    const later = await store.tallies(
      'south-bcu',
      quarterOf(londonDate(END + 60 * MINUTE)),
      END,
    );
    const [again, ...more] = later.filter(({ kind }) => kind === 'FOLLOW_UP');
    expect([again?.facts.cameToNotice, more]).toEqual(['3/NO', []]);
    // Nor does one lead to the other.
    expect((await talliesHeld()).map(({ tallyId }) => tallyId)).not.toContain(
      again?.tallyId,
    );
    expect(await factsOf('FOLLOW_UP')).toEqual(
      expect.arrayContaining(inQuarter),
    );
  });

  it('that two record at once is counted once', async () => {
    const id = (await nominateFresh(exchange)).answer.body.caseId;
    await becomeDelivered(exchange, id, date(-100));
    const before = (await factsOf('FOLLOW_UP')).length;
    const answers = await Promise.all(
      ['YES', 'NO', 'NOT_KNOWN'].map((cameToNotice) =>
        record(id, cameToNotice),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);
    expect(await factsOf('FOLLOW_UP')).toHaveLength(before + 1);
  });
});

describe('refused', () => {
  it.each([PANEL, YJS, CARE])(
    'to %s, which has not the scope',
    async (client) => {
      expectProblem(await ask(LAST_QUARTER, { client }), 'SCOPE_MISSING');
    },
  );

  it('of a panel that nobody has', async () => {
    expectProblem(
      await ask(LAST_QUARTER, { panel: 'no-such-panel' }),
      'SCOPE_MISSING',
    );
  });

  it.each(['PANEL_SELECTION', 'REFERRAL', 'IMMEDIATE_SAFETY', undefined])(
    'for the purpose %s',
    async (purpose) => {
      expectProblem(
        await ask(LAST_QUARTER, { purpose } as Ask),
        'HEADER_INVALID',
      );
    },
  );

  it('and for MONITORING whatever is about a child', async () => {
    const purpose = 'MONITORING';
    expectProblem(
      await ofCase(exchange, caseId, 'GET', '/pack', undefined, { purpose }),
      'HEADER_INVALID',
    );
    expectProblem(
      await exchange.ask(YJS, {
        ...queryAbout(subjectOf(person(exchange, 1))),
        purpose,
      }),
      'HEADER_INVALID',
    );
  });

  it('while the agreement that declares the panel is suspended, tables that are made included', async () => {
    const publish = (suspended?: string) =>
      publishRegistry(exchange.running.database, {
        agencies: AGENCIES,
        systems: [],
        agreements: loadAgreements().map((agreement) =>
          agreement.terms.id === suspended
            ? {
                ...agreement,
                suspensions: [
                  { from: '2026-01-01T00:00:00.000Z', because: 'Synthetic.' },
                ],
              }
            : agreement,
        ),
      });
    await publish('MD-SBCU-001');
    expectProblem(await ask(LAST_QUARTER), 'NO_AGREEMENT');
    expect((await ask(LAST_QUARTER, { panel: 'sutton' })).status).toBe(200);
    await publish();
    expect((await ask(LAST_QUARTER)).status).toBe(200);
  });
});
