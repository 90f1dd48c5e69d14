/** What follows a decision: visits and how they went, referrals and what came of them, whether the child came to notice again. */
import { expect } from 'vitest';
import { SYSTEMS } from '../../local/registry/agencies.ts';
import { returned, TRUSTS, viewOf } from './answering.ts';
import {
  type Child,
  dayFrom,
  latestFacts,
  type MadeReferral,
  type Making,
  PANEL,
  POLICE,
  systemOf,
  within,
} from './making.ts';
import type { Given } from './model.ts';

export const OFFICER = 'off-1';
const AS_OFFICER = {
  practitioner: `${OFFICER}; role=SAFER_SCHOOLS_OFFICER`,
  purpose: 'VISIT_SAFETY',
};
const VISITS = 'met-police-visits';

const givesReasonNotToVisit = ({ returns }: Child): boolean =>
  [...returns.values()]
    .flat()
    .some(
      ({ category, fields }) =>
        category === 'approach' && 'doNotVisitReason' in fields,
    );

export const allocated = async (
  { done, mint, goTo }: Making,
  child: Child,
  days: number,
): Promise<void> => {
  await goTo(days);
  // Only a reason not to visit is overcome.
  const overrideReason = givesReasonNotToVisit(child) ? mint.text() : undefined;
  const officer = { practitioner: OFFICER, role: 'SAFER_SCHOOLS_OFFICER' };
  const body = {
    officer,
    dueBy: dayFrom(days + 10),
    venue: 'SCHOOL',
    overrideReason,
  };
  const { visitId } = (
    await done(PANEL, { method: 'POST', ...within(child, '/visits'), body })
  ).body;
  for (const before of child.visits) before.pending = false;
  child.visits.push({
    visitId,
    allocated: days,
    pending: true,
    overrideReason,
    held: false,
  });
  if (overrideReason) child.delivery.push(overrideReason);
};

const latestVisit = ({ visits }: Child) => {
  const visit = visits.at(-1);
  if (!visit) throw new Error('no visit was allocated');
  return visit;
};

/** How the visit went, by the officer who has read the brief. */
export const visited = async (
  { done, mint, exchange }: Making,
  child: Child,
  state: string,
): Promise<void> => {
  const visit = latestVisit(child);
  const path = `/v1/visits/${visit.visitId}`;
  const brief = await done(VISITS, {
    method: 'GET',
    path: `${path}/brief`,
    ...AS_OFFICER,
  });
  const { digest } = brief.body;
  await done(VISITS, {
    method: 'PUT',
    path: `${path}/brief`,
    body: { digest },
    ...AS_OFFICER,
  });
  const made = () => ({
    officialNotice: mint.word(),
    items: [{ how: 'SURRENDERED', item: mint.text(), disposal: 'DESTROYED' }],
    parentOrCarerSeen: true,
    childSays: mint.text(),
    parentSays: mint.text(),
    signposted: ['southside-boxing-club'],
  });
  const SAID: Record<string, () => object> = {
    ATTEMPTED: () => ({ note: mint.text() }),
    DONE: made,
    DECLINED: () => ({ by: 'PARENT_OR_CARER', ...made() }),
    NOT_DONE: () => ({ reason: 'NO_CONTACT', note: mint.text() }),
  };
  const said = SAID[state]?.();
  const at = new Date(exchange.running.world.clock()).toISOString();
  await done(VISITS, {
    method: 'PUT',
    path,
    body: { state, at, ...said },
    ...AS_OFFICER,
  });
  visit.pending = state === 'ATTEMPTED';
  child.delivery.push(said);
};

/** An agency says anew, after the decision, why nobody should visit. */
export const heldBack = async (making: Making, child: Child): Promise<void> => {
  const request = child.requests.find(({ agency }) => !TRUSTS.has(agency));
  if (!request) throw new Error('no agency was asked that may say it');
  const reply = { kind: 'VIEW', ...viewOf(making, false) };
  const path = `/v1/view-requests/${request.viewRequestId}/reply`;
  await making.done(systemOf(request.agency), {
    method: 'PUT',
    path,
    body: reply,
  });
  making.hidden.push(
    child.returns.get(request.agency)?.map(({ fields }) => fields),
  );
  // What was recorded in its name, and by whom, is replaced by what it says itself.
  making.hidden.push(child.spoken.get(request.agency));
  child.spoken.delete(request.agency);
  child.toConfirm.delete(request.agency);
  child.returns.set(request.agency, returned(child, request, reply));
  latestVisit(child).held = true;
};

interface Handover {
  service: string;
  need: string;
  /** The agreement that leads to it; absent for one outside the exchange. */
  agreement?: string;
}

const MADE_FOR_IT = 'MD-VCS-005';

export const referred = async (
  making: Making,
  child: Child,
  handover: Handover,
): Promise<MadeReferral> => {
  const { service, need, agreement } = handover;
  const words = agreement === MADE_FOR_IT ? wordsOf(making) : undefined;
  const body = {
    kind: 'REFERRED',
    serviceId: service,
    need,
    basis: 'CONSENT',
    ...(words && {
      needSummary: words.need,
      contactRoute: words.contactRoute,
      safeContactAdvice: words.safeContactAdvice,
    }),
  };
  const { referralId } = (
    await making.done(PANEL, {
      method: 'POST',
      ...within(child, '/referrals'),
      body,
    })
  ).body;
  return madeReferral(
    child,
    { referralId, agency: agreement && service, agreement },
    words,
  );
};

