/** What the panel works with beside its packs names no child: the worklist, notices, statistics, receipts and refusals. */
import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, describe, expect, it } from 'vitest';
import { SYSTEMS } from '../../local/registry/agencies.ts';
import { BOROUGHS } from '../../schemas/vocabulary/codes.ts';
import { type Child, dayFrom, PANEL, POLICE, within } from './making.ts';
import { mayAsk } from './model.ts';
import {
  NAMED,
  PURPOSES,
  type Request,
  reading,
  type System,
  statusOf,
} from './reading.ts';

const told = reading();
afterAll(() => told.print());

const PANELS = [
  {
    panel: 'south-bcu',
    declared: 'MD-SBCU-001',
    boroughs: [BOROUGHS.CROYDON, BOROUGHS.BROMLEY],
    guest: 'sutton-yjs',
  },
  {
    panel: 'sutton',
    declared: 'MD-SUT-004',
    boroughs: [BOROUGHS.SUTTON],
    guest: 'croydon-yjs',
  },
];

const system = (wanted: string): System => {
  const found = SYSTEMS.find(({ clientId }) => clientId === wanted);
  if (!found) throw new RangeError(`no system is called ${wanted}`);
  return found;
};

const everybody = (
  asked: Request['asked'],
  status: (asking: System) => number,
  purpose = 'PANEL_SELECTION',
) =>
  SYSTEMS.map(
    (asking): Request => ({
      system: asking,
      purpose,
      asked,
      expected: { status: status(asking) },
    }),
  );

describe('the worklist', () => {
  const lists = PANELS.flatMap(({ panel, declared, boroughs }) =>
    boroughs.map((borough) => ({
      path: `/v1/worklist?panel=${panel}&borough=${borough}`,
      declared,
    })),
  );

  it('names no child to anybody, whatever is to be done', async () => {
    const requests = SYSTEMS.flatMap((asking) =>
      lists.flatMap(({ path, declared }) =>
        NAMED.map((agreement): Request => {
          const allowed =
            asking.scopes.includes('panel') &&
            (agreement === undefined || agreement === declared);
          const asked = { method: 'GET', path } as const;
          return {
            system: asking,
            purpose: 'PANEL_SELECTION',
            agreement,
            asked,
            expected: { status: allowed ? 200 : 403 },
          };
        }),
      ),
    );
    await told.askAll(requests, requests.length);
  });

  it('says of them case, initials, states, due times and what is to be done, and nothing else', async () => {
    const rows: Record<string, unknown>[] = [];
    for (const { path } of lists)
      rows.push(
        ...(await told.exchange.ask(PANEL, { method: 'GET', path })).body.tasks,
      );
    const fields = new Set(rows.flatMap((row) => Object.keys(row)));
    expect([...fields].sort()).toEqual([
      'about',
      'caseId',
      'caseState',
      'dueAt',
      'initials',
      'kind',
      'says',
      'state',
    ]);
    const initials = new Map(
      told.world.children.map(({ caseId, subject }) => [
        caseId,
        initialsOf(subject),
      ]),
    );
    for (const row of rows)
      expect([row.caseId, row.initials]).toEqual([
        row.caseId,
        initials.get(String(row.caseId)),
      ]);
    const kinds = new Set(rows.map(({ kind }) => kind));
    for (const kind of [
      'OPEN_QUESTION',
      'UNANSWERED_REQUEST',
      'UNCONFIRMED_RETURN',
      'VISIT_HELD',
      'VISIT_OVERDUE',
    ]) {
      expect(kinds).toContain(kind);
    }
  });
});

const initialsOf = ({ givenName, familyName }: Child['subject']) =>
  givenName.charAt(0) + familyName.charAt(0);

interface Notice {
  position: number;
  kind: string;
  viewRequestId?: string;
  visitId?: string;
}

