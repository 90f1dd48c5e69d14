/** GET /v1/cases/{id}/pack: every view side by side, what is missing named, and nothing said of what may not be known. */
import { beforeAll, describe, expect, it } from 'vitest';
import type { Answer } from '../../../local/client.ts';
import { BOROUGHS } from '../../../schemas/vocabulary/codes.ts';
import { testExchange, textOf } from '../../exchange.ts';
import {
  APPROVAL,
  at,
  CARE,
  date,
  decisionOn,
  entriesOf,
  expectProblem,
  HEALTH_VIEW,
  listedCase,
  meetingIn,
  NO_CONVICTION,
  ofCase,
  PANEL,
  POLICE_DPO,
  person,
  reply,
  SLAM,
  TODAY,
  VIEW,
  YJS,
} from '../requests.ts';

const exchange = testExchange({ sequencing: false });
const DAY = 86_400_000;
const pack = (caseId: string) => ofCase(exchange, caseId, 'GET', '/pack');
const shownOf = ({ body }: Answer, agency: string) =>
  body.returns.find((each: { agency: string }) => each.agency === agency);
const gapsOf = ({ body }: Answer, agency: string) =>
  body.gaps
    .filter((gap: { agency: string }) => gap.agency === agency)
    .map(({ kind }: { kind: string }) => kind);

describe('the police’s facts', () => {
  it('are the panel’s, but for the source', async () => {
    const { caseId } = await listedCase(exchange, 1);
    const answer = await pack(caseId);
    const { incident, givenName, nhsNumber } = person(exchange, 1);
    expect(answer.body.records.identity).toMatchObject([
      { givenName, originator: 'met-police', agreement: 'MD-SBCU-001' },
    ]);
    expect(answer.body.records.identifiers).toMatchObject([{ nhsNumber }]);
    expect(answer.body.records.incident).toMatchObject([
      { incidentSummary: incident.incidentSummary, handlingCode: 'P' },
    ]);
    expect(answer.body.records).not.toHaveProperty('incidentSource');
    expect(textOf(answer)).not.toContain(incident.sourceReference);
  });

  it('of a child of Sutton are another panel’s, under its own agreement', async () => {
    const { caseId } = await listedCase(exchange, 3);
    const { body } = await pack(caseId);
    expect([body.panel, body.records.identity[0].agreement]).toEqual([
      'sutton',
      'MD-SUT-004',
    ]);
    expect(
      body.returns.map(({ agency }: { agency: string }) => agency),
    ).toEqual(['sutton-education', 'sutton-yjs', 'swlstg']);
  });
});

describe('the digest', () => {
  it('is the same for the same pack, whoever of the panel reads it and however often', async () => {
    const { caseId } = await listedCase(exchange, 1);
    const [first, again] = [await pack(caseId), await pack(caseId)];
    expect(again.body.digest).toBe(first.body.digest);
    expect(first.headers.get('etag')).toBe(`"${first.body.digest}"`);
    expect(again.body.disclosure.ledgerEntry).not.toBe(
      first.body.disclosure.ledgerEntry,
    );
  });

  it('changes with each return, and not with one that is the same again', async () => {
    const { caseId, requests } = await listedCase(exchange, 7);
    const digest = async () => (await pack(caseId)).body.digest;
    const before = await digest();
    await reply(exchange, YJS, requests.get('croydon-yjs'), {
      kind: 'NOTHING_HELD',
    });
    const after = await digest();
    await reply(exchange, YJS, requests.get('croydon-yjs'), {
      kind: 'NOTHING_HELD',
    });
    expect(after).not.toBe(before);
    expect(await digest()).toBe(after);
  });
});

