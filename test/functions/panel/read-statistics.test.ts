/** GET /v1/statistics: the tables of a quarter that is over, made once; and with its purpose nothing else is asked for. */
import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { beforeAll, describe, expect, it } from 'vitest';
import { tallyPartition } from '../../../adapters/dynamodb/keys.ts';
import { publishRegistry } from '../../../adapters/dynamodb/registry.ts';
import { tallyEffects } from '../../../entrance/tallies.ts';
import type { Asked } from '../../../local/client.ts';
import { AGENCIES } from '../../../local/registry/agencies.ts';
import { loadAgreements } from '../../../local/registry/agreements.ts';
import { londonDate } from '../../../rules/london-time.ts';
import { quarterEnd, quarterOf } from '../../../rules/quarter.ts';
import type { Counted } from '../../../rules/tallies.ts';
import type { StatisticsTable } from '../../../schemas/statistics.ts';
import { subjectOf, testExchange, textOf } from '../../exchange.ts';
import {
  at,
  CARE,
  decidedCase,
  decisionOn,
  entriesOf,
  expectProblem,
  LAST_QUARTER,
  MONITORING,
  ofCase,
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

const ask = (quarter = THIS_QUARTER, { panel = 'south-bcu', client = MONITORING, ...more }: Ask = {}) =>
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
      ExpressionAttributeValues: { ':pk': tallyPartition('south-bcu', THIS_QUARTER) },
    }),
  );
  return Items;
};

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
  const effects = Array.from({ length: times }, () => tallyEffects(exchange.running.world, counted)).flat();
  expect(await store.record({ guards: [], effects, entry: { kept, erasable: {}, salt: randomId() } })).toBe('WRITTEN');
};

let caseId: string;

