/**
 * R1 and R2 of whatever the panel does with a case, as the panel: never as the agency that hosts
 * it.
 */
import type { Entered } from '../../../adapters/ports.ts';
import type { Call } from '../../../entrance/call.ts';
import type { Admitted } from '../../../entrance/caller.ts';
import type { Conclusion } from '../../../entrance/conclude.ts';
import type { Disclosed } from '../../../entrance/entry.ts';
import { openLocated } from '../../../entrance/open.ts';
import { Problem } from '../../../entrance/problem.ts';
import {
  type CaseFile,
  caseFileOf,
  type PersonFile,
  panelOf,
} from '../../../rules/cases/case-file.ts';
import { type Standing, standingOf } from '../../../rules/cases/standing.ts';
import {
  type ComposedPack,
  composePack,
  type PackQuestion,
} from '../../../rules/pack/pack.ts';
import { panelMayKnow } from '../../../rules/pack/panel-decisions.ts';
import type { LiveAgreement } from '../../../rules/sharing/agreement.ts';
import {
  type Panel,
  panelRecipient,
} from '../../../schemas/contract/agreement/agreement.ts';
import type { OperationId } from '../../../schemas/contract/operations.ts';
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

/** A case that the panel may know of. */
export interface OpenCase {
  /** The file as it is stored. */
  file: CaseFile;
  person: Person;
  panel: Panel;
  agreements: LiveAgreement[];
  /** The question that the pack answers. */
  question: PackQuestion;
  /** The standing of the case, worked out when it is first asked for. */
  standing: () => Standing;
  /** The pack as the panel may see it now; composed when it is first asked for. */
  composed: () => ComposedPack;
}

/** The person whom a conclusion is about, found or not. */
export type About = Pick<Disclosed, 'recipient' | 'personId' | 'decisions'> &
  Pick<Conclusion, 'within'> & { markedWith: string };

export interface OpenedCase {
  earlier: Entered['earlier'];
  about: About;
  /**
   * Absent where there is no such case, where it is another panel's, and where nothing of the child
   * flows to this panel for this purpose now: to the caller these are one.
   */
  opened:
    | (OpenCase & {
        /** The meeting that was asked for, where there is such a one. */
        meeting: Meeting | undefined;
        /** The service that was named, where there is such a one. */
        service: Service | undefined;
      })
    | undefined;
}

export type Opened = NonNullable<OpenedCase['opened']>;

/** The other things that a call on a case names, and whether it ends the panel's work. */
export interface Opening {
  meetingId?: string | undefined;
  serviceId?: string | undefined;
  /** INVARIANT: the answer of such a call says nothing of the child. */
  ends?: boolean;
}

/**
 * @throws Problem HEADER_INVALID where the header names another case than the path, NO_AGREEMENT.
 */
export const openCase = async (
  call: Call<PanelOperation>,
  { meetingId, serviceId, ends }: Opening = {},
): Promise<OpenedCase> => {
  const { sharing, params } = call;
  if (sharing.case !== params.id) {
    throw new Problem(
      'HEADER_INVALID',
      'Sharing-Case must name the case of the path: the panel acts within it.',
    );
  }
  const keyed = { locate: params.id, meeting: meetingId, service: serviceId };
  const entered = await openLocated(call, keyed); // R1, R2
  const { earlier, meeting, service } = entered;
  const { about, opened } = openHeld(call, {
    ...entered,
    caseId: params.id,
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
  found: Held,
): { about: About; opened: OpenCase | undefined } => {
  const { held, personId, ends = false } = found;
  const question = questionOf(call, found);
  if (!question || !held.person)
    return { about: { markedWith: personId }, opened: undefined };
  const { file, panel } = question;
  const agreements = found.agency.agreements;
  const within = { panel, agreements };
  const about = {
    recipient: panelRecipient(panel.id),
    personId,
    markedWith: personId,
    within,
  };
  const composed = lazily(() => composePack(question));
  if (!panelMayKnow(question) && !(ends && mayKnowButForAge(question))) {
    return {
      about: { ...about, decisions: composed().permitted },
      opened: undefined,
    };
  }
  const standing = lazily(() => standingOf(question));
  const opened = {
    file,
    person: held.person,
    panel,
    agreements,
    question,
    standing,
    composed,
  };
  return { about, opened };
};

/** Asks for a pack of the case. Undefined where there is no such case, or it is another panel's. */
const questionOf = (
  call: Pick<Call, 'claims' | 'sharing' | 'now'>,
  { agency, meeting, held, caseId }: Held,
): PackQuestion | undefined => {
  const { agreements, serving } = agency;
  const file = caseFileOf(held, caseId);
  const declared = file && panelOf(file.case.panel, agreements);
  if (!file || declared?.panel.host !== call.claims.agencyId) return undefined;
  const { panel, agreement } = declared;
  return {
    file,
    panel,
    declaredBy: agreement.id,
    agreements,
    serving,
    // In a meeting the panel sees, and decides on, what every attendee may hear.
    attendees:
      meeting?.panel === panel.id
        ? meeting.attendance.map((present) => present.agency)
        : undefined,
    asked: askedOf(call),
    now: call.now,
  };
};

/**
 * From the eighteenth birthday no agreement covers the child, and the panel reads nothing of them
 * any more. To end what it had begun is then still due; whatever else stands in the way stands
 * there as before.
 */
const mayKnowButForAge = (question: PackQuestion): boolean => {
  const agreements = question.agreements.map((each) => ({
    ...each,
    subjectRules: { ...each.subjectRules, maxAge: Number.POSITIVE_INFINITY },
  }));
  return panelMayKnow({ ...question, agreements });
};

const askedOf = ({
  sharing: { purpose, practitioner, agreement },
}: Pick<Call, 'sharing'>) => {
  // Whatever opens a case demands the header.
  if (purpose === undefined) throw new TypeError('a decision needs a purpose');
  return { purpose, practitionerRole: practitioner.role, agreement };
};

const lazily = <T>(make: () => T): (() => T) => {
  let kept: { value: T } | undefined;
  return () => {
    kept ??= { value: make() };
    return kept.value;
  };
};
