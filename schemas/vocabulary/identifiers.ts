/**
 * National identifiers and the check character each carries. A mistyped number must be refused at
 * the edge: accepted, it names another child. Rules and vectors: each issuer's, as collected in
 * section 3 of the domain reference.
 */
import * as z from 'zod';

const NHS_WEIGHTS = [10, 9, 8, 7, 6, 5, 4, 3, 2] as const;
// I, O and S are left out, so that no letter is read as 1, 0 or 5.
const UPN_LETTERS = 'ABCDEFGHJKLMNPQRTUVWXYZ';
// The same letters turned by one: a remainder of 0 is Z.
const PNC_LETTERS = 'ZABCDEFGHJKLMNPQRTUVWXY';

/**
 * NHS number: ten digits, the last a check digit, written without spaces. `9000000009` is the
 * example of the NHS Personal Demographics Service sandbox. Ten zeros satisfy the arithmetic but
 * are what systems write for "none", and would match every other child without a number.
 */
export const NhsNumber = z
  .string()
  .regex(/^[0-9]{10}$/, { error: 'an NHS number is ten digits', abort: true })
  .refine((value) => value !== '0000000000', {
    error: 'ten zeros stand for no NHS number',
    abort: true,
  })
  .refine(
    (value) => nhsCheckDigit(value.slice(0, 9)) === Number(value.slice(9)),
    'the check digit of this NHS number is wrong',
  );

/**
 * Unique pupil number: check letter, then LA number 3, school 4, year 2, serial 3. Permanent
 * numbers only: a temporary one (its last character a letter) is replaced when the pupil moves, and
 * `UN1` to `UN5` say why there is none. Neither names a child for long enough to match on. Source:
 * Department for Education.
 */
export const Upn = z
  .string()
  .regex(/^[A-HJ-NP-RT-Z][0-9]{12}$/, {
    error: 'a UPN is a letter other than I, O or S and 12 digits',
    abort: true,
  })
  .refine(
    (value) => upnCheckLetter(value.slice(1)) === value[0],
    'the check letter of this UPN is wrong',
  );

/**
 * Police National Computer ID in its long form, `YYYY/NNNNNNND`, e.g. `1979/0163001B`. The short
 * form is refused: its two digits of a year leave the century to be guessed. Source: HMPPS person
 * record.
 */
export const PncId = z
  .string()
  .regex(/^[0-9]{4}\/[0-9]{7}[A-HJ-NP-RT-Z]$/, {
    error: 'a PNC ID is YYYY/NNNNNNND',
    abort: true,
  })
  .refine(
    (value) =>
      pncCheckLetter(value.slice(0, 4), value.slice(5, 12)) === value[12],
    'the check letter of this PNC ID is wrong',
  );

/**
 * A postcode, in capitals with one space however it was typed, so that equal postcodes are equal
 * text.
 */
export const Postcode = z
  .string()
  // Before capitals: some letters of other scripts have an ASCII capital, and would pass as typed
  // by no one.
  .regex(/^[A-Za-z0-9 ]{1,16}$/, {
    error: 'a postcode, e.g. CR0 1AB',
    abort: true,
  })
  .overwrite((typed) =>
    typed
      .replaceAll(' ', '')
      .toUpperCase()
      .replace(/(.{3})$/, ' $1'),
  )
  .regex(
    /^[A-Z]{1,2}[0-9][A-Z0-9]? [0-9][A-Z]{2}$/,
    'a postcode, e.g. CR0 1AB',
  );

/**
 * The check digit of an NHS number's first nine digits: 11 − (Σ digit × weight mod 11), where 11
 * counts as 0. Undefined where that is 10, for which no number is issued, and for anything but nine
 * digits.
 */
export const nhsCheckDigit = (first9: string): number | undefined => {
  if (!/^[0-9]{9}$/.test(first9)) return undefined;
  const sum = NHS_WEIGHTS.reduce(
    (total, weight, at) => total + weight * Number(first9[at]),
    0,
  );
  const check = (11 - (sum % 11)) % 11;
  return check === 10 ? undefined : check;
};

/**
 * The check letter of a UPN's twelve digits: Σ digit × weight (2 to 13) mod 23. Throws `RangeError`
 * for other text.
 */
export const upnCheckLetter = (twelveDigits: string): string => {
  if (!/^[0-9]{12}$/.test(twelveDigits))
    throw new RangeError('a UPN has twelve digits after its letter');
  const sum = [...twelveDigits].reduce(
    (total, digit, at) => total + (at + 2) * Number(digit),
    0,
  );
  return UPN_LETTERS.charAt(sum % 23);
};

/**
 * The check letter of a PNC ID: the last two digits of the year and the seven of the serial, read
 * as one number, mod 23. Throws `RangeError` unless given four digits and seven.
 */
export const pncCheckLetter = (yearYYYY: string, serial: string): string => {
  if (!/^[0-9]{4}$/.test(yearYYYY))
    throw new RangeError('a PNC year has four digits');
  if (!/^[0-9]{7}$/.test(serial))
    throw new RangeError('a PNC serial has seven digits');
  return PNC_LETTERS.charAt(Number(`${yearYYYY.slice(2)}${serial}`) % 23);
};
