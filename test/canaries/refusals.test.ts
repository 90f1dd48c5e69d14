/** What is wrong with a request is said without a word of what was sent: problems, headers, the ledger and the log. */
import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { SYSTEMS } from '../../local/registry/agencies.ts';
import { nominationOf } from '../../local/sandbox.ts';
import {
  OPERATIONS,
  type Operation,
  operationIds,
  problemsOf,
} from '../../schemas/contract/operations.ts';
import { testExchange } from '../exchange.ts';
import { date, flagOn, person } from '../functions/requests.ts';
import { canariesIn, newMint } from './canary.ts';
import { inflated } from './ledger-item.ts';

const exchange = testExchange();
const mint = newMint();
const logged: string[] = [];
const codes = new Set<string>();

beforeAll(() => {
  for (const method of ['log', 'error', 'warn', 'info'] as const) {
    vi.spyOn(console, method).mockImplementation(
      (...said: unknown[]) => void logged.push(said.map(String).join(' ')),
    );
  }
});
afterAll(() => vi.restoreAllMocks());

const SOME = [
  'croydon-yjs-case-system',
  'met-police-intelligence',
  'met-police-panel',
  'operator-dpo',
  'slam-camhs-system',
];
const ID = `${mint.word()}_${mint.nhsNumber()}`;

const subject = () => ({
  givenName: mint.word(),
  familyName: mint.word(),
  birthDate: '2011-04-10',
});

/** Bodies with a canary in them that are right for no operation, or right for one and refused by what they say. */
const bodies = (): unknown[] => [
  undefined,
  mint.word(),
  `{"subject": "${mint.word()}"`,
  `{"subject": {"givenName": "${mint.word()}", "givenName": "${mint.word()}"}}`,
  [mint.text()],
  { subject: mint.text() },
  { subject: { ...subject(), birthDate: mint.word() } },
  { subject: { ...subject(), birthDate: '2099-01-01' } },
  {
    subject: {
      ...subject(),
      identifiers: { nhsNumber: mint.nhsNumber().replace(/.$/, 'X') },
    },
  },
  { subject: { ...subject(), givenName: mint.word().repeat(40) } },
  flagOn(subject(), { expiresOn: '2001-01-01', statement: mint.text() }),
  flagOn(subject(), { flagKind: mint.word(), statement: mint.text() }),
  { ...flagOn(subject(), { statement: mint.text() }), agreement: mint.word() },
  {
    ...flagOn(subject(), { statement: mint.text() }),
    agreement: 'QX-AAAAAXQ-001',
  },
  {
    ...flagOn(subject()),
    handling: { code: 'C', conditions: mint.text(), recipients: [] },
  },
  { ...nominationOf(person(exchange, 1)), panel: mint.word().toLowerCase() },
  { ...nominationOf(person(exchange, 1)), additionalAgreements: [mint.word()] },
  { ...nominationOf(person(exchange, 1)), panel: mint.word() },
  { kind: 'VIEW', view: { facts: [mint.text()], riskToOthers: mint.word() } },
  { kind: mint.word(), note: mint.text() },
  { kind: 'WITHHELD', reason: mint.word(), note: mint.text() },
  { meetingOn: '2001-01-01', replyBy: '2001-01-01', agencies: [mint.word()] },
  {
    meetingOn: date(7),
    replyBy: date(5),
    agencies: [mint.word().toLowerCase()],
  },
  {
    kind: 'VIEW',
    view: { facts: [mint.text()] },
    localIdentifier: mint.word().repeat(9),
  },
  {
    reply: { kind: 'VIEW', view: { facts: [mint.text()] } },
    person: mint.text(),
    channel: mint.word(),
  },
  {
    reply: { kind: 'NOTHING_HELD', localIdentifier: mint.word() },
    person: mint.text(),
    channel: 'EMAIL',
  },
  {
    text: mint.text(),
    approval: {
      approvalReason: mint.text(),
      approvalPractitioner: mint.word(),
    },
  },
  { text: mint.text() },
  { answer: mint.text() },
  { version: mint.word() },
  {
    officer: { practitioner: mint.word(), role: mint.word() },
    dueBy: '2001-01-01',
    venue: mint.word(),
  },
  {
    officer: { practitioner: mint.word(), role: 'YOUTH_ENGAGEMENT_OFFICER' },
    dueBy: '2001-01-01',
    venue: 'HOME',
    overrideReason: mint.text(),
  },
  {
    state: 'DONE',
    at: '2001-01-01T00:00:00.000Z',
    parentOrCarerSeen: true,
    childSays: mint.text(),
    items: [mint.text()],
  },
  { state: 'ATTEMPTED', at: '2099-01-01T00:00:00.000Z', note: mint.text() },
  { digest: mint.word() },
  {
    kind: 'REFERRED',
    serviceId: mint.word().toLowerCase(),
    need: 'HOUSING',
    basis: 'CONSENT',
    needSummary: mint.text(),
  },
  { state: 'STARTED', outcome: mint.text() },
  { state: 'DECLINED', reason: mint.word() },
  {
    outcome: 'REFER_YJS',
    continues: mint.word(),
    officer: { practitioner: mint.word(), role: 'OTHER' },
    reason: mint.text(),
  },
  {
    status: 'ONGOING',
    officer: { practitioner: mint.word(), role: mint.word() },
    reviewOn: '2001-01-01',
  },
  {
    status: 'CONCLUDED',
    officer: { practitioner: mint.word(), role: 'PANEL_CHAIR' },
    outcome: mint.text(),
  },
  {
    kind: 'CLOSE',
    reason: mint.text(),
    officer: { practitioner: mint.word(), role: 'PANEL_CHAIR' },
  },
  {
    kind: 'FOLLOW_UP',
    month: 4,
    cameToNotice: mint.word(),
    officer: { practitioner: mint.word(), role: 'PANEL_CHAIR' },
  },
  {
    present: [
      { agency: mint.word(), practitioner: mint.text(), role: 'PANEL_CHAIR' },
    ],
  },
  { panel: 'sutton', meetingOn: '2001-01-01', place: mint.text() },
  { statement: mint.text().repeat(200) },
  { finding: mint.word(), note: mint.text() },
];

