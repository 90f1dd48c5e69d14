/** GET /v1/meetings/{id} for `Accept: text/html`: the agenda and every pack, each an entry of its own, or nothing at all. */

import { beforeAll, describe, expect, it } from 'vitest';
import type { Answer } from '../../../local/client.ts';
import { OPERATIONS } from '../../../schemas/contract/operations.ts';
import { BOUNDS } from '../../../schemas/vocabulary/bounds.ts';
import { testExchange } from '../../exchange.ts';
import { HTML, printMeeting, printPack } from '../../print/cases.ts';
import {
  attend,
  entriesOf,
  expectProblem,
  meetingIn,
  ofCase,
  PANEL,
  person,
  screenAndList,
  YJS,
} from '../requests.ts';

const exchange = testExchange({ sequencing: false });
/** Of the south BCU: whom its panel may talk about. */
const ofPanel = () =>
  exchange.people
    .filter(({ borough }) => borough !== 'E09000029')
    .map(({ number }) => number);
let meetingId: string;
let cases: string[];
let page: Answer;

const listedFor = async (
  meeting: string,
  numbers: readonly number[],
): Promise<string[]> => {
  const listed: string[] = [];
  for (const number of numbers) {
    const { caseId } = (await exchange.nominate(person(exchange, number))).body;
    await screenAndList(exchange, caseId, meeting);
    listed.push(caseId);
  }
  return listed;
};

beforeAll(async () => {
  meetingId = await meetingIn(exchange, 7);
  cases = await listedFor(meetingId, ofPanel().slice(0, 3));
  page = await printMeeting(exchange, meetingId);
});

describe('the page', () => {
  it('has the agenda in its order, then the two sheets of each case', async () => {
    expect(page.status).toBe(200);
    const reversed = cases.toReversed();
    const path = `/v1/meetings/${meetingId}/agenda`;
    expect(
      (
        await exchange.ask(PANEL, {
          method: 'PUT',
          path,
          body: { cases: reversed },
        })
      ).status,
    ).toBe(200);
    const { body } = await printMeeting(exchange, meetingId);
    const [, agenda, ...packs] = body.split('<section');
    expect(packs).toHaveLength(6);
    const where = (within: string) =>
      reversed.map((caseId) => within.indexOf(caseId));
    for (const order of [where(agenda), where(packs.join(''))]) {
      expect(order.every((at) => at >= 0)).toBe(true);
      expect(order).toEqual(order.toSorted((a, b) => a - b));
    }
    await exchange.ask(PANEL, { method: 'PUT', path, body: { cases } });
  });

  it('says who is there and whether they are a quorum', async () => {
    expect(page.body).toContain('Not quorate');
    const other = await meetingIn(exchange, 8);
    await attend(exchange, other);
    const { body } = await printMeeting(exchange, other);
    expect(body).toContain('Quorate');
    expect(body).toContain('Croydon Social Care');
    expect(body).toContain('Social worker');
    expect(body).toContain('No case is listed.');
  });

  it('narrows each pack to what everybody present may hear', async () => {
    const room = await meetingIn(exchange, 9);
    const [caseId = ''] = await listedFor(room, ofPanel().slice(3, 4));
    const { familyName } = person(exchange, ofPanel()[3] ?? 0);
    expect((await printMeeting(exchange, room)).body).toContain(familyName);
    const stranger = {
      agency: 'safer-paths',
      practitioner: 'w-1',
      role: 'DELIVERY_WORKER',
    };
    const path = `/v1/meetings/${room}/attendance`;
    expect(
      (
        await exchange.ask(PANEL, {
          method: 'PUT',
          path,
          body: { present: [stranger] },
        })
      ).status,
    ).toBe(200);
    const { status, body } = await printMeeting(exchange, room);
    expect(status).toBe(200);
    expect(body).not.toContain(familyName);
    expect(body).toContain(caseId);
    expect(body).toContain('Nothing of this case may be printed now');
  });
});

describe('the ledger', () => {
  it('has one entry for the meeting and one for each pack, all of one request, each with its copy and its releases', async () => {
    const entries = (await entriesOf(exchange, page)).map(
      ({ kept, erasable }) => ({ ...kept, ...erasable }),
    );
    const [own, ...packs] = entries.toSorted(
      (a, b) => Number(a.case !== undefined) - Number(b.case !== undefined),
    );
    expect(own).toMatchObject({
      endpoint: 'readMeeting',
      outcome: 'NIL',
      released: [],
      cases,
    });
    expect(packs.map(({ case: of }) => of).sort()).toEqual(cases.toSorted());
    for (const each of packs) {
      expect(each).toMatchObject({
        endpoint: 'readMeeting',
        outcome: 'PARTIAL',
        copy: 1,
        recipient: 'panel:south-bcu',
      });
      expect(each.purpose).toBe('PANEL_SELECTION');
      expect(each.released.map(({ category }) => category)).toContain(
        'identity',
      );
      expect(each.personId).toMatch(/^[0-9a-f]{32}$/);
      expect(page.body).toContain(each.entryId);
    }
    expect(new Set(entries.map(({ entryId }) => entryId)).size).toBe(4);
  });

  it('counts the copies of a case, wherever it was printed', async () => {
    const [caseId = ''] = cases;
    const numbers = async () =>
      Number(/Copy (\d+)/.exec((await printPack(exchange, caseId)).body)?.[1]);
    const before = await numbers();
    await printMeeting(exchange, meetingId);
    expect(await numbers()).toBe(before + 2);
  });
});

describe('who gets none', () => {
  it('does not say why: a meeting’s page is about children, its JSON is not', async () => {
    const path = `/v1/meetings/${meetingId}`;
    expectProblem(
      await exchange.ask(PANEL, { method: 'GET', path, ...HTML, purpose: '' }),
      'HEADER_INVALID',
    );
    expect(
      (await exchange.ask(PANEL, { method: 'GET', path, purpose: '' })).status,
    ).toBe(200);
    expect(OPERATIONS.readMeeting.concerns).toBe('CALLER');
  });

  it('names an agreement that is not there, or a meeting that is not', async () => {
    const path = `/v1/meetings/${meetingId}`;
    expectProblem(
      await exchange.ask(PANEL, {
        method: 'GET',
        path,
        ...HTML,
        agreement: 'MD-NONE-999',
      }),
      'NO_AGREEMENT',
    );
    expectProblem(
      await printMeeting(exchange, `mtg_${'0'.repeat(32)}`),
      'NOT_FOUND',
    );
    expectProblem(
      await exchange.ask(YJS, { method: 'GET', path, ...HTML }),
      'SCOPE_MISSING',
    );
  });

  it('asks for more cases than one transaction records: not one is printed, counted or released', async () => {
    const long = await meetingIn(exchange, 10);
    const last = 4 + BOUNDS.printedOfMeeting;
    await listedFor(long, ofPanel().slice(4, last));
    const whole = await printMeeting(exchange, long);
    expect(whole.status).toBe(200);
    expect((await entriesOf(exchange, whole)).length).toBe(
      1 + BOUNDS.printedOfMeeting,
    );
    const [another = ''] = await listedFor(
      long,
      ofPanel().slice(last, last + 1),
    );
    const refused = await printMeeting(exchange, long);
    expectProblem(refused, 'CONTENT_INVALID', ['/path/id']);
    expect(await entriesOf(exchange, refused)).toMatchObject([
      { kept: { outcome: 'FAILED', released: [] } },
    ]);
    expect(
      (await ofCase(exchange, another, 'GET', '/pack', undefined, HTML)).body,
    ).toContain('Copy 1<');
  });
});