export const notReferred = async (
  { exchange }: Making,
  child: Child,
  { service, need }: Handover,
): Promise<void> => {
  const body = { kind: 'REFERRED', serviceId: service, need, basis: 'CONSENT' };
  const answer = await exchange.ask(PANEL, {
    method: 'POST',
    ...within(child, '/referrals'),
    body,
  });
  expect([answer.status, answer.body.code]).toEqual([403, 'NO_AGREEMENT']);
};

const wordsOf = ({ mint }: Making) => ({
  need: mint.text(),
  contactRoute: mint.text(),
  safeContactAdvice: mint.text(),
});

/** What the police give with it: a name and what is wanted, or where its agreement is not made for that, what they nominated with. */
export const madeReferral = (
  child: Child,
  to: Pick<MadeReferral, 'referralId' | 'agency' | 'agreement'>,
  words?: Record<string, unknown>,
): MadeReferral => {
  const nominated = child.nominated.filter(
    ({ agreement, category }) =>
      agreement === to.agreement && category !== 'incidentSource',
  );
  const referral = {
    ...to,
    given: words ? contributedTo(child, words) : nominated,
    takeUp: undefined,
    accepted: false,
    underWay: true,
  };
  child.referrals.push(referral);
  return referral;
};

const contributedTo = (
  child: Child,
  words: Record<string, unknown>,
): Given[] => {
  const own = child.nominated.findLast(
    ({ category }) => category === 'identity',
  );
  if (!own) throw new Error('nobody named this child');
  const { givenName, familyName } = own.fields;
  const about = { ...own, agreement: MADE_FOR_IT, subject: latestFacts(child) };
  return [
    { ...about, fields: { givenName, familyName } },
    { ...about, category: 'referral', fields: words },
  ];
};

/** What the service makes of it, step by step; for one outside the exchange the panel's host says so. */
export const answeredBy = async (
  making: Making,
  child: Child,
  referral: MadeReferral,
  states: string[],
): Promise<void> => {
  for (const state of states) {
    const { agency, referralId } = referral;
    const clientId = SYSTEMS.find(
      ({ agencyId, scopes }) =>
        agencyId === agency && scopes.includes('referral'),
    )?.clientId;
    // An agreement that is not made for referrals carries no word of what came of them.
    const speaks =
      ['STARTED', 'ENDED'].includes(state) &&
      (!agency || referral.agreement === MADE_FOR_IT);
    const said = {
      ...(speaks && { outcome: making.mint.text() }),
      ...(state === 'DECLINED' && { reason: 'NO_CAPACITY' }),
    };
    const path = `/v1/referrals/${referralId}/response`;
    await making.done(clientId ?? PANEL, {
      method: 'PUT',
      path,
      body: { state, ...said },
      purpose: 'REFERRAL',
    });
    making.hidden.push(referral.takeUp?.fields);
    tookUp(child, referral, state, said);
  }
};

const tookUp = (
  child: Child,
  referral: MadeReferral,
  state: string,
  { outcome }: { outcome?: string },
): void => {
  referral.accepted =
    state !== 'DECLINED' && (referral.accepted || state === 'ACCEPTED');
  referral.underWay = !['DECLINED', 'ENDED'].includes(state);
  if (referral.agency && referral.agreement !== MADE_FOR_IT) return;
  const takeUp = state === 'ENDED' ? referral.takeUp?.fields.takeUp : state;
  const [like] = referral.given;
  referral.takeUp = {
    category: 'takeUp',
    originator: referral.agency ?? POLICE,
    agreement:
      referral.agreement ??
      (child.panel === 'sutton' ? 'MD-SUT-004' : 'MD-SBCU-001'),
    fields: { takeUp, ...(outcome !== undefined && { outcome }) },
    subject: like?.subject ?? latestFacts(child),
    handling: { code: 'P', recipients: [] },
    approved: false,
  };
};

export const signposted = async (
  { done }: Making,
  child: Child,
): Promise<void> => {
  const body = {
    kind: 'SIGNPOSTED',
    serviceId: 'harbour-mentoring',
    need: 'MENTORING',
    basis: 'CONSENT',
  };
  await done(PANEL, { method: 'POST', ...within(child, '/referrals'), body });
};

const officerOf = ({ mint }: Making) => ({
  practitioner: mint.word(),
  role: 'INTELLIGENCE_OFFICER',
});

export const followedUp = async (
  making: Making,
  child: Child,
  days: number,
): Promise<void> => {
  await making.goTo(days);
  const officer = officerOf(making);
  const body = {
    kind: 'FOLLOW_UP',
    month: 3,
    cameToNotice: 'NO',
    checkedIn: 'PNC',
    officer,
  };
  await making.done(PANEL, {
    method: 'POST',
    ...within(child, '/outcomes'),
    body,
  });
  child.delivery.push(officer);
};

/** Why stands in the case; who closed it only in the ledger, as who called. */
export const closed = async (
  making: Making,
  child: Child,
  days: number,
): Promise<void> => {
  await making.goTo(days);
  const reason = making.mint.text();
  const officer = officerOf(making);
  const body = { kind: 'CLOSE', reason, officer };
  await making.done(PANEL, {
    method: 'POST',
    ...within(child, '/outcomes'),
    body,
  });
  child.delivery.push(reason, officer);
};
