/** Who calls is told by one token in one spelling, by headers of closed lists, and by what the registry says now. */
import { describe, expect, it } from 'vitest';
import type { Entered, Keyed, Tokens, World } from '../../adapters/ports.ts';
import {
  admit,
  authenticate,
  isCanonicalJws,
  readIdempotencyKey,
  readSharing,
  type Sharing,
  standing,
} from '../../entrance/caller.ts';
import { Problem } from '../../entrance/problem.ts';
import type { LiveAgreement } from '../../rules/sharing/agreement.ts';
import {
  OPERATIONS,
  type Operation,
} from '../../schemas/contract/operations.ts';

const problemIn = async (work: () => unknown): Promise<[string, string]> => {
  try {
    await work();
  } catch (error) {
    if (error instanceof Problem) return [error.code, error.message];
    throw error;
  }
  throw new Error('nothing was refused');
};

const CLAIMS = { clientId: 'c', agencyId: 'a', scopes: ['query'] };

describe('the token', () => {
  const asked: string[] = [];
  const known: Tokens = {
    issuer: 'https://x',
    issue: async () => ({ token: '', expiresIn: 0 }),
    verify: async (token) => {
      asked.push(token);
      return token === 'YWE.YmI.Y2M' ? CLAIMS : undefined;
    },
  };
  const as = (authorization: string | undefined) =>
    authenticate(
      new Headers(authorization === undefined ? {} : { authorization }),
      known,
    );

  it.each(['Bearer YWE.YmI.Y2M', 'bearer YWE.YmI.Y2M', 'BEARER YWE.YmI.Y2M'])(
    'is read of "%s"',
    async (header) => expect(await as(header)).toBe(CLAIMS),
  );

  it.each([
    undefined,
    '',
    'Bearer',
    'Bearer ',
    'YWE.YmI.Y2M',
    'Basic YWE.YmI.Y2M',
    'Bearer  YWE.YmI.Y2M',
    'Bearer YWE.YmI.Y2M x',
    'Bearer YWE.YmI.Y2M, Bearer YWE.YmI.Y2M',
    'Bearer YWE.YmI',
    'Bearer YWE.YmI.Y2M.',
    'Bearer YWE.YmI.Y2M=',
    'Bearer YWE.YmI.Y2N',
  ])('is none in "%s", and nobody is asked about it', async (header) => {
    asked.length = 0;
    expect(await problemIn(() => as(header))).toEqual([
      'TOKEN_INVALID',
      'Get a token at /oauth2/token and send it as "Authorization: Bearer".',
    ]);
    expect(asked).toEqual([]);
  });

  it('that nobody issued is refused', async () => {
    expect((await problemIn(() => as('Bearer YWE.YmI.YWE')))[0]).toBe(
      'TOKEN_INVALID',
    );
  });
});

describe('a compact JWS has one spelling', () => {
  it.each(['YWE.YmI.Y2M', 'YQ.YQ.YQ', '-_8.YWFh.YQ'])('%s', (token) =>
    expect(isCanonicalJws(token)).toBe(true),
  );
  it.each([
    ['one part too few', 'YWE.YmI'],
    ['one too many', 'YWE.YmI.Y2M.YWE'],
    ['an empty part at the start', '.YmI.Y2M'],
    ['an empty part within', 'YWE..Y2M'],
    ['an empty signature', 'YWE.YmI.'],
    ['padding', 'YWE=.YmI.Y2M'],
    ['spare bits', 'YWF.YmJ.Y2N'],
    ['the other alphabet', '+/8.YWFh.YQ'],
    ['a space', 'YWE.YmI.Y2M '],
    ['a character that is none of them', 'YWE.Ym!.Y2M'],
  ])('none with %s', (_, token) => expect(isCanonicalJws(token)).toBe(false));
});

const SAID = {
  'sharing-purpose': 'PANEL_SELECTION',
  'sharing-practitioner': 'yjs-1; role=YJS_PRACTITIONER',
  'sharing-reason': 'NEW_INCIDENT',
};

