/**
 * Each operation is stopped before and after each thing that it asks of the store. Stopped before its write, nothing has
 * happened; after it, all has, once. And whatever was disclosed is in the ledger.
 */
import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Answer, Asked } from '../../local/client.ts';
import { nominationOf } from '../../local/sandbox.ts';
import type { OperationId } from '../../schemas/contract/operations.ts';
import { subjectOf, testExchange, textOf } from '../exchange.ts';
import {
  attend,
  CARE,
  date,
  flagOn,
  meetingIn,
  NO_CONVICTION,
  PANEL,
  POLICE,
  PRESENT,
  person,
  screenAndList,
  YJS,
} from '../functions/requests.ts';
import {
  entriesOf,
  type Faults,
  fileAt,
  injectFaults,
  itemsOf,
  withKey,
} from './faults.ts';

const exchange = testExchange({ sequencing: false });
let faults: Faults;
const made = {
  caseId: '',
  otherCaseId: '',
  meetingId: '',
  viewRequestId: '',
  flagId: '',
  reference: '',
};
let count = 0;
const fresh = () => {
  count += 1;
  return `Synthetic, ${count}.`;
};
/** One, then the other, so that each request of a setting changes what the one before it set. */
const inTurn = <T>(one: T, other: T) => {
  let turn = 0;
  return (): T => {
    turn += 1;
    return turn % 2 === 1 ? one : other;
  };
};

type Asking = Pick<Asked, 'method' | 'path'> & Partial<Asked>;

const ofCase = (
  method: Asked['method'],
  rest: string,
  body?: unknown,
): Asking => ({
  method,
  path: `/v1/cases/${made.caseId}${rest}`,
  case: made.caseId,
  body,
});
const ofMeeting = (rest: string, body: object): Asking => ({
  method: 'PUT',
  path: `/v1/meetings/${made.meetingId}/${rest}`,
  body,
});
const listing = () =>
  ofCase('PUT', '/listing', { meetingId: made.meetingId, reason: fresh() });
const urgency = inTurn('NEW_INCIDENT', 'LATE_NOMINATION');
const reversing = inTurn(true, false);
const another = {
  agency: 'croydon-yjs',
  practitioner: 'prac-3',
  role: 'YJS_PRACTITIONER',
};
const attending = inTurn([...PRESENT, another], PRESENT);
const URGENT = { urgent: { replyBy: date(0), reason: 'LATE_NOMINATION' } };
const ofFlag = (rest: string, body: object): Asking => ({
  method: 'POST',
  path: `/v1/flags/${made.flagId}/${rest}`,
  body,
});

/** An operation, a request of it that is new each time, and how much of its effect there is. */
interface Row {
  id: OperationId;
  by: string;
  asking(): Asking | Promise<Asking>;
  effect?(): Promise<number>;
  /** Whether the same request without a key adds to what it added before. A setting that is set again changes nothing. */
  adds?: true;
}

const file = () => fileAt(exchange, made.caseId);
const versionOfFlag = async () =>
  (await file()).flags.find(({ flagId }) => flagId === made.flagId)?.version ??
  0;

const meetings = async () =>
  (await itemsOf(exchange, 'exchange')).filter(
    ({ type }) => type === 'Meeting',
  );
const versionOfMeeting = async () =>
  Number(
    (await meetings()).find(({ meetingId }) => meetingId === made.meetingId)
      ?.version ?? 0,
  );

