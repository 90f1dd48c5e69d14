/**
 * GET /v1/disclosures: who was told what, and who was denied. The operator sees all; an agency what
 * it gave or got.
 */
import * as z from 'zod';
import type { Call } from '../../entrance/call.ts';
import { admit } from '../../entrance/caller.ts';
import { conclude } from '../../entrance/conclude.ts';
import { endpoint } from '../../entrance/endpoint.ts';
import { contentInvalid } from '../../entrance/problem.ts';
import { entryAsSeenBy } from '../../rules/ledger/ledger-view.ts';
import type { KeptEntry, LedgerEntry } from '../../schemas/store/ledger.ts';
import { CalendarDate } from '../../schemas/vocabulary/shapes.ts';

const Position = z.strictObject({ date: CalendarDate, index: z.int() });

export const listDisclosures = endpoint('listDisclosures', async (call) => {
  const { world, operation, claims, query } = call;
  const { agency } = await admit(world, operation, claims, {}, call.now); // R1
  const page = await world.ledger.page(start(call), query.to, query.limit); // R2
  const operator = agency.sector === 'OPERATOR';
  const entries = page.entries.flatMap(({ index, leaf, entry }) => {
    const shown = operator
      ? entry.kept
      : entryAsSeenBy(entry.kept, claims.agencyId);
    return shown
      ? [{ index, leaf, ...shown, subject: subjectOf(call, shown, entry) }]
      : [];
  });
  const next = page.next && world.references.seal(page.next, claims.clientId);
  const answer = { body: { entries, next, ledgerEntry: call.entryId } };
  return conclude(call, { answer, outcome: 'PERMIT' }); // W
});

/**
 * Reads where the page begins. @throws Problem CONTENT_INVALID for a cursor that this system was
 * not given.
 */
const start = ({
  world,
  claims,
  query,
}: Call<'listDisclosures'>): z.infer<typeof Position> => {
  if (query.after === undefined) return { date: query.from, index: 0 };
  const position = Position.safeParse(
    world.references.open(query.after, claims.clientId),
  );
  if (
    position.success &&
    position.data.date >= query.from &&
    position.data.date <= query.to
  )
    return position.data;
  throw contentInvalid([
    {
      pointer: '/query/after',
      message: 'is not a cursor that this system was given',
    },
  ]);
};

/**
 * The reader's own pairwise reference: two readers of the ledger cannot put their children
 * together.
 */
const subjectOf = (
  { world, claims }: Call<'listDisclosures'>,
  shown: KeptEntry,
  { erasable: { personId } }: LedgerEntry,
) =>
  personId === undefined || shown.outcome === 'NIL'
    ? undefined
    : world.references.refer(personId, claims.agencyId);
