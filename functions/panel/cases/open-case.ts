/** R1 and R2 of whatever the panel does with a case, as the panel: never as the agency that hosts it. */

import type { Entered } from '../../../adapters/ports.ts';
import type { Call } from '../../../entrance/call.ts';
import { admit, standing } from '../../../entrance/caller.ts';
import type { Conclusion } from '../../../entrance/conclude.ts';
import { Problem } from '../../../entrance/problem.ts';
import type { LiveAgreement } from '../../../rules/agreement.ts';
import { type CaseFile, caseFileOf, panelOf } from '../../../rules/case-file.ts';
import { anyReleased } from '../../../rules/compose.ts';
import type { RecordDecision } from '../../../rules/decide.ts';
import { fileAt } from '../../../rules/file-at.ts';
import { composePack, type Pack, type PackQuestion } from '../../../rules/pack.ts';
import { reopenedBecause } from '../../../rules/reopening.ts';
import { type Panel, panelRecipient } from '../../../schemas/agreement.ts';
import type { Meeting, Person, Service } from '../../../schemas/entities.ts';
import type { OperationId } from '../../../schemas/operations.ts';
import type { ReturnLine } from '../../../schemas/pack.ts';

/** The operations on one case, which each name it in their path. */
export type PanelOperation = Extract<
  OperationId,
  | 'readCase'
  | 'checkEligibility'
  | 'listCase'
  | 'askForViews'
  | 'readPack'
  | 'decideCase'
  | 'allocateVisit'
  | 'makeReferral'
>;

export interface OpenedCase {
  earlier: Entered['earlier'];
  /** What a conclusion says of whom it is about, found or not. */
  about: Pick<Conclusion, 'recipient' | 'personId' | 'markedWith' | 'decisions'> & { markedWith: string };
  /**
   * Absent where there is no such case, where it is another panel's, and where nothing of the child flows to this panel for
   * this purpose now: to the caller these are one.
   */
  opened:
    | {
        file: CaseFile;
        person: Person;
        panel: Panel;
        agreements: LiveAgreement[];
        /** What is asked of the pack, to compose it of the file as it was. */
        question: PackQuestion;
        /** Why a final decision is to be taken again: the case then stands as listed, for no meeting yet. */
        reopened: string[];
        /** The pack as the panel may see it at this moment, and what decided it. */
        pack: Pack;
        decisions: RecordDecision[];
        /** How each agency that was asked stands, as the pack shows it. */
        ledger: ReturnLine[];
        /** The meeting that was asked for, where there is such a one. */
        meeting: Meeting | undefined;
        /** The service that was named, where there is such a one. */
        service: Service | undefined;
      }
    | undefined;
}

/** @throws Problem HEADER_INVALID where the header names another case than the path, NO_AGREEMENT. */
export const openCase = async (
  call: Call<PanelOperation>,
  meetingId?: string,
  serviceId?: string,
): Promise<OpenedCase> => {
  const { world, operation, claims, sharing, params, idempotency, now } = call;
  if (sharing.case !== params.id) {
    throw new Problem('HEADER_INVALID', 'Sharing-Case must name the case of the path: the panel acts within it.');
  }
  const keyed = { locate: params.id, idempotency, meeting: meetingId, service: serviceId };
  const { earlier, agency, located, meeting, service } = await admit(world, operation, claims, keyed, now); // R1
  const { agreements } = agency;
  standing(agreements, sharing, now);
  const personId = located?.personId ?? world.randomId();
  const { person, ...held } = await world.store.file(personId, now); // R2
  const file = caseFileOf({ person, ...held }, params.id);
  const declared = file && panelOf(file.case.panel, agreements);
  if (!file || !person || declared?.panel.host !== claims.agencyId) {
    return { earlier, about: { markedWith: personId }, opened: undefined };
  }
  const { panel, agreement } = declared;
  const asked = askedOf(call);
  // In a meeting the panel sees, and decides on, what everybody present may hear.
  const room = meeting?.panel === panel.id ? meeting.attendance.map((present) => present.agency) : undefined;
  const { serving } = agency;
  const question = { file, panel, declaredBy: agreement.id, agreements, serving, room, asked, now };
  const { permitted, ...composed } = composePack(question);
  const about = { recipient: panelRecipient(panel.id), personId, markedWith: personId };
  if (!anyReleased(permitted)) return { earlier, about: { ...about, decisions: permitted }, opened: undefined };
  const reopened = reopenedSince(question, composed.pack);
  const opened = { file: standingOf(file, reopened), person, panel, agreements, question, reopened, ...composed };
  return { earlier, about, opened: { ...opened, meeting, service } };
};

/** What came after a final decision and takes it up again, if anything. */
const reopenedSince = (question: PackQuestion, now: Pack): string[] => {
  const { file } = question;
  const [latest] = file.decisions.map(({ taken }) => taken).toSorted((a, b) => (a.recordedAt < b.recordedAt ? 1 : -1));
  if (file.case.state !== 'DECIDED' || latest === undefined) return [];
  return reopenedBecause(composePack({ ...question, file: fileAt(file, latest.recordedAt) }).pack, now);
};

const standingOf = (file: CaseFile, reopened: string[]): CaseFile =>
  reopened.length === 0 ? file : { ...file, case: { ...file.case, state: 'LISTED', meetingId: undefined } };

const askedOf = ({ sharing: { purpose, practitioner, agreement } }: Call<PanelOperation>) => {
  // Every operation of the panel demands the header.
  if (purpose === undefined) throw new TypeError('a decision needs a purpose');
  return { purpose, practitionerRole: practitioner.role, agreement };
};