describe('a trust’s return', () => {
  const kinds = {
    nil: { kind: 'NOTHING_HELD', approval: APPROVAL },
    withheld: {
      kind: 'WITHHELD',
      reason: 'CONSENT_NOT_GIVEN',
      note: 'Canary note.',
      approval: APPROVAL,
    },
    none: undefined,
  };
  const cases = new Map<string, string>();

  beforeAll(async () => {
    for (const [i, [name, body]] of Object.entries(kinds).entries()) {
      // Three children who only ever lived in Croydon, or in Croydon and Sutton.
      const { caseId, requests } = await listedCase(
        exchange,
        [4, 10, 15 + croydonFrom15()][i] ?? 0,
      );
      cases.set(name, caseId);
      if (body)
        expect(
          (await reply(exchange, SLAM, requests.get('slam'), body)).status,
        ).toBe(200);
    }
  });
  const croydonFrom15 = () =>
    exchange.people
      .slice(14)
      .findIndex(
        ({ borough, formerBoroughs }) =>
          borough === 'E09000008' && formerBoroughs.length === 0,
      );
  const ofCaseNamed = async (name: string) => pack(cases.get(name) ?? '');

  it('that says nothing is, until the day it was asked for, as if it had not come', async () => {
    const shown = await Promise.all(Object.keys(kinds).map(ofCaseNamed));
    for (const answer of shown) {
      expect(shownOf(answer, 'slam')).toEqual({
        agency: 'slam',
        state: 'ASKED',
        replyBy: date(5),
        records: {},
      });
      expect(gapsOf(answer, 'slam')).toEqual(['NO_REPLY']);
      expect(textOf(answer)).not.toContain('approval');
    }
  });

  it('and after it "nothing held" and "withheld" are one, without a time', async () => {
    await at(exchange, Date.now() + 5 * DAY, async () => {
      for (const name of ['nil', 'withheld']) {
        const answer = await ofCaseNamed(name);
        expect(shownOf(answer, 'slam')).toEqual({
          agency: 'slam',
          state: 'ANSWERED',
          replyBy: date(5),
          records: {},
        });
        expect(gapsOf(answer, 'slam')).toEqual([]);
        expect(textOf(answer)).not.toContain('CONSENT_NOT_GIVEN');
      }
    });
  });

  it('nor does the ledger tell the panel’s host that it came', async () => {
    const read = await Promise.all(
      ['nil', 'withheld', 'none'].map(ofCaseNamed),
    );
    await exchange.running.sequence();
    const { body } = await exchange.ask(POLICE_DPO, {
      method: 'GET',
      path: `/v1/disclosures?from=${date(0)}&to=${date(1)}&limit=100`,
    });
    const ids = read.map((answer) => answer.headers.get('x-request-id'));
    const entries = body.entries.filter(
      ({ requestId }: { requestId: string }) => ids.includes(requestId),
    );
    expect(entries).toHaveLength(3);
    for (const entry of entries)
      expect(JSON.stringify(entry)).not.toMatch(/slam|approval/i);
  });
});

describe('a trust’s view', () => {
  let caseId: string;
  beforeAll(async () => {
    const listed = await listedCase(exchange, 1, TODAY);
    caseId = listed.caseId;
    const { viewRequests } = (await ofCase(exchange, caseId, 'GET', '')).body;
    const slam = viewRequests.find(
      ({ agency }: { agency: string }) => agency === 'slam',
    ).viewRequestId;
    expect((await reply(exchange, SLAM, slam, HEALTH_VIEW)).status).toBe(200);
  });

  it('is shown from the day by which it was due, and its guardian’s approval nowhere: not in the pack, the case or the ledger', () =>
    at(exchange, Date.now() + 5 * DAY, async () => {
      const answers = [
        await pack(caseId),
        await ofCase(exchange, caseId, 'GET', ''),
      ];
      const [shown] = answers;
      expect(shown && shownOf(shown, 'slam')).toMatchObject({
        state: 'ANSWERED',
        records: {
          health: [{ riskToOthers: 'LOW', agreement: 'MD-CAMHS-003' }],
        },
      });
      for (const answer of answers) {
        expect(textOf(answer)).not.toMatch(/approval|guardian|cg-canary/i);
        expect(JSON.stringify(await entriesOf(exchange, answer))).not.toMatch(
          /Canary reason|cg-canary|CONSENT/,
        );
      }
    }));

  it('is shown to no partner, whatever it asks', async () => {
    const { viewRequests } = (await ofCase(exchange, caseId, 'GET', '')).body;
    const asked = viewRequests.find(
      ({ agency }: { agency: string }) => agency === 'croydon-social-care',
    ).viewRequestId;
    const answer = await exchange.ask(CARE, {
      method: 'GET',
      path: `/v1/view-requests/${asked}`,
    });
    expect(textOf(answer)).not.toContain('Synthetic need.');
  });

  it('is shown for seven days after the final decision, and then is an answer that says nothing', async () => {
    await ofCase(exchange, caseId, 'PUT', '/eligibility', NO_CONVICTION);
    const decided = await ofCase(
      exchange,
      caseId,
      'POST',
      '/decisions',
      decisionOn((await pack(caseId)).body),
    );
    expect(decided.status).toBe(201);
    await at(exchange, Date.now() + 7 * DAY, async () =>
      expect(shownOf(await pack(caseId), 'slam')).toMatchObject({
        state: 'ANSWERED',
        records: { health: [{ needSummary: 'Synthetic need.' }] },
      }),
    );
    await at(exchange, Date.now() + 8 * DAY, async () => {
      const answer = await pack(caseId);
      expect(shownOf(answer, 'slam')).toMatchObject({
        state: 'ANSWERED',
        records: {},
      });
      expect(textOf(answer)).not.toContain('Synthetic need.');
    });
  });

  it('is not there once no agreement is in force', async () => {
    await at(exchange, Date.parse('2027-06-01T12:00:00Z'), async () =>
      expectProblem(await pack(caseId), 'NO_AGREEMENT'),
    );
  });
});

