/**
 * Input that is made to break a reader: each gets a problem document that says what is wrong and never what was sent, and is
 * never a fault of ours. What any operation refuses alike is in test/entrance/status-table.test.ts.
 */
import { randomUUID } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { requestToken, systemFile } from '../../local/client.ts';
import type { ProblemCode } from '../../schemas/contract/problems.ts';
import { subjectOf, testExchange } from '../exchange.ts';
import * as of from '../functions/requests.ts';
import {
  CANARY,
  date,
  expectProblem,
  PANEL,
  POLICE,
  YJS,
} from '../functions/requests.ts';
import { keptAlive, raw } from './raw.ts';

const exchange = testExchange({ sequencing: false });
const tokens = new Map<string, string>();
const made = {
  meetingId: '',
  caseId: '',
  viewRequestId: '',
  flagId: '',
  nomination: {} as Record<string, object>,
};

type Body = Record<string, unknown>;
interface Row {
  client: string;
  method: string;
  path(): string;
  body(): Body;
  /** JSON pointers of its free text, of its dates, and of its names of people. */
  texts: string[];
  dates: string[];
  names: string[];
}

const child = () => subjectOf(of.person(exchange, 1));
/** One operation of each kind of body. */
const ROWS: Record<string, Row> = {
  queryYoungPerson: {
    client: YJS,
    method: 'POST',
    path: () => '/v1/queries',
    body: () => ({ subject: child() }),
    texts: [],
    dates: ['/subject/birthDate'],
    names: ['/subject/givenName', '/subject/familyName'],
  },
  raiseFlag: {
    client: YJS,
    method: 'POST',
    path: () => '/v1/flags',
    body: () => of.flagOn(child()),
    texts: ['/flag/statement', '/flag/contact'],
    dates: ['/flag/expiresOn', '/subject/birthDate'],
    names: ['/subject/givenName'],
  },
  nominate: {
    client: POLICE,
    method: 'POST',
    path: () => '/v1/nominations',
    body: () => structuredClone(made.nomination),
    texts: [
      '/incident/incidentSummary',
      '/sources/0/sourceReference',
      '/subject/addressLines/0',
    ],
    dates: ['/incident/incidentOn', '/subject/birthDate'],
    names: ['/subject/familyName'],
  },
  replyToViewRequest: {
    client: YJS,
    method: 'PUT',
    path: () => `/v1/view-requests/${made.viewRequestId}/reply`,
    body: () => ({
      kind: 'VIEW',
      view: { facts: ['x'], assessedOn: date(-3) },
    }),
    texts: ['/view/facts/0'],
    dates: ['/view/assessedOn'],
    names: [],
  },
  askForViews: {
    client: PANEL,
    method: 'POST',
    path: () => `/v1/cases/${made.caseId}/view-requests`,
    body: () => ({ urgent: { replyBy: date(5), reason: 'LATE_NOMINATION' } }),
    texts: ['/urgent/reason'],
    dates: ['/urgent/replyBy'],
    names: [],
  },
  decideCase: {
    client: PANEL,
    method: 'POST',
    path: () => `/v1/cases/${made.caseId}/decisions`,
    body: () =>
      of.decisionOn(
        {
          digest: '0'.repeat(64),
          meetingId: made.meetingId,
          gaps: [],
          divergences: [],
          freshness: [],
        },
        {
          dissent: 'x',
          outcome: 'DEFER',
          deferralReason: 'INSUFFICIENT_INFORMATION',
          nextDate: date(14),
        },
      ) as Body,
    texts: ['/rationale', '/dissent', '/decider/practitioner'],
    dates: ['/nextDate'],
    names: [],
  },
  listCase: {
    client: PANEL,
    method: 'PUT',
    path: () => `/v1/cases/${made.caseId}/listing`,
    body: () => ({ meetingId: made.meetingId, reason: 'x' }),
    texts: ['/reason'],
    dates: [],
    names: [],
  },
  openMeeting: {
    client: PANEL,
    method: 'POST',
    path: () => '/v1/meetings',
    body: () => ({ panel: 'south-bcu', meetingOn: date(7), place: 'x' }),
    texts: ['/place'],
    dates: ['/meetingOn'],
    names: [],
  },
  withdrawFlag: {
    client: YJS,
    method: 'POST',
    path: () => `/v1/flags/${made.flagId}/withdrawal`,
    body: () => ({ reason: 'x' }),
    texts: ['/reason'],
    dates: [],
    names: [],
  },
};
const ids = Object.keys(ROWS);
const rowOf = (id: string): Row => {
  const row = ROWS[id];
  if (!row) throw new Error(id);
  return row;
};

