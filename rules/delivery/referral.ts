/**
 * Decides what is given with a referral, under the agreement that leads to its service, and what
 * comes back.
 */

import type { Flow } from '../../schemas/contract/agreement/agreement.ts';
import type { ContentError } from '../../schemas/contract/problems.ts';
import type {
  ReferralRequest,
  ReferralResponse,
} from '../../schemas/contract/referrals.ts';
import type {
  Nomination,
  Referral,
  ReferralItem,
  Service,
} from '../../schemas/store/entities.ts';
import type { PersonalRecord } from '../../schemas/store/personal-record.ts';
import type { CaseFile } from '../cases/case-file.ts';
import { type LiveAgreement, notInForce } from '../sharing/agreement.ts';
import {
  type Contribution,
  mayContribute,
  recordUnder,
} from '../sharing/contribute.ts';
import { workingDaysAfter } from '../time/working-days.ts';
import { isUnderWay } from './referral-state.ts';

type Referred = Extract<ReferralRequest, { kind: 'REFERRED' }>;

/**
 * A service acknowledges within five working days; the duties to refer to the youth justice service
 * and to safeguard leave one.
 */
const ACKNOWLEDGE_WORKING_DAYS = 5;
export const acknowledgeBy = (today: string, need: Referral['need']): string =>
  workingDaysAfter(
    today,
    need === 'YOUTH_JUSTICE' || need === 'SAFEGUARDING'
      ? 1
      : ACKNOWLEDGE_WORKING_DAYS,
  );

/**
 * Finds the agreement in force by which the host may tell the service whom it is asked to help. One
 * that is made for handing over comes first. Any other serves only where the child was nominated
 * under it, because it releases the nomination's own.
 */
export const leadingTo = (
  { agency }: Service,
  host: string,
  { nominations }: Pick<CaseFile, 'nominations'>,
  agreements: readonly LiveAgreement[],
  now: number,
): LiveAgreement | undefined => {
  if (agency === undefined) return undefined;
  const identities = nominations
    .flatMap(({ records }) => records)
    .filter(({ category }) => category === 'identity');
  const own = identities.filter(({ originator }) => originator === host);
  const leading = (category: string) =>
    agreements.filter(
      (agreement) =>
        notInForce(agreement, now).length === 0 &&
        agreement.flows.some((flow) => hands(flow, category, host, agency)),
    );
  // Being asked to help gives a service nothing that the police may not give it.
  const handingOver = own.every((each) => mayReach(each, agency))
    ? leading('referral')[0]
    : undefined;
  return (
    handingOver ??
    leading('identity').find(({ id }) =>
      identities.some(
        (each) => each.agreement === id && mayReach(each, agency),
      ),
    )
  );
};

const mayReach = ({ handling }: PersonalRecord, agency: string): boolean =>
  handling.code === 'P' || handling.recipients.includes(agency);

const hands = (
  flow: Flow,
  category: string,
  from: string,
  to: string,
): boolean =>
  flow.category === category &&
  flow.from.includes(from) &&
  flow.to.includes(to) &&
  flow.purposes.includes('REFERRAL');

const WORDS = ['needSummary', 'contactRoute', 'safeContactAdvice'] as const;

/** Refuses words that no flow of the agreement would carry, rather than losing them. */
export const notCarried = (
  request: Referred,
  agreement: LiveAgreement | undefined,
  host: string,
  now: number,
) =>
  mayContribute(agreement, host, 'referral', now)
    ? []
    : WORDS.filter((word) => request[word] !== undefined).map(
        (word): ContentError => ({
          pointer: `/${word}`,
          message:
            'is carried to this service by no agreement; tell them another way',
        }),
      );

/**
 * Makes the host's new contribution: who the child is, in the words of its own latest nomination
 * and under its handling, and the help that is wanted. It is empty where the nomination's own
 * records serve.
 */
export const referralRecords = (
  request: Referred,
  agreement: LiveAgreement,
  nomination: Nomination,
  contribution: Omit<Contribution, 'subject' | 'handling'>,
  now: number,
): PersonalRecord[] => {
  const { originator } = contribution;
  if (!mayContribute(agreement, originator, 'referral', now)) return [];
  const own = nomination.records.find(
    (each) => each.category === 'identity' && each.originator === originator,
  );
  if (!own) return [];
  const { givenName, familyName } = own.fields;
  const { needSummary: need, contactRoute, safeContactAdvice } = request;
  const given = {
    identity: { givenName, familyName },
    referral: { need, contactRoute, safeContactAdvice },
  };
  const all = { ...contribution, subject: own.subject, handling: own.handling };
  return Object.entries(given)
    .map(([category, fields]) => recordUnder(agreement, category, fields, all))
    .filter(({ fields }) => Object.keys(fields).length > 0);
};

/**
 * Lists the records that a reader of the referral may be told of, before each field is decided
 * upon. The service knows of the child while it has work to do; after that it reads what it said
 * itself. The host reads what came back.
 */
export const recordsOf = (
  referral: Referral,
  { nominations }: CaseFile,
  reader: string,
): PersonalRecord[] => {
  const { agency, agreement, records } = referral;
  if (reader !== agency) return [...records];
  const others = records.filter(({ originator }) => originator !== reader);
  if (!isUnderWay(referral))
    return records.filter(({ originator }) => originator === reader);
  if (others.length > 0) return [...records];
  const nominated = nominations
    .flatMap((nomination) => nomination.records)
    .filter((record) => record.agreement === agreement)
    .filter(({ category }) => GIVEN.includes(category));
  return [...nominated, ...records];
};

const GIVEN = ['identity', 'identifiers', 'incident'];

/**
 * Reads from a response what it says of take-up, if anything. How far it came stands on when it
 * ends.
 */
export const takeUpOf = (
  response: ReferralResponse,
  before: PersonalRecord | undefined,
) => {
  if (response.state === 'ACKNOWLEDGED') return undefined;
  const takeUp =
    response.state === 'ENDED' ? before?.fields.takeUp : response.state;
  return {
    takeUp,
    outcome: 'outcome' in response ? response.outcome : undefined,
  };
};

/**
 * The item in the inbox of the agency that receives it, which names no child. A referral to outside
 * has none.
 */
export const referralItemOf = (
  referral: Referral,
): ReferralItem | undefined => {
  const { agency, agreement } = referral;
  if (agency === undefined || agreement === undefined) return undefined;
  return {
    type: 'ReferralItem',
    agency,
    referralId: referral.referralId,
    caseId: referral.caseId,
    serviceId: referral.serviceId,
    agreement,
    need: referral.need,
    state: referral.state,
    sentAt: referral.sentAt,
    dueBy: referral.dueBy,
    expiresAt: referral.expiresAt,
  };
};
