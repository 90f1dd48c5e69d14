/**
 * Every problem that the exchange answers with (RFC 9457), in one table. Errors about the caller
 * are honest; an error about the child is always NOT_FOUND, whatever the reason was.
 */
import * as z from 'zod';
import { administrative } from '../vocabulary/classification.ts';

interface Meaning {
  status: number;
  title: string;
  /** The problem, to a person who has to do something about it. */
  cause: string;
  /** The remedy for them or their system. */
  remedy: string;
}

export const PROBLEMS = {
  MALFORMED_REQUEST: {
    status: 400,
    title: 'The request cannot be read',
    cause: 'The body is not JSON, or not in UTF-8.',
    remedy:
      'Send one JSON object, encoded in UTF-8. Repeating the request unchanged gives the same answer.',
  },
  HEADER_INVALID: {
    status: 400,
    title: 'A header is missing or has a value that is not allowed',
    cause:
      'A Sharing-… header is missing, or its value is not in the closed list or form.',
    remedy:
      'Read which header `detail` names, and send it as the contract describes it. `Sharing-Purpose` belongs to operations about a child only; a decision, a brief and the report of a visit take no `Sharing-Agreement`, because they rest on all that there is.',
  },
  IDEMPOTENCY_KEY_REQUIRED: {
    status: 400,
    title: 'This request needs an Idempotency-Key',
    cause:
      'The operation has an effect that must happen once, and the request has no usable Idempotency-Key.',
    remedy:
      'Make a new key of 8 to 64 letters, digits or . _ ~ - for each new intent, store it, and send the same one whenever you repeat that request.',
  },
  TOKEN_INVALID: {
    status: 401,
    title: 'The access token is missing, expired or not valid here',
    cause:
      'There is no bearer token, or it has expired, or it was not issued by this exchange.',
    remedy:
      'Get a new token at /oauth2/token and repeat the request once with it. If that is refused too, compare your clock and the issuer.',
  },
  SYSTEM_NOT_ACTIVE: {
    status: 401,
    title: 'The calling system is not registered or no longer active',
    cause:
      'The token is sound, but its system is not in the registry, is suspended, or has moved to another agency.',
    remedy:
      'Do not repeat. Ask the operator of the exchange about the registration.',
  },
  SCOPE_MISSING: {
    status: 403,
    title: 'The calling system may not do this',
    cause:
      'The system, or the token that it asked for, lacks the scope of this operation.',
    remedy:
      'Ask for a token with the scope. If the token endpoint refuses it, your agency must have it registered.',
  },
  NO_AGREEMENT: {
    status: 403,
    title: 'Your agency has no agreement in force that allows this',
    cause:
      'Your agency is party to no agreement in force that serves the purpose, or that the request names. It says nothing of any child.',
    remedy:
      'Check the purpose and `Sharing-Agreement`; GET /v1/agreements says which agreements are in force, and why others are not. Never show it to a practitioner as “not known”.',
  },
  NOT_ORIGINATOR: {
    status: 403,
    title: 'Only the agency that raised the flag may do this',
    cause:
      'The flag was raised by another agency, and only its originator may review, correct or withdraw it.',
    remedy:
      'Contest the flag if you hold it to be wrong, or speak to the agency that raised it.',
  },
  SELF_REVIEW: {
    status: 403,
    title: 'Whoever used break-glass does not review it',
    cause:
      'The practitioner who concludes the review is the one whose use of break-glass it is about.',
    remedy:
      'Have another officer of the agency, or the operator’s data protection officer, conclude it.',
  },
  NOT_OWN_POSITION: {
    status: 403,
    title: 'An agency asks about its own position only',
    cause:
      'The explanation was asked for another agency, or for a panel that the calling agency does not host.',
    remedy:
      'Name your own agency, or the panel that it hosts, as the recipient.',
  },
  NOT_FOUND: {
    status: 404,
    title: 'Nothing that you may know of is here',
    cause:
      'Nothing that you may know of is here: it does not exist, is not released to you, is sealed, or the reference is not yours. These are one answer on purpose.',
    remedy:
      'Check the spelling and that the reference was given to your agency. Show it as “nothing that you may see”, never as “this child is not known”.',
  },
  NO_SUCH_ENDPOINT: {
    status: 404,
    title: 'There is no such endpoint',
    cause: 'No operation has this method and path.',
    remedy:
      'Compare with /openapi.json. It is an error of the client, and is about no child.',
  },
  NOT_ACCEPTABLE: {
    status: 406,
    title: 'The answer is not available in the form that was asked for',
    cause:
      'The Accept header allows neither application/json nor, where the operation has a printed page, text/html.',
    remedy:
      'Accept application/json, or leave the header out. The contract says which operations also have a printed page.',
  },
  CONCURRENT_CHANGE: {
    status: 409,
    title: 'Somebody else changed this at the same time',
    cause:
      'Others changed the same record while the request was served, and the attempts to serve it again ran out. Nothing was done.',
    remedy:
      'Wait a moment and repeat with the same Idempotency-Key; where you change what you read, read it again first.',
  },
  ILLEGAL_TRANSITION: {
    status: 409,
    title: 'The case, visit or referral is not in a state that allows this',
    cause:
      'It is in a state in which this step is not allowed, for instance because it has been decided.',
    remedy: 'Read it again; `allowed` lists what its state permits.',
  },
  RECORD_FULL: {
    status: 409,
    title: 'There is no room for this beside what is recorded already',
    cause:
      'Together with what is there already, what this request adds is more than one record, or one change, can hold. Nothing was done.',
    remedy:
      'Do not repeat it as it is: the answer stays the same until something has ended or was taken back. Send less at once, and if that does not help, give the operator the X-Request-Id.',
  },
  OWN_FLAG: {
    status: 409,
    title:
      'An agency corrects or withdraws its own flag, and does not contest it',
    cause: 'An agency tried to contest a flag that it raised itself.',
    remedy: 'Correct or withdraw it instead.',
  },
  FLAG_WITHDRAWN: {
    status: 409,
    title: 'The flag was withdrawn',
    cause:
      'The flag was withdrawn by its originator and can no longer be changed.',
    remedy: 'Stop working with it. A new concern is a new flag.',
  },
  DECISION_BLOCKED: {
    status: 409,
    title: 'The decision cannot be taken yet',
    cause:
      'The decision cannot stand on this pack: the pack has changed, a gap or divergence is not acknowledged, or the outcome lacks what it needs.',
    remedy:
      "Read every entry of `blockers`, read the pack again if one is STALE_PACK, put the open points to the panel, and decide anew. No client may acknowledge on the panel's behalf.",
  },
  VISIT_BLOCKED: {
    status: 409,
    title: 'The visit cannot be allocated',
    cause:
      'Something stands against the visit: a reason not to visit, a strategy discussion, a rule that is not met on the day by which it is due, or that the panel has not selected the child.',
    remedy:
      'Read every entry of `blockers`. DO_NOT_VISIT alone can be overcome, by saying in `overrideReason` why the panel wants the visit all the same; that is for the panel to say, never for a client.',
  },
  BRIEF_NOT_ACKNOWLEDGED: {
    status: 409,
    title: 'The officer has not acknowledged the brief as it stood',
    cause:
      'The brief is acknowledged with another digest than the one that stands, or a visit is reported whose brief, as it stood then, was not acknowledged before.',
    remedy:
      'Before the visit: read the brief again, show it to the officer, and acknowledge its digest. After it: report it with `overrideReason`, in the officer’s own words.',
  },
  BODY_TOO_LARGE: {
    status: 413,
    title: 'The body is larger than allowed',
    cause: 'The body exceeds 256 KiB.',
    remedy: 'Send less. No valid request needs as much.',
  },
  MEDIA_TYPE_UNSUPPORTED: {
    status: 415,
    title: 'The body must be application/json',
    cause: 'The Content-Type is not application/json.',
    remedy:
      'Send the body as application/json; it is read as UTF-8 whatever its charset parameter says.',
  },
  CONTENT_INVALID: {
    status: 422,
    title: 'The content is not allowed',
    cause:
      'A field of the body, path or query is missing, unknown, or outside what the contract allows.',
    remedy:
      'Each entry of `errors` says where, as a JSON Pointer, and what is wrong. The value that was sent is never repeated. Correct it and send it as a new request.',
  },
  IDEMPOTENCY_KEY_REUSED: {
    status: 422,
    title: 'The Idempotency-Key was used for another request',
    cause: 'The Idempotency-Key has already come with another path or body.',
    remedy:
      'Use a new key for a new request. If you meant to repeat, send exactly what you sent before.',
  },
  FAULT: {
    status: 500,
    title: 'The exchange failed',
    cause:
      'The exchange failed in a way that it did not expect. Nothing was disclosed.',
    remedy:
      'Repeat once, later, with the same Idempotency-Key. If it stays, give the operator the X-Request-Id.',
  },
  NOT_RECORDED: {
    status: 503,
    title: 'The exchange could not record the request, so it did not answer it',
    cause:
      'The ledger could not be written, so nothing was disclosed and nothing was done.',
    remedy:
      'Repeat after a pause that grows each time, with the same Idempotency-Key.',
  },
} as const satisfies Record<string, Meaning>;

