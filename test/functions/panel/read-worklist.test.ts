/** GET /v1/worklist: a co-ordinator's week, from a Thursday on. What is to be done stands there, and goes when it is done. */
import { describe, expect, it } from 'vitest';
import { publishRegistry } from '../../../adapters/dynamodb/registry.ts';
import { AGENCIES } from '../../../local/registry/agencies.ts';
import { loadAgreements } from '../../../local/registry/agreements.ts';
import { type CaseFile, caseFileOf } from '../../../rules/cases/case-file.ts';
import { taskEffects } from '../../../rules/effects/task-effects.ts';
import { daysAfter } from '../../../rules/time/london-time.ts';
import {
  endOfLondonDay,
  workingDaysAfter,
} from '../../../rules/time/working-days.ts';
import { testExchange, textOf } from '../../exchange.ts';
import { become as becomeHeld, heldOf } from '../become.ts';
import {
  at,
  attend,
  date,
  decisionOn,
  entriesOf,
  expectProblem,
  NO_CONVICTION,
  ofCase,
  PANEL,
  POLICE,
  person,
  YJS,
} from '../requests.ts';

const exchange = testExchange({ sequencing: false });
const CROYDON = 'E09000008';
/** The Thursday after today. */
const THURSDAY = Array.from({ length: 7 }, (_, i) => date(i + 1)).find(
  (day) => new Date(`${day}T00:00:00Z`).getUTCDay() === 4,
) as string;
const MEETING = daysAfter(THURSDAY, 7);
const REPLY_BY = workingDaysAfter(MEETING, -2);
/** So many hours into a London day. */
const hour = (day: string, hours: number) =>
  endOfLondonDay(daysAfter(day, -1)) + hours * 3_600_000;

interface Row {
  caseId: string;
  initials?: string;
  kind: string;
  about: string;
  state: string;
  caseState: string;
}
let caseId: string;
let meetingId: string;

const ask = (borough = CROYDON, panel = 'south-bcu', more = {}) =>
  exchange.ask(PANEL, {
    method: 'GET',
    path: `/v1/worklist?panel=${panel}&borough=${borough}`,
    ...more,
  });
const rows = async (borough = CROYDON, panel = 'south-bcu'): Promise<Row[]> =>
  (await ask(borough, panel)).body.tasks;
const kinds = async () =>
  [...new Set((await rows()).map(({ kind }) => kind))].sort();
const of = (method: 'GET' | 'POST' | 'PUT', rest: string, body?: unknown) =>
  ofCase(exchange, caseId, method, rest, body);
const meetingOn = async (meetingOnDay: string): Promise<string> => {
  const body = { panel: 'south-bcu', meetingOn: meetingOnDay };
  return (
    await exchange.ask(PANEL, { method: 'POST', path: '/v1/meetings', body })
  ).body.meetingId;
};

/** What another operation will have written of the case, as all do: with the difference of its tasks. */
const become = async (change: (file: CaseFile) => CaseFile): Promise<void> => {
  const { store, clock, randomId } = exchange.running.world;
  const now = clock();
  const keyed = { clientId: PANEL, agencyId: 'met-police', locate: caseId };
  const { personId = '' } = (await store.enter(keyed, now)).located ?? {};
  const before = caseFileOf(await store.file(personId, now), caseId);
  if (!before) throw new Error('no such case');
  const after = change(before);
  const kept = {
    entryId: `le_${randomId()}`,
    occurredAt: new Date(now).toISOString(),
    operation: 'ALTERATION' as const,
    endpoint: 'readWorklist',
    outcome: 'PERMIT' as const,
    status: 200,
    actor: { agency: 'met-police', clientId: PANEL },
    recipient: 'met-police',
    released: [],
    withheld: [],
    requestId: randomId(),
  };
  const entry = { kept, erasable: {}, salt: randomId() };
  const effects = [
    { do: 'put' as const, entity: after.case, expects: 'ANY' as const },
    ...taskEffects({ before, after }),
  ];
  expect(await store.record({ guards: [], effects, entry })).toEqual({
    written: true,
  });
};

