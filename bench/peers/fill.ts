/** Fills the peer's store with the same agreements, young people and records as ours holds. */
import { readFileSync } from 'node:fs';
import { Client, type ClientConfig } from 'pg';
import type { CohortPerson } from '../../local/cohort/cohort.ts';
import type { LiveAgreement } from '../../rules/sharing/agreement.ts';
import { daysAfter, londonDate } from '../../rules/time/london-time.ts';
import type { PersonalRecord } from '../../schemas/store/personal-record.ts';
import { VIEW } from '../requests.ts';
import { type Contributed, contributedOn } from '../seed.ts';

/** Children with a case, whom everybody asked has told of. */
export const CHILDREN = [8, 16, 24, 32];
export const PANEL = 'south-bcu';
const BATCH = 500;
const REPLY_IN_DAYS = 10;

export interface Filling {
  count: number;
  person: (number: number) => CohortPerson;
  agreements: LiveAgreement[];
  now: number;
}

export const personId = (number: number): string => `yp_${number}`;
export const caseId = (number: number): string => `case_${number}`;

export const fill = async (
  connection: ClientConfig,
  filling: Filling,
): Promise<void> => {
  const client = new Client(connection);
  await client.connect();
  await client.query(
    readFileSync(new URL('./schema.sql', import.meta.url), 'utf8'),
  );
  const insert = (table: string, rows: object[]) =>
    insertInto(client, table, rows);
  await insert('agreements', filling.agreements.map(agreementRow));
  await insert('flows', filling.agreements.flatMap(flowRows));
  for (let from = 1; from <= filling.count; from += BATCH) {
    const people = numbers(from, Math.min(BATCH, filling.count - from + 1)).map(
      (number) => contributedBy(filling, number),
    );
    await insert('people', people.map(personRow));
    await insert('records', people.flatMap(recordRows));
  }
  await insert(
    'cases',
    CHILDREN.map((number) => caseRow(number, filling.now)),
  );
  await insert(
    'view_requests',
    CHILDREN.flatMap((number) => viewRequestRows(number, filling.now)),
  );
  await client.query('ANALYZE');
  await client.end();
};

const numbers = (from: number, count: number): number[] =>
  Array.from({ length: count }, (_, i) => from + i);

const insertInto = async (
  client: Client,
  table: string,
  rows: object[],
): Promise<void> => {
  await client.query(
    `INSERT INTO ${table} SELECT * FROM jsonb_populate_recordset(NULL::${table}, $1)`,
    [JSON.stringify(rows)],
  );
};

const agreementRow = ({
  id,
  status,
  startsOn,
  reviewOn,
  endsOn,
}: LiveAgreement) => ({
  agreement: id,
  active: status === 'ACTIVE',
  starts_on: startsOn,
  review_on: reviewOn,
  ends_on: endsOn,
});

/** A flow with a condition that the peer cannot work out is left out: what is not known denies. */
const flowRows = ({ id, flows }: LiveAgreement) =>
  flows
    .filter(({ conditions }) =>
      conditions.every(
        ({ condition }) => condition === 'SUBJECT_LIVES_OR_LIVED_IN',
      ),
    )
    .flatMap(
      ({ id: flow, from, to, category, fields, purposes, conditions }) => {
        const areas = conditions.flatMap((each) =>
          'areas' in each ? each.areas : [],
        );
        return from.flatMap((originator) =>
          to.map((recipient) => {
            const said = {
              agreement: id,
              flow,
              originator,
              recipient,
              category,
              fields,
              purposes,
            };
            return { ...said, areas: areas.length > 0 ? areas : null };
          }),
        );
      },
    );

interface Filled extends Contributed {
  number: number;
}

const contributedBy = (
  { person, agreements, now }: Filling,
  number: number,
): Filled => {
  const known = contributedOn(person(number), number, agreements, now);
  const flagged = CHILDREN.includes(number)
    ? contributedOn(person(number), 1, agreements, now).records
    : [];
  return {
    number,
    subject: known.subject,
    records: [...known.records, ...flagged, ...viewsOn(number, known.records)],
  };
};

const PARTNERS = ['yjs', 'social-care', 'education'];
const ASKED = ['croydon', 'bromley'].flatMap((borough) =>
  PARTNERS.map((partner) => `${borough}-${partner}`),
);

const viewsOn = (
  number: number,
  [first]: PersonalRecord[],
): PersonalRecord[] =>
  !first || !CHILDREN.includes(number)
    ? []
    : ASKED.map((originator) => ({
        ...first,
        recordId: `rec_${number}_${originator}`,
        category: 'view',
        originator,
        fields: VIEW.view,
      }));

const personRow = ({
  number,
  subject: { givenName, familyName, birthDate },
}: Filled) => ({
  person: personId(number),
  given_name: givenName,
  family_name: familyName,
  birth_date: birthDate,
});

const BOTH = ['E09000008', 'E09000006'];

const recordRows = ({ number, records }: Filled) =>
  records.map(
    ({
      recordId,
      originator,
      agreement,
      category,
      fields,
      subject,
      contributedAt,
      expiresAt,
    }) => ({
      record: recordId,
      person: personId(number),
      originator,
      agreement,
      category,
      fields,
      lived: CHILDREN.includes(number)
        ? BOTH
        : [subject.borough, ...subject.formerBoroughs],
      contributed_at: contributedAt,
      expires_at: expiresAt,
    }),
  );

const caseRow = (number: number, now: number) => ({
  case_id: caseId(number),
  person: personId(number),
  panel: PANEL,
  meeting_on: daysAfter(londonDate(now), REPLY_IN_DAYS),
});

const viewRequestRows = (number: number, now: number) =>
  ASKED.map((agency) => ({
    case_id: caseId(number),
    agency,
    state: 'REPLIED',
    reply_by: daysAfter(londonDate(now), REPLY_IN_DAYS),
  }));
