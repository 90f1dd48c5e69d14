/** Transactions that meet each other change nothing but how often they are tried: the same week ends the same. */
import { describe, expect, it } from 'vitest';
import type { Answer, Asked } from '../../local/client.ts';
import { stream } from '../../local/cohort/random.ts';
import { nominationOf } from '../../local/sandbox.ts';
import { subjectOf, type TestExchange, testExchange } from '../exchange.ts';
import {
  CARE,
  date,
  decisionOn,
  flagOn,
  HEALTH_VIEW,
  NO_CONVICTION,
  PANEL,
  POLICE,
  person,
  SLAM,
  VIEW,
  YJS,
} from '../functions/requests.ts';
import { proving } from '../prove.ts';
import { entriesOf, injectFaults, itemsOf } from './faults.ts';

const undisturbed = testExchange({ sequencing: false });
const disturbed = testExchange({ sequencing: false });
const { seed } = proving(1);

/** One in twenty. */
const SHARE = 0.05;

/** Nominations, flags and their changes, view requests, returns, corrections, queries, decisions. */
const week = async (exchange: TestExchange): Promise<Answer[]> => {
  const answers: Answer[] = [];
  const ask = async (
    clientId: string,
    asked: Partial<Asked> & Pick<Asked, 'method' | 'path'>,
  ) => {
    const answer = await exchange.ask(clientId, asked);
    answers.push(answer);
    return answer.body;
  };
  for (const number of [1, 4, 7]) {
    const child = person(exchange, number);
    const { caseId } = await ask(POLICE, {
      method: 'POST',
      path: '/v1/nominations',
      body: nominationOf(child),
    });
    const ofCase = (method: Asked['method'], rest: string, body?: unknown) =>
      ask(PANEL, {
        method,
        path: `/v1/cases/${caseId}${rest}`,
        case: caseId,
        body,
      });
    const raise = (clientId: string) =>
      ask(clientId, {
        method: 'POST',
        path: '/v1/flags',
        body: flagOn(subjectOf(child)),
      });
    const { flagId } = await raise(YJS);
    const ofFlag = (clientId: string, rest: string, body: object) =>
      ask(clientId, {
        method: 'POST',
        path: `/v1/flags/${flagId}/${rest}`,
        body,
      });
    await ofFlag(CARE, 'contest', { statement: 'Not so.' });
    await ofFlag(YJS, 'review', { expiresOn: date(60), note: 'Stands.' });
    const gone = await raise(CARE);
    await ask(CARE, {
      method: 'POST',
      path: `/v1/flags/${gone.flagId}/withdrawal`,
      body: { reason: 'Mistaken.' },
    });
    await ofCase('PUT', '/eligibility', NO_CONVICTION);
    await ofCase('PUT', '/eligibility', {
      ...NO_CONVICTION,
      rule: 'EVIDENCE_OF_CARRYING',
    });
    const { viewRequests = [] } = await ofCase('POST', '/view-requests', {
      meetingOn: date(7),
      replyBy: date(5),
    });
    for (const [clientId, agency, body] of [
      [YJS, 'croydon-yjs', VIEW],
      [
        CARE,
        'croydon-social-care',
        { ...VIEW, view: { riskToOthers: 'VERY_HIGH' } },
      ],
      [YJS, 'croydon-yjs', { kind: 'NOTHING_HELD' }],
      [SLAM, 'slam', HEALTH_VIEW],
    ] as const) {
      const request = viewRequests.find(
        (each: { agency: string }) => each.agency === agency,
      );
      if (!request) continue;
      const path = `/v1/view-requests/${request.viewRequestId}`;
      await ask(clientId, { method: 'GET', path });
      await ask(clientId, { method: 'PUT', path: `${path}/reply`, body });
    }
    for (const clientId of [YJS, CARE, 'sutton-yjs-case-system']) {
      await ask(clientId, {
        method: 'POST',
        path: '/v1/queries',
        body: { subject: subjectOf(child) },
      });
      await ask(clientId, { method: 'GET', path: `/v1/flags/${flagId}` });
    }
    const pack = await ofCase('GET', '/pack');
    const changes =
      number === 4
        ? {
            outcome: 'DEFER',
            deferralReason: 'PARTNER_VIEWS_DIFFER',
            nextDate: date(14),
          }
        : {};
    await ofCase('POST', '/decisions', decisionOn(pack, changes));
    await ofCase('GET', '');
    await exchange.running.sequence();
  }
  return answers;
};

/** Without what is random or a time: ids by the order in which they turn up. */
const plain = (value: unknown): unknown => {
  const ids = new Map<string, string>();
  const named = (id: string) => {
    const known = ids.get(id) ?? `id ${ids.size}`;
    ids.set(id, known);
    return known;
  };
  return JSON.parse(
    JSON.stringify(value)
      .replaceAll(/\d{4}-\d{2}-\d{2}T[\d:.]+Z/g, 'an instant')
      .replaceAll(/[a-z]+_[0-9a-f]{32}|yp_[\w-]{44}|[0-9a-f]{16,64}/g, named),
  );
};

const REGISTRY = ['System', 'Agency', 'AgreementText', 'PublishedAgreement'];

/** How many there are of each kind, in which version, and what each says, whatever its ids. */
const stateOf = async (exchange: TestExchange): Promise<string[]> =>
  (await itemsOf(exchange, 'exchange'))
    .filter(
      ({ type }) => type !== undefined && !REGISTRY.includes(String(type)),
    )
    .map(({ pk: _pk, sk: _sk, ttl: _ttl, expiryDay: _day, ...item }) =>
      JSON.stringify(
        ordered(
          JSON.parse(JSON.stringify(plain(item)).replaceAll(/id \d+/g, 'id')),
        ),
      ),
    )
    .sort();

/** Members by name and lists by content: the engine keeps no order. */
const ordered = (value: unknown): unknown => {
  if (Array.isArray(value))
    return value.map((each) => JSON.stringify(ordered(each))).sort();
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, each]) => [name, ordered(each)]),
  );
};

describe('a transaction that met another', () => {
  it('one in twenty, leaves every answer and the whole state as they were without', async () => {
    const without = await week(undisturbed);
    const random = stream(seed, 'conflicts');
    let injected = 0;
    const faults = injectFaults(disturbed);
    const { result, calls } = await faults.during(
      ({ command }) => {
        if (command !== 'TransactWriteItems' || random() >= SHARE)
          return undefined;
        injected += 1;
        return 'CONFLICT';
      },
      () => week(disturbed),
    );
    expect(result.map(({ status }) => status)).toEqual(
      without.map(({ status }) => status),
    );
    expect(result.filter(({ status }) => status >= 500)).toEqual([]);
    expect(plain(result.map(({ body }) => body))).toEqual(
      plain(without.map(({ body }) => body)),
    );
    expect(await stateOf(disturbed)).toEqual(await stateOf(undisturbed));
    expect((await entriesOf(disturbed)).length).toBe(
      (await entriesOf(undisturbed)).length,
    );
    console.log(
      `${injected} of ${calls.length} calls met another transaction; ${result.length} answers`,
    );
  });
});
