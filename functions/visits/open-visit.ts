/** R1 and R2 of what an officer does with a visit that is allocated to them. */
import type { Call } from '../../entrance/call.ts';
import type { Conclusion } from '../../entrance/conclude.ts';
import type { Disclosed } from '../../entrance/entry.ts';
import { type Opened as Found, openLocated } from '../../entrance/open.ts';
import {
  type CaseFile,
  caseFileOf,
  panelOf,
} from '../../rules/cases/case-file.ts';
import { fileAt } from '../../rules/cases/file-at.ts';
import {
  type Brief,
  type BriefQuestion,
  composeBrief,
} from '../../rules/delivery/brief.ts';
import { VISITING_OFFICER } from '../../schemas/contract/agreement/agreement.ts';
import type { Person, Visit } from '../../schemas/store/entities.ts';

type Officers = Call<'readBrief' | 'acknowledgeBrief' | 'updateVisit'>;

export interface OpenedVisit {
  /** The person whom a conclusion is about, found or not. */
  about: Pick<Disclosed, 'recipient' | 'personId' | 'markedWith' | 'caseId'> &
    Pick<Conclusion, 'within'>;
  /**
   * Absent where there is no such visit, and where it is another officer's: to the caller these are
   * one. INVARIANT: the panel's host alone vouches for its officers, so that the same id at another
   * agency is somebody else.
   */
  opened: VisitOfOfficer | undefined;
}

export interface VisitOfOfficer {
  visit: Visit;
  file: CaseFile;
  person: Person;
  /** The brief as it is now; none where there is nothing left to brief for. */
  brief: Brief | undefined;
  /** Shows it as it was, for the visit in the state in which it was then. */
  briefThen: (instant: number, state: Visit['state']) => Brief | undefined;
}

/** @throws Problem NO_AGREEMENT. */
export const openVisit = async (call: Officers): Promise<OpenedVisit> => {
  const found = await openLocated(call, { locate: call.params.id }); // R1, R2
  const { personId } = found;
  const visit = visitIn(call, found);
  const file = visit && caseFileOf(found.held, visit.caseId);
  const { agreements } = found.agency;
  const declared = visit && panelOf(visit.panel, agreements);
  const { person } = found.held;
  if (
    !visit ||
    !file ||
    !person ||
    declared?.panel.host !== call.claims.agencyId
  ) {
    return { about: { markedWith: personId }, opened: undefined };
  }
  const asked = askedOf(call);
  const declaredBy = declared.agreement;
  const question = {
    file,
    visit,
    declaredBy,
    agreements,
    asked,
    now: call.now,
  };
  return {
    about: {
      recipient: VISITING_OFFICER,
      personId,
      markedWith: personId,
      caseId: visit.caseId,
      within: { panel: declared.panel, agreements },
    },
    opened: {
      visit,
      file,
      person,
      brief: composeBrief(question),
      briefThen: briefAt(question),
    },
  };
};

/** An officer is who the panel named, in the role in which it named them. */
const visitIn = (
  { params, sharing }: Officers,
  { held }: Found,
): Visit | undefined => {
  const { id, role } = sharing.practitioner;
  return held.visits.find(
    ({ visitId, officer }) =>
      visitId === params.id &&
      officer.practitioner === id &&
      officer.role === role,
  );
};

const askedOf = ({ sharing }: Officers): BriefQuestion['asked'] => ({
  purpose: 'VISIT_SAFETY',
  practitionerRole: sharing.practitioner.role,
  agreement: undefined,
});

const briefAt =
  (question: BriefQuestion): VisitOfOfficer['briefThen'] =>
  (instant, state) =>
    composeBrief({
      ...question,
      file: fileAt(question.file, new Date(instant).toISOString()),
      visit: { ...question.visit, state },
      now: instant,
    });
