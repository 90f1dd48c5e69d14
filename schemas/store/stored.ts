/** Enters an entity into the table of all that is stored (schemas/store/entities.ts). */
import type * as z from 'zod';

/** The place of an item: its partition, and its key in it. */
export type Place = readonly [partition: string, place: string];

/** The parts of an entity that its place is made of. */
export type With<Part extends string> = Record<Part, string>;

type EntitySchema = z.ZodObject<{ type: z.ZodLiteral<string> }>;

interface Listing<List> {
  /** Under which name the file of a person lists it, for what stands in a person's partition. */
  listedAs?: List;
}

/**
 * @param place from the parts that it is made of, so that a reader who has those alone can name it
 * too.
 */
export const stored = <
  Schema extends EntitySchema,
  Parts,
  List extends string | undefined = undefined,
>(
  schema: z.infer<Schema> extends Parts ? Schema : never,
  place: (of: Parts) => Place,
  { listedAs }: Listing<List> = {},
) => ({ schema, place, listedAs: listedAs as List });
