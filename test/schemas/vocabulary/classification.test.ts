/** Every field that can leave the exchange is classified; what nobody has classified turns this red before it leaves. */
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import {
  OPERATIONS,
  type Operation,
  operationIds,
} from '../../../schemas/contract/operations.ts';
import { ProblemDocument } from '../../../schemas/contract/problems.ts';
import {
  isCategory,
  isFieldOf,
} from '../../../schemas/vocabulary/categories.ts';
import {
  administrative,
  type Classification,
  classification,
  derived,
  personal,
} from '../../../schemas/vocabulary/classification.ts';

interface Leaf {
  path: string[];
  /** The marks on the way to it, the outermost first. Sound are marks that all say one thing. */
  marks: Classification[];
}

/** What a schema is made of, by the name of each part. No parts: it is a leaf. */
const fingerprintOf = (
  schema: z.core.$ZodType,
): [string, z.core.$ZodType][] => {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  switch (def.type) {
    case 'object':
      return [
        ...Object.entries(def.shape),
        ...(open(def.catchall)
          ? ([['*', def.catchall]] as [string, z.core.$ZodType][])
          : []),
      ];
    case 'array':
      return [['[]', def.element]];
    case 'union':
      return def.options.map((option, i) => [`|${i}`, option]);
    case 'intersection':
      return [
        ['&0', def.left],
        ['&1', def.right],
      ];
    case 'tuple':
      return def.items.map((item, i) => [String(i), item]);
    case 'record':
    case 'map':
      return [
        ['{key}', def.keyType],
        ['{}', def.valueType],
      ];
    case 'set':
      return [['[]', def.valueType]];
    // What leaves is what comes out of a pipe.
    case 'pipe':
      return [['', def.out]];
    case 'lazy':
      return [['', def.getter()]];
    case 'optional':
    case 'nullable':
    case 'default':
    case 'prefault':
    case 'nonoptional':
    case 'readonly':
    case 'catch':
    case 'promise':
    case 'success':
      return [['', def.innerType]];
    default:
      return [];
  }
};

/** A strict object's catch-all lets nothing through. */
const open = (
  catchall: z.core.$ZodType | undefined,
): catchall is z.core.$ZodType =>
  catchall !== undefined &&
  (catchall as z.core.$ZodTypes)._zod.def.type !== 'never';

const leavesOf = (
  schema: z.core.$ZodType,
  path: string[] = [],
  above: Classification[] = [],
): Leaf[] => {
  const own = classification.get(schema as z.ZodType);
  const marks = own ? [...above, own] : above;
  const parts = fingerprintOf(schema);
  if (parts.length === 0) return [{ path, marks }];
  return parts.flatMap(([name, part]) =>
    leavesOf(part, name === '' ? path : [...path, name], marks),
  );
};

const named = ({ path }: Leaf): string => path.join('.');
const unclassified = (schema: z.core.$ZodType): string[] =>
  leavesOf(schema)
    .filter(
      ({ marks }) =>
        new Set(marks.map((mark) => JSON.stringify(mark))).size !== 1,
    )
    .map(named);

const isKind = (kind: Classification['kind']) => (leaf: Leaf) =>
  leaf.marks.some((mark) => mark.kind === kind);

const personalLeaves = (
  schema: z.core.$ZodType,
): { leaf: Leaf; category: string; field: string }[] =>
  leavesOf(schema).flatMap((leaf) =>
    leaf.marks.flatMap((mark) => {
      if (mark.kind !== 'personal') return [];
      const [category = '', field = ''] = mark.field.split('.');
      return [{ leaf, category, field }];
    }),
  );

const ANSWERS = [
  ...operationIds.map(
    (id) => [id, OPERATIONS[id].answers.schema] as [string, z.ZodType],
  ),
  ...operationIds.flatMap((id) => {
    const { printed }: Operation = OPERATIONS[id];
    return printed ? [[`${id}, printed`, printed] as [string, z.ZodType]] : [];
  }),
  ['any problem', ProblemDocument] as [string, z.ZodType],
];

