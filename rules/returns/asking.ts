/**
 * Finds the agencies that the panel may ask for their view of a child, and the categories of it.
 */
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

/** The child asked about, the panel that asks, and when. */
interface Question {
  panelId: string;
  subject: SubjectFacts;
  now: number;
}

/**
 * Every agency from which an agreement in force lets a view flow to the panel, for a child whose
 * address its conditions cover, and which that same agreement lets know whom it is asked about.
 * Sorted by agency.
 */
export const askableAgencies = (
  panelId: string,
  subject: SubjectFacts,
  agreements: readonly LiveAgreement[],
  now: number,
  /** The police's records of the child: an agency that their handling keeps out cannot be asked. */
  given?: readonly PersonalRecord[],
): Askable[] => {
  const offers = offersOf(inForce(agreements, now), { panelId, subject, now });
  const found = new Map<string, Askable>();
  for (const offer of offers) {
    if (given && !handledFor(offer.agency, offer.agreement, given)) continue;
    const { agency } = offer;
    found.set(agency, adding(offer, found.get(agency)));
  }
  return [...found.values()].sort((a, b) => (a.agency < b.agency ? -1 : 1));
};

/**
 * Adds the category under the agreement by which the agency was found first; categories stand in
 * the order of their list.
 */
const adding = (
  { agency, agreement, category }: Offer,
  known: Askable = { agency, agreement: agreement.id, categories: [] },
): Askable => {
  if (known.agreement !== agreement.id) return known;
  const categories = VIEW_CATEGORIES.filter(
    (each) => each === category || known.categories.includes(each),
  );
  return { ...known, categories };
};

/**
 * An agency that serves a borough of the child's and has not been asked, and why. Sorted by agency.
 */
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

interface Asking {
  panel: Pick<Panel, 'id' | 'host'>;
  subject: SubjectFacts;
  agreements: readonly LiveAgreement[];
  now: number;
  given: readonly PersonalRecord[];
  serving: readonly ServingAgency[];
}

export const notAsked = (
  asked: readonly string[],
  asking: Asking,
): NotAsked[] => {
  const reach = reachOf(asking);
  const agencies = new Set([
    ...reach.open.map(({ agency }) => agency),
    ...servingChild(asking),
  ]);
  return [...agencies]
    .filter((agency) => !asked.includes(agency))
    .sort()
    .map((agency) => ({ agency, reason: reasonOf(agency, reach, asking) }));
};

interface Reach {
  /** The agencies that could be asked now. */
  open: Askable[];
  /** The same, whatever the police say of handling. */
  covered: Askable[];
  /** The same, whether or not their agreement is in force. */
  agreed: string[];
}

const reachOf = ({ panel, subject, agreements, now, given }: Asking): Reach => {
  const offers = offersOf(agreements, { panelId: panel.id, subject, now });
  return {
    open: askableAgencies(panel.id, subject, agreements, now, given),
    covered: askableAgencies(panel.id, subject, agreements, now),
    agreed: offers.map(({ agency }) => agency),
  };
};

const servingChild = ({ serving, subject, panel }: Asking): string[] => {
  const boroughs = [subject.borough, ...subject.formerBoroughs];
  return serving
    .filter(({ borough }) => boroughs.includes(borough))
    .map(({ agencyId }) => agencyId)
    .filter((agencyId) => agencyId !== panel.host);
};

const reasonOf = (
  agency: string,
  { open, covered, agreed }: Reach,
  { given }: Asking,
): NotAskedReason => {
  if (open.some((each) => each.agency === agency)) return 'NOT_YET';
  const barred = covered.find((each) => each.agency === agency);
  // Nobody has asked yet where the police have not named the child under its agreement at all.
  if (barred)
    return isNamedUnder(barred, given) ? 'HANDLING_RESTRICTED' : 'NOT_YET';
  return agreed.includes(agency) ? 'AGREEMENT_NOT_IN_FORCE' : 'NO_AGREEMENT';
};

const isNamedUnder = (
  { agreement }: Askable,
  given: readonly PersonalRecord[],
): boolean =>
  given.some(
    (record) =>
      record.category === 'identity' && record.agreement === agreement,
  );

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

interface Offer {
  agency: string;
  agreement: LiveAgreement;
  category: ViewCategory;
}

/**
 * Every view that an agreement which covers the child lets flow to the panel, in the order of the
 * agreements' ids.
 */
const offersOf = (
  agreements: readonly LiveAgreement[],
  question: Question,
): Offer[] =>
  agreements
    .filter(
      (each) =>
        outsideAgreement(question.subject, each, question.now).length === 0,
    )
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
    .flatMap((agreement) => offersUnder(agreement, question));

const offersUnder = (agreement: LiveAgreement, question: Question): Offer[] =>
  agreement.flows
    .filter((flow) => leadsToPanel(flow, question))
    .flatMap(({ from, category }) => {
      const asked = VIEW_CATEGORIES.find((known) => known === category);
      if (asked === undefined) return [];
      return from.map((agency) => ({ agency, agreement, category: asked }));
    })
    .filter(({ agency }) => learnsWhom(agreement, agency, question));

const leadsToPanel = (
  flow: Flow,
  { panelId, subject, now }: Question,
): boolean =>
  flow.to.includes(panelRecipient(panelId)) &&
  flow.purposes.includes('PANEL_SELECTION') &&
  coversSubject(flow, subject, now);

/** An agency that may not be told whom it is asked about cannot be asked. */
const learnsWhom = (
  { flows }: LiveAgreement,
  agency: string,
  { subject, now }: Question,
): boolean =>
  flows.some(
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
