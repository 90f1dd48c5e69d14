/** Whoever decides on a stale pack is told what has changed since, and nothing else of it is kept. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CaseFile } from '../../../rules/cases/case-file.ts';
import {
  differenceOf,
  fingerprintOf,
} from '../../../rules/pack/fingerprint.ts';
import { composePack, type Pack } from '../../../rules/pack/pack.ts';
import { ReplyKind } from '../../../schemas/vocabulary/codes.ts';
import { proving } from '../../prove.ts';
import { decision, triage } from '../events.ts';
import {
  AGREEMENTS,
  asked,
  caseFile,
  check,
  idOf,
  NOW,
  nomination,
  panelNamed,
  record,
  returned,
  theCase,
  viewRequest,
} from '../given.ts';

const MARKER = {
  status: 'ONGOING',
  officer: 'met-police/o-1',
  since: '2026-11-20T09:00:00.000Z',
} as const;
const SALT = 'the-salt-of-this-case';
const packOf = (file: CaseFile, now = NOW): Pack => {
  const { recipient: _, ...rest } = asked();
  const panel = panelNamed('south-bcu');
  return composePack({
    file,
    panel,
    declaredBy: 'MD-SBCU-001',
    agreements: AGREEMENTS,
    serving: [],
    asked: rest,
    now,
  }).pack;
};
const difference = (then: Pack, now: Pack) =>
  differenceOf(fingerprintOf(then, SALT), fingerprintOf(now, SALT));

const some = fc.record({
  kind: fc.option(fc.constantFrom(...ReplyKind.options), { nil: undefined }),
  judgement: fc.constantFrom('LOW', 'VERY_HIGH'),
  finding: fc.constantFrom('MET' as const, 'NOT_MET' as const),
  listingReason: fc.option(fc.constantFrom('One.', 'Another.'), {
    nil: undefined,
  }),
  investigated: fc.boolean(),
  seen: fc.boolean(),
  now: fc.constantFrom(NOW, NOW + 2 * 86_400_000),
});
type Some = typeof some extends fc.Arbitrary<infer S> ? S : never;
const toTrust = viewRequest({
  viewRequestId: idOf('vr', 2),
  agency: 'slam',
  agreement: 'MD-CAMHS-003',
});
const toYjs = viewRequest();
const reply = (over: object) =>
  returned({ kind: 'VIEW', records: [record(over)] });
const file = caseFile({ viewRequests: [toYjs, toTrust] });

describe('the difference between two packs', () => {
  it.each<[string, Partial<CaseFile>, [part: string, change: string][]]>([
    [
      'names the return that came and the gap that it closed',
      { returns: [reply({})] },
      [
        ['gaps/NO_REPLY:croydon-yjs', 'REMOVED'],
        ['returns/croydon-yjs', 'CHANGED'],
      ],
    ],
    [
      'names the rule that was checked',
      { checks: [check({ finding: 'NOT_MET' })] },
      [['eligibility/NO_WEAPON_CONVICTION', 'CHANGED']],
    ],
    [
      'names the incident that was added',
      {
        nominations: [
          ...file.nominations,
          nomination({
            nominationId: idOf('nom', 2),
            records: [
              record({
                category: 'incident',
                originator: 'met-police',
                fields: { incidentSummary: 'Another.' },
              }),
            ],
          }),
        ],
      },
      [['records/incident', 'ADDED']],
    ],
    [
      'names the meeting',
      { case: theCase({ listingReason: 'Another reason.' }) },
      [['meeting', 'CHANGED']],
    ],
  ])('%s', (_, given, expected) => {
    const found = difference(packOf(file), packOf({ ...file, ...given }));
    expect(
      found
        .filter(({ part }) => !part.startsWith('freshness/'))
        .map(({ part, change }) => [part, change]),
    ).toEqual(expected);
  });

  const whole = packOf({
    ...file,
    case: theCase({ listingReason: 'One reason.' }),
    returns: [reply({ fields: { riskToOthers: 'LOW' } })],
  });
  it.each<[string, Partial<Pack>]>([
    ['meeting', { meetingId: idOf('mtg', 2) }],
    ['meeting', { meetingOn: '2026-12-03' }],
    ['meeting', { listingReason: 'Another reason.' }],
    ['investigation', { investigation: MARKER }],
    ['strategyDiscussion', { strategyDiscussion: MARKER }],
    ['attendees', { hiddenFromAttendees: 1 }],
    ['triage', { triage: [triage.taken] }],
    ['decisions', { decisions: [decision().taken] }],
    [
      'otherCases',
      { otherCases: [{ caseId: idOf('case', 2), state: 'CLOSED' }] },
    ],
  ])('names %s where that alone has changed: %j', (part, over) => {
    expect(difference(whole, { ...whole, ...over })).toEqual([
      { part, change: 'CHANGED' },
    ]);
  });

  it('is empty exactly where the digests are the same', () => {
    const made = ({
      kind,
      judgement,
      finding,
      listingReason,
      investigated,
      seen,
      now,
    }: Some) =>
      packOf(
        {
          ...file,
          case: theCase({
            listingReason,
            ...(investigated && {
              investigation: {
                status: 'ONGOING',
                officer: 'o',
                since: '2026-11-20T09:00:00.000Z',
              },
            }),
          }),
          checks: [check({ finding })],
          returns: kind
            ? [
                returned({
                  kind,
                  records: [record({ fields: { riskToOthers: judgement } })],
                }),
              ]
            : [],
          seen: seen ? [{ ...SEEN }] : [],
        },
        now,
      );
    fc.assert(
      fc.property(some, some, (one, other) => {
        const [then, now] = [made(one), made(other)];
        expect(difference(then, now).length === 0).toBe(
          then.digest === now.digest,
        );
      }),
      proving(2000),
    );
  });

  it('does not tell a trust’s "nothing held" from its "withheld"', () => {
    const answering = (kind: 'NOTHING_HELD' | 'WITHHELD') =>
      packOf(
        {
          ...file,
          returns: [
            returned({ viewRequestId: idOf('vr', 2), agency: 'slam', kind }),
          ],
        },
        Date.parse('2026-11-25T09:00:00Z'),
      );
    expect(fingerprintOf(answering('WITHHELD'), SALT)).toEqual(
      fingerprintOf(answering('NOTHING_HELD'), SALT),
    );
  });
});

describe('what is kept of a pack', () => {
  it('is hashes, which say nothing to who does not hold the salt', () => {
    const kept = fingerprintOf(
      packOf({
        ...file,
        returns: [reply({ fields: { facts: ['said-in-confidence'] } })],
      }),
      SALT,
    );
    expect(JSON.stringify(kept)).not.toContain('said-in-confidence');
    for (const hash of Object.values(kept))
      expect(hash).toMatch(/^[0-9a-f]{24}$/);
    const other = fingerprintOf(packOf(file), 'another-salt');
    for (const [part, hash] of Object.entries(
      fingerprintOf(packOf(file), SALT),
    ))
      expect(other[part]).not.toBe(hash);
  });

  it('gives two parts of the same content no hash in common', () => {
    const hashes = Object.values(fingerprintOf(packOf(file), SALT));
    expect(new Set(hashes).size).toBe(hashes.length);
  });
});

const SEEN = {
  type: 'Seen',
  personId: 'a'.repeat(32),
  caseId: file.case.caseId,
  agency: 'croydon-yjs',
  seenAt: '2026-11-20T09:00:00.000Z',
  expiresAt: '2030-01-01T00:00:00.000Z',
} as const;
