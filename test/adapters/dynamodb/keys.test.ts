/** Where every entity stands. A key that moves loses what stands under the old one, so each is written out here. */
import { describe, expect, it } from 'vitest';
import { expiryDay, keyAt, keyOf } from '../../../adapters/dynamodb/keys.ts';
import { personFileOf } from '../../../adapters/dynamodb/person-file.ts';
import {
  type Entity,
  type EntityType,
  STORED,
} from '../../../schemas/store/entities.ts';

const PLACES: Record<EntityType, [pk: string, sk: string]> = {
  System: ['SYSTEM#clientId', 'SYSTEM'],
  Agency: ['AGENCY#agencyId', 'AGENCY'],
  AgreementText: ['AGREEMENT_TEXT#hash', 'TEXT'],
  PublishedAgreement: ['AGREEMENT#id', 'V#7'],
  Person: ['PERSON#personId', 'HEAD'],
  Flag: ['PERSON#personId', 'FLAG#flagId'],
  Case: ['PERSON#personId', 'CASE#caseId'],
  Nomination: ['PERSON#personId', 'CASE#caseId#NOMINATION#nominationId'],
  EligibilityCheck: [
    'PERSON#personId',
    'CASE#caseId#CHECK#rule#checkedAt#checkId',
  ],
  ViewRequest: ['PERSON#personId', 'CASE#caseId#VIEW#agency#REQUEST'],
  Return: ['PERSON#personId', 'CASE#caseId#VIEW#agency#RETURN#000007'],
  Seen: ['PERSON#personId', 'CASE#caseId#VIEW#agency#SEEN'],
  Question: ['PERSON#personId', 'CASE#caseId#QUESTION#questionId'],
  Triage: ['PERSON#personId', 'CASE#caseId#TRIAGE#triageId'],
  PackFingerprint: ['PERSON#personId', 'CASE#caseId#PACK#digest'],
  Visit: ['PERSON#personId', 'CASE#caseId#VISIT#visitId'],
  Referral: ['PERSON#personId', 'CASE#caseId#REFERRAL#referralId'],
  FollowUp: ['PERSON#personId', 'CASE#caseId#FOLLOW_UP#03'],
  Decision: ['PERSON#personId', 'CASE#caseId#DECISION#decisionId'],
  Meeting: ['MEETING#meetingId', 'MEETING'],
  MeetingDay: ['MEETINGS#panel', 'meetingOn#meetingId'],
  Task: ['TASKS#panel#borough', 'dueAt#caseId#kind#about'],
  Service: ['SERVICES', 'serviceId'],
  ServiceFeedback: ['SERVICES', 'serviceId#feedback#feedbackId'],
  ReferralItem: ['REFERRALS#agency', 'referralId'],
  Tally: ['TALLY#panel#quarter', 'kind#tallyId'],
  QuarterTables: ['TABLES#panel', 'quarter'],
  Locator: ['AT#of#of_1', 'AT'],
  InboxItem: ['INBOX#agency', 'viewRequestId'],
  Idempotency: ['ONCE#clientId#keyHash', 'ONCE'],
  Review: ['REVIEWS#state', 'reviewId'],
};

/** Each part by its own name. */
const entityOf = (type: EntityType): Entity =>
  ({
    ...Object.fromEntries(
      Object.keys(STORED[type].schema.shape).map((name) => [name, name]),
    ),
    type,
    version: 7,
    of: 'of_1',
    found: { month: 3 },
  }) as unknown as Entity;

describe('each entity', () => {
  it.each(Object.entries(PLACES))(
    '%s stands where it stands',
    (type, place) => {
      const { pk, sk } = keyOf(entityOf(type as EntityType));
      expect([pk, sk]).toEqual(place);
    },
  );

  it.each(Object.keys(STORED) as EntityType[])(
    'is entered under its own name: %s',
    (type) => expect(STORED[type].schema.shape.type.value).toBe(type),
  );

  it('of a person has a list of its own in the file', () => {
    const names = Object.values(STORED).flatMap(
      ({ listedAs }) => listedAs ?? [],
    );
    expect(new Set(names).size).toBe(names.length);
    expect(Object.keys(personFileOf([], 0)).sort()).toEqual(
      [...names, 'person'].sort(),
    );
    for (const type of Object.keys(STORED) as EntityType[]) {
      const inPerson = PLACES[type][0].startsWith('PERSON#');
      const listed = STORED[type].listedAs !== undefined;
      expect([type, listed]).toEqual([type, inPerson && type !== 'Person']);
    }
  });
});

it('returns stand in the order of their versions', () => {
  const keys = [2, 10, 999_999].map(
    (version) =>
      keyAt('Return', { personId: 'p', caseId: 'c', agency: 'a', version }).sk,
  );
  expect(keys.toSorted()).toEqual(keys);
});

it('what is not an id is looked for as it stands, and never cut', () => {
  expect(keyAt('Locator', { of: '😀' }).pk).toBe('AT#😀#😀');
  expect(keyAt('Locator', { of: 'case_1_2' }).pk).toBe('AT#case#case_1_2');
});

it('what expires at any hour of a day stands under that day', () => {
  const key = { pk: 'p', sk: 'a' };
  const days = ['2027-06-30T00:00:00.000Z', '2027-06-30T23:59:59.999Z'];
  expect(days.map((at) => expiryDay(at, key))).toEqual([
    '2027-06-30#1',
    '2027-06-30#1',
  ]);
});
