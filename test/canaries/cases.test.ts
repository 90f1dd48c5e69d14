/** The panel sees its pack, an agency the request that is addressed to it, and nobody either of the other's. */
import { afterAll, describe, expect, it } from 'vitest';
import { AGENCIES, SYSTEMS } from '../../local/registry/agencies.ts';
import { type Child, dayFrom, systemOf } from './making.ts';
import {
  type Asking,
  type Given,
  type InCase,
  mayAsk,
  usableFlows,
} from './model.ts';
import {
  anyOf,
  NAMED,
  PANEL,
  PURPOSES,
  type Request,
  reading,
  type System,
  statusOf,
} from './reading.ts';
import { recordsOf } from './world.ts';

const told = reading();
afterAll(() => told.print());

const inCase = ({ requests, decidedOn }: Child): InCase => ({
  asked: requests.map(({ agency }) => agency),
  finalDecisionOn: decidedOn,
});

/** The glass is broken to look a child up or to read a flag, and for nothing else. */
const breaks = (purpose: string): boolean => purpose === 'IMMEDIATE_SAFETY';

const requestOf = (
  system: System,
  child: Child,
  { viewRequestId, agency, agreement: under }: Child['requests'][number],
  [purpose, agreement]: readonly [string, string | undefined],
): Request => {
  const asking: Asking = {
    agency: system.agencyId,
    recipient: system.agencyId,
    purpose,
    agreement,
  };
  const within = inCase(child);
  const records =
    agency === system.agencyId
      ? child.nominated.filter((given) => given.agreement === under)
      : [];
  const status = breaks(purpose)
    ? 400
    : statusOf(system, 'view', asking, anyOf(records, asking, within));
  const seen = status === 200;
  const spoken = seen ? child.toConfirm.get(agency) : undefined;
  const own = [
    child.questions.filter((each) => each.agency === agency),
    child.linked.get(agency),
    spoken?.person,
  ];
  return {
    system,
    purpose,
    agreement,
    asked: { method: 'GET', path: `/v1/view-requests/${viewRequestId}` },
    expected: {
      status,
      within,
      records: {
        records: seen ? records : [],
        toConfirm: spoken?.records ?? [],
      },
      derived: seen ? own : undefined,
    },
  };
};

const says = PURPOSES.flatMap((purpose) =>
  NAMED.map((agreement) => [purpose, agreement] as const),
);
const plain = says.filter(
  ([purpose, agreement]) =>
    purpose === 'PANEL_SELECTION' && agreement === undefined,
);

describe('a view request', () => {
  it('tells the agency that was asked whom it is about, as far as its agreement goes, and no other agency anything', async () => {
    const requests = told.world.children.flatMap((child) =>
      child.requests.flatMap((request) =>
        SYSTEMS.flatMap((system) => {
          const own = system.agencyId === request.agency;
          return says.map((said) => ({
            own,
            said,
            request: requestOf(system, child, request, said),
          }));
        }),
      ),
    );
    const own = requests.filter((each) => each.own);
    const first = own.filter(({ said }) => said === plain[0]);
    expect(first.length).toBeGreaterThan(40);
    await told.askAll(
      first.map(({ request }) => request),
      first.length,
    );
    await told.askAll(
      own.map(({ request }) => request),
      60,
    );
    await told.askAll(
      requests.filter((each) => !each.own).map(({ request }) => request),
      120,
    );
  });

  it('in a poll names no child', async () => {
    const requests = SYSTEMS.map(
      (system): Request => ({
        system,
        purpose: 'PANEL_SELECTION',
        asked: { method: 'GET', path: '/v1/view-requests?limit=50' },
        expected: { status: system.scopes.includes('view') ? 200 : 403 },
      }),
    );
    await told.askAll(requests, requests.length);
  });
});

/** What the pack is made of: the police's facts under the panel's agreement, flags, and each agency's latest return. */
const packOf = ({ panel, nominated, flags, returns }: Child) => {
  const declared = panel === 'sutton' ? 'MD-SUT-004' : 'MD-SBCU-001';
  const background = [
    ...nominated.filter(({ agreement }) => agreement === declared),
    ...flags.filter(({ withdrawn }) => !withdrawn).map(({ record }) => record),
  ];
  return {
    background,
    returns: [...returns].map(
      ([agency, records]) => [`returns/${agency}`, records] as const,
    ),
  };
};

