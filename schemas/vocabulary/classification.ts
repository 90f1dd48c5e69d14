/**
 * Classifies each field of an answer. `personal` fields leave only where a decision released them.
 * `derived` fields say something about the child that the panel's own process made of released
 * records, and leave to that panel alone. `administrative` fields say nothing about a child. A
 * field that is none of these cannot leave: a test walks every response schema.
 */
import * as z from 'zod';

export type Classification =
  | { kind: 'personal'; field: string }
  | { kind: 'derived' }
  | { kind: 'administrative' };

export const classification = z.registry<Classification>();

/** Marks a schema as field `category.name` of the registry in categories.ts. */
export const personal = <T extends z.ZodType>(field: string, schema: T): T => {
  const marked = schema.clone() as T;
  classification.add(marked, { kind: 'personal', field });
  return marked;
};

/** Marks a schema as made by the panel's process of what it may see. */
export const derived = <T extends z.ZodType>(schema: T): T => {
  const marked = schema.clone() as T;
  classification.add(marked, { kind: 'derived' });
  return marked;
};

/** Marks a schema as saying nothing about a child. */
export const administrative = <T extends z.ZodType>(schema: T): T => {
  const marked = schema.clone() as T;
  classification.add(marked, { kind: 'administrative' });
  return marked;
};