const noticesOf = async (clientId: string, panel = ''): Promise<Notice[]> => {
  const all: Notice[] = [];
  for (;;) {
    const path = `/v1/feed?limit=100&after=${all.at(-1)?.position ?? -1}${panel && `&panel=${panel}`}`;
    const { body } = await told.exchange.ask(clientId, { method: 'GET', path });
    if (body.notices.length === 0) return all;
    all.push(...body.notices);
  }
};

const idsOf = (
  notices: Notice[],
  of: string,
  id: 'viewRequestId' | 'visitId',
) =>
  notices
    .filter(({ kind }) => kind === of)
    .map((notice) => notice[id])
    .sort();

describe('a notice', () => {
  it('that the panel has decided comes to those who wished to hear of it, and says neither of whom nor what', async () => {
    await told.exchange.running.sequence();
    const heard = told.world.children.flatMap((child) => child.heard);
    expect(heard.length).toBeGreaterThan(0);
    for (const { clientId, agencyId, scopes } of SYSTEMS.filter((each) =>
      each.scopes.includes('feed'),
    )) {
      const notices = await noticesOf(clientId);
      const own = heard
        .filter(({ agency }) => agency === agencyId)
        .map(({ viewRequestId }) => viewRequestId);
      expect([
        clientId,
        idsOf(notices, 'CASE_DECIDED', 'viewRequestId'),
      ]).toEqual([clientId, own.sort()]);
      expect([clientId, scopes.includes('feed'), told.among(notices)]).toEqual([
        clientId,
        true,
        [],
      ]);
    }
  });

  it('that a visit is held comes to the panel and to the agency of the officer, and to nobody else', async () => {
    const held = told.world.children.flatMap(({ panel, visits }) =>
      visits
        .filter((visit) => visit.held)
        .map(({ visitId }) => ({ panel, visitId })),
    );
    expect(held.length).toBeGreaterThan(0);
    for (const { clientId, agencyId } of SYSTEMS.filter(({ scopes }) =>
      scopes.includes('feed'),
    )) {
      const own =
        agencyId === POLICE ? held.map(({ visitId }) => visitId).sort() : [];
      expect([
        clientId,
        idsOf(await noticesOf(clientId), 'VISIT_HELD', 'visitId'),
      ]).toEqual([clientId, own]);
    }
    for (const { panel } of PANELS) {
      const notices = await noticesOf(PANEL, panel);
      const own = held
        .filter((each) => each.panel === panel)
        .map(({ visitId }) => visitId);
      expect([panel, idsOf(notices, 'VISIT_HELD', 'visitId')]).toEqual([
        panel,
        own.sort(),
      ]);
      expect([panel, told.among(notices)]).toEqual([panel, []]);
    }
  });
});

describe('in a room with somebody who is no member of the panel', () => {
  it('no word of a pack is left, and in the panel’s own room every one', async () => {
    for (const { panel, guest } of PANELS) {
      const body = { panel, meetingOn: dayFrom(3) };
      const { meetingId } = (
        await told.exchange.ask(PANEL, {
          method: 'POST',
          path: '/v1/meetings',
          body,
        })
      ).body;
      const present = [
        { agency: guest, practitioner: 'prac-1', role: 'YJS_PRACTITIONER' },
      ];
      const path = `/v1/meetings/${meetingId}/attendance`;
      await told.exchange.ask(PANEL, {
        method: 'PUT',
        path,
        body: { present },
      });
      const own = told.world.meetings.find(
        (meeting) => meeting.panel === panel,
      )?.meetingId;
      const children = told.world.children.filter(
        (child) => child.panel === panel && child.requests.length > 0,
      );
      for (const child of children) {
        const read = async (at: string) =>
          told.among(
            (
              await told.exchange.ask(PANEL, {
                method: 'GET',
                ...within(child, `/pack${at}`),
              })
            ).body,
          );
        expect(await read(`?meeting=${meetingId}`)).toEqual([]);
        const whole = await read('');
        expect(whole.length).toBeGreaterThan(10);
        expect(await read(`?meeting=${own}`)).toEqual(whole);
      }
    }
  });
});

