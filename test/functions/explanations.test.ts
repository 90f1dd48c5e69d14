/** An explanation decides without disclosing, and gives the reasons of a real decision, to the letter. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadAgreements } from '../../local/registry/agreements.ts';
import {
  CATEGORIES,
  categoryNames,
} from '../../schemas/vocabulary/categories.ts';
import { subjectOf, testExchange } from '../exchange.ts';
import { proving } from '../prove.ts';

const exchange = testExchange();
const YJS = 'croydon-yjs-case-system';
const ROLE = 'YJS_PRACTITIONER';
const explain = (clientId: string, body: object) =>
  exchange.ask(clientId, { method: 'POST', path: '/v1/explanations', body });

const supposed = (record: object, asked: object = {}) => ({
  asked: {
    recipient: 'croydon-yjs',
    purpose: 'PANEL_SELECTION',
    practitionerRole: ROLE,
    ...asked,
  },
  record: {
    originator: 'met-police',
    agreement: 'MD-SBCU-001',
    category: 'incident',
    fields: ['incidentType'],
    subject: {
      birthDate: '2011-04-10',
      borough: 'E09000008',
      formerBoroughs: [],
      category: 'OTHER',
    },
    expiresAt: '2099-01-01T00:00:00.000Z',
    ...record,
  },
});

describe('an explanation', () => {
  it('gives the account that the real answer gave, byte for byte', async () => {
    const [person] = exchange.people;
    if (!person) throw new Error('no cohort');
    await exchange.nominate(person);
    const real = await exchange.ask(YJS, {
      method: 'POST',
      path: '/v1/queries',
      body: { subject: subjectOf(person) },
    });
    const { birthDate, borough, formerBoroughs, incident } = person;
    const subject = {
      birthDate,
      borough,
      formerBoroughs,
      category: incident.subjectCategory,
    };
    for (const category of ['identity', 'identifiers', 'incident'] as const) {
      const of = <T extends { category: string }>(lines: T[]) =>
        lines.filter((line) => line.category === category);
      const told = {
        released: of(real.body.disclosure.released),
        withheld: of(real.body.disclosure.withheld),
      };
      const fields = [...told.released, ...told.withheld].flatMap(
        (line) => (line as unknown as { fields: string[] }).fields,
      );
      const { body } = await explain(
        YJS,
        supposed({ category, fields, subject }),
      );
      const { released, withheld } = body.explanation;
      expect(JSON.stringify({ released, withheld })).toBe(JSON.stringify(told));
    }
  });

  it('reads no child, and gives each reason as a sentence', async () => {
    const { status, body } = await explain(
      YJS,
      supposed({ fields: ['assessment'] }),
    );
    expect(status).toBe(200);
    expect(body.explanation.released).toEqual([]);
    expect(body.explanation.withheld[0].reasons).toEqual([
      expect.objectContaining({
        code: 'FIELD_NOT_AGREED',
        says: expect.stringMatching(/^The agreement .*\.$/),
      }),
    ]);
  });

  it('is of one’s own position; the operator may ask for anybody', async () => {
    const other = supposed({}, { recipient: 'sutton-yjs' });
    const refused = await explain(YJS, other);
    expect([refused.status, refused.body.code]).toEqual([
      403,
      'NOT_OWN_POSITION',
    ]);
    expect((await explain('operator-dpo', other)).status).toBe(200);
    const panel = supposed({}, { recipient: 'panel:south-bcu' });
    expect((await explain(YJS, panel)).status).toBe(403);
    expect(
      (await explain('met-police-panel', panel)).body.explanation.released,
    ).toHaveLength(1);
  });

  it('answers for another day: what flows today and what will not after the review', async () => {
    const [{ terms } = { terms: { reviewOn: '' } }] = loadAgreements().filter(
      ({ terms: { id } }) => id === 'MD-SBCU-001',
    );
    const at = (date: string) => ({
      ...supposed({}),
      at: `${date}T12:00:00.000Z`,
    });
    expect(
      (await explain(YJS, at(terms.reviewOn))).body.explanation.released,
    ).toHaveLength(1);
    const after = new Date(Date.parse(terms.reviewOn) + 86_400_000)
      .toISOString()
      .slice(0, 10);
    const { withheld } = (await explain(YJS, at(after))).body.explanation;
    expect(
      withheld[0].reasons.map(({ code }: { code: string }) => code),
    ).toEqual(['AGREEMENT_REVIEW_OVERDUE']);
  });

  it('never fails on anything that can be supposed', async () => {
    const record = fc.record({
      category: fc.constantFrom(...categoryNames, 'astrology', 'constructor'),
      agreement: fc.constantFrom(
        'MD-SBCU-001',
        'MD-CAMHS-003',
        'MD-SUT-004',
        'XX-NONE-999',
      ),
      originator: fc.constantFrom(
        'met-police',
        'slam',
        'croydon-yjs',
        'nobody',
      ),
      fields: fc.uniqueArray(
        fc.constantFrom(...Object.values(CATEGORIES).flat(), 'horoscope'),
        {
          minLength: 1,
          maxLength: 5,
        },
      ),
    });
    await fc.assert(
      fc.asyncProperty(record, async (about) => {
        const { status, body } = await explain('operator-dpo', supposed(about));
        expect(status).toBe(200);
        const told = [
          ...body.explanation.released,
          ...body.explanation.withheld,
        ].flatMap(({ fields }) => fields);
        expect(told.toSorted()).toEqual(about.fields.toSorted());
      }),
      proving(1000),
    );
  });
});