describe('a week', () => {
  it('Thursday: a nomination with a confirmed weapon is to be screened, and its clock runs', async () => {
    await at(exchange, hour(THURSDAY, 10), async () => {
      const incidentType = 'INC_CONFIRMED';
      const nominated = await exchange.nominate(
        person(exchange, 1),
        (body) => ({
          ...body,
          incident: { ...body.incident, incidentType },
        }),
      );
      ({ caseId } = nominated.body);
      const { givenName, familyName } = person(exchange, 1);
      const initials =
        `${[...givenName][0]}${[...familyName][0]}`.toUpperCase();
      const shown = { caseId, initials, caseState: 'NOMINATED' };
      expect(await rows()).toEqual(
        expect.arrayContaining([
          expect.objectContaining({ ...shown, kind: 'SCREEN', state: 'DUE' }),
          expect.objectContaining({
            ...shown,
            kind: 'YJS_CLOCK',
            state: 'RUNNING',
          }),
        ]),
      );
      expect(await rows()).toHaveLength(2);
    });
  });

  it('and when it is screened it is to be listed', async () => {
    await at(exchange, hour(THURSDAY, 11), async () => {
      expect((await of('PUT', '/eligibility', NO_CONVICTION)).status).toBe(200);
      expect(await kinds()).toEqual(['LIST', 'YJS_CLOCK']);
    });
  });

  it('the clock is warned of before it lapses, and stands as lapsed until it is stopped', async () => {
    const lapses = endOfLondonDay(workingDaysAfter(THURSDAY, 1));
    const clock = async () =>
      (await rows()).find(({ kind }) => kind === 'YJS_CLOCK')?.state;
    expect(await at(exchange, lapses - 25 * 3_600_000, clock)).toBe('RUNNING');
    expect(await at(exchange, lapses - 3_600_000, clock)).toBe('LAPSES_SOON');
    expect(await at(exchange, lapses, clock)).toBe('LAPSED');
  });

  it('when it is listed and its partners are asked, nothing is to be done until they were to answer', async () => {
    await at(exchange, hour(THURSDAY, 12), async () => {
      meetingId = await meetingOn(MEETING);
      expect(
        (await of('PUT', '/listing', { meetingId, reason: 'Synthetic.' }))
          .status,
      ).toBe(200);
      expect((await of('POST', '/view-requests', {})).status).toBe(201);
      expect(await kinds()).toEqual(['YJS_CLOCK']);
    });
    expect(await at(exchange, hour(REPLY_BY, 0) - 60_000, kinds)).toEqual([
      'YJS_CLOCK',
    ]);
  });

  it('from the first instant of that day, who has not answered is to be asked again: trusts among them', async () => {
    await at(exchange, hour(REPLY_BY, 0), async () => {
      const unanswered = (await rows()).filter(
        ({ kind }) => kind === 'UNANSWERED_REQUEST',
      );
      expect(unanswered.map(({ about }) => about)).toEqual(
        expect.arrayContaining(['croydon-yjs', 'slam']),
      );
      expect(new Set(unanswered.map(({ state }) => state))).toEqual(
        new Set(['DUE']),
      );
    });
  });

  it('an agency that answers is gone from it, and so is a trust', async () => {
    await at(exchange, hour(REPLY_BY, 8), async () => {
      const unanswered = async () =>
        (await rows()).flatMap(({ kind, about }) =>
          kind === 'UNANSWERED_REQUEST' ? [about] : [],
        );
      const before = await unanswered();
      const given = {
        version: 1,
        kind: 'WITHHELD',
      } as CaseFile['returns'][number];
      const answers = ['croydon-yjs', 'slam'].map((agency) => ({
        ...given,
        agency,
      }));
      await become((file) => ({ ...file, returns: answers }));
      expect(await unanswered()).toEqual(
        before.filter((agency) => !['croydon-yjs', 'slam'].includes(agency)),
      );
    });
  });

  it('the youth justice service acknowledges, and the clock is gone', async () => {
    await at(exchange, hour(REPLY_BY, 9), async () => {
      const acknowledgedAt = new Date(
        exchange.running.world.clock(),
      ).toISOString();
      await become((file) => ({
        ...file,
        referrals: [
          {
            need: 'YOUTH_JUSTICE',
            state: 'ACKNOWLEDGED',
            acknowledgedAt,
          } as CaseFile['referrals'][number],
        ],
      }));
      expect(await kinds()).toEqual(['UNANSWERED_REQUEST']);
    });
  });

  it('an investigation is looked at again on its day, not before, and not once it is concluded', async () => {
    const marker = {
      status: 'ONGOING',
      officer: 'met-police/dc-1',
      since: '2026-11-01T00:00:00.000Z',
    } as const;
    const marked = (investigation: CaseFile['case']['investigation']) =>
      become((file) => ({ ...file, case: { ...file.case, investigation } }));
    await at(exchange, hour(REPLY_BY, 10), async () => {
      await marked({ ...marker, reviewOn: MEETING });
      expect(await kinds()).not.toContain('INVESTIGATION_REVIEW');
    });
    await at(exchange, hour(MEETING, 9), async () => {
      expect(await kinds()).toContain('INVESTIGATION_REVIEW');
      await marked({ ...marker, status: 'CONCLUDED', outcome: 'Synthetic.' });
      expect(await kinds()).not.toContain('INVESTIGATION_REVIEW');
    });
  });

  it('the next Thursday the panel defers; three working days before its next date the case returns, and is gone when it is listed', async () => {
    const returns = workingDaysAfter(MEETING, 5);
    await at(exchange, hour(MEETING, 14), async () => {
      const pack = (await of('GET', '/pack')).body;
      await attend(exchange, pack.meetingId);
      const deferral = {
        outcome: 'DEFER',
        deferralReason: 'INSUFFICIENT_INFORMATION',
        nextDate: returns,
      };
      expect(
        (await of('POST', '/decisions', decisionOn(pack, deferral))).status,
      ).toBe(201);
      expect(await kinds()).not.toContain('RETURNING_DEFERRAL');
    });
    await at(exchange, hour(workingDaysAfter(returns, -3), 9), async () => {
      expect(await kinds()).toContain('RETURNING_DEFERRAL');
      const again = await meetingOn(returns);
      expect(
        (
          await of('PUT', '/listing', {
            meetingId: again,
            reason: 'Synthetic.',
          })
        ).status,
      ).toBe(200);
      expect(await kinds()).not.toContain('RETURNING_DEFERRAL');
    });
  });
});

