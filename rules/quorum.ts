/** Whether a panel may decide with those who are there. */
import type { Panel } from '../schemas/agreement.ts';
import type { Meeting } from '../schemas/entities.ts';
import type { Quorum } from '../schemas/meetings.ts';

/** Only members count: who else is in the room makes no panel. */
export const quorumOf = ({ attendance }: Meeting, { members, quorum }: Panel): Quorum => {
  const present = new Set(attendance.map(({ agency }) => agency).filter((agency) => members.includes(agency)));
  const missing = quorum.required.filter((agency) => !present.has(agency));
  return {
    met: missing.length === 0 && present.size >= quorum.agencies,
    agencies: present.size,
    needed: quorum.agencies,
    missing,
    ifNotMet: quorum.ifNotMet,
  };
};
