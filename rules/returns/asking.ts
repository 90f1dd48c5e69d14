/** Which agencies the panel may ask for their view of a child, and what of. */
import {
  type Flow,
  type Panel,
  panelRecipient,
} from '../../schemas/contract/agreement/agreement.ts';
import type { NotAskedReason } from '../../schemas/contract/pack.ts';
import {
  VIEW_CATEGORIES,
  type ViewCategory,
} from '../../schemas/contract/view-requests.ts';
import type {
  PersonalRecord,
  SubjectFacts,
} from '../../schemas/store/personal-record.ts';
import { inForce } from '../cases/case-file.ts';
import { type LiveAgreement, outsideAgreement } from '../sharing/agreement.ts';
import { holds } from '../sharing/conditions.ts';

export interface Askable {
  agency: string;
  agreement: string;
  categories: ViewCategory[];
}

/**
 * Every agency from which an agreement in force lets a view flow to the panel, for a child whose address its conditions
 * cover, and which that same agreement lets know whom it is asked about. Sorted by agency.
 */
export const askableAgencies = (
  panelId: string,
  subject: SubjectFacts,
  agreements: readonly LiveAgreement[],
  now: number,
  /** What the police gave of the child: an agency that its handling keeps from it cannot be asked. */
  given?: readonly PersonalRecord[],
): Askable[] => {
  const found = new Map<string, Askable>();
  const covering = inForce(agreements, now).filter(
    (each) => outsideAgreement(subject, each, now).length === 0,
  );
  for (const agreement of covering.toSorted((a, b) => (a.id < b.id ? -1 : 1))) {
    for (const { agency, category } of offers(
      agreement,
      panelId,
      subject,
      now,
    )) {
      if (given && !handledFor(agency, agreement, given)) continue;
      const known = found.get(agency);
      if (known && known.agreement !== agreement.id) continue;
      const categories = new Set([...(known?.categories ?? []), category]);
      found.set(agency, {
        agency,
        agreement: agreement.id,
        categories: VIEW_CATEGORIES.filter((c) => categories.has(c)),
      });
    }
  }
  return [...found.values()].sort((a, b) => (a.agency < b.agency ? -1 : 1));
};

/** An agency that serves a borough of the child's and has not been asked, and why. Sorted by agency. */
export interface NotAsked {
  agency: string;
  reason: NotAskedReason;
}

/** An agency of the panels' boroughs, whether or not an agreement reaches it. */
export interface ServingAgency {
  agencyId: string;
  sector: string;
  borough: string;
}

export const notAsked = (
  asked: readonly string[],
  {
    panel,
    subject,
    agreements,
    now,
    given,
    serving,
  }: Asking & { serving: readonly ServingAgency[] },
): NotAsked[] => {
  const agenciesOf = (found: readonly Askable[]) =>
    found.map(({ agency }) => agency);
  const askable = agenciesOf(
    askableAgencies(panel.id, subject, agreements, now, given),
  );
  const covered = agenciesOf(
    askableAgencies(panel.id, subject, agreements, now),
  );
  const whateverTheTime = new Set(
    agreements
      .filter((each) => outsideAgreement(subject, each, now).length === 0)
      .flatMap((each) =>
        offers(each, panel.id, subject, now).map(({ agency }) => agency),
      ),
  );
  const boroughs = [subject.borough, ...subject.formerBoroughs];
  const local = serving.filter(
    ({ agencyId, borough }) =>
      agencyId !== panel.host && boroughs.includes(borough),
  );
  const reasonOf = (agency: string): NotAskedReason => {
    if (askable.includes(agency)) return 'NOT_YET';
    // Where the police have not named the child under its agreement at all, nobody has asked yet.
    if (covered.includes(agency))
      return namedUnder(agency) ? 'HANDLING_RESTRICTED' : 'NOT_YET';
    return whateverTheTime.has(agency)
      ? 'AGREEMENT_NOT_IN_FORCE'
      : 'NO_AGREEMENT';
  };
  const namedUnder = (agency: string): boolean =>
    askableAgencies(panel.id, subject, agreements, now).some(
      (each) =>
        each.agency === agency &&
        given.some(
          (r) => r.category === 'identity' && r.agreement === each.agreement,
        ),
    );
  return [...new Set([...askable, ...local.map(({ agencyId }) => agencyId)])]
    .filter((agency) => !asked.includes(agency))
    .sort()
    .map((agency) => ({ agency, reason: reasonOf(agency) }));
};

interface Asking {
  panel: Pick<Panel, 'id' | 'host'>;
  subject: SubjectFacts;
  agreements: readonly LiveAgreement[];
  now: number;
  given: readonly PersonalRecord[];
}

/** Whether the identity that was given under this agreement may reach the agency. */
export const handledFor = (
  agency: string,
  { id }: LiveAgreement,
  given: readonly PersonalRecord[],
): boolean =>
  given.some(
    ({ category, agreement, handling }) =>
      category === 'identity' &&
      agreement === id &&
      (handling.code === 'P' || handling.recipients.includes(agency)),
  );

const offers = (
  agreement: LiveAgreement,
  panelId: string,
  subject: SubjectFacts,
  now: number,
) =>
  agreement.flows
    .filter(
      ({ to, purposes }) =>
        to.includes(panelRecipient(panelId)) &&
        purposes.includes('PANEL_SELECTION'),
    )
    .filter((flow) => coversSubject(flow, subject, now))
    .flatMap(({ from, category }) => {
      const asked = VIEW_CATEGORIES.find((known) => known === category);
      return asked ? from.map((agency) => ({ agency, category: asked })) : [];
    })
    .filter(({ agency }) => learnsWhom(agreement, agency, subject, now));

/** An agency that may not be told whom it is asked about cannot be asked. */
const learnsWhom = (
  agreement: LiveAgreement,
  agency: string,
  subject: SubjectFacts,
  now: number,
): boolean =>
  agreement.flows.some(
    (flow) =>
      flow.category === 'identity' &&
      flow.to.includes(agency) &&
      coversSubject(flow, subject, now),
  );

/** Conditions about the child decide whether to ask; the others are decided on the answer. */
export const coversSubject = (
  { conditions }: Flow,
  subject: SubjectFacts,
  now: number,
): boolean =>
  conditions.every(
    (condition) =>
      !condition.condition.startsWith('SUBJECT_') ||
      holds(condition, {
        record: { subject } as PersonalRecord,
        asked: {
          recipient: '',
          purpose: 'PANEL_SELECTION',
          practitionerRole: 'JOB',
        },
        circumstances: {},
        now,
      }) === true,
  );