const headersOf = (
  { client, path }: Row,
  more: Record<string, string> = {},
): Record<string, string> => ({
  authorization: `Bearer ${tokens.get(client)}`,
  'content-type': 'application/json',
  'sharing-purpose': 'PANEL_SELECTION',
  'sharing-practitioner': 'prac-1; role=PANEL_COORDINATOR',
  'sharing-reason': 'NEW_INCIDENT',
  'idempotency-key': randomUUID(),
  ...(path().startsWith('/v1/cases/') && { 'sharing-case': made.caseId }),
  ...more,
});

const call = (
  id: string,
  body: string | Uint8Array<ArrayBuffer>,
  more: Record<string, string> = {},
) => {
  const row = rowOf(id);
  return of.send(exchange.running.url, row.path(), {
    method: row.method,
    headers: headersOf(row, more),
    body,
  });
};

/** The sound body with another value at one place. */
const changed = (id: string, pointer: string, value: unknown): string => {
  const body = rowOf(id).body();
  const names = pointer.slice(1).split('/');
  const last = names.pop() ?? '';
  const holder = names.reduce((at, name) => at[name] as Body, body);
  holder[last] = value;
  return JSON.stringify(body);
};

/** The bytes of the same request, for a socket. */
const head = (
  id: string,
  more: Record<string, string> = {},
  target?: string,
): string => {
  const row = rowOf(id);
  const lines = Object.entries({
    host: '127.0.0.1',
    ...headersOf(row, more),
  }).map(([name, value]) => `${name}: ${value}`);
  return `${row.method} ${target ?? row.path()} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`;
};

/** A problem document that came over a socket, whole or in chunks. */
const expectCode = (
  answer: Awaited<ReturnType<typeof raw>>,
  code: ProblemCode,
) => {
  expect(answer?.head).toContain('application/problem+json');
  const [json = ''] = /\{.*\}/s.exec(answer?.body ?? '') ?? [];
  expect(JSON.parse(json)).toMatchObject({ code, status: answer?.status });
  expect(`${answer?.head}${answer?.body}`).not.toContain('anary');
};

beforeAll(async () => {
  await exchange.nominate(of.person(exchange, 1), (body) => {
    made.nomination = body as unknown as Record<string, object>;
    return body;
  });
  const { caseId, meetingId, requests } = await of.listedCase(exchange, 1);
  Object.assign(made, { caseId, meetingId });
  made.viewRequestId = requests.get('croydon-yjs') ?? '';
  made.flagId = (
    await exchange.ask(YJS, of.raise(of.flagOn(child())))
  ).body.flagId;
  for (const client of [YJS, PANEL, POLICE, of.OPERATOR]) {
    const { access_token } = await requestToken(
      exchange.running.url,
      systemFile(exchange.running.folder.path, client),
    );
    tokens.set(client, access_token);
  }
});

const rows = <T>(cases: readonly T[]): [string, T][] =>
  ids.flatMap((id) => cases.map((each): [string, T] => [id, each]));
const placed = (
  of: (row: Row) => string[],
  values: readonly string[],
): [string, string, string][] =>
  ids.flatMap((id) =>
    of(rowOf(id)).flatMap((at) =>
      values.map((value): [string, string, string] => [id, at, value]),
    ),
  );

