/**
 * Every problem that the exchange answers with (RFC 9457), in one table. Errors about the caller are honest; an error
 * about the child is always NOT_FOUND, whatever the reason was.
 */
import * as z from 'zod';
import { administrative } from './classification.ts';

export const PROBLEMS = {
  MALFORMED_REQUEST: { status: 400, title: 'The request cannot be read' },
  HEADER_INVALID: { status: 400, title: 'A header is missing or has a value that is not allowed' },
  IDEMPOTENCY_KEY_REQUIRED: { status: 400, title: 'This request needs an Idempotency-Key' },
  TOKEN_INVALID: { status: 401, title: 'The access token is missing, expired or not valid here' },
  SYSTEM_NOT_ACTIVE: { status: 401, title: 'The calling system is not registered or no longer active' },
  SCOPE_MISSING: { status: 403, title: 'The calling system may not do this' },
  NO_AGREEMENT: { status: 403, title: 'Your agency has no agreement in force that allows this' },
  NOT_FOUND: { status: 404, title: 'Nothing that you may know of is here' },
  NO_SUCH_ENDPOINT: { status: 404, title: 'There is no such endpoint' },
  CONCURRENT_CHANGE: { status: 409, title: 'Somebody else changed this at the same time' },
  ILLEGAL_TRANSITION: { status: 409, title: 'The case is not in a state that allows this' },
  DECISION_BLOCKED: { status: 409, title: 'The decision cannot be taken yet' },
  BODY_TOO_LARGE: { status: 413, title: 'The body is larger than allowed' },
  MEDIA_TYPE_UNSUPPORTED: { status: 415, title: 'The body must be application/json' },
  CONTENT_INVALID: { status: 422, title: 'The content is not allowed' },
  IDEMPOTENCY_KEY_REUSED: { status: 422, title: 'The Idempotency-Key was used for another request' },
  FAULT: { status: 500, title: 'The exchange failed' },
  NOT_RECORDED: { status: 503, title: 'The exchange could not record the request, so it did not answer it' },
} as const;

export type ProblemCode = keyof typeof PROBLEMS;

const ContentError = z.strictObject({ pointer: z.string(), message: z.string() });
export type ContentError = z.infer<typeof ContentError>;

/** Why a panel decision cannot be taken yet. All that stand in the way are named at once. */
export const Blocker = z.strictObject({
  code: z.enum([
    'STALE_PACK',
    'ELIGIBILITY_NOT_MET',
    'GAP_NOT_ACKNOWLEDGED',
    'DIVERGENCE_NOT_ACKNOWLEDGED',
    'DEFERRAL_INCOMPLETE',
    'EXCLUSION_REASON_MISSING',
  ]),
  /** The gap, divergence or eligibility rule that it is about. */
  about: z.string().optional(),
  message: z.string(),
});
export type Blocker = z.infer<typeof Blocker>;

export const ProblemDocument = administrative(
  z.strictObject({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.enum(Object.keys(PROBLEMS) as [ProblemCode, ...ProblemCode[]]),
    detail: z.string(),
    errors: z.array(ContentError).optional(),
    blockers: z.array(Blocker).optional(),
    /** With STALE_PACK: the digest of the pack as it stands. */
    packDigest: z.string().optional(),
    /** With ILLEGAL_TRANSITION: what the case's state allows. */
    allowed: z.array(z.string()).optional(),
  }),
);
export type ProblemDocument = z.infer<typeof ProblemDocument>;
