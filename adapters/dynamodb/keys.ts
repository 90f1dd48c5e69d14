/**
 * Where everything stands. One row an access pattern; one index, of what expires on a day, and no Scan.
 *
 * table     pk                     sk                              read by
 * exchange  SYSTEM#client          SYSTEM                          R1, token
 * exchange  AGENCY#agency          AGENCY                          R1
 * exchange  AGREEMENT#id           V#version                       R2 of agreements
 * exchange  AGREEMENT_TEXT#hash    TEXT                            R1, once a process
 * exchange  SPENT#client#jti       SPENT                           token (put once)
 * exchange  ONCE#client#hmac       ONCE                            R1 (idempotency)
 * exchange  POSTING#hmac           POSTING                         R1 (matching)
 * exchange  AT#kind#id             AT                              R1 (locator of a case, flag, view request, visit, referral)
 * exchange  PERSON#person          HEAD                            R2 of a search
 * exchange  PERSON#person          FLAG#flag · CASE#case#…         R2: one Query of the partition
 * exchange  INBOX#agency           viewRequest                     R2 of an agency's view requests
 * exchange  MEETING#meeting        MEETING                         R1 (by its id)
 * exchange  MEETINGS#panel         date#meeting                    R2 of a panel's meetings
 * exchange  TASKS#panel#borough    due#case#kind#about             R2 of the worklist
 * exchange  SERVICES               service · service#feedback#…    R1 (a service); R2 of the directory
 * exchange  REFERRALS#agency       referral                        R2 of an agency's referrals
 * exchange  TALLY#panel#quarter    kind#tally                      R2 of the statistics, once a quarter
 * exchange  TABLES#panel           quarter                         R1 (the tables of a quarter)
 * exchange  DISCLOSED#person       recipient                       W; sequencer, to tell who saw a record
 * exchange  REVIEWS#state          entry                           R2 of break-glass reviews
 * exchange  (index expiry) date#shard                              retention (keys alone)
 * ledger    ENTRY#entry            ENTRY                           governance
 * ledger    PENDING#shard          instant#entry                   sequencer (the outbox)
 * ledger    LOG#date               index                           governance
 * ledger    FEED#recipient         index                           R2 of a feed
 * ledger    HEAD                   HEAD                            sequencer
 */
import type { Entity } from '../../schemas/store/entities.ts';

export interface Key {
  pk: string;
  sk: string;
}

export const SHARDS = 4;
const INDEX_DIGITS = 12;

export const systemKey = (clientId: string): Key => ({
  pk: `SYSTEM#${clientId}`,
  sk: 'SYSTEM',
});
export const agencyKey = (agencyId: string): Key => ({
  pk: `AGENCY#${agencyId}`,
  sk: 'AGENCY',
});
export const agreementKey = (id: string, version: number): Key => ({
  pk: `AGREEMENT#${id}`,
  sk: `V#${version}`,
});
export const agreementTextKey = (hash: string): Key => ({
  pk: `AGREEMENT_TEXT#${hash}`,
  sk: 'TEXT',
});
export const spentKey = (clientId: string, jti: string): Key => ({
  pk: `SPENT#${clientId}#${jti}`,
  sk: 'SPENT',
});
export const onceKey = (clientId: string, keyHash: string): Key => ({
  pk: `ONCE#${clientId}#${keyHash}`,
  sk: 'ONCE',
});
export const postingKey = (hmac: string): Key => ({
  pk: `POSTING#${hmac}`,
  sk: 'POSTING',
});
export const locatorKey = (kind: string, id: string): Key => ({
  pk: `AT#${kind}#${id}`,
  sk: 'AT',
});
export const headKey = (personId: string): Key => ({
  pk: personPartition(personId),
  sk: 'HEAD',
});
export const personPartition = (personId: string): string =>
  `PERSON#${personId}`;
export const caseKey = (personId: string, caseId: string): Key => ({
  pk: personPartition(personId),
  sk: `CASE#${caseId}`,
});
export const inboxPartition = (agencyId: string): string => `INBOX#${agencyId}`;
/** Open ones stand apart, so that reading what is due never grows with what was. */
export const reviewPartition = (state: 'OPEN' | 'CONCLUDED'): string =>
  `REVIEWS#${state}`;
export const disclosedPartition = (personId: string): string =>
  `DISCLOSED#${personId}`;
export const disclosedKey = (personId: string, recipient: string): Key => ({
  pk: disclosedPartition(personId),
  sk: recipient,
});
/** Where retention looks for an item. The date is UTC: it only has to group what one run looks at. */
export const expiryDay = (expiresAt: string, { sk }: Key): string =>
  `${expiresAt.slice(0, 10)}#${expiryShard(sk)}`;

export const entryKey = (entryId: string): Key => ({
  pk: `ENTRY#${entryId}`,
  sk: 'ENTRY',
});
export const pendingPartition = (shard: number): string => `PENDING#${shard}`;
export const pendingKey = (
  shard: number,
  occurredAt: string,
  entryId: string,
): Key => ({
  pk: pendingPartition(shard),
  sk: `${occurredAt}#${entryId}`,
});
export const logPartition = (date: string): string => `LOG#${date}`;
export const logKey = (date: string, index: number): Key => ({
  pk: logPartition(date),
  sk: String(index).padStart(INDEX_DIGITS, '0'),
});
/** A feed stands in the order of the log: its positions are the log's, with gaps. */
export const feedPartition = (recipient: string): string => `FEED#${recipient}`;
export const feedKey = (recipient: string, index: number): Key => ({
  pk: feedPartition(recipient),
  sk: String(index).padStart(INDEX_DIGITS, '0'),
});
export const meetingKey = (meetingId: string): Key => ({
  pk: `MEETING#${meetingId}`,
  sk: 'MEETING',
});
export const meetingsPartition = (panel: string): string => `MEETINGS#${panel}`;
export const tasksPartition = (panel: string, borough: string): string =>
  `TASKS#${panel}#${borough}`;
