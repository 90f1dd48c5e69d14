/**
 * GET /v1/meetings/{id} on paper: the agenda, and the pack of each listed case, each with a ledger
 * entry of its own.
 */
import type { Call } from '../../../entrance/call.ts';
import { standing } from '../../../entrance/caller.ts';
import { type Concluded, conclude } from '../../../entrance/conclude.ts';
import type { AlsoDisclosed } from '../../../entrance/entry.ts';
import { contentInvalid } from '../../../entrance/problem.ts';
import { inOrder } from '../../../rules/cases/agenda.ts';
import { panelRecipient } from '../../../schemas/contract/agreement/agreement.ts';
import { BOUNDS } from '../../../schemas/vocabulary/bounds.ts';
import { openHeld } from '../cases/open-case.ts';
import { NOTHING, type PrintedCase, printCase } from '../cases/print-case.ts';
import { meetingDocument } from '../print/meeting-document.ts';
import { printedFor } from '../print/printed-for.ts';
import type { EnteredMeeting } from './enter-meeting.ts';
import { meetingMessage } from './meeting-message.ts';

export const printMeeting = async (
  call: Call<'readMeeting'>,
  entered: EnteredMeeting,
): Promise<Concluded> => {
  const { meeting, panel, agency } = entered;
  standing(agency.agreements, call.sharing, call.now);
  const agenda = inOrder(meeting);
  if (agenda.length > BOUNDS.printedOfMeeting) {
    const message = `lists more cases than the ${BOUNDS.printedOfMeeting} that one answer prints; print the pack of each`;
    throw contentInvalid([{ pointer: '/path/id', message }]);
  }
  const printed = await printAgenda(call, entered, agenda); // R2
  const message = {
    printed: printedFor(call, meeting.meetingOn),
    meeting: meetingMessage(meeting, panel, call.entryId),
    cases: printed.map(({ caseId, pack }) => ({ caseId, pack })),
  };
  return conclude(call, {
    answer: { page: { message, render: meetingDocument(call.world.styles()) } },
    outcome: 'NIL',
    caseIds: agenda,
    changes: printed.map(({ change }) => change),
    also: printed.map(({ also }) => also),
  }); // W
};

interface OfAgenda extends PrintedCase {
  caseId: string;
  also: AlsoDisclosed;
}

/** One BatchGetItem for where the cases stand, and one Query for each. */
const printAgenda = async (
  call: Call<'readMeeting'>,
  entered: EnteredMeeting,
  agenda: readonly string[],
): Promise<OfAgenda[]> => {
  const located = await call.world.store.locate(agenda, call.now);
  return Promise.all(
    agenda.map((caseId, i) =>
      printListed(
        call,
        entered,
        caseId,
        located[i]?.personId ?? call.world.randomId(),
      ),
    ),
  );
};

const printListed = async (
  call: Call<'readMeeting'>,
  { agency, panel, meeting }: EnteredMeeting,
  caseId: string,
  personId: string,
): Promise<OfAgenda> => {
  const held = await call.world.store.file(personId, call.now);
  const entryId = `le_${call.world.randomId()}`;
  const { about, opened } = openHeld(call, {
    agency,
    meeting,
    held,
    caseId,
    personId,
  });
  const printed: PrintedCase = opened
    ? printCase(call, opened, entryId)
    : { decisions: [...(about.decisions ?? [])], change: NOTHING };
  const { decisions, copy } = printed;
  const recipient = panelRecipient(panel.id);
  const also = {
    entryId,
    recipient,
    decisions,
    copy,
    caseId,
    personId: opened && personId,
    markedWith: personId,
  };
  return { ...printed, caseId, also };
};
