/** A flag shows to whom its agreement releases it, as it is now; how it was shows to its originator only. */
import { afterAll, describe, expect, it } from 'vitest';
import { SYSTEMS } from '../../local/registry/agencies.ts';
import { dayFrom, type GivenFlag } from './making.ts';
import { type Given, releasing, usableFlows } from './model.ts';
import {
  anyOf,
  LONG,
  NAMED,
  PURPOSES,
  type Request,
  reading,
  type System,
  statusOf,
} from './reading.ts';

const told = reading();
afterAll(() => told.print());

const flags = () => told.world.children.flatMap((child) => child.flags);

const readOf = (
  system: System,
  flag: GivenFlag,
  purpose: string,
  agreement: string | undefined,
): Request => {
  const asking = {
    agency: system.agencyId,
    recipient: system.agencyId,
    purpose,
    agreement,
  };
  const own = flag.record.originator === system.agencyId;
  const visible: Given[] = own || !flag.withdrawn ? [flag.record] : [];
  const status = statusOf(system, 'flag', asking, anyOf(visible, asking));
  const earlier = own ? flag.earlier : [];
  const records: Record<string, Given[]> =
    status === 200 ? { records: visible, earlier } : {};
  return {
    system,
    purpose,
    agreement,
    asked: { method: 'GET', path: `/v1/flags/${flag.flagId}` },
    expected: { status, records },
  };
};

describe('a flag', () => {
  it(
    'shows each system what the agreements release to it, and its past to its originator only',
    async () => {
      const requests = SYSTEMS.flatMap((system) =>
        flags().flatMap((flag, i) =>
          PURPOSES.flatMap((purpose) =>
            NAMED.flatMap((agreement) =>
              system.scopes.includes('flag') || i < 2
                ? [readOf(system, flag, purpose, agreement)]
                : [],
            ),
          ),
        ),
      );
      // All that anything is expected of for the purpose that most flows serve; of the rest as many as there is time for.
      const first = requests.filter(
        ({ purpose, agreement, expected }) =>
          purpose === 'PANEL_SELECTION' &&
          agreement === undefined &&
          expected.status === 200,
      );
      const rest = new Set(requests);
      for (const request of first) rest.delete(request);
      await told.askAll(first, first.length);
      await told.askAll([...rest], 150);
    },
    LONG,
  );

  it('cannot be changed by whom it is not shown to, and the refusal holds nothing of it', async () => {
    const flag = {
      flagKind: 'NEED',
      statement: 'Synthetic.',
      factOrOpinion: 'OPINION',
      subjectCategory: 'OTHER',
    };
    const changes: [string, object][] = [
      ['review', { expiresOn: dayFrom(20), note: 'Synthetic.' }],
      ['contest', { statement: 'Synthetic.' }],
      ['withdrawal', { reason: 'Synthetic.' }],
      [
        'correction',
        { flag: { ...flag, contact: 'duty@example.org' }, note: 'Synthetic.' },
      ],
    ];
    const strangers = [
      'operator-dpo',
      'slam-camhs-system',
      'sutton-social-care-case-system',
      'met-police-panel',
    ];
    const requests = SYSTEMS.filter(({ clientId }) =>
      strangers.includes(clientId),
    ).flatMap((system) =>
      flags()
        .slice(0, 3)
        .flatMap(({ flagId }) =>
          changes.map(
            ([change, body]): Request => ({
              system,
              purpose: 'PANEL_SELECTION',
              asked: {
                method: 'POST',
                path: `/v1/flags/${flagId}/${change}`,
                body,
              },
              expected: { status: 403 },
            }),
          ),
        ),
    );
    await told.askAll(requests, requests.length);
  });
});

describe('the test', () => {
  it('has seen every flow of flags to a partner release every field, and every field kept from somebody', () => {
    const flows = usableFlows().filter(
      ({ flow }) =>
        flow.category === 'flag' &&
        flow.to.some((to) => !to.startsWith('panel:')),
    );
    const unseen = flows.flatMap(({ agreement, flow }) =>
      flow.fields
        .map((field) => `${agreement} ${flow.id}/flag.${field}`)
        // Only what was given by one whom the flow leads from can leave by it.
        .filter((way) =>
          givenBy(flow.from, way.slice(way.lastIndexOf('.') + 1)),
        )
        .filter((way) => !told.released.has(way)),
    );
    expect(unseen).toEqual([]);
    expect(flows.length).toBeGreaterThanOrEqual(5);
    for (const systems of told.seen.values())
      expect(systems.size).toBeLessThan(10);
    for (const canary of told.world.hidden)
      expect([canary, told.seen.get(canary)]).toEqual([canary, undefined]);
  });

  it('has restricted, disputed, corrected and withdrawn flags among those it read', () => {
    const all = flags();
    expect(all.filter(({ withdrawn }) => withdrawn).length).toBeGreaterThan(2);
    expect(
      all.filter(({ record }) => record.handling.code === 'C').length,
    ).toBeGreaterThan(4);
    expect(
      all.filter(({ record }) => record.fields.contests !== undefined).length,
    ).toBeGreaterThan(4);
    expect(
      all.filter(({ earlier }) => earlier.length > 1).length,
    ).toBeGreaterThan(4);
  });
});

/** Whether a flag with this field flows to anybody at all, by the model. */
const givenBy = (from: string[], field: string): boolean =>
  flags().some(
    ({ record, withdrawn }) =>
      !withdrawn &&
      from.includes(record.originator) &&
      field in record.fields &&
      SYSTEMS.some(({ agencyId: agency, scopes }) => {
        const asking = {
          agency,
          recipient: agency,
          purpose: 'PANEL_SELECTION',
          agreement: undefined,
        };
        return (
          agency !== record.originator &&
          scopes.includes('flag') &&
          releasing(record, asking).has(field)
        );
      }),
  );

describe('beside the answers', () => {
  it('no ledger entry, no line of the log and no key of the store holds anything of a child', () =>
    told.expectNothingBeside('flags'));
});