/** As no nomination leaves it any more: handled with conditions, and the panel is none of its recipients. */
const keepFromPanel = async (of: string) => {
  const handling = { code: 'C' as const, recipients: ['croydon-yjs'] };
  const kept = (await heldOf(exchange, of)).nominations.map((each) => ({
    ...each,
    records: each.records.map((record) => ({ ...record, handling })),
  }));
  await becomeHeld(
    exchange,
    of,
    (file) => ({ ...file, nominations: kept }),
    kept,
  );
};

describe('it shows', () => {
  it('nothing to another borough, and nothing of another panel', async () => {
    await at(exchange, hour(workingDaysAfter(MEETING, 5), 15), async () => {
      expect((await rows()).length).toBeGreaterThan(0);
      expect(await rows('E09000006')).toEqual([]);
      expect(await rows(CROYDON, 'sutton')).toEqual([]);
    });
  });

  it('no initials, and no clock, where what was nominated is kept from the panel', async () => {
    await at(exchange, hour(MEETING, 15), async () => {
      const child = person(exchange, 7);
      const nominated = await exchange.nominate(child, (body) => ({
        ...body,
        incident: { ...body.incident, incidentType: 'INC_CONFIRMED' },
      }));
      const own = async () =>
        (await rows()).filter((row) => row.caseId === nominated.body.caseId);
      expect((await own()).map(({ kind }) => kind).sort()).toEqual([
        'SCREEN',
        'YJS_CLOCK',
      ]);
      await keepFromPanel(nominated.body.caseId);
      expect(
        (await own()).map(({ kind, initials }) => [kind, initials]),
      ).toEqual([['SCREEN', undefined]]);
      const answer = await ask();
      for (const secret of [
        child.givenName,
        child.familyName,
        child.nhsNumber,
      ]) {
        expect(textOf(answer)).not.toContain(secret);
      }
    });
  });

  it('each case to the ledger: which were shown, to the panel, and nothing else of them', async () => {
    await at(exchange, hour(MEETING, 15), async () => {
      const answer = await ask();
      const shown = [
        ...new Set(answer.body.tasks.map((row: Row) => row.caseId)),
      ];
      const entries = await entriesOf(exchange, answer);
      expect(entries).toMatchObject([
        {
          kept: {
            recipient: 'panel:south-bcu',
            operation: 'DISCLOSURE',
            outcome: 'PERMIT',
            released: [],
          },
        },
      ]);
      expect(entries[0]?.kept.cases?.toSorted()).toEqual(shown.toSorted());
      const nothing = await ask('E09000006');
      expect(await entriesOf(exchange, nothing)).toMatchObject([
        { kept: { outcome: 'NIL', cases: [] } },
      ]);
    });
  });
});

describe('it is refused', () => {
  it('to a system that is not the panel’s, and of a panel that another agency hosts or nobody has', async () => {
    const path = `/v1/worklist?panel=south-bcu&borough=${CROYDON}`;
    for (const client of [YJS, POLICE]) {
      expectProblem(
        await exchange.ask(client, { method: 'GET', path }),
        'SCOPE_MISSING',
      );
    }
    expectProblem(await ask(CROYDON, 'no-such-panel'), 'SCOPE_MISSING');
  });

  it.each([
    '&name=Ada',
    '&limit=500',
    '&after=x',
    '&kind=SCREEN',
    `&borough=${CROYDON}`,
  ])('with %s: it is no export and no search', async (more) => {
    const path = `/v1/worklist?panel=south-bcu&borough=${CROYDON}${more}`;
    expectProblem(
      await exchange.ask(PANEL, { method: 'GET', path }),
      'CONTENT_INVALID',
    );
  });

  it('while the agreement that declares the panel is suspended, and answered again after', async () => {
    const publish = (suspended?: string) =>
      publishRegistry(exchange.running.database, {
        agencies: AGENCIES,
        systems: [],
        agreements: loadAgreements().map((agreement) =>
          agreement.terms.id === suspended
            ? {
                ...agreement,
                suspensions: [
                  { from: '2026-01-01T00:00:00.000Z', because: 'Synthetic.' },
                ],
              }
            : agreement,
        ),
      });
    await publish('MD-SBCU-001');
    const refused = await ask();
    expectProblem(refused, 'NO_AGREEMENT');
    expect(await entriesOf(exchange, refused)).toMatchObject([
      { kept: { outcome: 'DENY', status: 403 } },
    ]);
    // The other panel stands in another agreement.
    expect((await ask('E09000029', 'sutton')).status).toBe(200);
    await publish();
    expect((await ask()).status).toBe(200);
  });
});
