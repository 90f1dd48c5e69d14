/** R1 and R2 of what an officer does with a visit that is allocated to them. */
import type { Call } from '../../../entrance/call.ts';
import { admit, standing } from '../../../entrance/caller.ts';
import type { Conclusion } from '../../../entrance/conclude.ts';
import {
  type CaseFile,
  caseFileOf,
  panelOf,
} from '../../../rules/cases/case-file.ts';
import { fileAt } from '../../../rules/cases/file-at.ts';
import { type Brief, composeBrief } from '../../../rules/delivery/brief.ts';
import type { LiveAgreement } from '../../../rules/sharing/agreement.ts';
import {
  type Panel,
  VISITING_OFFICER,
} from '../../../schemas/contract/agreement/agreement.ts';
import type { Person, Visit } from '../../../schemas/store/entities.ts';

export interface OpenedVisit {
  /** What a conclusion says of whom it is about, found or not. */
  about: Pick<Conclusion, 'recipient' | 'personId' | 'markedWith' | 'caseId'>;
  /**
   * Absent where there is no such visit, and where it is another officer's: to the caller these are one. INVARIANT: the panel's
   * host alone vouches for its officers, so that the same id at another agency is somebody else.
   */
  opened:
    | {
        visit: Visit;
        file: CaseFile;
        person: Person;
        panel: Panel;
        agreements: LiveAgreement[];
        /** The brief as it is now; none where there is nothing left to brief for. */
        brief: Brief | undefined;
        /** As it was, for the visit in the state in which it was then. */
        briefThen: (
          instant: number,
          state: Visit['state'],
        ) => Brief | undefined;
      }
    | undefined;
}

/** @throws Problem NO_AGREEMENT. */
export const openVisit = async (
  call: Call<'readBrief' | 'acknowledgeBrief' | 'updateVisit'>,
): Promise<OpenedVisit> => {
  const { world, operation, claims, sharing, params, now } = call;
  const { agency, located } = await admit(
    world,
    operation,
    claims,
    { locate: params.id },
    now,
  ); // R1
  const { agreements } = agency;
  standing(agreements, sharing, now);
  const personId = located?.personId ?? world.randomId();
  const held = await world.store.file(personId, now); // R2
  const { person } = held;
  const visit = held.visits.find(
    ({ visitId, officer }) => visitId === params.id && isOfficer(officer, call),
  );
  const file = visit && caseFileOf(held, visit.caseId);
  const declared = visit && panelOf(visit.panel, agreements);
  if (!visit || !file || !person || declared?.panel.host !== claims.agencyId) {
    return { about: { markedWith: personId }, opened: undefined };
  }
  const asked = {
    purpose: 'VISIT_SAFETY' as const,
    practitionerRole: sharing.practitioner.role,
    agreement: undefined,
  };
  const question = {
    file,
    visit,
    declaredBy: declared.agreement,
    agreements,
    asked,
    now,
  };
  const briefThen = (instant: number, state: Visit['state']) =>
    composeBrief({
      ...question,
      file: fileAt(file, new Date(instant).toISOString()),
      visit: { ...visit, state },
      now: instant,
    });
  const about = {
    recipient: VISITING_OFFICER,
    personId,
    markedWith: personId,
    caseId: visit.caseId,
  };
  const brief = composeBrief(question);
  return {
    about,
    opened: {
      visit,
      file,
      person,
      panel: declared.panel,
      agreements,
      brief,
      briefThen,
    },
  };
};

/** An officer is who the panel named, in the role in which it named them. */
const isOfficer = (
  officer: Visit['officer'],
  { sharing: { practitioner } }: Pick<Call, 'sharing'>,
): boolean =>
  officer.practitioner === practitioner.id &&
  officer.role === practitioner.role;
