/** What is given with a referral, under the agreement that leads to its service; and what comes back. */

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

/** By when a service says that it has it. The duties to refer to the youth justice service and to safeguard leave one working day. */
const ACKNOWLEDGE_WORKING_DAYS = 5;
export const acknowledgeBy = (today: string, need: Referral['need']): string =>
  workingDaysAfter(
    today,
    need === 'YOUTH_JUSTICE' || need === 'SAFEGUARDING'
      ? 1
      : ACKNOWLEDGE_WORKING_DAYS,
  );

/**
 * The agreement in force by which the host may tell the service whom it is asked to help: first one that is made for handing
 * over. Any other serves only where the child was nominated under it, because what it releases is the nomination's own.
 */
export const leadingTo = (
  { agency }: Service,
  host: string,
  { nominations }: Pick<CaseFile, 'nominations'>,
  agreements: readonly LiveAgreement[],
  now: number,
): LiveAgreement | undefined => {
  const identities = nominations
    .flatMap(({ records }) => records)
    .filter(({ category }) => category === 'identity');
  // What the police may not give it, it is not given by being asked to help.
  const mayReach = ({ handling: { code, recipients } }: PersonalRecord) =>
    code === 'P' || (agency !== undefined && recipients.includes(agency));
  const nominated = new Set(
    identities.filter(mayReach).map((record) => record.agreement),
  );
  const own = identities.filter(({ originator }) => originator === host);
  const leads = (agreement: LiveAgreement, category: string) =>
    agency !== undefined &&
    notInForce(agreement, now).length === 0 &&
    agreement.flows.some(
      (flow) =>
        flow.category === category &&
        flow.from.includes(host) &&
        flow.to.includes(agency) &&
        flow.purposes.includes('REFERRAL'),
    );
  return (
    agreements.find(
      (agreement) => leads(agreement, 'referral') && own.every(mayReach),
    ) ??
    agreements.find(
      (agreement) =>
        leads(agreement, 'identity') && nominated.has(agreement.id),
    )
  );
};

const WORDS = ['needSummary', 'contactRoute', 'safeContactAdvice'] as const;

/** Words that no flow of the agreement would carry: they are refused rather than lost. */
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
 * The host's new contribution: who the child is, in the words of its own latest nomination and under its handling, and what
 * help is wanted. Nothing where the nomination's own records serve.
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
  const { needSummary, contactRoute, safeContactAdvice } = request;
  const all = { ...contribution, subject: own.subject, handling: own.handling };
  return [
    recordUnder(agreement, 'identity', { givenName, familyName }, all),
    recordUnder(
      agreement,
      'referral',
      { need: needSummary, contactRoute, safeContactAdvice },
      all,
    ),
  ].filter(({ fields }) => Object.keys(fields).length > 0);
};

/**
 * Of what a reader of the referral may be told, before each field is decided upon. The service knows of the child while it has
 * work to do; after that it reads what it said itself. The host reads what came back.
 */
export const recordsOf = (
  referral: Referral,
  { nominations }: CaseFile,
  reader: string,
): PersonalRecord[] => {
  const { agency, agreement, records } = referral;
  if (reader !== agency) return [...records];
  if (!isUnderWay(referral))
    return records.filter(({ originator }) => originator === reader);
  if (records.some(({ originator }) => originator !== reader))
    return [...records];
  const nominated = nominations
    .flatMap((nomination) => nomination.records)
    .filter(
      (record) =>
        record.agreement === agreement && GIVEN.includes(record.category),
    );
  return [...nominated, ...records];
};

const GIVEN = ['identity', 'identifiers', 'incident'];

/** What a response says of take-up, where it says anything. How it ended leaves standing how far it came. */
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

/** As it stands in the inbox of the agency that receives it; it names no child. None for what was sent outside. */
export const referralItemOf = (
  referral: Referral,
): ReferralItem | undefined => {
  const {
    agency,
    agreement,
    referralId,
    caseId,
    serviceId,
    need,
    state,
    sentAt,
    dueBy,
    expiresAt,
  } = referral;
  if (agency === undefined || agreement === undefined) return undefined;
  return {
    type: 'ReferralItem',
    agency,
    referralId,
    caseId,
    serviceId,
    agreement,
    need,
    state,
    sentAt,
    dueBy,
    expiresAt,
  };
};