describe('a body that means two things, or that no reader should walk', () => {
  const deep = (open: string, close: string) =>
    `${open.repeat(10_000)}1${close.repeat(10_000)}`;
  it.each(
    rows([
      ['10,000 lists in each other', deep('[', ']')],
      ['10,000 objects in each other', deep('{"a":', '}')],
      ['lists and objects in turn', deep('[{"a":', '}]')],
      ['a name twice', '{"a":1,"a":2}'],
      ['a name twice, once escaped', '{"a":1,"\\u0061":2}'],
      ['a name twice, far inside', '{"b":[{"c":{"a":1,"\\u0061":2}}]}'],
      ['__proto__', '{"__proto__":{"canary":true}}'],
      ['__proto__, escaped', '{"\\u005f_proto__":{"canary":true}}'],
      ['a byte order mark alone', '\ufeff'],
      ['two values', '{}{}'],
      ['not a number', '{"a":NaN}'],
    ] as const),
  )('%s: %s', async (id, [, body]) =>
    expectProblem(await call(id, body), 'MALFORMED_REQUEST'),
  );

  const bytes = (...all: number[]) => new Uint8Array([0x22, ...all, 0x22]);
  it.each(
    rows([
      bytes(0xff),
      bytes(0xc0, 0xaf),
      bytes(0xed, 0xa0, 0x80),
      bytes(0xf5, 0x80, 0x80, 0x80),
    ]),
  )('%s in bytes that are not UTF-8: %s', async (id, body) =>
    expectProblem(await call(id, body), 'MALFORMED_REQUEST'),
  );

  it.each(ids)('%s, compressed', async (id) => {
    const body = new Uint8Array(gzipSync(JSON.stringify(rowOf(id).body())));
    expectProblem(
      await call(id, body, { 'content-encoding': 'gzip' }),
      'MALFORMED_REQUEST',
    );
  });

  it.each(
    rows([
      'application/json;charset=utf-16',
      'application/xml',
      'text/json',
      ' ',
      'application/json, text/plain',
    ]),
  )('%s as "%s"', async (id, type) => {
    // A charset that is not UTF-8 is not listened to: the bytes are read as UTF-8, or not at all.
    const utf16 = type.includes('utf-16');
    const body = utf16
      ? new Uint8Array(Buffer.from('\ufeff{}', 'utf16le'))
      : '{}';
    expectProblem(
      await call(id, body, { 'content-type': type }),
      utf16 ? 'MALFORMED_REQUEST' : 'MEDIA_TYPE_UNSUPPORTED',
    );
  });
});

describe('content that the contract does not have, and where', () => {
  it.each(
    rows([
      'constructor',
      'toString',
      'hasOwnProperty',
      'risk_level',
      'sealed',
      'org_id',
      'originator',
      'personId',
    ]),
  )('%s with the member %s', async (id, name) =>
    expectProblem(
      await call(id, changed(id, `/${name}`, CANARY)),
      'CONTENT_INVALID',
      [`/${name}`],
    ),
  );

  it.each([
    ['raiseFlag', '/flag/constructor'],
    ['raiseFlag', '/subject/sealed'],
    ['raiseFlag', '/flag/originator'],
    ['nominate', '/incident/risk_level'],
    ['nominate', '/subject/identifiers/constructor'],
    ['replyToViewRequest', '/view/score'],
    ['decideCase', '/decider/agency'],
  ])('%s with a member inside: %s', async (id, pointer) => {
    expectProblem(
      await call(id, changed(id, pointer, CANARY)),
      'CONTENT_INVALID',
      [pointer],
    );
  });

  const unsafe = [
    '\u0000',
    '\u202e',
    '\u200b',
    '\u2066',
    '\ufeff',
    '\u0085',
    '\u2028',
    '\ud800',
    '\udc00x',
    '\u001b[2J',
  ];
  it.each(placed(({ texts, names }) => [...texts, ...names], unsafe))(
    '%s with %s holding %j',
    async (id, at, value) => {
      expectProblem(
        await call(id, changed(id, at, `Canary${value}x`)),
        'CONTENT_INVALID',
        [at],
      );
    },
  );

  it.each(
    placed(
      ({ names }) => names,
      [
        'S\u0430m',
        'Alex\u03bf',
        '\u0410lex',
        'Ale\u0445 Smith',
        'Sam\nJones',
        ' ',
        '',
      ],
    ),
  )(
    '%s with %s being %j: another name that looks the same, or none',
    async (id, at, value) =>
      expectProblem(await call(id, changed(id, at, value)), 'CONTENT_INVALID', [
        at,
      ]),
  );

  const impossible = [
    '2026-02-30',
    '1752-09-02',
    '10000-01-01',
    '2027-02-29',
    '2026-13-01',
    '2026-1-1',
    '0000-00-00',
  ];
  const strange = [
    '2026-11-23T00:00:00Z',
    '-000001-01-01',
    '20261123',
    '٢٠٢٦-١١-٢٣',
    '9999-12-31',
    '',
  ];
  it.each(placed(({ dates }) => dates, [...impossible, ...strange]))(
    '%s with %s being %j',
    async (id, at, value) => {
      const answer = await call(id, changed(id, at, value));
      // A meeting at the end of all calendars is a date, and is refused where the pack is not the one there is.
      const reached = [
        'decideCase',
        'replyToViewRequest',
        'askForViews',
        'openMeeting',
      ].includes(id);
      if (reached && ['9999-12-31', '1752-09-02'].includes(value))
        expect(answer.status).toBeLessThan(500);
      else expectProblem(answer, 'CONTENT_INVALID');
    },
  );

  it.each(['queryYoungPerson', 'raiseFlag', 'nominate'])(
    '%s about a child who is not born yet',
    async (id) => {
      expectProblem(
        await call(id, changed(id, '/subject/birthDate', date(1))),
        'CONTENT_INVALID',
        ['/subject/birthDate'],
      );
    },
  );

  it.each(rows(['1e400', '-0', '9007199254740993', '1e-400']))(
    '%s with the number %s where text belongs',
    async (id, value) => {
      const [at = '/canary'] = [...rowOf(id).texts, ...rowOf(id).dates];
      const body = changed(id, at, '@number@').replace('"@number@"', value);
      expectProblem(await call(id, body), 'CONTENT_INVALID', [at]);
    },
  );

  it.each([
    ['nominate', '/additionalAgreements', 'MD-CAMHS-003'],
    ['nominate', '/subject/otherNames', 'Sam'],
    ['raiseFlag', '/subject/formerBoroughs', 'E09000008'],
    ['replyToViewRequest', '/view/facts', 'x'],
    ['askForViews', '/agencies', 'slam'],
    ['decideCase', '/acknowledgements', { about: 'x', note: 'x' }],
  ])('%s with 5,000 entries in %s', async (id, at, entry) => {
    expectProblem(
      await call(id, changed(id, at, Array(5000).fill(entry))),
      'CONTENT_INVALID',
      [at],
    );
  });

  it('a text of a quarter of a million escapes is refused for its length, and is no fault', async () => {
    const body = changed('withdrawFlag', '/reason', '@').replace(
      '@',
      '\\\\'.repeat(120_000),
    );
    expectProblem(await call('withdrawFlag', body), 'CONTENT_INVALID', [
      '/reason',
    ]);
  });
});

