/** Whether a panel may decide: of its members alone, each agency once, and none without those that it requires. */
import { describe, expect, it } from 'vitest';
import { quorumOf, sittingTwice } from '../../../rules/cases/quorum.ts';
import type { Panel } from '../../../schemas/contract/agreement/agreement.ts';
import type { Meeting } from '../../../schemas/store/entities.ts';
import { panelNamed } from '../given.ts';

const panel = (quorum: Partial<Panel['quorum']> = {}): Panel => ({
  ...panelNamed('south-bcu'),
  members: [
    'met-police',
    'croydon-yjs',
    'croydon-social-care',
    'croydon-education',
  ],
  quorum: {
    agencies: 3,
    required: ['met-police'],
    ifNotMet: 'REFUSE',
    ...quorum,
  },
});
const present = (...agencies: string[]) =>
  ({
    attendance: agencies.map((agency, i) => ({
      agency,
      practitioner: `p-${i}`,
      role: 'SOCIAL_WORKER',
    })),
  }) as unknown as Meeting;
const of = (agencies: string[], quorum = {}) =>
  quorumOf(present(...agencies), panel(quorum));

const THREE = ['met-police', 'croydon-yjs', 'croydon-social-care'];

describe('a panel is quorate', () => {
  it('with as many member agencies as it needs, and those that it requires', () => {
    expect(of(THREE)).toEqual({
      met: true,
      agencies: 3,
      needed: 3,
      missing: [],
      ifNotMet: 'REFUSE',
    });
  });

  it.each([
    ['one agency too few', ['met-police', 'croydon-yjs']],
    [
      'many people of one agency',
      ['met-police', 'croydon-yjs', 'croydon-yjs', 'croydon-yjs'],
    ],
    [
      'guests in the room',
      ['met-police', 'croydon-yjs', 'slam', 'safer-paths', 'sutton-yjs'],
    ],
    ['nobody', []],
  ])('not with %s', (_, agencies) => {
    expect(of(agencies).met).toBe(false);
  });

  it('not without an agency that it requires, however many are there; that one is named', () => {
    const without = of([
      'croydon-yjs',
      'croydon-social-care',
      'croydon-education',
    ]);
    expect(without).toMatchObject({
      met: false,
      agencies: 3,
      missing: ['met-police'],
    });
  });

  it('in whatever order they sit', () => {
    expect(of(THREE.toReversed()).met).toBe(true);
  });

  it('and what follows where it is not is the agreement’s to say', () => {
    for (const ifNotMet of ['WARN', 'REFUSE'] as const)
      expect(of([], { ifNotMet }).ifNotMet).toBe(ifNotMet);
  });
});

describe('a person sits for one agency', () => {
  const sitting = (...people: [agency: string, practitioner: string][]) =>
    sittingTwice(
      people.map(([agency, practitioner]) => ({
        agency,
        practitioner,
        role: 'SOCIAL_WORKER',
      })),
    );
  const pointers = (...people: [string, string][]) =>
    sitting(...people).map(({ pointer }) => pointer);

  it('and is named wherever they are entered for another', () => {
    expect(
      pointers(
        ['met-police', 'p-1'],
        ['croydon-yjs', 'p-2'],
        ['croydon-yjs', 'p-1'],
      ),
    ).toEqual(['/present/2/practitioner']);
  });

  it('as often as they like', () => {
    expect(
      pointers(
        ['met-police', 'p-1'],
        ['met-police', 'p-1'],
        ['croydon-yjs', 'p-2'],
      ),
    ).toEqual([]);
  });

  it('two who have the same id are told apart by their agency', () => {
    expect(
      pointers(['met-police', '17'], ['croydon-yjs', 'croydon-yjs.17']),
    ).toEqual([]);
  });
});
