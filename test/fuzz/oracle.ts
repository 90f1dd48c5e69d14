/** What must hold of every answer, whatever was asked. Schemathesis's checks, and those of this exchange. */
import * as z from 'zod';
import { parseJson } from '../../entrance/json.ts';
import {
  OPERATIONS,
  type Operation,
} from '../../schemas/contract/operations.ts';
import { ProblemDocument } from '../../schemas/contract/problems.ts';
import {
  IdempotencyKey,
  sharingHeadersOf,
} from '../../schemas/contract/sharing.ts';
import { OAuthError } from '../../schemas/openapi/token.ts';
import { documentedAs } from './requests.ts';
import type { Answer, Sent } from './send.ts';

/** What is wrong with the answer; nothing, where all is well. */
export const faultsOf = (sent: Sent, answer: Answer): string[] => [
  ...serverErrors(answer),
  ...undocumented(sent, answer),
  ...misshapen(sent, answer),
  ...acceptedThoughForbidden(sent, answer),
  ...echoed(sent, answer),
];

const serverErrors = ({ status }: Answer): string[] =>
  status >= 500 ? [`answered ${status}`] : [];

const undocumented = ({ id }: Sent, { status, body }: Answer): string[] => {
  const codes = documentedAs(id).statuses.get(status);
  if (!documentedAs(id).statuses.has(status))
    return [`${status} is not documented for ${id}`];
  if (status < 400 || body?.code === undefined || codes?.includes(body.code))
    return [];
  return [`${body.code} is not documented for ${id}`];
};

const misshapen = (
  { id }: Sent,
  { status, headers, body }: Answer,
): string[] => {
  const { answers, scope }: Operation = OPERATIONS[id];
  const faults: string[] = [];
  const oauth = id === 'issueToken' && body?.code === undefined;
  const schema =
    status < 400 ? answers.schema : oauth ? OAuthError : ProblemDocument;
  const parsed = schema.safeParse(body);
  if (!parsed.success)
    faults.push(
      `the body is not as documented: ${z.prettifyError(parsed.error)}`,
    );
  if (status < 400 && status !== answers.status)
    faults.push(`succeeded with ${status}, not ${answers.status}`);
  const type =
    status < 400 || oauth ? 'application/json' : 'application/problem+json';
  if (!headers.get('content-type')?.startsWith(type))
    faults.push(`is ${headers.get('content-type')}, not ${type}`);
  if (status >= 400 && !oauth && body?.status !== status)
    faults.push(`the document says ${body?.status}`);
  if (scope && headers.get('cache-control') !== 'no-store')
    faults.push('may be stored');
  if (scope && !z.uuid().safeParse(headers.get('x-request-id')).success)
    faults.push('has no request id');
  return faults;
};

const acceptedThoughForbidden = (sent: Sent, { status }: Answer): string[] => {
  const why = status < 400 ? forbiddenBy(sent) : undefined;
  return why === undefined
    ? []
    : [`was accepted, though its ${why} is not allowed`];
};

/** The part of the request that the contract does not allow, if any. */
export const forbiddenBy = ({
  id,
  params,
  query,
  headers,
  text,
}: Sent): string | undefined => {
  const operation: Operation = OPERATIONS[id];
  if (operation.params && !operation.params.safeParse(params).success)
    return 'path';
  if (
    operation.query &&
    !operation.query.safeParse(Object.fromEntries(query)).success
  )
    return 'query';
  if (operation.body && !bodyAllowed(operation.body, text)) return 'body';
  if (
    operation.idempotencyKey &&
    !IdempotencyKey.safeParse(headers['idempotency-key']).success
  )
    return 'key';
  if (operation.concerns === 'NOBODY') return undefined;
  return Object.entries(sharingHeadersOf(operation)).find(
    ([name, schema]) => !schema.safeParse(headers[name]).success,
  )?.[0];
};

const bodyAllowed = (schema: z.ZodType, text = ''): boolean => {
  try {
    return schema.safeParse(parseJson(text)).success;
  } catch {
    return false;
  }
};

/** Names may be repeated, to say where an error is; what was sent may not. */
const echoed = ({ canary }: Sent, { status, text }: Answer): string[] =>
  status >= 400 && text.includes(canary) ? ['repeats what was sent'] : [];