const rows: Row[] = [
  {
    id: 'queryYoungPerson',
    by: YJS,
    asking: () => ({
      method: 'POST',
      path: '/v1/queries',
      body: { subject: subjectOf(person(exchange, 1)) },
    }),
  },
  {
    id: 'readYoungPerson',
    by: YJS,
    asking: () => ({
      method: 'GET',
      path: `/v1/young-people/${made.reference}`,
    }),
  },
  {
    id: 'raiseFlag',
    by: YJS,
    asking: () => ({
      method: 'POST',
      path: '/v1/flags',
      body: flagOn(subjectOf(person(exchange, 1)), { statement: fresh() }),
    }),
    effect: async () => (await file()).flags.length,
  },
  {
    id: 'readFlag',
    by: YJS,
    asking: () => ({ method: 'GET', path: `/v1/flags/${made.flagId}` }),
  },
  {
    id: 'contestFlag',
    by: CARE,
    asking: () => ofFlag('contest', { statement: fresh() }),
    effect: versionOfFlag,
  },
  {
    id: 'reviewFlag',
    by: YJS,
    asking: () => ofFlag('review', { expiresOn: date(50), note: fresh() }),
    effect: versionOfFlag,
  },
  {
    id: 'correctFlag',
    by: YJS,
    asking: () => {
      const { expiresOn: _, ...flag } = flagOn({}).flag;
      return ofFlag('correction', { flag, note: fresh() });
    },
    effect: versionOfFlag,
  },
  {
    id: 'nominate',
    by: POLICE,
    asking: () => ({
      method: 'POST',
      path: '/v1/nominations',
      body: nominationOf(person(exchange, 1)),
    }),
    effect: async () => (await file()).nominations.length,
  },
  {
    id: 'listViewRequests',
    by: YJS,
    asking: () => ({ method: 'GET', path: '/v1/view-requests' }),
  },
  {
    id: 'readViewRequest',
    by: YJS,
    asking: () => ({
      method: 'GET',
      path: `/v1/view-requests/${made.viewRequestId}`,
    }),
  },
  {
    id: 'replyToViewRequest',
    by: YJS,
    asking: () => ({
      method: 'PUT',
      path: `/v1/view-requests/${made.viewRequestId}/reply`,
      body: { kind: 'VIEW', view: { facts: [fresh()] } },
    }),
    effect: async () => (await file()).returns.length,
  },
  { id: 'readCase', by: PANEL, asking: () => ofCase('GET', '') },
  { id: 'readPack', by: PANEL, asking: () => ofCase('GET', '/pack') },
  {
    id: 'checkEligibility',
    by: PANEL,
    asking: () =>
      ofCase('PUT', '/eligibility', { ...NO_CONVICTION, evidence: fresh() }),
    effect: async () => (await file()).checks.length,
    adds: true,
  },
  {
    id: 'askForViews',
    by: PANEL,
    // Who is named is asked again, for another reason than before.
    asking: () =>
      ofCase('POST', '/view-requests', {
        agencies: ['croydon-social-care'],
        urgent: { replyBy: date(0), reason: urgency() },
      }),
    effect: async () => (await file()).cases[0]?.version ?? 0,
  },
  {
    id: 'listCase',
    by: PANEL,
    asking: listing,
    effect: async () => (await file()).cases[0]?.version ?? 0,
  },
  {
    id: 'openMeeting',
    by: PANEL,
    asking: () => ({
      method: 'POST',
      path: '/v1/meetings',
      body: { panel: 'south-bcu', meetingOn: date(7) },
    }),
    effect: async () => (await meetings()).length,
  },
  {
    id: 'setAgenda',
    by: PANEL,
    asking: () => {
      const cases = [made.caseId, made.otherCaseId];
      return ofMeeting('agenda', {
        cases: reversing() ? cases.toReversed() : cases,
      });
    },
    effect: versionOfMeeting,
  },
  {
    id: 'setAttendance',
    by: PANEL,
    asking: () => ofMeeting('attendance', { present: attending() }),
    effect: versionOfMeeting,
  },
  {
    id: 'readMeeting',
    by: PANEL,
    asking: () => ({ method: 'GET', path: `/v1/meetings/${made.meetingId}` }),
  },
  {
    id: 'listMeetings',
    by: PANEL,
    asking: () => ({
      method: 'GET',
      path: `/v1/meetings?panel=south-bcu&from=${date(0)}&to=${date(7)}`,
    }),
  },
  {
    id: 'decideCase',
    by: PANEL,
    asking: async () => {
      // The deferral before took the case off the agenda.
      await exchange.ask(PANEL, listing());
      const pack = await exchange.ask(PANEL, ofCase('GET', '/pack'));
      return ofCase('POST', '/decisions', {
        packDigest: pack.body.digest,
        meetingId: made.meetingId,
        outcome: 'DEFER',
        deferralReason: 'INSUFFICIENT_INFORMATION',
        nextDate: date(14),
        decider: { practitioner: 'ch-1', role: 'PANEL_CHAIR' },
        rationale: fresh(),
      });
    },
    effect: async () => (await file()).decisions.length,
  },
  {
    id: 'listAgreements',
    by: YJS,
    asking: () => ({ method: 'GET', path: '/v1/agreements' }),
  },
  {
    id: 'listDisclosures',
    by: 'operator-dpo',
    asking: () => ({
      method: 'GET',
      path: `/v1/disclosures?from=${date(0)}&to=${date(0)}`,
    }),
  },
  {
    id: 'listReviews',
    by: 'operator-dpo',
    asking: () => ({ method: 'GET', path: '/v1/reviews' }),
  },
  {
    id: 'readFeed',
    by: YJS,
    asking: () => ({ method: 'GET', path: '/v1/feed' }),
  },
];