describe.each(ANSWERS)('the answer of %s', (_, schema) => {
  it('has no field that is unclassified, or called two things', () => {
    expect(unclassified(schema)).toEqual([]);
  });

  it('calls personal only what is a field of the registry, under the name and category that it has there', () => {
    for (const { leaf, category, field } of personalLeaves(schema)) {
      expect(isCategory(category) && isFieldOf(category, field)).toBe(true);
      const words = leaf.path.filter((name) => name !== '[]');
      const at = words.indexOf(category);
      expect(words.slice(at, at + 2)).toEqual([category, field]);
    }
  });

  it('cannot carry a Caldicott Guardian’s approval', () => {
    expect(
      personalLeaves(schema).filter(({ category }) => category === 'approval'),
    ).toEqual([]);
  });
});

describe('what the process of a panel made of released records', () => {
  it('leaves to the panel alone, and to the officer whom it sends', () => {
    const elsewhere = operationIds.filter((id) => {
      const operation: Operation = OPERATIONS[id];
      return (
        !['panel', 'visits'].includes(operation.function) &&
        leavesOf(operation.answers.schema).some(isKind('derived'))
      );
    });
    expect(elsewhere).toEqual([]);
  });
});

describe('personal data', () => {
  it('is in no answer of an operation that concerns no child', () => {
    const careless = operationIds.filter((id) => {
      const operation: Operation = OPERATIONS[id];
      return (
        operation.concerns !== 'PERSONAL' &&
        leavesOf(operation.answers.schema).some(isKind('personal'))
      );
    });
    expect(careless).toEqual([]);
  });

  it('is walked here at all: the permitted record alone has more than fifty such fields', () => {
    expect(
      personalLeaves(OPERATIONS.readYoungPerson.answers.schema).length,
    ).toBeGreaterThan(50);
  });
});

describe('the walk turns red', () => {
  const sound = administrative(z.string());
  it.each<[string, z.ZodType, string[]]>([
    [
      'in an object',
      z.strictObject({ sound, forgotten: z.string() }),
      ['forgotten'],
    ],
    [
      'in a list',
      z.strictObject({ list: z.array(z.strictObject({ forgotten: z.int() })) }),
      ['list.[].forgotten'],
    ],
    [
      'that is optional',
      z.strictObject({ sound, forgotten: z.boolean().optional() }),
      ['forgotten'],
    ],
    [
      'with a default, or null',
      z.strictObject({ a: z.string().default('x'), b: z.null().nullable() }),
      ['a', 'b'],
    ],
    [
      'in one form of several',
      z.union([sound, z.strictObject({ forgotten: z.string() })]),
      ['|1.forgotten'],
    ],
    [
      'that comes out of a pipe',
      z.strictObject({ forgotten: sound.pipe(z.string()) }),
      ['forgotten'],
    ],
    [
      'in a record',
      z.strictObject({ record: z.record(sound, z.string()) }),
      ['record.{}'],
    ],
    ['in a tuple', z.tuple([sound, z.string()]), ['1']],
    ['that an open object lets through', z.looseObject({ sound }), ['*']],
    [
      'that is called two things',
      derived(z.strictObject({ sound })),
      ['sound'],
    ],
  ])('at a field %s that nobody has classified', (_, schema, expected) => {
    expect(unclassified(schema)).toEqual(expected);
  });

  it('at nothing where a mark stands on the field, on its list or on the whole', () => {
    const field = personal('identity.givenName', z.string());
    expect(
      unclassified(
        z.strictObject({
          sound,
          list: z.array(field.optional()),
          name: field.optional(),
        }),
      ),
    ).toEqual([]);
    expect(
      unclassified(derived(z.array(z.strictObject({ anything: z.string() })))),
    ).toEqual([]);
  });

  it('at a mark that does not spread to the schema that it was made of', () => {
    const plain = z.string();
    administrative(plain);
    expect(unclassified(z.strictObject({ plain }))).toEqual(['plain']);
  });
});
