/**
 * How large DynamoDB takes an item to be: the bytes of its attributes' names and values, by the rules of its developer guide
 * ("DynamoDB item sizes and formats"; numbers as the embedded engine counts them, which that guide only approximates).
 */

export type Item = Record<string, unknown>;

/** Of a list or a map, beside what it holds. */
const DOCUMENT_BYTES = 3;
const ELEMENT_BYTES = 1;

/** @returns bytes. */
export const sizeOf = (item: Item): number =>
  Object.entries(item).reduce(
    (sum, [name, value]) => sum + Buffer.byteLength(name) + valueSize(value),
    0,
  );

const valueSize = (value: unknown): number => {
  if (typeof value === 'string') return Buffer.byteLength(value);
  if (typeof value === 'number') return numberSize(value);
  if (typeof value === 'boolean' || value === null) return 1;
  if (value instanceof Uint8Array) return value.byteLength;
  if (value instanceof Set) return sumOf([...value]);
  if (Array.isArray(value))
    return DOCUMENT_BYTES + value.length * ELEMENT_BYTES + sumOf(value);
  if (typeof value === 'object')
    return (
      DOCUMENT_BYTES +
      Object.keys(value).length * ELEMENT_BYTES +
      sizeOf(value as Item)
    );
  throw new TypeError(`DynamoDB holds no ${typeof value}`);
};

const sumOf = (values: unknown[]): number =>
  values.reduce<number>((sum, value) => sum + valueSize(value), 0);

/**
 * A byte for each two significant digits on either side of the point, one for the exponent, one for a minus. Noughts at
 * either end are not significant.
 */
const numberSize = (value: number): number => {
  if (value === 0) return 1;
  const written = Math.abs(value).toLocaleString('en', PLAIN);
  const [whole = '', fraction = ''] = written.replace(/^0\./, '.').split('.');
  const before = fraction === '' ? whole.replace(/0+$/, '') : whole;
  const after = whole === '' ? fraction.replace(/^0+/, '') : fraction;
  return pairs(before) + pairs(after) + 1 + (value < 0 ? 1 : 0);
};

const pairs = (digits: string): number => Math.ceil(digits.length / 2);

const PLAIN = { useGrouping: false, maximumSignificantDigits: 17 } as const;
