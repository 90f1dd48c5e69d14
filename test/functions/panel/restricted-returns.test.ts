/**
 * Over the real API: two exchanges in which the same things happen to the same child, but for what a trust answers. All that
 * the panel's side can obtain of the one is, but for ids, instants and salted hashes, what it can obtain of the other.
 */
import { beforeAll, describe, expect, it } from 'vitest';
import type { Answer } from '../../../local/client.ts';
import { canonical } from '../../../rules/canonical.ts';
import { type TestExchange, testExchange } from '../../exchange.ts';
import {
  APPROVAL,
  at,
  attend,
  date,
  HEALTH_VIEW,
  listedCase,
  ofCase,
  PANEL,
  POLICE,
  POLICE_DPO,
  reply,
  SLAM,
  TRIAGE,
} from '../requests.ts';

const DAY = 86_400_000;
const NIL = { kind: 'NOTHING_HELD', approval: APPROVAL };
const WITHHELD = {
  kind: 'WITHHELD',
  reason: 'LEGAL_PROCEEDINGS',
  note: 'Canary.',
  localIdentifier: 'RIO-1',
  approval: APPROVAL,
};
const HISTORIES = [
  {
    name: 'nothing held',
    exchange: testExchange({ sequencing: false }),
    replies: [NIL],
  },
  {
    name: 'withheld',
    exchange: testExchange({ sequencing: false }),
    replies: [WITHHELD],
  },
  {
    name: 'nothing held, then withheld',
    exchange: testExchange({ sequencing: false }),
    replies: [NIL, WITHHELD],
  },
];

/** Without ids, instants, salted and random hashes, and places in the log: these differ between any two exchanges. */
const levelled = ({ status, body }: Answer): string =>
  `${status} ${canonical(body)}`
    .replaceAll(/(case|vr|mtg|le|rec|nom|yp|dec)_[A-Za-z0-9_-]{32,}/g, '$1_')
    .replaceAll(/[0-9a-f]{64}/g, 'hash')
    .replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'uuid')
    .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'instant')
    .replaceAll(/"index":\d+/g, '"index":0');

const obtained = async (
  exchange: TestExchange,
  caseId: string,
  meetingId: string,
): Promise<Record<string, string>> => {
  const get = (client: string, path: string, more = {}) =>
    exchange.ask(client, { method: 'GET', path, ...more });
  const dpo = { practitioner: 'dpo-1; role=DATA_PROTECTION_OFFICER' };
  const answers = {
    pack: await ofCase(exchange, caseId, 'GET', '/pack'),
    inMeeting: await ofCase(
      exchange,
      caseId,
      'GET',
      `/pack?meeting=${meetingId}`,
    ),
    case: await ofCase(exchange, caseId, 'GET', ''),
    worklist: await get(
      PANEL,
      '/v1/worklist?panel=south-bcu&borough=E09000008',
    ),
    meeting: await get(PANEL, `/v1/meetings/${meetingId}`),
    feed: await get(PANEL, '/v1/feed'),
    query: await get(POLICE, '/v1/feed'),
  };
  await exchange.running.sequence();
  const ledger = await get(
    POLICE_DPO,
    `/v1/disclosures?from=${date(0)}&to=${date(14)}`,
    dpo,
  );
  return Object.fromEntries(
    Object.entries({ ...answers, ledger }).map(([what, answer]) => [
      what,
      levelled(answer),
    ]),
  );
};

const seen = new Map<
  string,
  Record<'before' | 'after', Record<string, string>>
>();

beforeAll(async () => {
  for (const { name, exchange, replies } of HISTORIES) {
    const { caseId, meetingId, requests } = await listedCase(exchange, 4);
    await attend(exchange, meetingId);
    await exchange.ask(SLAM, {
      method: 'GET',
      path: `/v1/view-requests/${requests.get('slam')}`,
    });
    for (const body of replies)
      expect(
        (await reply(exchange, SLAM, requests.get('slam'), body)).status,
      ).toBe(200);
    const before = await obtained(exchange, caseId, meetingId);
    const after = await at(exchange, Date.now() + 6 * DAY, () =>
      obtained(exchange, caseId, meetingId),
    );
    seen.set(name, { before, after });
  }
});

describe.each(['before', 'after'] as const)(
  '%s the day by which the trust was asked to answer',
  (when) => {
    it.each([
      'pack',
      'inMeeting',
      'case',
      'worklist',
      'meeting',
      'feed',
      'query',
      'ledger',
    ])(
      'the %s of the panel’s side is the same, whether the trust holds nothing or withholds it',
      (what) => {
        const nil = seen.get('nothing held')?.[when][what];
        expect(nil).toMatch(/^200 /);
        expect(seen.get('withheld')?.[when][what]).toBe(nil);
      },
    );

    it('nor does anything tell that a reply replaced another', () => {
      expect(seen.get('nothing held, then withheld')?.[when]).toEqual(
        seen.get('nothing held')?.[when],
      );
    });
  },
);

it('what a trust said is not readable for longer where the panel ends the matter otherwise than by deciding', async () => {
  const exchange = HISTORIES[0]?.exchange;
  if (!exchange) throw new Error('no exchange');
  const { caseId, requests } = await listedCase(exchange, 1, {
    meeting: 0,
    reply: 0,
  });
  const health = {
    ...HEALTH_VIEW,
    health: { ...HEALTH_VIEW.health, needSummary: 'CANARY-NEED' },
  };
  expect(
    (await reply(exchange, SLAM, requests.get('slam'), health)).status,
  ).toBe(200);
  const pack = () => ofCase(exchange, caseId, 'GET', '/pack');
  expect(JSON.stringify((await pack()).body)).toContain('CANARY-NEED');
  const triage = { ...TRIAGE, continues: false };
  expect(
    (await ofCase(exchange, caseId, 'POST', '/triage', triage)).body.state,
  ).toBe('CLOSED');
  await at(exchange, Date.now() + 7 * DAY, async () =>
    expect(JSON.stringify((await pack()).body)).toContain('CANARY-NEED'),
  );
  await at(exchange, Date.now() + 9 * DAY, async () =>
    expect(JSON.stringify((await pack()).body)).not.toContain('CANARY-NEED'),
  );
});

it('the day changes ASKED to ANSWERED, and the gap goes', () => {
  const { before, after } = seen.get('withheld') ?? {};
  expect(before?.case).toMatch(
    /"agency":"slam","agreement":"MD-CAMHS-003"[^}]*"state":"ASKED"/,
  );
  expect(after?.case).toMatch(
    /"agency":"slam","agreement":"MD-CAMHS-003"[^}]*"state":"ANSWERED"/,
  );
  expect(before?.pack).toContain('NO_REPLY:slam');
  expect(after?.pack).not.toContain('NO_REPLY:slam');
  expect(JSON.stringify([before, after])).not.toMatch(
    /LEGAL_PROCEEDINGS|anary|RIO-1/,
  );
});
