/** The exchange was out of reach when the panel met: what it decided on paper is recorded afterwards, or refused. */
import { beforeEach, describe, expect, it } from 'vitest';
import type { Answer } from '../../../local/client.ts';
import { quarterOf } from '../../../rules/statistics/quarter.ts';
import { londonDate } from '../../../rules/time/london-time.ts';
import { testExchange } from '../../exchange.ts';
import {
  at,
  decisionOn,
  expectProblem,
  listedCase,
  NO_CONVICTION,
  ofCase,
  PANEL,
  PRESENT,
  reply,
  VIEW,
  YJS,
} from '../requests.ts';

const exchange = testExchange({ sequencing: false });
const MINUTE = 60_000;
const DAY = 86_400_000;
let caseId: string;
let requests: Map<string, string>;
let seen: Answer['body'];
let readAt: number;
let used = 0;

const of = (method: 'GET' | 'POST' | 'PUT', rest: string, body?: unknown) =>
  ofCase(exchange, caseId, method, rest, body);
const theCase = async () => (await of('GET', '')).body;
const iso = (instant: number): string => new Date(instant).toISOString();
const record = (takenAt: string, change: object = {}) =>
  of(
    'POST',
    '/decisions',
    decisionOn(seen, { outage: { takenAt }, ...change }),
  );
/** Minutes after the pack was read. */
const then = (minutes: number): number => readAt + minutes * MINUTE;
const later = <T>(minutes: number, work: () => Promise<T>): Promise<T> =>
  at(exchange, then(minutes), work);
const yjsReplies = () =>
  reply(exchange, YJS, requests.get('croydon-yjs'), VIEW);
const codesOf = ({ body }: Answer) =>
  body.blockers.map(({ code }: { code: string }) => code);

// A meeting of today at which the pack was read; what the panel then decided comes back hours later.
beforeEach(async () => {
  // Each of a child of Croydon of their own: what another test checked tomorrow is not to be found today.
  const child = exchange.people.filter(
    ({ borough }) => borough === 'E09000008',
  )[used];
  used += 1;
  ({ caseId, requests } = await listedCase(exchange, child?.number ?? 0, {
    meeting: 0,
    reply: 0,
  }));
  await of('PUT', '/eligibility', NO_CONVICTION);
  await of('PUT', '/eligibility', {
    ...NO_CONVICTION,
    rule: 'EVIDENCE_OF_CARRYING',
  });
  seen = (await of('GET', '/pack')).body;
  readAt = exchange.running.world.clock();
});

