/**
 * Counts the bytes of an item as DynamoDB does, by the rules of its developer guide ("Amazon
 * DynamoDB item sizes and formats"): names and strings in UTF-8, a number by its digits, three
 * bytes a list or map and one more for each of its elements.
 */

const CONTAINER = 3;
const ELEMENT = 1;
/** A number is stored in at most 38 significant digits. */
const LONGEST_NUMBER = 21;

/** @param item as the document client takes it; what is undefined is not written. */
export const bytesOf = (item: object): number =>
  Object.entries(item).reduce(
    (sum, [name, value]) => sum + attributeBytes(name, value),
    0,
  );

const attributeBytes = (name: string, value: unknown): number =>
  value === undefined ? 0 : Buffer.byteLength(name) + valueBytes(value);

const valueBytes = (value: unknown): number => {
  if (typeof value === 'string') return Buffer.byteLength(value);
  if (typeof value === 'number') return numberBytes(value);
  if (typeof value !== 'object' || value === null) return 1;
  if (value instanceof Uint8Array) return value.byteLength;
  if (value instanceof Set) return total([...value]);
  if (Array.isArray(value))
    return CONTAINER + total(value) + value.length * ELEMENT;
  const elements = Object.values(value).filter((each) => each !== undefined);
  return CONTAINER + bytesOf(value) + elements.length * ELEMENT;
};

const total = (values: readonly unknown[]): number =>
  values.reduce<number>((sum, value) => sum + valueBytes(value), 0);

/**
 * One byte for every two significant digits, one more, and one for a sign: DynamoDB promises no
 * more than about that.
 */
const numberBytes = (value: number): number => {
  const [digits = ''] = String(value).split('e');
  const significant = digits.replace(/\D/g, '').length;
  const sign = value < 0 ? 1 : 0;
  return Math.min(LONGEST_NUMBER, Math.ceil(significant / 2) + 1 + sign);
};