export type ProblemCode = keyof typeof PROBLEMS;

const ContentError = z.strictObject({
  pointer: z.string(),
  message: z.string(),
});
export type ContentError = z.infer<typeof ContentError>;

/**
 * A reason why a panel decision cannot be taken yet, or a visit not allocated. All of them are
 * named at once.
 */
export const Blocker = z.strictObject({
  code: z.enum([
    'STALE_PACK',
    'ELIGIBILITY_NOT_MET',
    'GAP_NOT_ACKNOWLEDGED',
    'DIVERGENCE_NOT_ACKNOWLEDGED',
    'DEFERRAL_INCOMPLETE',
    'EXCLUSION_REASON_MISSING',
    'NOT_SELECTED',
    'STRATEGY_DISCUSSION',
    'DO_NOT_VISIT',
    'EXCLUSION_NOT_FOUNDED',
    'INVESTIGATION_ONGOING',
    'STALENESS_NOT_ACKNOWLEDGED',
    'DECIDER_ABSENT',
    'QUORUM_NOT_MET',
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
    /**
     * With STALE_PACK: what has changed since the pack that was cited; absent where nobody was
     * given that one.
     */
    difference: z
      .array(
        z.strictObject({
          part: z.string(),
          change: z.enum(['ADDED', 'REMOVED', 'CHANGED']),
        }),
      )
      .optional(),
    /** With ILLEGAL_TRANSITION: what the case's state allows. */
    allowed: z.array(z.string()).optional(),
  }),
);
export type ProblemDocument = z.infer<typeof ProblemDocument>;
