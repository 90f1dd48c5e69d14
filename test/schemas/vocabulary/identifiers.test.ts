import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  NhsNumber,
  nhsCheckDigit,
  PncId,
  Postcode,
  pncCheckLetter,
  Upn,
  upnCheckLetter,
} from '../../../schemas/vocabulary/identifiers.ts';

const accepts = (schema: typeof NhsNumber, value: unknown) =>
  schema.safeParse(value).success;

describe('an NHS number', () => {
  it.each(['9000000009', '9990000018'])(
    '%s is accepted, as its issuer publishes it',
    (value) => {
      expect(NhsNumber.parse(value)).toBe(value);
    },
  );

  it.each([
    ['9000000000', 'a wrong check digit'],
    ['0000000000', 'the placeholder for none'],
    ['900 000 0009', 'spaces'],
    ['900000000', 'nine digits'],
    ['90000000090', 'eleven digits'],
    ['９０００００００09', 'digits of another script'],
    ['', 'nothing'],
  ])('%s is refused: %s', (value) => {
    expect(accepts(NhsNumber, value)).toBe(false);
  });

  it('is never issued where the check would be 10', () => {
    // The ninth digit has weight 2: 2 × 6 mod 11 is 1, so the check would be 10.
    expect(nhsCheckDigit('000000006')).toBeUndefined();
    for (const last of '0123456789')
      expect(accepts(NhsNumber, `000000006${last}`)).toBe(false);
  });

  it('is refused after any change of a single digit', () => {
    const issued = fc
      .stringMatching(/^[0-9]{9}$/)
      .filter(
        (first9) =>
          first9 !== '000000000' && nhsCheckDigit(first9) !== undefined,
      )
      .map((first9) => `${first9}${nhsCheckDigit(first9)}`);
    fc.assert(
      fc.property(
        issued,
        fc.nat(9),
        fc.integer({ min: 1, max: 9 }),
        (value, at, shift) => {
          const changed = (Number(value[at]) + shift) % 10;
          expect(accepts(NhsNumber, value)).toBe(true);
          expect(
            accepts(
              NhsNumber,
              `${value.slice(0, at)}${changed}${value.slice(at + 1)}`,
            ),
          ).toBe(false);
        },
      ),
    );
  });
});

describe('a UPN', () => {
  it.each(['B801200005001', 'B306400019001'])('%s is accepted', (value) => {
    expect(Upn.parse(value)).toBe(value);
  });

  it.each([
    ['A801200005001', 'a wrong check letter'],
    ['B801200005002', 'a wrong digit'],
    ['b801200005001', 'a small letter'],
    ['B80120000500A', 'a temporary number'],
    ['UN1', 'a reason for having none'],
    ['S801200005001', 'a letter outside the alphabet'],
    ['', 'nothing'],
  ])('%s is refused: %s', (value) => {
    expect(accepts(Upn, value)).toBe(false);
  });

  it('has exactly one check letter for any twelve digits', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9]{12}$/), (digits) => {
        const accepted = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'].filter((letter) =>
          accepts(Upn, `${letter}${digits}`),
        );
        expect(accepted).toEqual([upnCheckLetter(digits)]);
      }),
    );
  });
});

describe('a PNC ID', () => {
  it.each(['1979/0163001B', '2002/0073319Z'])(
    '%s is accepted, as its issuer publishes it',
    (value) => {
      expect(PncId.parse(value)).toBe(value);
    },
  );

  it.each([
    ['2001/0171310S', 'a letter outside the alphabet'],
    ['1979/0163001C', 'a wrong check letter'],
    ['79/163001B', 'the short form'],
    ['1979-0163001B', 'no slash'],
    ['', 'nothing'],
  ])('%s is refused: %s', (value) => {
    expect(accepts(PncId, value)).toBe(false);
  });
});

describe('a postcode', () => {
  it.each([
    ['cr0 1ab', 'CR0 1AB'],
    ['CR01AB', 'CR0 1AB'],
    ['  se25   4qp ', 'SE25 4QP'],
    ['W1A 1AA', 'W1A 1AA'],
  ])('typed as "%s" is kept as %s', (typed, kept) => {
    expect(Postcode.parse(typed)).toBe(kept);
    expect(Postcode.parse(kept)).toBe(kept);
  });

  it.each([
    '',
    'CR0',
    'CR0 1A1',
    '1CR 0AB',
    'CR0\n1AB',
    'CR0 1AB extra',
    'ſm1 1AB',
    'ＣＲ0 1AB',
  ])('%j is refused', (typed) => {
    expect(accepts(Postcode, typed)).toBe(false);
  });
});

describe('check functions', () => {
  it('throw when given anything but the digits they check', () => {
    expect(() => upnCheckLetter('80120000500')).toThrow(RangeError);
    expect(() => pncCheckLetter('79', '0163001')).toThrow(RangeError);
    expect(() => pncCheckLetter('1979', '163001')).toThrow(RangeError);
    expect(nhsCheckDigit('12345678')).toBeUndefined();
  });
});