const headers = (): Record<string, string>[] => [
  {},
  { 'sharing-purpose': mint.word() },
  {
    'sharing-practitioner': `${mint.word()} ${mint.word()}; role=YJS_PRACTITIONER`,
  },
  { 'sharing-practitioner': `a-1; role=${mint.word()}` },
  { 'sharing-reason': mint.word() },
  { 'sharing-case': mint.word() },
  { 'sharing-agreement': mint.word() },
  { 'idempotency-key': `${mint.word()} ${mint.word()}` },
  { 'x-request-id': mint.word(), 'x-correlation-id': mint.nhsNumber() },
  { 'content-type': `text/${mint.word()}` },
  { authorization: `Bearer ${mint.word()}.${mint.word()}.${mint.word()}` },
  { authorization: mint.word() },
];

describe('a refusal', () => {
  it.each(operationIds.filter((id) => 'scope' in OPERATIONS[id]))(
    'of %s repeats nothing that was sent',
    async (id) => {
      const operation: Operation = OPERATIONS[id];
      const path = operation.path.replaceAll(/\{\w+\}/g, ID);
      const queries = operation.query
        ? [
            'after',
            'limit',
            'panel',
            'quarter',
            'borough',
            'meeting',
            'need',
          ].map((name) => `?${name}=${mint.word()}`)
        : [''];
      const requests = [
        ...bodies().map((body) => ({
          path,
          body: operation.body ? body : undefined,
          headers: {},
        })),
        ...headers().map((more) => ({
          path,
          body: operation.body ? { subject: subject() } : undefined,
          headers: more,
        })),
        ...queries.map((query) => ({
          path: path + query,
          body: undefined,
          headers: {},
        })),
      ].slice(operation.body ? 0 : bodies().length - 1);
      const systems = SOME.filter((_, i) => i < (operation.body ? 2 : 5));
      const able = SYSTEMS.filter(({ scopes }) =>
        scopes.some((scope) => scope === operation.scope),
      );
      const registered = [
        able[0]?.clientId ?? '',
        ...(operation.function === 'panel' ? [] : systems),
      ];
      const purpose = operation.monitoring
        ? 'MONITORING'
        : (operation.purpose ?? 'PANEL_SELECTION');
      const answers = await Promise.all(
        requests.flatMap((request, i) => {
          const clientId = registered[i % registered.length] ?? '';
          return [
            exchange.ask(clientId, {
              method: operation.method,
              purpose,
              ...request,
            }),
          ];
        }),
      );
      const canaries = canariesIn(requests);
      for (const { status, body, headers: sent } of answers) {
        if (status < 400) continue;
        codes.add(body.code);
        expect(problemsOf(operation)).toContain(body.code);
        expect([status < 500, status]).toEqual([true, status]);
        const said = (
          JSON.stringify(body) + JSON.stringify([...sent])
        ).toUpperCase();
        const repeated = [...canariesIn(said)].filter(
          (found) => canaries.has(found) || found.startsWith('QX'),
        );
        expect([body.code, body.detail, repeated]).toEqual([
          body.code,
          body.detail,
          [],
        ]);
      }
    },
  );

  it('nor does the log or the ledger keep any of it', async () => {
    expect([...canariesIn(logged)]).toEqual([]);
    await exchange.running.sequence();
    const { client, names } = exchange.running.database;
    const { Items = [] } = await client.send(
      new ScanCommand({ TableName: names.ledger }),
    );
    expect(Items.length).toBeGreaterThan(100);
    expect(
      [...canariesIn(Items.map(inflated))].filter((found) =>
        found.startsWith('QX'),
      ),
    ).toEqual([]);
  });

  it('has been provoked in most ways that there are', () => {
    for (const code of [
      'MALFORMED_REQUEST',
      'MEDIA_TYPE_UNSUPPORTED',
      'CONTENT_INVALID',
      'HEADER_INVALID',
      'TOKEN_INVALID',
      'SCOPE_MISSING',
      'IDEMPOTENCY_KEY_REQUIRED',
      'NO_AGREEMENT',
      'NOT_FOUND',
    ]) {
      expect(codes).toContain(code);
    }
  });
});