describe('the headers', () => {
  const read = (
    operation: Operation,
    more: Record<string, string | undefined> = {},
    medium?: 'PAPER' | 'SCREEN',
  ) => {
    const given = Object.entries({ ...SAID, ...more }).filter(
      (pair): pair is [string, string] => pair[1] !== undefined,
    );
    return readSharing(new Headers(given), operation, medium);
  };
  const CASE = `case_${'0'.repeat(32)}`;

  it('say what is asked for, by whom and why', () => {
    expect(
      read(OPERATIONS.queryYoungPerson, {
        'sharing-case': CASE,
        'sharing-agreement': 'MD-SBCU-001',
      }),
    ).toEqual({
      purpose: 'PANEL_SELECTION',
      practitioner: { id: 'yjs-1', role: 'YJS_PRACTITIONER' },
      reason: 'NEW_INCIDENT',
      case: CASE,
      agreement: 'MD-SBCU-001',
    });
  });

  it('say less where less is needed', () => {
    expect(read(OPERATIONS.queryYoungPerson)).toMatchObject({
      case: undefined,
      agreement: undefined,
    });
    // What is asked of no child needs no purpose, and is not asked for one.
    expect(
      read(OPERATIONS.readMeeting, { 'sharing-purpose': 'x' }),
    ).toMatchObject({
      purpose: undefined,
    });
  });

  it('of a meeting on paper have a purpose, as its packs are of children', async () => {
    const asked = { 'sharing-purpose': undefined };
    expect(
      read(OPERATIONS.readMeeting, asked, 'SCREEN').purpose,
    ).toBeUndefined();
    expect(read(OPERATIONS.readMeeting, {}, 'PAPER').purpose).toBe(
      'PANEL_SELECTION',
    );
    expect(
      (await problemIn(() => read(OPERATIONS.readMeeting, asked, 'PAPER')))[1],
    ).toContain('sharing-purpose');
  });

  it.each([
    ['sharing-purpose', undefined],
    ['sharing-purpose', 'Canary'],
    ['sharing-practitioner', undefined],
    ['sharing-practitioner', 'Canary'],
    ['sharing-practitioner', 'prac-1; role=CANARY'],
    ['sharing-practitioner', 'system:x; role=YJS_PRACTITIONER'],
    ['sharing-practitioner', 'prac-1; role=JOB'],
    ['sharing-reason', undefined],
    ['sharing-reason', 'Canary'],
    ['sharing-case', 'Canary'],
    ['sharing-agreement', 'Canary'],
  ])('%s: %s is refused by its name, and not repeated', async (name, value) => {
    const [code, detail] = await problemIn(() =>
      read(OPERATIONS.queryYoungPerson, { [name]: value }),
    );
    expect(code).toBe('HEADER_INVALID');
    expect(detail).toMatch(
      new RegExp(`^The header ${name} is missing or not allowed: .+\\.$`),
    );
    expect(detail.toLowerCase()).not.toContain('canary');
  });

  it('say what form was expected', async () => {
    expect(
      await problemIn(() =>
        read(OPERATIONS.queryYoungPerson, { 'sharing-practitioner': 'x' }),
      ),
    ).toEqual([
      'HEADER_INVALID',
      'The header sharing-practitioner is missing or not allowed: expected "<opaque id>; role=<ROLE>".',
    ]);
  });

  it('narrow nothing where a decision rests on all that there is', async () => {
    expect(
      await problemIn(() =>
        read(OPERATIONS.decideCase, {
          'sharing-case': CASE,
          'sharing-agreement': 'MD-SBCU-001',
        }),
      ),
    ).toEqual([
      'HEADER_INVALID',
      'The header sharing-agreement would leave something out here. Send none.',
    ]);
    expect(read(OPERATIONS.decideCase, { 'sharing-case': CASE }).case).toBe(
      CASE,
    );
  });
});

describe('the idempotency key', () => {
  const read = (key: string | undefined, operation: Operation) =>
    readIdempotencyKey(
      new Headers(key === undefined ? {} : { 'idempotency-key': key }),
      operation,
    );

  it.each(['a'.repeat(8), 'a'.repeat(64), 'A0.z_~-9'])('%s is one', (key) =>
    expect(read(key, OPERATIONS.raiseFlag)).toBe(key),
  );

  it.each([
    undefined,
    '',
    'a'.repeat(7),
    'a'.repeat(65),
    'has space',
    'a,bcdefgh',
    'a=bcdefgh',
  ])('%s is none', async (key) =>
    expect(await problemIn(() => read(key, OPERATIONS.raiseFlag))).toEqual([
      'IDEMPOTENCY_KEY_REQUIRED',
      'Send an Idempotency-Key of 8 to 64 letters, digits or . _ ~ -',
    ]),
  );

  it('is not looked at where nothing happens twice', () => {
    for (const key of [undefined, 'a'.repeat(8), 'x'])
      expect(read(key, OPERATIONS.queryYoungPerson)).toBeUndefined();
  });
});

