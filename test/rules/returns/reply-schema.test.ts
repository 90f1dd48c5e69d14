/** The JSON Schema of a permitted reply says what the API does: what it permits is accepted, what it forbids is refused. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { replyFields } from '../../../cli/reply-schema.ts';
import {
  givable,
  notPermitted,
  replySchemaOf,
} from '../../../rules/returns/reply-schema.ts';
import type { LiveAgreement } from '../../../rules/sharing/agreement.ts';
import {
  Reply,
  VIEW_CATEGORIES,
  type ViewCategory,
} from '../../../schemas/contract/view-requests.ts';
import { ReplyKind } from '../../../schemas/vocabulary/codes.ts';
import { FIELDS } from '../../../schemas/vocabulary/fields.ts';
import {
  PLAIN_LINE,
  PLAIN_PROSE,
} from '../../../schemas/vocabulary/plain-text.ts';
import { line, prose } from '../../../schemas/vocabulary/shapes.ts';
import { proving } from '../../prove.ts';
import { AGREEMENTS, agreementNamed, viewRequest } from '../given.ts';

/** Every pair of an agency and a panel to which an agreement leads a view, asked for all that it may be asked. */
const ASKED = AGREEMENTS.flatMap((agreement) =>
  agreement.parties.flatMap(({ agency }) =>
    ['south-bcu', 'sutton'].flatMap((panel) => {
      const all = viewRequest({
        agency,
        panel,
        agreement: agreement.id,
        categories: [...VIEW_CATEGORIES],
      });
      const categories = [...givable(all, agreement).keys()];
      return categories.length > 0
        ? [{ request: { ...all, categories }, agreement }]
        : [];
    }),
  ),
);

/** As the API does: the contract first, then the agreement. */
const accepted = (
  body: unknown,
  request: (typeof ASKED)[number]['request'],
  agreement: LiveAgreement,
): boolean => {
  const parsed = Reply.safeParse(body);
  return (
    parsed.success && notPermitted(parsed.data, request, agreement).length === 0
  );
};

/** An independent reading of the document: zod's own, from JSON Schema back to a validator. */
const validator = (schema: object) => {
  const { $schema, oneOf, ...rest } = schema as {
    $schema: string;
    oneOf: (object & { anyOf?: unknown })[];
  };
  expect(rest).toEqual({});
  const options = oneOf.map(({ anyOf, ...option }) => ({
    says: z.fromJSONSchema({ $schema, ...option } as Parameters<
      typeof z.fromJSONSchema
    >[0]),
    anyOf: anyOf as { required: string[] }[] | undefined,
  }));
  return (body: unknown): boolean =>
    options.filter(
      ({ says, anyOf }) =>
        says.safeParse(body).success &&
        (anyOf?.some(({ required }) =>
          required.every((name) => Object.hasOwn(body as object, name)),
        ) ??
          true),
    ).length === 1;
};

