/** R1 and R2 of whatever the panel does with a case, as the panel: never as the agency that hosts it. */

import type { Entered } from '../../../adapters/ports.ts';
import type { Call } from '../../../entrance/call.ts';
import { type Admitted, admit, standing } from '../../../entrance/caller.ts';
import type { Conclusion } from '../../../entrance/conclude.ts';
import { Problem } from '../../../entrance/problem.ts';
import {
  type CaseFile,
  caseFileOf,
  type PersonFile,
  panelOf,
} from '../../../rules/cases/case-file.ts';
import {
  composePack,
  type Pack,
  type PackQuestion,
} from '../../../rules/pack/pack.ts';
import { reopenedIn } from '../../../rules/pack/reopening.ts';
import type { LiveAgreement } from '../../../rules/sharing/agreement.ts';
import { anyReleased } from '../../../rules/sharing/compose.ts';
import type { RecordDecision } from '../../../rules/sharing/decide.ts';
import {
  type Panel,
  panelRecipient,
} from '../../../schemas/contract/agreement/agreement.ts';
import type { OperationId } from '../../../schemas/contract/operations.ts';
import type { ReturnLine } from '../../../schemas/contract/pack.ts';
import type {
  Meeting,
  Person,
  Service,
} from '../../../schemas/store/entities.ts';

/** The operations on one case, which each name it in their path. */
export type PanelOperation = Extract<
  OperationId,
  | 'readCase'
  | 'checkEligibility'
  | 'listCase'
  | 'askForViews'
  | 'readPack'
  | 'decideCase'
  | 'answerQuestion'
  | 'recordReturn'
  | 'allocateVisit'
  | 'makeReferral'
  | 'setInvestigation'
  | 'setStrategyDiscussion'
  | 'triageCase'
  | 'recordOutcome'
>;

export interface OpenedCase {
  earlier: Entered['earlier'];
  /** What a conclusion says of whom it is about, found or not. */
  about: Pick<
    Conclusion,
    'recipient' | 'personId' | 'markedWith' | 'decisions'
  > & { markedWith: string };
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
        /** What is asked of the pack, to compose it of the file as it was. Its file is the one that is stored. */
        question: PackQuestion;
        /**
         * Why a final decision is to be taken again: `file` then stands as listed, for no meeting yet, though it is stored as
         * decided. INVARIANT: only PUT listing stores it as listed; whoever else writes, writes on `question.file`.
         */
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

/** What else a call on a case names, and whether it takes the case off the panel's hands. */
export interface Opening {
  meetingId?: string | undefined;
  serviceId?: string | undefined;
  /** INVARIANT: the answer of such a call says nothing of the child. */
  ends?: boolean;
}

/** @throws Problem HEADER_INVALID where the header names another case than the path, NO_AGREEMENT. */
export const openCase = async (
  call: Call<PanelOperation>,
  { meetingId, serviceId, ends }: Opening = {},
): Promise<OpenedCase> => {
  const { world, operation, claims, sharing, params, idempotency, now } = call;
  if (sharing.case !== params.id) {
    throw new Problem(
      'HEADER_INVALID',
      'Sharing-Case must name the case of the path: the panel acts within it.',
    );
  }
  const keyed = {
    locate: params.id,
    idempotency,
    meeting: meetingId,
    service: serviceId,
  };
  const { earlier, agency, located, meeting, service } = await admit(
    world,
    operation,
    claims,
    keyed,
    now,
  ); // R1
  standing(agency.agreements, sharing, now);
  const personId = located?.personId ?? world.randomId();
  const held = await world.store.file(personId, now); // R2
  const { about, opened } = openHeld(call, {
    agency,
    meeting,
    held,
    caseId: params.id,
    personId,
    ends,
  });
  return { earlier, about, opened: opened && { ...opened, meeting, service } };
};

export interface Held {
  agency: Admitted['agency'];
  /** In which the case is talked about, if in one. */
  meeting: Meeting | undefined;
  /** All that is held of the person, or of nobody. */
  held: PersonFile;
  personId: string;
  caseId: string;
  ends?: boolean | undefined;
}

/** A case out of what the second read brought. */
export const openHeld = (
  call: Pick<Call, 'claims' | 'sharing' | 'now'>,
  {
    agency,
    meeting,
    held: { person, ...held },
    personId,
    caseId,
    ends = false,
  }: Held,
): Pick<OpenedCase, 'about'> & {
  opened:
    | Omit<NonNullable<OpenedCase['opened']>, 'meeting' | 'service'>
    | undefined;
} => {
  const { agreements, serving } = agency;
  const file = caseFileOf({ person, ...held }, caseId);
  const declared = file && panelOf(file.case.panel, agreements);
  if (!file || !person || declared?.panel.host !== call.claims.agencyId) {
    return { about: { markedWith: personId }, opened: undefined };
  }
  const { panel, agreement } = declared;
  const { now } = call;
  const asked = askedOf(call);
  // In a meeting the panel sees, and decides on, what everybody present may hear.
  const attendees =
    meeting?.panel === panel.id
      ? meeting.attendance.map((present) => present.agency)
      : undefined;
  const question = {
    file,
    panel,
    declaredBy: agreement.id,
    agreements,
    serving,
    attendees,
    asked,
    now,
  };
  const { permitted, ...composed } = composePack(question);
  const about = {
    recipient: panelRecipient(panel.id),
    personId,
    markedWith: personId,
  };
  if (!anyReleased(permitted) && !(ends && releasedButForAge(question))) {
    return { about: { ...about, decisions: permitted }, opened: undefined };
  }
  const reopened = reopenedIn(question);
  const opened = {
    file: standingOf(file, reopened),
    person,
    panel,
    agreements,
    question,
    reopened,
    ...composed,
  };
  return { about, opened };
};

/**
 * From the eighteenth birthday no agreement covers the child, and the panel reads nothing of them any more. To end what it had
 * begun is then still due; whatever else stands in the way stands there as before.
 */
const releasedButForAge = (question: PackQuestion): boolean => {
  const agreements = question.agreements.map((each) => ({
    ...each,
    subjectRules: { ...each.subjectRules, maxAge: Number.POSITIVE_INFINITY },
  }));
  return anyReleased(composePack({ ...question, agreements }).permitted);
};

const standingOf = (file: CaseFile, reopened: string[]): CaseFile =>
  reopened.length === 0
    ? file
    : {
        ...file,
        case: { ...file.case, state: 'LISTED', meetingId: undefined },
      };

const askedOf = ({
  sharing: { purpose, practitioner, agreement },
}: Pick<Call, 'sharing'>) => {
  // Whatever opens a case demands the header.
  if (purpose === undefined) throw new TypeError('a decision needs a purpose');
  return { purpose, practitionerRole: practitioner.role, agreement };
};