const OFFICER_NAMED = { practitioner: 'dc-41', role: 'INTELLIGENCE_OFFICER' };
const ONGOING = {
  status: 'ONGOING',
  officer: OFFICER_NAMED,
  reviewOn: dayFrom(20),
};
const TRIAGE = {
  outcome: 'REFER_YJS',
  continues: true,
  officer: OFFICER_NAMED,
  reason: 'Synthetic.',
};
const FOLLOW_UP = {
  kind: 'FOLLOW_UP',
  month: 12,
  cameToNotice: 'NO',
  checkedIn: 'PNC',
  officer: OFFICER_NAMED,
};
const SPOKEN = {
  reply: { kind: 'NOTHING_HELD' },
  person: 'Synthetic',
  channel: 'EMAIL',
};
const UNKNOWN = `qn_${'0'.repeat(32)}`;

describe('a step of the panel', () => {
  it('is taken by nobody but its own tooling, and the refusal holds nothing of the child', async () => {
    const steps: [method: 'PUT' | 'POST', rest: string, body: object][] = [
      ['PUT', `/questions/${UNKNOWN}`, { answer: 'Synthetic.' }],
      ['PUT', '/returns/croydon-yjs', SPOKEN],
      ['PUT', '/investigation', ONGOING],
      ['PUT', '/strategy-discussion', ONGOING],
      ['POST', '/triage', TRIAGE],
      ['POST', '/outcomes', FOLLOW_UP],
    ];
    const requests = told.world.children.flatMap((child) =>
      steps.flatMap(([method, rest, body]) =>
        everybody({ method, ...within(child, rest), body }, () => 403),
      ),
    );
    await told.askAll(
      requests.filter((each) => each.system.clientId !== PANEL),
      150,
    );
  });

  it('that is refused to the panel is refused without a word of the child', async () => {
    const decided = told.world.children.filter(
      ({ decidedOn }) => decidedOn !== undefined,
    );
    const requests = decided.flatMap((child): Request[] => {
      const put = (
        method: 'PUT' | 'POST',
        rest: string,
        body: object,
        status: number,
      ): Request => ({
        system: system(PANEL),
        purpose: 'PANEL_SELECTION',
        asked: { method, ...within(child, rest), body },
        expected: { status },
      });
      return [
        put('PUT', `/questions/${UNKNOWN}`, { answer: 'Synthetic.' }, 404),
        // Whom the panel did not ask it speaks for in nothing.
        put('PUT', '/returns/south-housing', SPOKEN, 422),
        put('PUT', '/returns/slam', SPOKEN, 422),
        ...(child.visits.some(({ held }) => held)
          ? []
          : [put('POST', '/triage', { ...TRIAGE, continues: false }, 409)]),
      ];
    });
    expect(requests.length).toBeGreaterThan(30);
    await told.askAll(requests, requests.length);
  });
});

describe('what an agency does with its request', () => {
  it('no other agency does for it, and the refusal holds nothing of the child', async () => {
    const requests = told.world.children.flatMap((child) =>
      child.requests.flatMap(({ viewRequestId, agency }) => {
        const steps: [rest: string, body: object][] = [
          ['/questions', { text: 'Synthetic.' }],
          ['/confirmation', { version: 1 }],
        ];
        const status = (asking: System) =>
          statusOf(
            asking,
            'view',
            { purpose: 'PANEL_SELECTION', agreement: undefined },
            false,
          );
        return steps.flatMap(([rest, body]) =>
          everybody(
            {
              method: 'POST',
              path: `/v1/view-requests/${viewRequestId}${rest}`,
              body,
            },
            status,
          ).filter((each) => each.system.agencyId !== agency),
        );
      }),
    );
    await told.askAll(requests, 150);
  });
});

