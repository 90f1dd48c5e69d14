/** Whether a panel may decide with those who are there. */
import type { Panel } from '../../schemas/contract/agreement/agreement.ts';
import type { Quorum } from '../../schemas/contract/meetings.ts';
import type { ContentError } from '../../schemas/contract/problems.ts';
import type { Meeting } from '../../schemas/store/entities.ts';

/** Only members count: who else is in the room makes no panel. */
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
 * Who is entered for a second agency: an agency counts with a person of its own. Ids are the agencies' own, so that two people may
 * have one in common; but a decision names its decider by id alone, so that in one meeting an id is one person. The rare two are
 * told apart by whoever enters them, and a panel that one person makes quorate would be noticed by nobody.
 */
export const sittingTwice = (present: Meeting['attendance']): ContentError[] =>
  present.flatMap(({ agency, practitioner }, i) =>
    present
      .slice(0, i)
      .some(
        (before) =>
          before.practitioner === practitioner && before.agency !== agency,
      )
      ? [{ pointer: `/present/${i}/practitioner`, message: SITS_ALREADY }]
      : [],
  );

const SITS_ALREADY =
  'sits for another agency already; where two people have the same id, put the agency before it (croydon-yjs.17)';
