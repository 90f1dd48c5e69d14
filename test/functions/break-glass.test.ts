/** IMMEDIATE_SAFETY works at once, cannot be mistaken in the ledger, and is reviewed within 24 hours. */
import { beforeAll, describe, expect, it } from 'vitest';
import { subjectOf, testExchange } from '../exchange.ts';

const exchange = testExchange({ sequencing: false });
const YJS = 'croydon-yjs-case-system';
const DPO = {
  practitioner: 'dpo-7; role=DATA_PROTECTION_OFFICER',
  reason: 'LAWFULNESS_CHECK',
} as const;
const GLASS = {
  purpose: 'IMMEDIATE_SAFETY',
  reason: 'SAFEGUARDING_CONCERN',
  practitioner: 'yjs-9; role=YJS_PRACTITIONER',
};
const today = () => new Date().toISOString().slice(0, 10);

const query = (givenName?: string) => {
  const [person] = exchange.people;
  if (!person) throw new Error('no cohort');
  const subject = { ...subjectOf(person), ...(givenName && { givenName }) };
  return { method: 'POST', path: '/v1/queries', body: { subject } } as const;
};
const reviews = async (clientId: string) =>
  (await exchange.ask(clientId, { method: 'GET', path: '/v1/reviews', ...DPO }))
    .body.reviews as {
    reviewId: string;
    usedAt: string;
    reviewBy: string;
    overdue: boolean;
    originators: string[];
  }[];
const conclude = (
  reviewId: string,
  clientId = 'operator-dpo',
  said: object = {},
) =>
  exchange.ask(clientId, {
    method: 'POST',
    path: `/v1/reviews/${reviewId}/conclusion`,
    body: {
      finding: 'JUSTIFIED',
      note: 'A child was at risk that night (synthetic).',
    },
    ...DPO,
    ...said,
  });

describe('the break-glass purpose', () => {
  let used = '';
  beforeAll(async () => {
    const [person] = exchange.people;
    if (person) await exchange.nominate(person);
    used = (await exchange.ask(YJS, { ...query(), ...GLASS })).body.disclosure
      .ledgerEntry;
  });

  it('answers at once, with what the agreement releases for it and no more', async () => {
    const { status, body } = await exchange.ask(YJS, { ...query(), ...GLASS });
    expect(status).toBe(200);
    expect(body.records.identity).toHaveLength(1);
    // The agreement lets identifiers travel for selection, not for this.
    expect(body.records.identifiers).toBeUndefined();
  });

  it('opens a review of 24 hours, also where nobody was found', async () => {
    const missed = await exchange.ask(YJS, { ...query('Nobody'), ...GLASS });
    expect(missed.status).toBe(404);
    const open = await reviews('operator-dpo');
    expect(open).toHaveLength(3);
    for (const { usedAt, reviewBy } of open)
      expect(Date.parse(reviewBy) - Date.parse(usedAt)).toBe(24 * 3_600_000);
  });

  it('is unmistakable in the ledger', async () => {
    await exchange.running.sequence();
    const list = {
      method: 'GET',
      path: `/v1/disclosures?from=${today()}&to=${today()}&limit=100`,
      ...DPO,
    } as const;
    const { entries } = (await exchange.ask('operator-dpo', list)).body;
    const broken = entries.filter(
      (entry: { breakGlass?: object }) => entry.breakGlass !== undefined,
    );
    expect(broken.map((entry: { purpose: string }) => entry.purpose)).toEqual(
      Array(3).fill('IMMEDIATE_SAFETY'),
    );
    expect(broken[0].entryId).toBe(used);
  });

  it('notifies the data protection officers: of the agency, of those whose data it was, of the operator', async () => {
    await exchange.running.sequence();
    for (const clientId of [YJS, 'met-police-dpo', 'operator-dpo']) {
      const { body } = await exchange.ask(clientId, {
        method: 'GET',
        path: '/v1/feed',
        ...DPO,
      });
      const notice = body.notices.find(
        ({ reviewId }: { reviewId: string }) => reviewId === used,
      );
      expect([clientId, notice?.kind]).toEqual([clientId, 'BREAK_GLASS_USED']);
    }
  });

  it('is reviewed by another officer than the one who used it, once', async () => {
    const self = await conclude(used, 'operator-dpo', {
      practitioner: 'yjs-9; role=DATA_PROTECTION_OFFICER',
    });
    expect([self.status, self.body.code]).toEqual([403, 'SELF_REVIEW']);
    // The police, whose data it was, look on: the agency that used it answers for it.
    expect(
      (await reviews('met-police-dpo')).map(({ reviewId }) => reviewId),
    ).toContain(used);
    expect((await conclude(used, 'met-police-dpo')).status).toBe(404);
    expect((await conclude(used)).status).toBe(201);
    expect(
      (await reviews('operator-dpo')).map(({ reviewId }) => reviewId),
    ).not.toContain(used);
    expect((await conclude(used)).status).toBe(404);
  });

  it('has nowhere to go under an agreement that does not have it', async () => {
    const asked = { ...query(), ...GLASS, agreement: 'MD-SUT-002' };
    const { status, body } = await exchange.ask(
      'sutton-yjs-case-system',
      asked,
    );
    expect([status, body.code]).toEqual([403, 'NO_AGREEMENT']);
  });

  it('is for reading what is known, and for nothing else', async () => {
    const [person] = exchange.people;
    if (!person) throw new Error('no cohort');
    const before = (await reviews('operator-dpo')).length;
    const flagged = await exchange.ask(YJS, {
      method: 'POST',
      path: '/v1/flags',
      body: {},
      ...GLASS,
    });
    expect([flagged.status, flagged.body.code]).toEqual([
      400,
      'HEADER_INVALID',
    ]);
    expect(await reviews('operator-dpo')).toHaveLength(before);
  });
});