describe('in a meeting', () => {
  const MEMBERS = [
    { agency: 'met-police', practitioner: 'ch-1', role: 'PANEL_CHAIR' },
    { agency: 'croydon-yjs', practitioner: 'prac-1', role: 'YJS_PRACTITIONER' },
  ];
  const GUEST = {
    agency: 'harbour-mentoring',
    practitioner: 'm-1',
    role: 'SOCIAL_WORKER',
  };
  const inMeeting = (caseId: string, meetingId: string) =>
    ofCase(exchange, caseId, 'GET', `/pack?meeting=${meetingId}`);
  const seat = (meetingId: string, present: object[]) =>
    exchange.ask(PANEL, {
      method: 'PUT',
      path: `/v1/meetings/${meetingId}/attendance`,
      body: { present },
    });

  it('of members the pack is the panel’s; with a guest nothing is heard, and how much that is stands in it', async () => {
    const { caseId, meetingId, requests } = await listedCase(
      exchange,
      ofCroydon(0).number,
    );
    await reply(exchange, YJS, requests.get('croydon-yjs'), VIEW);
    const whole = await pack(caseId);
    await seat(meetingId, MEMBERS);
    expect((await inMeeting(caseId, meetingId)).body.digest).toBe(
      whole.body.digest,
    );
    await seat(meetingId, [...MEMBERS, GUEST]);
    const narrowed = await inMeeting(caseId, meetingId);
    expect(narrowed.status).toBe(200);
    expect(narrowed.body).toMatchObject({ records: {}, decisions: [] });
    expect(narrowed.body.hiddenFromAttendees).toBeGreaterThan(5);
    expect(shownOf(narrowed, 'croydon-yjs')).toMatchObject({
      state: 'HIDDEN_FROM_ATTENDEES',
      records: {},
    });
    expect(narrowed.headers.get('etag')).not.toBe(whole.headers.get('etag'));
    const { givenName, familyName } = ofCroydon(0);
    expect(textOf(narrowed)).not.toMatch(
      new RegExp(`${givenName}|${familyName}`),
    );
    const [entry] = await entriesOf(exchange, narrowed);
    expect(entry?.kept.released).toEqual([]);
    expect(JSON.stringify(entry?.kept.withheld)).toContain(
      'ATTENDEES_NOT_COVERED',
    );
  });

  it('that is another panel’s, or that there is not, there is no pack', async () => {
    const { caseId } = await listedCase(exchange, ofCroydon(1).number);
    for (const meetingId of [
      await meetingIn(exchange, 7, 'sutton'),
      `mtg_${'0'.repeat(32)}`,
    ]) {
      expectProblem(await inMeeting(caseId, meetingId), 'CONTENT_INVALID', [
        '/query/meeting',
      ]);
    }
  });

  /** A child of Croydon whom no other test nominates. */
  const ofCroydon = (nth: number) => {
    const found = exchange.people.filter(
      ({ number, borough }) => number > 40 && borough === BOROUGHS.CROYDON,
    )[nth];
    if (!found) throw new RangeError('no such child');
    return found;
  };
});

it('an agency of the child’s borough that no agreement reaches is a gap by name', async () => {
  const { caseId } = await listedCase(exchange, 3);
  const answer = await pack(caseId);
  expect(gapsOf(answer, 'sutton-social-care')).toEqual(['NO_AGREEMENT']);
  expect(answer.body.completeness.notAsked).toContainEqual({
    agency: 'sutton-social-care',
    reason: 'NO_AGREEMENT',
  });
});
