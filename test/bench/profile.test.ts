/** Where a profile says that the time went. */
import type { Profiler } from 'node:inspector/promises';
import { expect, it } from 'vitest';
import { selfTimes } from '../../bench/profile.ts';

const ours = new URL('../../rules/pack/pack.ts', import.meta.url).href;

const frame = (functionName: string, url = '', lineNumber = 0) => ({
  functionName,
  url,
  lineNumber,
  columnNumber: 0,
  scriptId: '0',
});

const profile: Profiler.Profile = {
  startTime: 0,
  endTime: 0,
  nodes: [
    { id: 1, callFrame: frame('compose', ours, 9) },
    {
      id: 2,
      callFrame: frame('sign', 'file:///x/node_modules/@scope/pkg/a.js', 1),
    },
    // The same function, called from elsewhere.
    { id: 3, callFrame: frame('compose', ours, 9) },
    { id: 4, callFrame: frame('(idle)') },
    { id: 5, callFrame: frame('', 'node:net', 4) },
    { id: 6, callFrame: frame('post', 'node:inspector', 100) },
  ],
  samples: [1, 2, 3, 4, 5, 6],
  timeDeltas: [1000, 3000, 4000, 90_000, 2000, 50_000],
};

it('adds up what a function spends itself, wherever it is called, and leaves out waiting and itself', () => {
  expect(selfTimes(profile)).toEqual({
    busyMs: 10,
    top: [
      {
        name: 'compose',
        place: 'rules/pack/pack.ts:10',
        selfMs: 5,
        share: 0.5,
      },
      { name: 'sign', place: '@scope/pkg/a.js:2', selfMs: 3, share: 0.3 },
      { name: '(anonymous)', place: 'node:net:5', selfMs: 2, share: 0.2 },
    ],
    owners: [
      { owner: 'rules', share: 0.5 },
      { owner: '@scope/pkg', share: 0.3 },
      { owner: 'node', share: 0.2 },
    ],
  });
});

it('names ten functions and no more', () => {
  const many: Profiler.Profile = {
    ...profile,
    nodes: Array.from({ length: 20 }, (_, id) => ({
      id,
      callFrame: frame(`f${id}`),
    })),
    samples: Array.from({ length: 20 }, (_, id) => id),
    timeDeltas: Array.from({ length: 20 }, (_, id) => 1000 * id),
  };
  const { top } = selfTimes(many);
  expect(top.map(({ name }) => name)).toEqual(
    [19, 18, 17, 16, 15, 14, 13, 12, 11, 10].map((id) => `f${id}`),
  );
});