describe('a decision', () => {
  beforeAll(async () => {
    const before = async ({ requests }: { requests: Map<string, string> }) =>
      expect((await reply(exchange, YJS, requests.get('croydon-yjs'), VIEW)).status).toBe(200);
    ({ caseId } = await decidedCase(exchange, 1, { outcome: 'REFER_PARTNER', before }));
  });

  it('leaves one tally, of codes, under an id that leads nowhere', async () => {
    const [held, ...more] = await talliesHeld();
    expect(more).toEqual([]);
    const child = person(exchange, 1);
    expect(held?.facts).toMatchObject({
      decision: 'REFER_PARTNER',
      final: 'FIRST',
      sex: child.sex,
      borough: child.borough,
      incidentType: child.incident.incidentType,
      replies: expect.arrayContaining(['YOUTH_JUSTICE/IN_TIME', 'SOCIAL_CARE/NO_REPLY']),
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
    expect(await talliesHeld()).toHaveLength(1);
  });
});

describe('the tables', () => {
  const rowsOf = (tables: StatisticsTable[], name: string) => tables.find(({ table }) => table === name)?.rows;

  it('of a quarter are made when it is over and what was begun in it is written, and not before', async () => {
    const facts = { decision: 'INCLUDE', final: 'FIRST', sex: 'F', ethnicity: 'BLACK', borough: 'E09000008' };
    const expiresAt = new Date(END + 700 * 86_400_000).toISOString();
    await count({ type: 'Tally', panel: 'south-bcu', quarter: THIS_QUARTER, kind: 'DECISION', facts, expiresAt }, 7);
    for (const instant of [Date.now(), END - MINUTE, END + MINUTE]) {
      const early = await at(exchange, instant, () => ask());
      expectProblem(early, 'CONTENT_INVALID', ['/query/quarter']);
    }
    const answer = await at(exchange, END + 11 * MINUTE, () => ask());
    expect(answer.status).toBe(200);
    // Seven of one kind are five, and one of another is not said.
    expect(rowsOf(answer.body.tables, 'DECISIONS')).toEqual(
      expect.arrayContaining([
        { labels: ['INCLUDE'], count: 5 },
        { labels: ['REFER_PARTNER'], count: null, suppressed: true },
        { labels: ['EXCLUDE/AGE'], count: null, suppressed: true },
      ]),
    );
  });

  it('are the same bytes ever after, whatever is counted since', async () => {
    await at(exchange, END + 86_400_000, async () => {
      const first = await ask();
      const facts = { decision: 'EXCLUDE/AGE', final: 'FIRST' };
      const expiresAt = new Date(END + 700 * 86_400_000).toISOString();
      await count({ type: 'Tally', panel: 'south-bcu', quarter: THIS_QUARTER, kind: 'DECISION', facts, expiresAt }, 20);
      const second = await ask();
      expect(JSON.stringify(second.body)).toBe(JSON.stringify(first.body));
      expect(second.body.computedAt < new Date(END + 12 * MINUTE).toISOString()).toBe(true);
    });
  });

  it('are made once, however many ask at the same moment', async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, () => ask(LAST_QUARTER)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
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
    const of = (rest: string, body: object) => ofCase(exchange, included.caseId, 'POST', rest, body);
    // A visit that is allocated is nothing to count; one that another takes the place of has ended.
    expect((await of('/visits', visitFor())).status).toBe(201);
    expect((await of('/visits', visitFor())).status).toBe(201);
    const [service, agency] = ['harbour-mentoring', 'harbour-mentoring-system'];
    const words = { needSummary: 'CANARY-NEED', contactRoute: 'CANARY-ROUTE' };
    const referral = { kind: 'REFERRED', serviceId: service, need: 'MENTORING', basis: 'CONSENT', ...words };
    const made = await of('/referrals', { ...referral, officerMinutes: 15 });
    const path = `/v1/referrals/${made.body.referralId}/response`;
    for (const body of [{ state: 'ACCEPTED' }, { state: 'STARTED' }, { state: 'STARTED' }]) {
      expect((await exchange.ask(agency, { method: 'PUT', path, body, purpose: 'REFERRAL' })).status).toBe(200);
    }
    const held = await talliesHeld();
    const facts = (kind: string) => held.filter((each) => each.kind === kind).map((each) => each.facts);
    expect(facts('DECISION')).toContainEqual(expect.objectContaining({ step: 'DECISION', minutes: 20 }));
    expect(facts('VISIT')).toEqual([{ ended: 'NOT_DONE/REALLOCATED', borough: person(exchange, 7).borough }]);
    expect(facts('REFERRAL')).toHaveLength(3);
    expect(facts('REFERRAL')).toEqual(
      expect.arrayContaining([
        { steps: ['MADE'], step: 'REFERRAL', minutes: 15 },
        { steps: ['ACKNOWLEDGED'] },
        { steps: ['TAKEN_UP'] },
      ]),
    );
    // One for the decision, one visit, three steps.
    expect(held).toHaveLength(before + 5);
    expect(JSON.stringify(held)).not.toMatch(/CANARY|harbour|met-police|case_|ref_|visit_/);
  });
});

describe('refused', () => {
  it.each([PANEL, YJS, CARE])('to %s, which has not the scope', async (client) => {
    expectProblem(await ask(LAST_QUARTER, { client }), 'SCOPE_MISSING');
  });

  it('of a panel that nobody has', async () => {
    expectProblem(await ask(LAST_QUARTER, { panel: 'no-such-panel' }), 'SCOPE_MISSING');
  });

  it.each(['PANEL_SELECTION', 'REFERRAL', 'IMMEDIATE_SAFETY', undefined])('for the purpose %s', async (purpose) => {
    expectProblem(await ask(LAST_QUARTER, { purpose } as Ask), 'HEADER_INVALID');
  });

  it('and for MONITORING whatever is about a child', async () => {
    const purpose = 'MONITORING';
    expectProblem(await ofCase(exchange, caseId, 'GET', '/pack', undefined, { purpose }), 'HEADER_INVALID');
    expectProblem(
      await exchange.ask(YJS, { ...queryAbout(subjectOf(person(exchange, 1))), purpose }),
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
            ? { ...agreement, suspensions: [{ from: '2026-01-01T00:00:00.000Z', because: 'Synthetic.' }] }
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