const date = fc.constantFrom(
  '2026-11-01',
  '2026-02-30',
  '2024-02-29',
  '01/11/2026',
);
const text = fc.constantFrom(
  'Known since May.',
  'Two\nlines',
  ' ',
  '',
  'x\u202Ey',
  'x'.repeat(601),
  'x'.repeat(121),
);
const wild: fc.Arbitrary<unknown> = fc.oneof(
  text,
  date,
  fc.boolean(),
  fc.constantFrom(
    'LOW',
    'VERY_HIGH',
    'OPEN',
    'CIN',
    'HOME',
    'GETTING_HELP',
    'ASSETPLUS',
    null,
    7,
  ),
  fc.array(text, { maxLength: 3 }),
  fc.array(
    fc.record({
      topic: fc.constantFrom('LOOKED_AFTER', 'OTHER'),
      is: fc.boolean(),
      asOf: date,
    }),
    {
      maxLength: 2,
    },
  ),
  fc.array(
    fc.record({ scale: text, rating: text, tool: text, assessedOn: date }),
    { maxLength: 2 },
  ),
);
/** A value that fits its field more often than not, so that whole replies are accepted too. */
const FITTING: Record<string, unknown> = {
  ...{
    knownToService: true,
    status: 'CIN',
    startedOn: '2026-11-01',
    endedOn: '2026-11-02',
    leadProfessional: 'A',
  },
  ...{
    leadContact: 'B',
    riskToOthers: 'LOW',
    safetyAndWellbeing: 'HIGH',
    assessmentTool: 'ASSETPLUS',
  },
  ...{
    assessedOn: '2026-11-01',
    facts: ['Known.'],
    opinions: [],
    needs: ['Help.'],
    protectiveFactors: [],
  },
  ...{
    ratings: [{ scale: 'S', rating: '2', tool: 'T', assessedOn: '2026-11-01' }],
    wishesToHearOutcome: true,
  },
  ...{
    statedFacts: [{ topic: 'MISSING_NOW', is: false, asOf: '2026-11-01' }],
    safeApproachAdvice: 'Go softly.',
  },
  ...{
    doNotVisitReason: 'A dog.',
    recommendedVenue: 'HOME',
    openStatus: 'OPEN',
    thriveGroup: 'GETTING_HELP',
  },
  ...{
    needSummary: 'Support.',
    contactRoute: 'By post.',
    validUntil: '2027-01-01',
  },
};
const fieldsOf = (category: ViewCategory) =>
  fc
    .oneof(
      { weight: 5, arbitrary: fc.subarray(Object.keys(FIELDS[category])) },
      {
        weight: 1,
        arbitrary: fc.subarray([...Object.keys(FIELDS[category]), 'diagnosis']),
      },
    )
    .chain((names) =>
      fc.tuple(
        ...names.map((name) =>
          fc
            .oneof(
              { weight: 40, arbitrary: fc.constant(FITTING[name] ?? 'x') },
              { weight: 1, arbitrary: wild },
            )
            .map((value) => [name, value] as const),
        ),
      ),
    )
    .map((entries) => Object.fromEntries(entries));
const APPROVAL = {
  ...{
    approvalRole: 'CALDICOTT_GUARDIAN',
    approvalPractitioner: 'cg-1',
    approvedAt: '2026-11-20T09:00:00.000Z',
  },
  ...{ approvalBasis: 'CONSENT', approvalReason: 'Synthetic.' },
};
const KEYS = [
  'involvement',
  'view',
  'approach',
  'health',
  'approval',
  'localIdentifier',
  'reason',
  'note',
];
const optional = fc.record(
  {
    involvement: fieldsOf('involvement'),
    view: fieldsOf('view'),
    approach: fieldsOf('approach'),
    health: fieldsOf('health'),
    approval: fc.constantFrom(APPROVAL, APPROVAL, {
      ...APPROVAL,
      approvalBasis: 'HABIT',
    }),
    localIdentifier: fc.constantFrom('CV-104233', 'RIO-1', '', 'x'.repeat(41)),
    reason: fc.constantFrom('LEGAL_PROCEEDINGS', 'OTHER', 'BECAUSE'),
    note: fc.constantFrom('Synthetic.', ''),
  },
  { requiredKeys: [] },
);
const bodies = fc
  .tuple(
    fc.constantFrom(...ReplyKind.options, 'QUESTION'),
    optional,
    fc.subarray(KEYS, { maxLength: 4 }),
  )
  .map(([kind, parts, names]) => ({
    kind,
    ...Object.fromEntries(
      Object.entries(parts).filter(([name]) => names.includes(name)),
    ),
  }));

/** What is drawn at random is seldom fit for an agreement that wants an approval. */
const sometimesSound = fc.oneof(
  { weight: 9, arbitrary: bodies },
  {
    weight: 1,
    arbitrary: fc.constant({ kind: 'NOTHING_HELD', approval: APPROVAL }),
  },
);