describe('more than the limit, whatever is said of it', () => {
  const big = `{"canary":"${'canary'.repeat(60_000)}"}`;

  it.each(ids)('%s in chunks, with no length', async (id) => {
    const chunk = `${big.length.toString(16)}\r\n${big}\r\n`;
    const answer = await raw(
      exchange.running.url,
      head(id, { 'transfer-encoding': 'chunked' }),
      chunk,
      '0\r\n\r\n',
    );
    expectCode(answer, 'BODY_TOO_LARGE');
  });

  it.each(ids)('%s with its length', async (id) => {
    const answer = await raw(
      exchange.running.url,
      head(id, { 'content-length': String(big.length) }),
      big,
    );
    expectCode(answer, 'BODY_TOO_LARGE');
  });

  const huge = 'canary'.repeat(500_000);
  it.each([
    ['with its length', { 'content-length': String(huge.length) }, [huge]],
    [
      'in chunks',
      { 'transfer-encoding': 'chunked' },
      [`${huge.length.toString(16)}\r\n`, huge, '\r\n0\r\n\r\n'],
    ],
  ])(
    '3 MB %s: the next request on the same connection is served',
    async (_, framed, parts) => {
      const connection = keptAlive(exchange.running.url);
      expectCode(
        await connection.send(head('queryYoungPerson', framed), ...parts),
        'BODY_TOO_LARGE',
      );
      // Longer than the server waits for the rest of a body that it has begun to read.
      await new Promise((resolve) => setTimeout(resolve, 1000));
      expect(
        (await connection.send('GET /health HTTP/1.1\r\nhost: x\r\n\r\n'))
          ?.status,
      ).toBe(200);
      connection.close();
    },
  );

  it('a length that is less than what follows: what follows is no part of the request, and no second one', async () => {
    const second = 'GET /v1/agreements HTTP/1.1\r\nhost: x\r\n\r\n';
    const answer = await raw(
      exchange.running.url,
      head('queryYoungPerson', { 'content-length': '2' }),
      `{}${second}`,
    );
    expect(answer?.status).toBe(422);
    expect(answer?.body).not.toContain('anary');
  });

  it.each([
    [
      'both a length and chunks',
      { 'content-length': '2', 'transfer-encoding': 'chunked' },
    ],
    ['a length that is no number', { 'content-length': '2, 4' }],
    ['a length below nothing', { 'content-length': '-1' }],
  ])('%s: refused before it is a request', async (_, more) => {
    const answer = await raw(
      exchange.running.url,
      head('queryYoungPerson', more),
      '{}',
    );
    expectCode(answer, 'HEADER_INVALID');
  });
});