const ofCase = (
  system: System,
  child: Child,
  rest: '' | '/pack',
  [purpose, agreement]: readonly [string, string | undefined],
): Request => {
  const recipient = `panel:${child.panel}`;
  const asking: Asking = {
    agency: system.agencyId,
    recipient,
    purpose,
    agreement,
  };
  const within = inCase(child);
  const { background, returns } = packOf(child);
  const all: Given[] = [
    ...background,
    ...returns.flatMap(([, records]) => records),
  ];
  const status = breaks(purpose)
    ? 400
    : statusOf(system, 'panel', asking, anyOf(all, asking, within));
  const seen = status === 200;
  const { evidence, deciding, listing, process, delivery, questions, spoken } =
    child;
  const alone = rest === '/pack' ? questions : delivery;
  const derived = seen
    ? [
        [...evidence.values()],
        [...spoken.values()],
        deciding,
        listing,
        process,
        alone,
      ]
    : undefined;
  const records =
    seen && rest === '/pack'
      ? { records: background, ...Object.fromEntries(returns) }
      : {};
  return {
    system,
    purpose,
    agreement,
    asked: {
      method: 'GET',
      path: `/v1/cases/${child.caseId}${rest}`,
      case: child.caseId,
    },
    expected: { status, within, recipient, records, derived },
  };
};

describe('a case', () => {
  it('and its pack show the panel what flows to the panel, and nobody else anything', async () => {
    const requests = SYSTEMS.flatMap((system) =>
      told.world.children.flatMap((child) =>
        (['', '/pack'] as const).flatMap((rest) =>
          says.map((said) => ofCase(system, child, rest, said)),
        ),
      ),
    );
    const panel = requests.filter(({ system }) => system.clientId === PANEL);
    const first = panel.filter(
      ({ purpose, agreement }) =>
        purpose === 'PANEL_SELECTION' && agreement === undefined,
    );
    await told.askAll(first, first.length);
    await told.askAll(panel, 80);
    await told.askAll(
      requests.filter(({ system }) => system.clientId !== PANEL),
      60,
    );
  });

  it('is opened by its own id only: a wrong header, another child’s flag or request, are no way in', async () => {
    const [child, other] = told.world.children;
    const panel = SYSTEMS.find(({ clientId }) => clientId === PANEL);
    if (!child || !other || !panel) throw new Error('no world');
    const read = (
      path: string,
      within: string | undefined,
      status: number,
    ): Request => ({
      system: panel,
      purpose: 'PANEL_SELECTION',
      asked: {
        method: 'GET',
        path,
        ...(within !== undefined && { case: within }),
      },
      expected: { status },
    });
    const flagId = child.flags[0]?.flagId ?? other.flags[0]?.flagId;
    const requests = [
      read(`/v1/cases/${child.caseId}/pack`, other.caseId, 400),
      read(`/v1/cases/${child.caseId}/pack`, undefined, 400),
      read(`/v1/cases/${flagId}/pack`, child.caseId, 400),
      read(
        `/v1/cases/case_${'0'.repeat(32)}/pack`,
        `case_${'0'.repeat(32)}`,
        404,
      ),
    ];
    await told.askAll(requests, requests.length);
  });

  it('refuses a decision with what the panel may read, and no more', async () => {
    const open = told.world.children.filter(
      ({ decidedOn, requests, away }) =>
        decidedOn === undefined && requests.length > 0 && !away,
    );
    const panel = SYSTEMS.find(({ clientId }) => clientId === PANEL);
    if (!panel) throw new Error('no panel');
    const requests = open.map((child): Request => {
      const body = {
        packDigest: '0'.repeat(64),
        meetingId: child.listing?.meetingId,
        outcome: 'INCLUDE',
        decider: { practitioner: 'ch-1', role: 'PANEL_CHAIR' },
        rationale: 'Synthetic.',
      };
      return {
        system: panel,
        purpose: 'PANEL_SELECTION',
        asked: {
          method: 'POST',
          path: `/v1/cases/${child.caseId}/decisions`,
          case: child.caseId,
          body,
        },
        // Only a rule that is not met is named with what it rests on.
        expected: {
          status: 409,
          derived:
            child.number % 5 === 0
              ? child.evidence.get('EVIDENCE_OF_CARRYING')
              : [],
        },
      };
    });
    expect(requests.length).toBeGreaterThan(4);
    await told.askAll(requests, requests.length);
  });
});

describe('a meeting', () => {
  it('shows the panel where it meets and which cases are listed, and names no child; to nobody else it is there', async () => {
    const requests = SYSTEMS.flatMap((system) =>
      told.world.meetings.flatMap(
        ({ meetingId, place, panel, present }): Request[] => {
          const status = system.scopes.includes('panel') ? 200 : 403;
          const days = `/v1/meetings?panel=${panel}&from=${dayFrom(-20)}&to=${dayFrom(1)}`;
          const read = (path: string, derived?: unknown): Request => ({
            system,
            purpose: 'PANEL_SELECTION',
            asked: { method: 'GET', path },
            expected: { status, derived },
          });
          return [
            read(
              `/v1/meetings/${meetingId}`,
              status === 200 ? [place, present] : undefined,
            ),
            read(days),
          ];
        },
      ),
    );
    await told.askAll(requests, requests.length);
  });
});

