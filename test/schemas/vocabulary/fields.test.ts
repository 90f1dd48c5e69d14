/** The registries agree with each other: categories, the types of their fields, and what can leave of them. */
import { describe, expect, it } from 'vitest';
import { PermittedRecords } from '../../../schemas/contract/disclosure.ts';
import { VIEW_CATEGORIES } from '../../../schemas/contract/view-requests.ts';
import {
  CATEGORIES,
  type Category,
  categoryNames,
  isCategory,
  isFieldOf,
} from '../../../schemas/vocabulary/categories.ts';
import { FIELDS } from '../../../schemas/vocabulary/fields.ts';
import { REASONS, ReasonCode } from '../../../schemas/vocabulary/reasons.ts';

describe('the registry of fields', () => {
  it('has the categories of the other one, and no more', () => {
    expect(Object.keys(FIELDS).sort()).toEqual([...categoryNames].sort());
  });

  it.each(categoryNames)(
    'has a type for each field of %s, and for no other',
    (category) => {
      expect(Object.keys(FIELDS[category]).sort()).toEqual(
        [...CATEGORIES[category]].sort(),
      );
    },
  );

  it.each(categoryNames)('names each field of %s once', (category) => {
    expect(new Set(CATEGORIES[category]).size).toBe(
      CATEGORIES[category].length,
    );
  });

  it.each([
    'constructor',
    'toString',
    '__proto__',
    'hasOwnProperty',
    'Identity',
    '',
  ])('does not know %j', (word) => {
    expect(isCategory(word)).toBe(false);
    for (const category of categoryNames)
      expect(isFieldOf(category, word)).toBe(false);
  });
});

describe('what can leave', () => {
  const leaving = PermittedRecords.shape;

  it('is every category but the approval, which stays with the trust', () => {
    expect(Object.keys(leaving).sort()).toEqual(
      categoryNames.filter((name) => name !== 'approval').sort(),
    );
  });

  it.each(Object.keys(leaving) as (keyof typeof leaving & Category)[])(
    'of %s is its source and its fields',
    (category) => {
      const { shape } = leaving[category].unwrap().element;
      expect(Object.keys(shape).sort()).toEqual(
        [
          'originator',
          'agreement',
          'contributedAt',
          ...CATEGORIES[category],
        ].sort(),
      );
    },
  );

  it('has no field that is called as its source is, and would hide whose it is', () => {
    const fields: string[] = Object.values(CATEGORIES).flat();
    for (const source of ['originator', 'agreement', 'contributedAt'])
      expect(fields).not.toContain(source);
  });
});

describe('an agency may be asked', () => {
  it('only in categories that there are', () => {
    for (const category of VIEW_CATEGORIES)
      expect(isCategory(category)).toBe(true);
  });
});

describe('the reasons', () => {
  it.each(ReasonCode.options)(
    '%s has a sentence of its own for a practitioner',
    (code) => {
      expect(REASONS[code]).toMatch(/^[A-Z].{20,}\.$/);
      expect(
        Object.values(REASONS).filter((sentence) => sentence === REASONS[code]),
      ).toHaveLength(1);
    },
  );

  it('are the closed list, word for word', () => {
    expect([...ReasonCode.options].sort()).toEqual(Object.keys(REASONS).sort());
    expect(ReasonCode.safeParse('BECAUSE').success).toBe(false);
  });
});
