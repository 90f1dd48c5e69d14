/**
 * A ledger entry as an agency's data protection officer may see it. The entry knows what the answer
 * did not say: that a child was known when the answer was 404, that a return had come when the pack
 * did not show it. An agency's own officer may know of its own requests what the answers told, and
 * of others' requests what was done with the agency's own data.
 */
import type { KeptEntry } from '../../schemas/store/ledger.ts';

/** Undefined where the entry does not concern the agency. */
export const entryAsSeenBy = (
  entry: KeptEntry,
  agency: string,
): KeptEntry | undefined => {
  const asker = entry.actor.agency === agency || entry.recipient === agency;
  const own = (line: { originator: string }) => line.originator === agency;
  // A record of which nothing was released was not spoken of: only beside released fields are
  // withheld ones named.
  const told = ({ category, originator }: KeptEntry['withheld'][number]) =>
    entry.released.some(
      (line) => line.category === category && line.originator === originator,
    );
  const released = entry.released.filter((line) => asker || own(line));
  const withheld = entry.withheld.filter((line) =>
    asker ? told(line) : own(line),
  );
  if (!asker && released.length + withheld.length === 0) return undefined;
  return {
    ...entry,
    released,
    withheld,
    outcome: outcomeAsSeen(entry, released.length > 0, withheld.length > 0),
  };
};

const outcomeAsSeen = (
  { outcome, status }: KeptEntry,
  released: boolean,
  withheld: boolean,
): KeptEntry['outcome'] => {
  if (released) return withheld ? 'PARTIAL' : 'PERMIT';
  return status === 404 && !withheld ? 'NIL' : outcome;
};
