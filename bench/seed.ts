/**
 * Fills a store behind the API's back with what the API would have left there: heads and postings. One in eight
 * was nominated (records under two agreements, two numbers), the others have a flag of one agency (name and birth date).
 */
import { randomBytes } from 'node:crypto';
import { BatchWriteCommand } from '@aws-sdk/lib-dynamodb';
import { hmacOf } from '../adapters/dynamodb/hmac.ts';
import { itemOf } from '../adapters/dynamodb/items.ts';
import { postingKey } from '../adapters/dynamodb/keys.ts';
import type { CohortPerson } from '../local/cohort/cohort.ts';
import type { Exchange } from '../local/exchange.ts';
import { keyMaterialIn } from '../local/folder.ts';
import { loadAgreements } from '../local/registry/agreements.ts';
import { nominationOf } from '../local/sandbox.ts';
import { nominationRecords } from '../rules/cases/nomination.ts';
import { blockingFeatures } from '../rules/recognition/matching.ts';
import {
  type LiveAgreement,
  liveAgreement,
} from '../rules/sharing/agreement.ts';
import { type Contribution, recordUnder } from '../rules/sharing/contribute.ts';
import { londonDate } from '../rules/time/london-time.ts';
import {
  NominationRequest,
  type Subject,
} from '../schemas/contract/young-people.ts';
import type { Person } from '../schemas/store/entities.ts';
import type { PersonalRecord } from '../schemas/store/personal-record.ts';
import { flagOn } from './requests.ts';

const BATCH = 25;
const NOMINATED_OF = 8;
const AT_ONCE = 4;
const KEPT_DAYS = 300;
const DAY = 86_400_000;

export const seedPeople = async (
  { database, world, folder }: Exchange,
  count: number,
  person: (number: number) => CohortPerson,
): Promise<void> => {
  const hmac = hmacOf(await keyMaterialIn(folder));
  const agreements = loadAgreements().map(liveAgreement);
  const expiresAt = expiryOf(world.clock());
  const ttl = Math.floor((world.clock() + (KEPT_DAYS + 30) * DAY) / 1000);
  const postings = new Map<string, Set<string>>();

  const headOf = (number: number) => {
    const { subject, records } = contributedOn(
      person(number),
      number,
      agreements,
      world.clock(),
    );
    const head: Person = {
      type: 'Person',
      personId: id(),
      version: 1,
      openCases: [],
      records,
      expiresAt,
    };
    for (const { kind, value } of blockingFeatures(subject)) {
      const key = hmac.posting(kind, value);
      postings.set(key, (postings.get(key) ?? new Set()).add(head.personId));
    }
    return itemOf(head);
  };

  const put = async (items: Iterator<object>): Promise<void> => {
    for (;;) {
      const batch = Array.from(
        { length: BATCH },
        () => items.next().value as object | undefined,
      ).filter((item) => item !== undefined);
      if (batch.length === 0) return;
      const RequestItems = {
        [database.names.exchange]: batch.map((Item) => ({
          PutRequest: { Item },
        })),
      };
      const { UnprocessedItems = {} } = await database.client.send(
        new BatchWriteCommand({ RequestItems }),
      );
      if (Object.keys(UnprocessedItems).length > 0)
        throw new Error('the engine left items unprocessed');
    }
  };
  const putAll = async (items: Generator<object>) => {
    await Promise.all(Array.from({ length: AT_ONCE }, () => put(items)));
  };

  await putAll(
    (function* () {
      for (let number = 1; number <= count; number += 1) yield headOf(number);
    })(),
  );
  await putAll(
    (function* () {
      for (const [key, ids] of postings)
        yield { ...postingKey(key), type: 'Posting', ttl, ids };
    })(),
  );
};

const expiryOf = (now: number): string =>
  new Date(now + KEPT_DAYS * DAY).toISOString();

export interface Contributed {
  subject: Subject;
  records: PersonalRecord[];
}

/** What agencies have given of somebody: of one in eight a nomination, of the others a flag. */
export const contributedOn = (
  person: CohortPerson,
  number: number,
  agreements: LiveAgreement[],
  now: number,
): Contributed => {
  const [panel, camhs] = ['MD-SBCU-001', 'MD-CAMHS-003'].map((named) =>
    agreements.find(({ id }) => id === named),
  );
  if (!panel || !camhs) throw new Error('an agreement is missing');
  const contribution: Contribution = {
    originator: 'met-police',
    contributedAt: new Date(now).toISOString(),
    subject: {
      birthDate: person.birthDate,
      borough: person.borough,
      formerBoroughs: person.formerBoroughs,
      category: person.incident.subjectCategory,
    },
    handling: { code: 'P', recipients: [] },
    approved: false,
    expiresAt: expiryOf(now),
    newRecordId: () => `rec_${id()}`,
  };
  if (number % NOMINATED_OF === 0) {
    const { handling: _, ...body } = nominationOf(person);
    const request = NominationRequest.parse({
      ...body,
      panel: 'south-bcu',
      handling: { code: 'P', recipients: [] },
    });
    return {
      subject: request.subject,
      records: nominationRecords(request, [panel, camhs], contribution, now),
    };
  }
  const { subject, flag } = flagOn(person, now);
  const { givenName, familyName, birthDate } = subject;
  const given: [string, Record<string, unknown>][] = [
    ['identity', subject],
    ['identifiers', {}],
    ['flag', { ...flag, raisedOn: londonDate(now), handlingCode: 'P' }],
  ];
  return {
    subject: { givenName, familyName, birthDate },
    records: given.map(([category, fields]) =>
      recordUnder(panel, category, fields, {
        ...contribution,
        originator: 'croydon-yjs',
      }),
    ),
  };
};

const id = (): string => randomBytes(16).toString('hex');
