/** Clauses, found by what they are about: none is lost and none is found twice. */
import { describe, expect, it } from 'vitest';
import { loadAgreements } from '../../../local/registry/agreements.ts';
import {
  type LiveAgreement,
  liveAgreement,
} from '../../../rules/sharing/agreement.ts';
import { clausesOf } from '../../../rules/sharing/clauses.ts';

const agreements = loadAgreements().map(liveAgreement);
const [first] = agreements;
if (!first) throw new Error('no agreements');
const [flow] = first.flows;
if (!flow) throw new Error('no flows');
const between = (agreement: LiveAgreement, field: string) =>
  clausesOf(agreement)
    .lane(flow.category, flow.from[0] ?? '', flow.to[0] ?? '')
    ?.carrying.get(field)
    ?.map(({ id }) => id);

describe('the flows of an agreement', () => {
  it.each(agreements.map((agreement) => [agreement.id, agreement] as const))(
    'of %s are found from each end to each, for each field, and by nothing else',
    (_, agreement) => {
      const named = (
        words: (each: LiveAgreement['flows'][number]) => readonly string[],
      ) => [...new Set([...agreement.flows.flatMap(words), 'constructor', ''])];
      for (const category of named((each) => [each.category])) {
        for (const from of named((each) => each.from)) {
          for (const to of named((each) => each.to)) {
            const leading = agreement.flows.filter(
              (each) =>
                each.category === category &&
                each.from.includes(from) &&
                each.to.includes(to),
            );
            const lane = clausesOf(agreement).lane(category, from, to);
            expect(lane === undefined).toBe(leading.length === 0);
            for (const field of named((each) => each.fields)) {
              const carrying = leading
                .filter(({ fields }) => fields.includes(field))
                .map(({ id }) => id);
              expect(
                lane?.carrying.get(field)?.map(({ id }) => id) ?? [],
              ).toEqual(carrying.sort());
            }
          }
        }
      }
    },
  );

  it('that name an end or a field twice are found once', () => {
    const twice = {
      ...flow,
      from: [...flow.from, ...flow.from],
      fields: [...flow.fields, ...flow.fields],
    };
    expect(between({ ...first, flows: [twice] }, flow.fields[0] ?? '')).toEqual(
      [flow.id],
    );
  });

  it('of a changed agreement are its own', () => {
    expect(between(first, flow.fields[0] ?? '')).toContain(flow.id);
    expect(
      between({ ...first, flows: [] }, flow.fields[0] ?? ''),
    ).toBeUndefined();
  });
});
