/**
 * Makes a message fit for a page: characters that are unseen, or turn the direction of their
 * neighbours, become visible.
 */

/**
 * HOSTILE: a right-to-left override in one agency's words could make another's read otherwise. Line
 * feeds stay.
 */
const UNSEEN =
  /[\p{Cc}\p{Cf}\p{Co}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

export const legible = <T>(value: T): T => {
  if (typeof value === 'string')
    return value.toWellFormed().replaceAll(UNSEEN, seen) as T;
  if (Array.isArray(value)) return value.map(legible) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, part]) => [name, legible(part)]),
  ) as T;
};

const seen = (char: string): string => (char === '\n' ? char : '\uFFFD');