describe('statistics', () => {
  it('hold no word of a child, and no count that is not of five', async () => {
    const quarter = quarterBefore(dayFrom(0));
    const requests = SYSTEMS.flatMap((asking) =>
      PANELS.flatMap(({ panel, declared }) =>
        [...PURPOSES, 'MONITORING'].flatMap((purpose) =>
          NAMED.map((agreement): Request => {
            const own = agreement === undefined || agreement === declared;
            const allowed =
              own && mayAsk({ agency: asking.agencyId, purpose, agreement });
            const denied =
              asking.scopes.includes('statistics') && allowed ? 200 : 403;
            return {
              system: asking,
              purpose,
              agreement,
              asked: {
                method: 'GET',
                path: `/v1/statistics?panel=${panel}&quarter=${quarter}`,
              },
              expected: { status: purpose === 'MONITORING' ? denied : 400 },
            };
          }),
        ),
      ),
    );
    const monitoring = requests.filter(
      ({ purpose }) => purpose === 'MONITORING',
    );
    await told.askAll(monitoring, monitoring.length);
    await told.askAll(requests, 60);
    for (const { panel } of PANELS) {
      const path = `/v1/statistics?panel=${panel}&quarter=${quarter}`;
      const { body } = await told.exchange.ask('met-police-monitoring', {
        method: 'GET',
        path,
        purpose: 'MONITORING',
      });
      const rows: { count: number | null }[] = body.tables.flatMap(
        ({ rows }: { rows: object[] }) => rows,
      );
      expect(
        rows.filter(
          ({ count }) => count !== null && (count < 5 || count % 5 !== 0),
        ),
      ).toEqual([]);
    }
  });

  it('are counted of codes alone, and nothing counted leads back to a case', async () => {
    const { client, names } = told.exchange.running.database;
    const tallies = await scanned(client, names.exchange, 'Tally');
    const kinds = new Set(tallies.map(({ kind }) => kind));
    expect([...kinds].sort()).toEqual([
      'DECISION',
      'FOLLOW_UP',
      'NOMINATION',
      'REFERRAL',
      'TRIAGE',
      'VISIT',
    ]);
    expect(told.among(tallies)).toEqual([]);
    const said = tallies.flatMap(({ facts }) =>
      Object.values(facts as object).flat(),
    );
    expect(
      said.filter(
        (fact) =>
          typeof fact !== 'number' && !/^[A-Z0-9_/]+$/.test(String(fact)),
      ),
    ).toEqual([]);
    const text = JSON.stringify(tallies);
    const ids = told.world.children.flatMap(
      ({ caseId, visits, referrals, requests }) => [
        caseId,
        ...visits.map(({ visitId }) => visitId),
        ...referrals.map(({ referralId }) => referralId),
        ...requests.map(({ viewRequestId }) => viewRequestId),
      ],
    );
    expect(
      ids.filter((id) => text.includes(id.slice(id.indexOf('_') + 1))),
    ).toEqual([]);
  });
});

const quarterBefore = (day: string): string => {
  const quarter = Math.ceil(Number(day.slice(5, 7)) / 3);
  return quarter === 1
    ? `${Number(day.slice(0, 4)) - 1}-Q4`
    : `${day.slice(0, 4)}-Q${quarter - 1}`;
};

type Client = ReturnType<
  typeof reading
>['exchange']['running']['database']['client'];

const scanned = async (
  client: Client,
  TableName: string,
  type: string,
): Promise<Record<string, unknown>[]> => {
  const found: Record<string, unknown>[] = [];
  let ExclusiveStartKey: Record<string, unknown> | undefined;
  do {
    const page = await client.send(
      new ScanCommand({ TableName, ExclusiveStartKey }),
    );
    found.push(...(page.Items ?? []).filter((item) => item.type === type));
    ExclusiveStartKey = page.LastEvaluatedKey;
  } while (ExclusiveStartKey);
  return found;
};

describe('the test', () => {
  it('has shown nobody what is for nobody', () => {
    for (const canary of told.world.hidden)
      expect([canary, told.seen.get(canary)]).toEqual([canary, undefined]);
  });
});

describe('beside the answers', () => {
  it('no ledger entry, no line of the log and no key of the store holds anything of a child', () =>
    told.expectNothingBeside('panel-work'));
});
