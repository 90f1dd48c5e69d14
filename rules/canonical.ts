/** One byte form for each value, so that a hash names a meaning and not a spelling. */
import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';

/**
 * RFC 8785 (JSON Canonicalization Scheme). @throws TypeError for a value that JSON cannot carry.
 */
export const canonical = (value: unknown): string => {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError('not a JSON value');
  return text;
};

/** SHA-256, lower-case hexadecimal, of a string's UTF-8 bytes. */
export const sha256 = (text: string): string =>
  createHash('sha256').update(text, 'utf8').digest('hex');

/** SHA-256 of the canonical form of a JSON value. */
export const hashOf = (value: unknown): string => sha256(canonical(value));
