/** The headers of the document: those that a request sends, and those that an answer has. */

import type { Operation } from '../contract/operations.ts';
import type { Json } from './components.ts';

interface Said {
  description: string;
  example: string;
}

export const REQUEST_HEADERS: Record<string, Said> = {
  'sharing-purpose': {
    description:
      'Why the personal data is asked for. An agreement releases a field for the purposes that it lists, and for no other.',
    example: 'PANEL_SELECTION',
  },
  'sharing-practitioner': {
    description:
      'The human on whose behalf the system calls, `<opaque id>; role=<ROLE>`, as your agency vouches for them. An unattended job is `system:<job>; role=JOB`. Never a name, an e-mail address, or a number that others use for that person: it is kept in the ledger.',
    example: 'yjs-2210; role=YJS_PRACTITIONER',
  },
  'sharing-reason': {
    description:
      'Why this practitioner asks now (Data Protection Act 2018 s.62). A code, never free text.',
    example: 'NEW_INCIDENT',
  },
  'sharing-case': {
    description:
      'The case within which you ask. Some flows release a field only while a case is open. A panel acts as a panel only with it.',
    example: 'case_0f8e2a6b4c1d4e5f8a9b0c1d2e3f4a5b',
  },
  'sharing-agreement': {
    description:
      'Narrows the request to one agreement. Leave it out to ask under all that your agency is a party to.',
    example: 'MD-SBCU-001',
  },
  'idempotency-key': {
    description:
      'Names this intent. The same key with the same request gives the same answer and no second effect; with another request it is refused. Make it new for each intent, and store it before you send.',
    example: '4f0c6b1e-7a52-4a0e-9d2f-3f1b8c7d6e5a',
  },
  'x-request-id': {
    description:
      'Your id of this request, a UUID. It is echoed, and stands in the ledger. Left out, the exchange makes one.',
    example: '7d9f2c34-5b1a-4e8d-9c0f-1a2b3c4d5e6f',
  },
  'x-correlation-id': {
    description:
      'A UUID that joins several requests of one piece of work. Echoed where it is sent.',
    example: '2b7e1516-28ae-4d2a-a6ab-f7158809cf4f',
  },
};

const header = (description: string, schema: Json): Json => ({
  description,
  schema,
});
/** One that no answer is without which may have it. */
const always = (description: string, schema: Json): Json => ({
  ...header(description, schema),
  required: true,
});
const UUID = { type: 'string', format: 'uuid', maxLength: 36 };

export const RESPONSE_HEADERS: Record<string, Json> = {
  'x-request-id': always(
    'The id of this request: yours, or one that the exchange made. Quote it when you ask for help.',
    UUID,
  ),
  'x-correlation-id': header(
    'Yours, echoed. Absent where you sent none.',
    UUID,
  ),
  'cache-control': always(
    'Nothing that the exchange answers about anybody may be stored on the way.',
    {
      type: 'string',
      const: 'no-store',
    },
  ),
  'idempotency-replayed': header(
    'Present where this repeats an earlier answer: nothing was done again.',
    {
      type: 'string',
      const: 'true',
    },
  ),
  etag: always('The version of what was answered, in quotes.', {
    type: 'string',
    pattern: '^"[A-Za-z0-9._~-]{1,100}"$',
    maxLength: 102,
  }),
};

const named = (...names: string[]): Json =>
  Object.fromEntries(
    names.map((name) => [name, { $ref: `#/components/headers/${name}` }]),
  );

const OF_EVERY_CALL = ['x-request-id', 'x-correlation-id', 'cache-control'];

/**
 * The headers of every answer and problem of an authenticated operation; the open ones are plain
 * files.
 */
export const headersOfProblem = (operation: Operation): Json =>
  operation.scope ? named(...OF_EVERY_CALL) : {};

export const headersOfAnswer = (
  operation: Operation,
  tagged: boolean,
): Json => ({
  ...headersOfProblem(operation),
  ...named(
    ...(operation.idempotencyKey ? ['idempotency-replayed'] : []),
    ...(tagged ? ['etag'] : []),
  ),
});