describe('those who answer for the sharing', () => {
  it('read who was told what, and nothing of what was told', async () => {
    const paths: [string, System['scopes'][number]][] = [
      [
        `/v1/disclosures?from=${dayFrom(-25)}&to=${dayFrom(0)}&limit=100`,
        'ledger',
      ],
      [
        `/v1/disclosures?from=${dayFrom(-62)}&to=${dayFrom(-40)}&limit=100`,
        'ledger',
      ],
      ['/v1/reviews', 'ledger'],
      ['/v1/feed?limit=100', 'feed'],
      ['/v1/feed?limit=100&panel=south-bcu', 'feed'],
      ['/v1/feed?limit=100&panel=sutton', 'feed'],
      ['/v1/agreements', 'agreement'],
    ];
    await told.exchange.running.sequence();
    const requests = SYSTEMS.flatMap((system) =>
      paths.map(
        ([path, scope]): Request => ({
          system,
          purpose: 'PANEL_SELECTION',
          asked: { method: 'GET', path },
          expected: {
            status:
              system.scopes.includes(scope) &&
              (!path.includes('panel=') || system.clientId === PANEL)
                ? 200
                : 403,
          },
        }),
      ),
    );
    await told.askAll(requests, requests.length);
  });
});

describe('the test', () => {
  it('has seen every usable flow to a panel, and to a trust, release every field that it names', () => {
    const unseen = usableFlows()
      .filter(
        ({ flow }) =>
          flow.to.some((to) => to.startsWith('panel:')) ||
          flow.conditions.some(
            ({ condition }) => condition === 'VIEW_REQUESTED',
          ),
      )
      .flatMap(({ agreement, flow }) =>
        flow.fields.map(
          (field) => `${agreement} ${flow.id}/${flow.category}.${field}`,
        ),
      )
      .filter((way) => !told.released.has(way));
    expect(unseen).toEqual([]);
  });

  it('has kept something of every field from somebody, and the hidden from everybody', () => {
    const trusts = new Set(
      AGENCIES.filter(({ sector }) => sector === 'HEALTH').map(({ id }) => id),
    );
    const kinds = new Set(
      told.world.children.flatMap(recordsOf).map(({ category }) => category),
    );
    expect([...kinds].sort()).toContain('health');
    for (const [canary, systems] of told.seen) {
      expect([canary, systems.size < SYSTEMS.length]).toEqual([canary, true]);
    }
    for (const canary of told.world.hidden)
      expect([canary, told.seen.get(canary)]).toEqual([canary, undefined]);
    // Nobody but a panel has seen a word of a trust; a trust has seen no word of another agency but the police.
    const seers = new Set(
      [...told.released]
        .filter(([way]) => way.includes('/health.'))
        .flatMap(([, systems]) => [...systems]),
    );
    expect([...seers]).toEqual([PANEL]);
    expect(
      [...trusts].every((agency) =>
        mayAsk({ agency, purpose: 'PANEL_SELECTION', agreement: undefined }),
      ),
    ).toBe(true);
  });
});

describe('what the panel does with a case', () => {
  it('is seen by the panel alone, and an agency’s own part of it by that agency', () => {
    const expectSeenBy = (said: unknown, systems: string[]) => {
      for (const canary of told.among(said)) {
        expect([canary, [...(told.seen.get(canary) ?? [])].sort()]).toEqual([
          canary,
          systems.toSorted(),
        ]);
      }
    };
    for (const child of told.world.children.filter(
      ({ requests }) => requests.length > 0,
    )) {
      expectSeenBy(
        [
          child.process,
          child.delivery,
          child.deciding.map(({ present: _, ...said }) => said),
        ],
        [PANEL],
      );
      for (const { agency, text, answer } of child.questions)
        expectSeenBy([text, answer], [PANEL, systemOf(agency)]);
      for (const [agency, number] of child.linked)
        expectSeenBy(number, [systemOf(agency)]);
      for (const [agency, person] of child.spoken) {
        expectSeenBy(person, [
          PANEL,
          ...(child.toConfirm.has(agency) ? [systemOf(agency)] : []),
        ]);
      }
    }
  });
});

describe('beside the answers', () => {
  it('no ledger entry, no line of the log and no key of the store holds anything of a child', () =>
    told.expectNothingBeside('cases'));
});