describe.each([...new Set(ASKED.map(({ agreement }) => agreement.id))])(
  'under %s',
  (id) => {
    const asked = ASKED.filter(({ agreement }) => agreement.id === id);
    const read = new Map(
      asked.map((each) => [
        each,
        validator(replySchemaOf(each.request, each.agreement)),
      ]),
    );

    it('a reply is accepted exactly where the schema permits it', () => {
      const told = { accepted: 0, refused: 0 };
      fc.assert(
        fc.property(fc.constantFrom(...asked), sometimesSound, (each, body) => {
          const says = accepted(body, each.request, each.agreement);
          expect(read.get(each)?.(body)).toBe(says);
          told[says ? 'accepted' : 'refused'] += 1;
        }),
        proving(5000),
      );
      expect(Math.min(told.accepted, told.refused)).toBeGreaterThan(5);
    });

    it('a whole reply of each kind is among them', () => {
      for (const each of asked) {
        const [[category, fields] = ['view', []]] = givable(
          each.request,
          each.agreement,
        );
        const approval = each.agreement.returns.approvalRequired
          ? { approval: APPROVAL }
          : {};
        const view = {
          [category]: Object.fromEntries(
            fields.map((field) => [field, FITTING[field]]),
          ),
        };
        for (const body of [
          { kind: 'VIEW', ...view, localIdentifier: 'CV-1', ...approval },
          { kind: 'NOTHING_HELD', ...approval },
          {
            kind: 'WITHHELD',
            reason: 'OTHER',
            note: 'Synthetic.',
            ...approval,
          },
          { kind: 'CANNOT_IDENTIFY', ...approval },
        ]) {
          expect(
            [
              accepted(body, each.request, each.agreement),
              read.get(each)?.(body),
            ],
            body.kind,
          ).toEqual([true, true]);
        }
      }
    });
  },
);

describe('what no flow lets the panel have', () => {
  const request = viewRequest({ categories: ['view', 'approach'] });
  const narrowed = (
    change: (flow: LiveAgreement['flows'][number]) => object,
  ): LiveAgreement => {
    const agreement = agreementNamed('MD-SBCU-001');
    return {
      ...agreement,
      flows: agreement.flows.map((flow) => ({ ...flow, ...change(flow) })),
    };
  };
  const reply = Reply.parse({
    kind: 'VIEW',
    view: { riskToOthers: 'LOW', opinions: ['Likely.'] },
  });
  const pointers = (agreement: LiveAgreement) =>
    notPermitted(reply, request, agreement).map(({ pointer }) => pointer);

  it('is refused where it stands: a field, or the whole category', () => {
    const noOpinions = narrowed(({ fields }) => ({
      fields: fields.filter((field) => field !== 'opinions'),
    }));
    expect(pointers(noOpinions)).toEqual(['/view/opinions']);
    expect(JSON.stringify(replySchemaOf(request, noOpinions))).not.toContain(
      'opinions',
    );
    const elsewhere = narrowed(({ category, to }) => ({
      to: category === 'view' ? ['panel:sutton'] : to,
    }));
    expect(pointers(elsewhere)).toEqual(['/view']);
    const otherPurpose = narrowed(({ category, purposes }) => ({
      purposes: category === 'view' ? ['MONITORING'] : purposes,
    }));
    expect(pointers(otherPurpose)).toEqual(['/view']);
  });

  it('so is what is prohibited, whatever flows there are, and what was not asked for', () => {
    const agreement = agreementNamed('MD-SBCU-001');
    const clause = {
      id: 'X',
      category: 'view',
      fields: ['opinions'],
      because: 'Synthetic.',
    };
    const prohibiting = {
      ...agreement,
      prohibitions: [...agreement.prohibitions, clause],
    };
    expect(pointers(prohibiting)).toEqual(['/view/opinions']);
    expect(
      notPermitted(reply, viewRequest({ categories: ['approach'] }), agreement),
    ).toMatchObject([{ pointer: '/view' }]);
  });
});

it('the schemas of the fields are those of the contract: npm run reply-schema', () => {
  const kept = readFileSync(
    join(import.meta.dirname, '../../../schemas/contract/reply-fields.json'),
    'utf8',
  );
  expect(JSON.parse(kept)).toEqual(JSON.parse(JSON.stringify(replyFields())));
});

it('the patterns of text let through each character that the contract does, and no other', () => {
  const [plainLine, plainProse, aLine, aProse] = [
    new RegExp(PLAIN_LINE),
    new RegExp(PLAIN_PROSE),
    line(9),
    prose(9),
  ];
  const differing = Array.from(
    { length: 0x1_0000 },
    (_, code) => `a${String.fromCharCode(code)}b`,
  ).filter(
    (said) =>
      !/[\uD800-\uDFFF]/.test(said) &&
      (plainLine.test(said) !== aLine.safeParse(said).success ||
        plainProse.test(said) !== aProse.safeParse(said).success),
  );
  expect(differing).toEqual([]);
});
