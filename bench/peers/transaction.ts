/** One transaction of the peer: who asks and for what is set in it, and the policies of the tables go by that. */
import type { Pool, PoolClient } from 'pg';
import type { FlagBody } from './contract.ts';

export interface Caller {
  client: string;
  agency: string;
  /** The agency, or the panel that it works for. */
  recipient: string;
  purpose: string;
  practitioner: string;
  reason: string;
}

/** A record, with the fields alone that may be seen. */
export interface Released {
  record: string;
  category: string;
  originator: string;
  agreement: string;
  contributedAt: Date;
  /** Nothing where it is one's own. */
  flow: string | null;
  fields: Record<string, unknown>;
}

export interface CaseFound {
  case: { caseId: string; person: string; panel: string; meetingOn: string };
  asked: { agency: string; state: string; replyBy: string }[];
}

export interface Transaction {
  records(person: string): Promise<Released[]>;
  caseOf(caseId: string): Promise<CaseFound>;
  /** Whom this name and birth date mean; somebody new where nobody has them. */
  person(subject: FlagBody['subject'], fresh: string): Promise<string>;
  /** @returns the id under which a request with this key was done: the fresh one, unless it was done before. */
  once(key: string, fresh: string): Promise<string>;
  contribute(
    flag: { record: string; person: string } & FlagBody,
  ): Promise<void>;
  /** @returns the id of the audit row. */
  audit(
    operation: string,
    person: string,
    released: Released[],
  ): Promise<string>;
}

export const inTransaction = async <T>(
  pool: Pool,
  caller: Caller,
  work: (transaction: Transaction) => Promise<T>,
): Promise<T> => {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    await client.query(
      statement('set', SET, [caller.recipient, caller.purpose]),
    );
    const result = await work(transactionOn(client, caller));
    await client.query('COMMIT');
    return result;
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  } finally {
    client.release();
  }
};

export class NotFound extends Error {
  statusCode = 404;
}

/** Named, so that PostgreSQL plans it once a connection. */
const statement = (name: string, text: string, values: unknown[]) => ({
  name,
  text,
  values,
});

const SET =
  "SELECT set_config('exchange.recipient', $1, true), set_config('exchange.purpose', $2, true)";

const RECORDS = `
  SELECT r.record, r.category, r.originator, r.agreement, r.contributed_at AS "contributedAt", r.fields,
    f.flow, f.fields AS permitted
  FROM records r LEFT JOIN LATERAL flow_for(r) f ON r.originator <> current_setting('exchange.recipient')
  WHERE r.person = $1`;

const CASE = `
  SELECT case_id AS "caseId", person, panel, meeting_on::text AS "meetingOn" FROM cases WHERE case_id = $1`;

const ASKED = `
  SELECT agency, state, reply_by::text AS "replyBy" FROM view_requests WHERE case_id = $1 ORDER BY agency`;

const PERSON = `
  SELECT person FROM people
  WHERE lower(family_name) = lower($1) AND lower(given_name) = lower($2) AND birth_date = $3 ORDER BY person LIMIT 1`;

const NEW_PERSON =
  'INSERT INTO people (person, family_name, given_name, birth_date) VALUES ($1, $2, $3, $4)';

const ONCE =
  'INSERT INTO idempotency (client, key, record) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING';

const DONE = 'SELECT record FROM idempotency WHERE client = $1 AND key = $2';

const CONTRIBUTE = `
  INSERT INTO records (record, person, originator, agreement, category, fields, lived, contributed_at, expires_at)
  VALUES ($1, $2, $3, $4, 'flag', $5, $6, now(), $7::date) ON CONFLICT DO NOTHING`;

const AUDIT = `
  INSERT INTO audit (operation, client, agency, recipient, purpose, practitioner, reason, person, released)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING entry`;

const transactionOn = (db: PoolClient, caller: Caller): Transaction => ({
  records: async (person) => {
    const { rows } = await db.query(statement('records', RECORDS, [person]));
    // Nobody known, and nothing that may be known, are one answer.
    if (rows.length === 0) throw new NotFound();
    return rows.map(({ permitted, fields, ...row }) => ({
      ...row,
      fields: permitted ? only(permitted, fields) : fields,
    }));
  },

  caseOf: async (caseId) => {
    const { rows } = await db.query(statement('case', CASE, [caseId]));
    if (rows.length === 0) throw new NotFound();
    const asked = await db.query(statement('asked', ASKED, [caseId]));
    return { case: rows[0], asked: asked.rows };
  },

  person: async ({ familyName, givenName, birthDate }, fresh) => {
    const { rows } = await db.query(
      statement('person', PERSON, [familyName, givenName, birthDate]),
    );
    if (rows.length > 0) return rows[0].person;
    await db.query(
      statement('new person', NEW_PERSON, [
        fresh,
        familyName,
        givenName,
        birthDate,
      ]),
    );
    return fresh;
  },

  once: async (key, fresh) => {
    const { rowCount } = await db.query(
      statement('once', ONCE, [caller.client, key, fresh]),
    );
    if (rowCount === 1) return fresh;
    return (await db.query(statement('done', DONE, [caller.client, key])))
      .rows[0].record;
  },

  contribute: async ({ record, person, agreement, subject, flag }) => {
    const lived = [subject.borough, ...subject.formerBoroughs];
    const values = [
      record,
      person,
      caller.agency,
      agreement,
      JSON.stringify(flag),
      lived,
      flag.expiresOn,
    ];
    await db.query(statement('contribute', CONTRIBUTE, values));
  },

  audit: async (operation, person, released) => {
    const { client, agency, recipient, purpose, practitioner, reason } = caller;
    const said = JSON.stringify(
      released.map(({ record, flow, fields }) => ({
        record,
        flow,
        fields: Object.keys(fields),
      })),
    );
    const values = [
      operation,
      client,
      agency,
      recipient,
      purpose,
      practitioner,
      reason,
      person,
      said,
    ];
    return (await db.query(statement('audit', AUDIT, values))).rows[0].entry;
  },
});

const only = (
  permitted: string[],
  fields: Record<string, unknown>,
): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(fields).filter(([name]) => permitted.includes(name)),
  );
