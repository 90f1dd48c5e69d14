/** Decides whether a panel may decide with its attendees. */
import type { Panel } from '../../schemas/contract/agreement/agreement.ts';
import type { Quorum } from '../../schemas/contract/meetings.ts';
import type { ContentError } from '../../schemas/contract/problems.ts';
import type { Meeting } from '../../schemas/store/entities.ts';

/** Counts members alone: other attendees make no panel. */
export const quorumOf = (
  { attendance }: Meeting,
  { members, quorum }: Panel,
): Quorum => {
  const present = new Set(
    attendance
      .map(({ agency }) => agency)
      .filter((agency) => members.includes(agency)),
  );
  const missing = quorum.required.filter((agency) => !present.has(agency));
  return {
    met: missing.length === 0 && present.size >= quorum.agencies,
    agencies: present.size,
    needed: quorum.agencies,
    missing,
    ifNotMet: quorum.ifNotMet,
  };
};

/**
 * Refuses a practitioner who is entered for a second agency: an agency counts with a person of its
 * own. Ids are the agencies' own, so that two people may have one in common. A decision names its
 * decider by id alone, so that in one meeting an id is one person, and whoever enters two with one
 * id tells them apart. Nobody would notice a panel that one person makes quorate.
 */
export const sittingTwice = (present: Meeting['attendance']): ContentError[] =>
  present.flatMap(({ agency, practitioner }, i) => {
    const before = present.slice(0, i);
    const sits = before.some(
      (each) => each.practitioner === practitioner && each.agency !== agency,
    );
    const pointer = `/present/${i}/practitioner`;
    return sits ? [{ pointer, message: SITS_ALREADY }] : [];
  });

const SITS_ALREADY =
  'sits for another agency already; where two people have the same id, put the agency before it (croydon-yjs.17)';
