import { inOrder } from '../../../rules/cases/agenda.ts';
import { quorumOf } from '../../../rules/cases/quorum.ts';
import type { Panel } from '../../../schemas/contract/agreement/agreement.ts';
import type { Meeting } from '../../../schemas/store/entities.ts';

/** A meeting as it is told. */
export const meetingMessage = (
  meeting: Meeting,
  panel: Panel,
  ledgerEntry: string,
) => {
  const {
    type: _type,
    version: _version,
    expiresAt: _expiresAt,
    ...told
  } = meeting;
  return {
    ...told,
    agenda: inOrder(meeting),
    quorum: quorumOf(meeting, panel),
    ledgerEntry,
  };
};
