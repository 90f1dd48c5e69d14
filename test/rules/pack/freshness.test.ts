/** Freshness: how old what an agency says will be when the panel meets, whoever reads it when. */
import { expect, it } from 'vitest';
import { freshnessOf } from '../../../rules/pack/freshness.ts';
import type { PackMessage } from '../../../schemas/contract/pack.ts';

const MEETING = '2026-11-26';
const said = (records: object) =>
  freshnessOf(
    [
      {
        agency: 'croydon-yjs',
        state: 'REPLIED',
        replyBy: MEETING,
        records,
      } as PackMessage['returns'][number],
    ],
    MEETING,
  );

it.each([
  ['FRESH', '2026-08-27', { view: [{ assessedOn: '2026-08-27' }] }],
  ['STALE', '2026-08-26', { view: [{ assessedOn: '2026-08-26' }] }],
  [
    'STALE',
    '2025-01-01',
    {
      view: [
        { assessedOn: '2026-11-01', ratings: [{ assessedOn: '2025-01-01' }] },
      ],
    },
  ],
  ['UNDATED', undefined, { view: [{ riskToOthers: 'LOW' }] }],
  ['FRESH', '2026-11-26', { health: [{ validUntil: '2026-11-26' }] }],
  ['STALE', '2026-11-25', { health: [{ validUntil: '2026-11-25' }] }],
  ['UNDATED', undefined, { health: [{ knownToService: true }] }],
])('is %s as of %s', (state, asOf, records) => {
  expect(said(records)).toMatchObject([{ agency: 'croydon-yjs', asOf, state }]);
});

it('is known by its agency and its date: another stale answer is another point to settle', () => {
  const ids = ['2025-01-01', '2025-02-01', '2025-01-01'].map(
    (assessedOn) => said({ view: [{ assessedOn }] })[0]?.stalenessId,
  );
  expect(ids).toEqual([
    'STALE:croydon-yjs:2025-01-01',
    'STALE:croydon-yjs:2025-02-01',
    'STALE:croydon-yjs:2025-01-01',
  ]);
});

it('is known by its agency alone where it has no date', () => {
  const [undated] = said({ view: [{ riskToOthers: 'LOW' }] });
  expect(undated?.stalenessId).toBe('STALE:croydon-yjs');
});

it('is said of nobody who gave no view', () => {
  expect(said({})).toEqual([]);
  expect(said({ involvement: [{ knownToService: true }] })).toEqual([]);
});
