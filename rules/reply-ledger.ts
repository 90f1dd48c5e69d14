/** How each agency stands that was asked, or could have been: as far as the panel may know. */
import { panelRecipient } from '../schemas/agreement.ts';
import type { Return, ViewRequest } from '../schemas/entities.ts';
import type { NotAskedReason, ReturnState } from '../schemas/pack.ts';
import type { PersonalRecord, SubjectFacts } from '../schemas/personal-record.ts';
import { VIEW_CATEGORIES } from '../schemas/view-requests.ts';
import { type LiveAgreement, notInForce } from './agreement.ts';
import { askableAgencies } from './asking.ts';
import { londonDate } from './london-time.ts';

/** An agency of the panel's boroughs, whether or not it has signed anything. */
export interface Serving {
  agencyId: string;
  borough: string;
}

/** Whether the panel may tell "nothing held" from "withheld" of what was asked under an agreement. */
export const isRestricted = ({ agreement }: ViewRequest, agreements: readonly LiveAgreement[]): boolean =>
  agreements.find(({ id }) => id === agreement)?.returns.nilAndWithheld !== 'DISTINCT';

/**
 * INVARIANT: under a restricted agreement a reply of any kind is not there before 00:00 London of `replyBy`, and shows as the
 * same answer from then on: neither its state nor its time tells "nothing held" from "withheld".
 */
export const shownReturn = (
  request: ViewRequest,
  current: Return | undefined,
  restricted: boolean,
  now: number,
): Return | undefined => (restricted && londonDate(now) < request.replyBy ? undefined : current);

export interface Standing {
  request: ViewRequest;
  /** As `shownReturn` has it. */
  shown: Return | undefined;
  restricted: boolean;
  seen: boolean;
  agreements: readonly LiveAgreement[];
  now: number;
}

export const returnStateOf = ({ request, shown, restricted, seen, agreements, now }: Standing): ReturnState => {
  if (shown && restricted) return shown.kind === 'CANNOT_IDENTIFY' ? shown.kind : 'ANSWERED';
  if (shown) return shown.kind === 'VIEW' ? 'REPLIED' : shown.kind;
  const agreement = agreements.find(({ id }) => id === request.agreement);
  if (!agreement || notInForce(agreement, now).length > 0) return 'FAILED';
  if (restricted) return 'ASKED';
  if (londonDate(now) > request.replyBy) return 'LATE';
  return seen ? 'SEEN' : 'ASKED';
};

export interface Unasked {
  subject: SubjectFacts;
  panelId: string;
  agreements: readonly LiveAgreement[];
  serving: readonly Serving[];
  /** What the police gave of the child. */
  given: readonly PersonalRecord[];
  asked: ReadonlySet<string>;
  now: number;
}

/** Every agency of the child's boroughs that was not asked, and why. Sorted by agency. */
export const notAskedOf = (question: Unasked): { agency: string; because: NotAskedReason }[] => {
  const { subject, panelId, agreements, serving, given, asked, now } = question;
  const boroughs = [subject.borough, ...subject.formerBoroughs];
  const askable = idsOf(askableAgencies(panelId, subject, agreements, now, given));
  const unhandled = idsOf(askableAgencies(panelId, subject, agreements, now));
  const offering = offeringTo(panelId, agreements);
  const near = serving.filter(({ borough }) => boroughs.includes(borough)).map(({ agencyId }) => agencyId);
  return [...new Set([...askable, ...near])]
    .filter((agency) => !asked.has(agency))
    .sort()
    .map((agency) => ({ agency, because: whyNot(agency, { askable, unhandled, offering }) }));
};

type Reach = Record<'askable' | 'unhandled' | 'offering', ReadonlySet<string>>;

const whyNot = (agency: string, { askable, unhandled, offering }: Reach): NotAskedReason => {
  if (askable.has(agency)) return 'NOT_YET';
  if (unhandled.has(agency)) return 'HANDLING_RESTRICTED';
  return offering.has(agency) ? 'AGREEMENT_NOT_IN_FORCE' : 'NO_AGREEMENT';
};

const idsOf = (all: readonly { agency: string }[]): Set<string> => new Set(all.map(({ agency }) => agency));

/** Whoever has any flow of a view to the panel, in force or not. */
const offeringTo = (panelId: string, agreements: readonly LiveAgreement[]): Set<string> =>
  new Set(
    agreements
      .flatMap(({ flows }) => flows)
      .filter(
        ({ to, category }) =>
          to.includes(panelRecipient(panelId)) && (VIEW_CATEGORIES as readonly string[]).includes(category),
      )
      .flatMap(({ from }) => from),
  );