export const SERVICES_PARTITION = 'SERVICES';
export const serviceKey = (serviceId: string): Key => ({
  pk: SERVICES_PARTITION,
  sk: serviceId,
});
export const referralsPartition = (agencyId: string): string =>
  `REFERRALS#${agencyId}`;
export const tallyPartition = (panel: string, quarter: string): string =>
  `TALLY#${panel}#${quarter}`;
export const tablesKey = (panel: string, quarter: string): Key => ({
  pk: `TABLES#${panel}`,
  sk: quarter,
});
export const LOG_HEAD: Key = { pk: 'HEAD', sk: 'HEAD' };

const expiryShard = (sk: string): number =>
  [...sk].reduce((sum, char) => sum + (char.codePointAt(0) ?? 0), 0) % SHARDS;

/** A shard from the last hex digit of an id: ids are random, so shards fill evenly. */
export const shardOf = (id: string): number =>
  Number.parseInt(id.slice(-1), 16) % SHARDS;

export const keyOf = (entity: Entity): Key => {
  switch (entity.type) {
    case 'System':
      return systemKey(entity.clientId);
    case 'Agency':
      return agencyKey(entity.agencyId);
    case 'AgreementText':
      return agreementTextKey(entity.hash);
    case 'PublishedAgreement':
      return agreementKey(entity.id, entity.version);
    case 'Person':
      return headKey(entity.personId);
    case 'Flag':
      return {
        pk: personPartition(entity.personId),
        sk: `FLAG#${entity.flagId}`,
      };
    case 'Case':
      return caseKey(entity.personId, entity.caseId);
    case 'Nomination':
      return inCase(entity, `NOMINATION#${entity.nominationId}`);
    case 'EligibilityCheck':
      return inCase(
        entity,
        `CHECK#${entity.rule}#${entity.checkedAt}#${entity.checkId}`,
      );
    case 'ViewRequest':
      return inCase(entity, `VIEW#${entity.agency}#REQUEST`);
    case 'Return':
      return inCase(
        entity,
        `VIEW#${entity.agency}#RETURN#${String(entity.version).padStart(6, '0')}`,
      );
    case 'Seen':
      return inCase(entity, `VIEW#${entity.agency}#SEEN`);
    case 'Question':
      return inCase(entity, `QUESTION#${entity.questionId}`);
    case 'Triage':
      return inCase(entity, `TRIAGE#${entity.triageId}`);
    case 'PackFingerprint':
      return inCase(entity, `PACK#${entity.digest}`);
    case 'Visit':
      return inCase(entity, `VISIT#${entity.visitId}`);
    case 'Referral':
      return inCase(entity, `REFERRAL#${entity.referralId}`);
    case 'FollowUp':
      return inCase(
        entity,
        `FOLLOW_UP#${String(entity.found.month).padStart(2, '0')}`,
      );
    case 'Meeting':
      return meetingKey(entity.meetingId);
    case 'MeetingDay':
      return {
        pk: meetingsPartition(entity.panel),
        sk: `${entity.meetingOn}#${entity.meetingId}`,
      };
    case 'Task':
      return {
        pk: tasksPartition(entity.panel, entity.borough),
        sk: [entity.dueAt, entity.caseId, entity.kind, entity.about].join('#'),
      };
    case 'Service':
      return serviceKey(entity.serviceId);
    case 'ServiceFeedback':
      return {
        pk: SERVICES_PARTITION,
        sk: `${entity.serviceId}#feedback#${entity.feedbackId}`,
      };
    case 'ReferralItem':
      return { pk: referralsPartition(entity.agency), sk: entity.referralId };
    case 'Tally':
      return {
        pk: tallyPartition(entity.panel, entity.quarter),
        sk: `${entity.kind}#${entity.tallyId}`,
      };
    case 'QuarterTables':
      return tablesKey(entity.panel, entity.quarter);
    case 'Decision':
      return inCase(entity, `DECISION#${entity.decisionId}`);
    case 'Locator':
      return locatorKey(...locatorParts(entity.of));
    case 'InboxItem':
      return { pk: inboxPartition(entity.agency), sk: entity.viewRequestId };
    case 'Idempotency':
      return onceKey(entity.clientId, entity.keyHash);
    case 'Review':
      return { pk: reviewPartition(entity.state), sk: entity.reviewId };
  }
};

const inCase = (
  { personId, caseId }: { personId: string; caseId: string },
  rest: string,
): Key => ({
  pk: personPartition(personId),
  sk: `${caseKey(personId, caseId).sk}#${rest}`,
});

/** `case_…` is a case, `vr_…` a view request, `visit_…` a visit: the id says its own kind. */
const locatorParts = (id: string): [string, string] => [
  id.slice(0, id.indexOf('_')),
  id,
];

export const locatorKeyOf = (id: string): Key =>
  locatorKey(...locatorParts(id));
