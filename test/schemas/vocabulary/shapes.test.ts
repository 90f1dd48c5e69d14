/** The small shapes hold against text that was made to deceive, and against days that never were. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  AgencyId,
  CalendarDate,
  CaseId,
  GssCode,
  Instant,
  line,
  prose,
  Sha256,
  YoungPersonReference,
} from '../../../schemas/vocabulary/shapes.ts';
import { proving } from '../../prove.ts';

const codePoint = (code: number) =>
  `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
const range = (first: number, last: number) =>
  Array.from({ length: last - first + 1 }, (_, i) => first + i);
const accepted = (
  schema: typeof CalendarDate | ReturnType<typeof line>,
  text: string,
) => schema.safeParse(text).success;

const CONTROLS = [...range(0x00, 0x1f), ...range(0x7f, 0x9f)];
const NEW_LINE = 0x0a;
/** Unicode's Bidi_Control: what turns the direction of text round. */
const BIDI = [
  0x061c,
  0x200e,
  0x200f,
  ...range(0x202a, 0x202e),
  ...range(0x2066, 0x2069),
];
const ZERO_WIDTH = [0x200b, 0x200c, 0x200d, 0x2060, 0xfeff];
const LINE_BREAKS = [0x2028, 0x2029];
const NOT_CHARACTERS = [0xd800, 0xdfff, 0xe000];

const within = (code: number) => `Ada${String.fromCodePoint(code)}Okoro`;

describe.each([
  ['a line', line(80)],
  ['prose', prose(80)],
] as const)('%s', (name, schema) => {
  const unsafe = [
    ...CONTROLS,
    ...BIDI,
    ...ZERO_WIDTH,
    ...LINE_BREAKS,
    ...NOT_CHARACTERS,
  ].filter((code) => name === 'a line' || code !== NEW_LINE);

  it.each(unsafe.map((code) => [codePoint(code), code] as const))(
    'refuses %s within it',
    (_, code) => {
      expect(accepted(schema, within(code))).toBe(false);
    },
  );

  it('never carries one of them, wherever it stood', () => {
    const text = fc.array(
      fc.constantFrom(
        'a',
        'é',
        ' ',
        ...unsafe.map((code) => String.fromCodePoint(code)),
      ),
    );
    fc.assert(
      fc.property(text, (characters) => {
        const parsed = schema.safeParse(characters.join(''));
        const out = parsed.success
          ? [...parsed.data].map((character) => character.codePointAt(0) ?? 0)
          : [];
        expect(out.filter((code) => unsafe.includes(code))).toEqual([]);
      }),
      proving(2000),
    );
  });

  it('is normalised to NFC, so that equal names are equal text', () => {
    expect(schema.parse('Nu\u0301n\u0303ez')).toBe('N\u00fa\u00f1ez');
    expect(schema.parse('\u212b')).toBe('\u00c5');
  });

  it('is normalised and trimmed once for all: parsed again it is the same', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), (text) => {
        const parsed = schema.safeParse(text);
        if (parsed.success) expect(schema.parse(parsed.data)).toBe(parsed.data);
      }),
      proving(2000),
    );
  });

  it('is trimmed, and refused where nothing is left', () => {
    expect(schema.parse('  Ada  ')).toBe('Ada');
    expect(accepted(schema, '   ')).toBe(false);
    expect(accepted(schema, '')).toBe(false);
  });

  it('is bounded', () => {
    expect(accepted(schema, 'a'.repeat(80))).toBe(true);
    expect(accepted(schema, 'a'.repeat(81))).toBe(false);
  });

  it.each([
    'O’Connor-Núñez',
    'Łukasz',
    'محمد',
    '李小龍',
    'Ngô Đình',
    "D'Arcy",
    '👩‍🎓'.normalize().slice(0, 2),
  ])('takes the name %s as people write it', (text) => {
    expect(schema.parse(text)).toBe(text);
  });
});

describe('prose', () => {
  it('may have several lines, and a line may not', () => {
    expect(prose(80).parse('First.\nSecond.')).toBe('First.\nSecond.');
    expect(accepted(line(80), 'First.\nSecond.')).toBe(false);
  });
});

describe('a calendar date', () => {
  it.each([
    '2026-02-28',
    '2028-02-29',
    '2000-02-29',
    '2026-12-31',
    '2026-01-01',
  ])('may be %s', (date) => {
    expect(accepted(CalendarDate, date)).toBe(true);
  });

  it.each([
    '2026-02-29',
    '2026-02-30',
    '2100-02-29',
    '2026-04-31',
    '2026-13-01',
    '2026-00-10',
    '2026-01-00',
    '2026-1-1',
    '26-01-01',
    '2026-01-01T00:00:00Z',
    '01/02/2026',
    ' 2026-01-01',
    '',
  ])('is never %j', (date) => {
    expect(accepted(CalendarDate, date)).toBe(false);
  });
});

describe('an instant', () => {
  it.each([
    '2026-11-23T10:00:00.000Z',
    '2026-11-23T10:00:00Z',
    '2028-02-29T23:59:59.999Z',
  ])('may be %s', (at) => {
    expect(Instant.safeParse(at).success).toBe(true);
  });

  it.each([
    '2026-02-30T10:00:00.000Z',
    '2026-11-23T24:00:00.000Z',
    '2026-11-23T10:60:00.000Z',
    '2026-11-23T10:00:00.000',
    '2026-11-23T10:00:00.000+01:00',
    '2026-11-23 10:00:00Z',
    '2026-11-23',
  ])('is never %s: it is a real one, and in UTC', (at) => {
    expect(Instant.safeParse(at).success).toBe(false);
  });
});

describe('an id', () => {
  const HEX = '0123456789abcdef'.repeat(2);
  it.each([
    ['a case', CaseId, `case_${HEX}`],
    ['a reference', YoungPersonReference, `yp_${'A'.repeat(44)}`],
    ['an agency', AgencyId, 'croydon-yjs'],
    ['a hash', Sha256, 'a'.repeat(64)],
    ['a borough', GssCode, 'E09000008'],
  ])(
    'of %s has one spelling, with nothing before or after it',
    (_, schema, id) => {
      expect(schema.safeParse(id).success).toBe(true);
      for (const other of [
        `${id}\n`,
        ` ${id}`,
        `${id} `,
        `${id}x\u0000`,
        `\n${id}`,
        `${id}\n${id}`,
        id.slice(0, -1),
      ]) {
        // A shorter agency id is another agency id.
        if (schema === AgencyId && other === id.slice(0, -1)) continue;
        expect(schema.safeParse(other).success).toBe(false);
      }
    },
  );
});