describe('the registry', () => {
  const SYSTEM = {
    clientId: 'c',
    agencyId: 'a',
    active: true,
    scopes: ['query', 'flag'],
  };
  const AGENCY = {
    agencyId: 'a',
    sector: 'POLICE',
    agreements: [],
    serving: [],
  };
  const admitted = (
    entered: object,
    claims = CLAIMS,
    operation: Operation = OPERATIONS.queryYoungPerson,
  ) => {
    const asked: [Keyed, number][] = [];
    const enter = async (keyed: Keyed, now: number) => {
      asked.push([keyed, now]);
      return {
        system: SYSTEM,
        agency: AGENCY,
        ...entered,
      } as unknown as Entered;
    };
    const world = { store: { enter } } as unknown as World;
    return {
      asked,
      result: admit(world, operation, claims, { locate: 'x' }, 7),
    };
  };

  it('is asked once, by system, agency and what the request is keyed by, and admits', async () => {
    const { asked, result } = admitted({ candidateIds: ['p'] });
    expect(await result).toEqual({
      system: SYSTEM,
      agency: AGENCY,
      candidateIds: ['p'],
    });
    expect(asked).toEqual([[{ locate: 'x', clientId: 'c', agencyId: 'a' }, 7]]);
  });

  it.each([
    ['is unknown', { system: undefined }],
    ['is not active', { system: { ...SYSTEM, active: false } }],
    ['is another agency’s now', { system: { ...SYSTEM, agencyId: 'b' } }],
    ['has an agency that is unknown', { agency: undefined }],
  ])('refuses a system that %s', async (_, entered) => {
    expect(await problemIn(() => admitted(entered).result)).toEqual([
      'SYSTEM_NOT_ACTIVE',
      'The system that this token was issued to is not active. Ask the operator.',
    ]);
  });

  it('admits to what both the token and the registration are for, and to nothing else', async () => {
    const said =
      'This operation needs the scope "query", for which the system is not registered.';
    const system = { ...SYSTEM, scopes: ['flag'] };
    expect(await problemIn(() => admitted({ system }).result)).toEqual([
      'SCOPE_MISSING',
      said,
    ]);
    expect(
      await problemIn(
        () => admitted({}, { ...CLAIMS, scopes: ['flag'] }).result,
      ),
    ).toEqual(['SCOPE_MISSING', said]);
  });

  it('asks for no scope where the operation has none', async () => {
    const { scope: _, ...open } = OPERATIONS.queryYoungPerson;
    const { result } = admitted({}, { ...CLAIMS, scopes: [] }, open);
    expect(await result).toMatchObject({ agency: AGENCY });
  });
});

describe('the agreements by which the agency may ask', () => {
  const NOW = Date.parse('2026-11-23T09:00:00.000Z');
  const live = (id: string, change: Partial<LiveAgreement> = {}) =>
    ({
      id,
      status: 'ACTIVE',
      startsOn: '2026-01-01',
      reviewOn: '2027-01-01',
      endsOn: '2027-12-31',
      parties: [],
      signedAt: {},
      suspensions: [],
      purposes: ['PANEL_SELECTION', 'REFERRAL'],
      ...change,
    }) as unknown as LiveAgreement;
  const ALL = [
    live('MD-A-001'),
    live('MD-B-002', { purposes: ['REFERRAL'] }),
    live('MD-C-003', { endsOn: '2026-11-22' }),
  ];
  const asking = (sharing: Partial<Sharing>, agreements = ALL) =>
    standing(agreements, sharing as Sharing, NOW).map(({ id }) => id);

  it('are those in force that serve the purpose', () => {
    expect(asking({ purpose: 'PANEL_SELECTION' })).toEqual(['MD-A-001']);
    expect(asking({ purpose: 'REFERRAL' })).toEqual(['MD-A-001', 'MD-B-002']);
    expect(asking({})).toEqual(['MD-A-001', 'MD-B-002']);
  });

  it('are the one that is named, where it is one of them', () => {
    const agreement = 'MD-B-002';
    expect(asking({ agreement })).toEqual(['MD-B-002']);
    expect(asking({ agreement, purpose: 'REFERRAL' })).toEqual(['MD-B-002']);
  });

  it.each<[Partial<Sharing>, string]>([
    [{ purpose: 'VISIT_SAFETY' }, ' that serves VISIT_SAFETY'],
    [{ agreement: 'MD-C-003' }, ''],
    [
      { agreement: 'MD-B-002', purpose: 'PANEL_SELECTION' },
      ' that serves PANEL_SELECTION',
    ],
  ])('are none for %j, and the caller is told so', async (sharing, serves) => {
    expect(await problemIn(() => asking(sharing))).toEqual([
      'NO_AGREEMENT',
      `Your agency is party to no agreement in force${serves}.`,
    ]);
  });
});