describe('a decision of an outage', () => {
  it('stands on the pack of that time, though a reply has come since; and that reply takes it up again', async () => {
    await later(20, yjsReplies);
    await later(40, async () => {
      expect((await record(iso(then(10)))).status).toBe(201);
      const { decisions, state, reopened } = await theCase();
      expect(decisions.at(-1)).toMatchObject({
        decidedAt: iso(then(10)),
        outcome: 'INCLUDE',
        packDigest: seen.digest,
      });
      expect(decisions.at(-1).recordedAt > iso(then(39))).toBe(true);
      expect([state, reopened]).toEqual([
        'LISTED',
        ['gap NO_REPLY:croydon-yjs'],
      ]);
    });
  });

  it('is counted with the gaps and the replies of that time', async () => {
    await later(20, () =>
      reply(exchange, YJS, requests.get('croydon-yjs'), {
        kind: 'CANNOT_IDENTIFY',
      }),
    );
    await later(40, async () =>
      expect((await record(iso(then(10)))).status).toBe(201),
    );
    const { store, clock } = exchange.running.world;
    const tallies = await store.tallies(
      'south-bcu',
      quarterOf(londonDate(then(40))),
      clock(),
    );
    const decided = tallies.filter(({ kind }) => kind === 'DECISION').at(-1);
    expect(decided?.facts.gaps).toContain('NO_REPLY');
    expect(tallies.flatMap(({ facts }) => facts.gaps ?? [])).not.toContain(
      'CANNOT_IDENTIFY',
    );
    expect(tallies.flatMap(({ facts }) => facts.replies ?? [])).not.toContain(
      'YOUTH_JUSTICE/CANNOT_IDENTIFY',
    );
  });

  it('is refused where the pack had changed by then, and says what had', async () => {
    await later(5, yjsReplies);
    await later(40, async () => {
      const answer = await record(iso(then(10)));
      expectProblem(answer, 'DECISION_BLOCKED');
      expect(codesOf(answer)).toContain('STALE_PACK');
      expect(answer.body.difference).toEqual(
        expect.arrayContaining([
          { part: 'returns/croydon-yjs', change: 'CHANGED' },
          { part: 'gaps/NO_REPLY:croydon-yjs', change: 'REMOVED' },
        ]),
      );
    });
  });

  it('is judged on the checks of that time', async () => {
    await later(5, () =>
      of('PUT', '/eligibility', { ...NO_CONVICTION, finding: 'NOT_MET' }),
    );
    await later(40, async () => {
      const answer = await record(iso(then(10)));
      expectProblem(answer, 'DECISION_BLOCKED');
      expect(codesOf(answer)).toEqual(
        expect.arrayContaining(['STALE_PACK', 'ELIGIBILITY_NOT_MET']),
      );
    });
  });

  it('stands on the copy that was printed for the panel, whoever sat with it: the record says who was there', async () => {
    const guest = {
      agency: 'sutton-education',
      practitioner: 'prac-9',
      role: 'EDUCATION_OFFICER',
    };
    const path = `/v1/meetings/${seen.meetingId}/attendance`;
    await later(40, async () => {
      const present = [...PRESENT, guest];
      expect(
        (await exchange.ask(PANEL, { method: 'PUT', path, body: { present } }))
          .status,
      ).toBe(200);
      expect((await record(iso(then(10)))).status).toBe(201);
      expect((await theCase()).decisions.at(-1).present).toContainEqual(guest);
    });
  });

  it('needs its decider in the room as any other', async () => {
    await later(40, async () => {
      const answer = await record(iso(then(10)), {
        decider: { practitioner: 'ch-9', role: 'PANEL_CHAIR' },
      });
      expectProblem(answer, 'DECISION_BLOCKED');
      expect(codesOf(answer)).toEqual(['DECIDER_ABSENT']);
    });
  });
});

describe('the time of a decision of an outage', () => {
  it('is not to come, and not before the day of the meeting', async () => {
    for (const takenAt of [iso(then(60)), iso(readAt - 2 * DAY)]) {
      expectProblem(await record(takenAt), 'CONTENT_INVALID', [
        '/outage/takenAt',
      ]);
    }
  });

  it('is recorded within three days of the meeting, and no later', async () => {
    await at(exchange, readAt + 4 * DAY, async () =>
      expectProblem(await record(iso(then(10))), 'CONTENT_INVALID', [
        '/outage/takenAt',
      ]),
    );
    await at(exchange, readAt + 3 * DAY, async () =>
      expect((await record(iso(then(10)))).status).toBe(201),
    );
  });
});

it('who decides is recorded with their own agency, whoever hosts the panel', async () => {
  const { meetingId } = seen;
  const chair = {
    agency: 'croydon-yjs',
    practitioner: 'ch-2',
    role: 'PANEL_CHAIR',
  };
  const present = [
    chair,
    { agency: 'met-police', practitioner: 'co-1', role: 'PANEL_COORDINATOR' },
  ];
  const third = {
    agency: 'croydon-social-care',
    practitioner: 'prac-2',
    role: 'SOCIAL_WORKER',
  };
  const path = `/v1/meetings/${meetingId}/attendance`;
  await exchange.ask(PANEL, {
    method: 'PUT',
    path,
    body: { present: [...present, third] },
  });
  const decider = { practitioner: 'ch-2', role: 'PANEL_CHAIR' };
  expect(
    (await of('POST', '/decisions', decisionOn(seen, { decider }))).status,
  ).toBe(201);
  expect((await theCase()).decisions.at(-1).decider).toBe(
    'croydon-yjs/ch-2 (PANEL_CHAIR)',
  );
});