describe('a target or header that is made to be read as another', () => {
  const get = (target: string, more: Record<string, string> = {}) => {
    const headers = headersOf(rowOf('queryYoungPerson'), more);
    return of.send(exchange.running.url, target, { method: 'GET', headers });
  };

  it.each([
    '%',
    '%zz',
    '%00',
    '%ff',
    '%c0%af',
    '%2e%2e%2f',
    'flag_%0d%0aset-cookie:canary',
    '%u0041',
    '%25%32%66',
  ])('an id spelled %s is the id of nothing', async (id) => {
    for (const path of [
      '/v1/flags/',
      '/v1/young-people/',
      '/v1/view-requests/',
    ]) {
      expectProblem(await get(path + id), 'NOT_FOUND');
    }
  });

  it.each([
    '/v1%2fagreements',
    '/v1/%61greements/',
    '/v1/./agreements/',
    '/v1/flags%2f',
    '/v1/flags/a/b',
  ])('the path %s is no other operation’s', async (path) =>
    expectProblem(await get(path), 'NO_SUCH_ENDPOINT'),
  );

  it.each([
    'limit=1&limit=50',
    'limit=50&limit=0',
    'after=&after=canary',
    'limit[]=1',
    'limit=1e1',
    'limit=0x10',
    'limit=%20',
    '__proto__=canary',
    'constructor=canary',
    'fields=*',
    'limit=1;limit=50',
    `after=${'canary'.repeat(1000)}`,
    `${'a=1&'.repeat(2000)}`,
  ])('the list of view requests with ?%s', async (query) => {
    expectProblem(await get(`/v1/view-requests?${query}`), 'CONTENT_INVALID');
  });

  it.each(['/v1/agreements', '/v1/flags/FLAG'])(
    '%s?fields=* and a child’s name, where nothing is asked for',
    async (path) => {
      const target = path.replace('FLAG', made.flagId);
      expectProblem(
        await get(`${target}?fields=*&name=Canary`),
        'CONTENT_INVALID',
      );
    },
  );

  it.each([
    ['sharing-purpose', 'PANEL_SELECTION', 'HEADER_INVALID'],
    ['sharing-practitioner', 'prac-2; role=PANEL_CHAIR', 'HEADER_INVALID'],
    ['sharing-reason', 'SUPERVISION', 'HEADER_INVALID'],
    ['sharing-agreement', 'MD-SBCU-001', 'HEADER_INVALID'],
    ['idempotency-key', 'another-key-0001', 'IDEMPOTENCY_KEY_REQUIRED'],
    ['authorization', 'Bearer canary', 'TOKEN_INVALID'],
  ])('%s twice', async (name, value, code) => {
    const body = JSON.stringify(rowOf('raiseFlag').body());
    const twice = head('raiseFlag', {
      'content-length': String(Buffer.byteLength(body)),
    }).replace(
      '\r\n\r\n',
      `\r\n${name}: ${value}${name === 'sharing-agreement' ? `\r\n${name}: ${value}` : ''}\r\n\r\n`,
    );
    const answer = await raw(exchange.running.url, twice, body);
    expect(answer?.body).toContain(`"${code}"`);
    expect(answer?.body).not.toContain('anary');
  });

  it.each([
    ['a header of 20 kB', `x-canary: ${'canary'.repeat(3500)}`],
    ['a header line that ends within', 'sharing-case: x\rset-cookie: canary'],
    ['a header that holds NUL', 'sharing-case: canary\u0000'],
    ['a header that is folded', 'sharing-case: x\r\n canary'],
    ['a space before the colon', 'sharing-case : canary'],
  ])('%s is refused before it is a request', async (_, line) => {
    const answer = await raw(
      exchange.running.url,
      head('queryYoungPerson').replace('\r\n\r\n', `\r\n${line}\r\n\r\n`),
    );
    expectCode(answer, 'HEADER_INVALID');
  });

  it.each(['a b/c', 'canary@x', 'x:99999', '[::1'])(
    'a host that is none: "%s"',
    async (host) => {
      const answer = await raw(
        exchange.running.url,
        head('queryYoungPerson', { host, 'content-length': '2' }),
        '{}',
      );
      expectCode(answer, 'HEADER_INVALID');
    },
  );

  it('a header line that a line break made is another header, and the log has no line of it', async () => {
    const forged = 'prac-1; role=PANEL_COORDINATOR\r\nsharing-reason: CANARY';
    const answer = await raw(
      exchange.running.url,
      head('queryYoungPerson', { 'sharing-practitioner': forged }),
    );
    expect(answer?.body).toContain('"HEADER_INVALID"');
    expect(
      JSON.stringify(await of.ledgerOf(exchange)).toLowerCase(),
    ).not.toContain('canary');
  });
});