beforeAll(async () => {
  faults = injectFaults(exchange);
  const child = person(exchange, 1);
  made.caseId = (await exchange.nominate(child)).body.caseId;
  made.meetingId = await meetingIn(exchange, 0);
  await screenAndList(exchange, made.caseId, made.meetingId);
  made.otherCaseId = (await exchange.nominate(person(exchange, 4))).body.caseId;
  await screenAndList(exchange, made.otherCaseId, made.meetingId);
  await attend(exchange, made.meetingId);
  const { body } = await exchange.ask(
    PANEL,
    ofCase('POST', '/view-requests', URGENT),
  );
  const requests: { viewRequestId: string; agency: string }[] =
    body.viewRequests;
  made.viewRequestId =
    requests.find(({ agency }) => agency === 'croydon-yjs')?.viewRequestId ??
    '';
  const raised = await exchange.ask(YJS, {
    method: 'POST',
    path: '/v1/flags',
    body: flagOn(subjectOf(child)),
  });
  made.flagId = raised.body.flagId;
  const query = await exchange.ask(YJS, {
    method: 'POST',
    path: '/v1/queries',
    body: { subject: subjectOf(child) },
  });
  made.reference = query.body.reference;
  for (const clientId of [YJS, CARE, POLICE, PANEL, 'operator-dpo']) {
    await exchange.ask(clientId, { method: 'GET', path: '/v1/agreements' });
  }
});

const answered: Answer[] = [];
const discloses = ({ status, body }: Answer) =>
  status < 300 && (body.disclosure?.released.length ?? 0) > 0;

describe.each(rows)(
  '$id',
  ({ id, by, asking, adds, effect = async () => 0 }) => {
    it('stopped before or after each call of the store has no effect or one, and discloses nothing unrecorded', async () => {
      const ask = (asked: Asking, key: string) =>
        exchange
          .ask(by, { ...asked, ...(asked.method === 'POST' && withKey(key)) })
          .then((answer) => {
            answered.push(answer);
            return answer;
          });
      const asked = await asking();
      const { calls, result: clean } = await faults.during(
        () => undefined,
        () => ask(asked, randomUUID()),
      );
      expect([id, clean.status < 300]).toEqual([id, true]);
      const write = calls.indexOf('TransactWriteItems');
      expect(write).toBe(calls.length - 1);
      for (const nth of calls.keys()) {
        for (const fault of ['BEFORE', 'AFTER'] as const) {
          const said = `${id}: ${fault} call ${nth}`;
          const request = await asking();
          const before = await effect();
          const key = randomUUID();
          const { result: stopped } = await faults.during(
            (call) => (call.nth === nth ? fault : undefined),
            () => ask(request, key),
          );
          expect([said, stopped.status, stopped.body.code]).toEqual(
            nth === write ? [said, 503, 'NOT_RECORDED'] : [said, 500, 'FAULT'],
          );
          for (const secret of [
            person(exchange, 1).familyName,
            person(exchange, 1).nhsNumber,
            'Synthetic',
          ]) {
            expect(textOf(stopped)).not.toContain(secret);
          }
          const committed = nth === write && fault === 'AFTER';
          const once =
            before + (effect.length === 0 && rowHasEffect(id) ? 1 : 0);
          expect([said, await effect()]).toEqual([
            said,
            committed ? once : before,
          ]);
          const retried = await ask(request, key);
          expect([
            said,
            retried.status,
            retried.status < 300 ? '' : retried.body,
          ]).toEqual([said, clean.status, '']);
          // What has no key is done again: each check is kept, and a setting that is there already changes nothing.
          const repeats = committed && adds ? 1 : 0;
          expect([said, await effect()]).toEqual([said, once + repeats]);
          if (committed && request.method === 'POST' && rowHasEffect(id)) {
            expect(retried.headers.get('idempotency-replayed')).toBe('true');
          }
        }
      }
    });
  },
);

const rowHasEffect = (id: OperationId): boolean =>
  rows.some((row) => row.id === id && row.effect !== undefined);

describe('after all of it', () => {
  it('every answer has its entry, and every disclosure one that says what was released', async () => {
    const entries = await entriesOf(exchange);
    const releasing = entries.filter(({ kept }) => kept.released.length > 0);
    const disclosing = answered.filter(discloses);
    expect(disclosing.length).toBeGreaterThan(20);
    expect(releasing.length).toBeGreaterThanOrEqual(disclosing.length);
    for (const { headers, status, body } of answered) {
      const own = entries.filter(
        ({ kept }) => kept.requestId === headers.get('x-request-id'),
      );
      expect(own.map(({ kept }) => kept.status)).toContain(status);
      if (body.disclosure) {
        expect(own.map(({ kept }) => kept.entryId)).toEqual([
          body.disclosure.ledgerEntry,
        ]);
      }
    }
    console.log(
      `${answered.length} answers, ${disclosing.length} disclosing, ${entries.length} entries`,
    );
  });
});
