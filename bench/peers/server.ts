/**
 * The peer: fastify and `pg` over PostgreSQL, as a careful team would write it without us. Each request verifies its JWT, and
 * is one transaction: who asks and for what, the rows that the policies let through, the fields that their flows name, and
 * the audit row that says so. Started by `beside.ts`, in a process of its own.
 */
import { randomUUID } from 'node:crypto';
import fastify, { type FastifyInstance, type FastifyRequest } from 'fastify';
import { importJWK, type JWK, jwtVerify } from 'jose';
import { type ClientConfig, Pool } from 'pg';
import { FLAG, type FlagBody, READ } from './contract.ts';
import {
  type Caller,
  type CaseFound,
  inTransaction,
  type Released,
  type Transaction,
} from './transaction.ts';

export interface Start {
  connection: ClientConfig;
  issuer: string;
  /** Of the tokens, the public half. */
  key: JWK;
}

type During = <T>(
  request: FastifyRequest,
  recipient: string | undefined,
  work: (transaction: Transaction) => Promise<T>,
) => Promise<T>;

const CONNECTIONS = 16;

const serve = async ({ connection, issuer, key }: Start): Promise<string> => {
  const app = fastify();
  const pool = new Pool({ ...connection, max: CONNECTIONS });
  const verify = await verifierOf(issuer, key);
  const during: During = async (request, recipient, work) => {
    const caller = callerOf(
      request.headers,
      await verify(request.headers.authorization ?? ''),
    );
    return inTransaction(
      pool,
      { ...caller, recipient: recipient ?? caller.agency },
      work,
    );
  };
  onYoungPeople(app, during);
  onCases(app, during);
  return app.listen({ host: '127.0.0.1', port: 0 });
};

const onYoungPeople = (app: FastifyInstance, during: During): void => {
  app.get<{ Params: { person: string } }>(
    '/v1/young-people/:person',
    { schema: READ },
    (request) =>
      during(request, undefined, async (transaction) => {
        const { person } = request.params;
        const released = await transaction.records(person);
        const entry = await transaction.audit('READ', person, released);
        return {
          reference: person,
          records: byCategory(released),
          disclosure: disclosureOf(entry, released),
        };
      }),
  );

  app.post<{ Body: FlagBody }>(
    '/v1/flags',
    { schema: FLAG },
    async (request, reply) => {
      const answer = await during(request, undefined, async (transaction) => {
        const key = String(request.headers['idempotency-key']);
        const record = await transaction.once(key, `flag_${randomUUID()}`);
        const person = await transaction.person(
          request.body.subject,
          `yp_${randomUUID()}`,
        );
        await transaction.contribute({ record, person, ...request.body });
        return {
          flagId: record,
          disclosure: disclosureOf(
            await transaction.audit('FLAG', person, []),
            [],
          ),
        };
      });
      return reply.code(201).send(answer);
    },
  );
};

const onCases = (app: FastifyInstance, during: During): void => {
  app.get<{ Params: { caseId: string } }>(
    '/v1/cases/:caseId/pack',
    { schema: READ },
    (request) =>
      during(request, 'panel:south-bcu', async (transaction) => {
        const found = await transaction.caseOf(request.params.caseId);
        const released = await transaction.records(found.case.person);
        const entry = await transaction.audit(
          'PACK',
          found.case.person,
          released,
        );
        return {
          ...packOf(found, released),
          disclosure: disclosureOf(entry, released),
        };
      }),
  );
};

const packOf = (
  { case: { person: _, ...about }, asked }: CaseFound,
  released: Released[],
) => ({
  ...about,
  records: byCategory(released.filter(({ category }) => category !== 'view')),
  returns: asked.map(({ agency, ...rest }) => ({
    agency,
    ...rest,
    records: byCategory(
      released.filter(
        ({ category, originator }) =>
          category === 'view' && originator === agency,
      ),
    ),
  })),
});

const byCategory = (released: Released[]): Record<string, object[]> => {
  const grouped: Record<string, object[]> = {};
  for (const {
    category,
    originator,
    agreement,
    contributedAt,
    fields,
  } of released) {
    const group = grouped[category] ?? [];
    group.push({ originator, agreement, contributedAt, ...fields });
    grouped[category] = group;
  }
  return grouped;
};

const disclosureOf = (ledgerEntry: string, released: Released[]) => ({
  ledgerEntry,
  released: released.map(
    ({ category, originator, agreement, flow, fields }) => ({
      category,
      originator,
      agreement,
      flow,
      fields: Object.keys(fields),
    }),
  ),
});

interface Claims {
  client_id: string;
  agency_id: string;
}

const verifierOf = async (issuer: string, jwk: JWK) => {
  const key = await importJWK(jwk, 'ES256');
  const options = {
    issuer,
    audience: issuer,
    typ: 'at+jwt',
    algorithms: ['ES256'],
  };
  return async (authorization: string): Promise<Claims> => {
    const token = authorization.slice('Bearer '.length);
    return (await jwtVerify<Claims>(token, key, options).catch(refuse)).payload;
  };
};

const refuse = (): never => {
  throw Object.assign(new Error('the token is not one of ours'), {
    statusCode: 401,
  });
};

const callerOf = (
  headers: FastifyRequest['headers'],
  { client_id, agency_id }: Claims,
): Omit<Caller, 'recipient'> => ({
  client: client_id,
  agency: agency_id,
  purpose: String(headers['sharing-purpose']),
  practitioner: String(headers['sharing-practitioner']),
  reason: String(headers['sharing-reason']),
});

process.once('message', (start: Start) => {
  serve(start).then(
    (url) => process.send?.(url),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
});
// Whoever started it has gone.
process.on('disconnect', () => process.exit());
