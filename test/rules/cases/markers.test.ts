/** What is under way: since when, and what became of it. */
import { expect, it } from 'vitest';
import { markerAfter } from '../../../rules/cases/markers.ts';
import { NOW } from '../given.ts';

const officer = { practitioner: 'dc-1', role: 'INTELLIGENCE_OFFICER' } as const;
const set = { status: 'ONGOING', officer, reviewOn: '2026-12-01' } as const;
const conclude = {
  status: 'CONCLUDED',
  officer,
  outcome: 'No further action.',
} as const;
const LATER = NOW + 86_400_000;

it('a marker that is set again has been under way since it was first set; one that was concluded begins anew', () => {
  const first = markerAfter(undefined, set, NOW);
  expect(markerAfter(first, set, LATER)).toEqual(first);
  const over = markerAfter(first, conclude, LATER);
  expect(over).toMatchObject({ status: 'CONCLUDED', since: first?.since });
  expect(markerAfter(over, set, LATER + 1)?.since).toBe(
    new Date(LATER + 1).toISOString(),
  );
});

it('what is not under way is not concluded, unless it is the same conclusion again', () => {
  expect(markerAfter(undefined, conclude, NOW)).toBeUndefined();
  const over = markerAfter(markerAfter(undefined, set, NOW), conclude, LATER);
  expect(markerAfter(over, conclude, LATER + 1)).toEqual(over);
  expect(
    markerAfter(over, { ...conclude, outcome: 'Charged.' }, LATER + 1),
  ).toBeUndefined();
  expect(
    markerAfter(
      over,
      { ...conclude, officer: { ...officer, practitioner: 'dc-2' } },
      LATER,
    ),
  ).toBeUndefined();
});
