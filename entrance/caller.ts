/**
 * Establishes who asks, and whether they may: from the token, the request's own headers, and the
 * registry of systems.
 */
import type {
  Entered,
  Keyed,
  TokenClaims,
  Tokens,
  World,
} from '../adapters/ports.ts';
import { inForce } from '../rules/cases/case-file.ts';
import type { Medium } from '../rules/pack/printing.ts';
import type { LiveAgreement } from '../rules/sharing/agreement.ts';
import type { Operation } from '../schemas/contract/operations.ts';
import {
  IdempotencyKey,
  type SHARING_HEADERS,
  sharingHeadersOf,
} from '../schemas/contract/sharing.ts';
import type {
  PractitionerRole,
  Purpose,
  SharingReason,
} from '../schemas/vocabulary/codes.ts';
import { Problem } from './problem.ts';

/** The purpose, reason and practitioner in the headers of a request. */
export interface Sharing {
  purpose: Purpose | undefined;
  practitioner: { id: string; role: PractitionerRole };
  reason: SharingReason;
  case: string | undefined;
  agreement: string | undefined;
}

/** The verified token. @throws Problem TOKEN_INVALID. */
export const authenticate = async (
  headers: Headers,
  tokens: Tokens,
): Promise<TokenClaims> => {
  const [scheme, token, ...rest] = (headers.get('authorization') ?? '').split(
    ' ',
  );
  const isBearer = scheme?.toLowerCase() === 'bearer' && rest.length === 0;
  const claims =
    isBearer && token && isCanonicalJws(token)
      ? await tokens.verify(token)
      : undefined;
  if (claims) return claims;
  throw new Problem(
    'TOKEN_INVALID',
    'Get a token at /oauth2/token and send it as "Authorization: Bearer".',
  );
};

/**
 * Tests that a compact JWS is spelled in the only way that RFC 7515 section 2 allows. Libraries
 * accept padding, spaces and spare bits, and so give one token many spellings.
 */
export const isCanonicalJws = (token: string): boolean => {
  const parts = token.split('.');
  return (
    parts.length === 3 &&
    parts.every(
      (part) =>
        part !== '' &&
        Buffer.from(part, 'base64url').toString('base64url') === part,
    )
  );
};

/** @throws Problem HEADER_INVALID, naming each header that is missing or wrong. */
export const readSharing = (
  headers: Headers,
  operation: Operation,
  medium?: Medium,
): Sharing => {
  // On paper a meeting is its cases' packs: of children, and for a purpose.
  const header = readHeader(
    headers,
    medium === 'PAPER' ? { ...operation, concerns: 'PERSONAL' } : operation,
  );
  const purpose = header('sharing-purpose');
  if (operation.whole && headers.has('sharing-agreement')) {
    throw new Problem(
      'HEADER_INVALID',
      'The header sharing-agreement would leave something out here. Send none.',
    );
  }
  return {
    purpose,
    practitioner: header('sharing-practitioner'),
    reason: header('sharing-reason'),
    case: header('sharing-case'),
    agreement: header('sharing-agreement'),
  };
};

type SharingHeader = keyof typeof SHARING_HEADERS;

/** What an operation does not ask for is not read. */
const readHeader = (headers: Headers, operation: Operation) => {
  const schemas = sharingHeadersOf(operation);
  return <H extends SharingHeader>(name: H) => {
    const parsed = schemas[name]?.safeParse(headers.get(name) ?? undefined);
    if (!parsed || parsed.success)
      return parsed?.data as ReturnType<(typeof SHARING_HEADERS)[H]['parse']>;
    const [issue] = parsed.error.issues;
    throw new Problem(
      'HEADER_INVALID',
      `The header ${name} is missing or not allowed: ${issue?.message ?? 'invalid'}.`,
    );
  };
};

/**
 * Undefined where the operation takes none.
 *
 * @throws Problem IDEMPOTENCY_KEY_REQUIRED where the operation needs one and it is missing or
 * malformed.
 */
export const readIdempotencyKey = (
  headers: Headers,
  operation: Operation,
): string | undefined => {
  if (!operation.idempotencyKey) return undefined;
  const parsed = IdempotencyKey.safeParse(
    headers.get('idempotency-key') ?? undefined,
  );
  if (parsed.success) return parsed.data;
  throw new Problem(
    'IDEMPOTENCY_KEY_REQUIRED',
    'Send an Idempotency-Key of 8 to 64 letters, digits or . _ ~ -',
  );
};

export type Admitted = Entered & { agency: NonNullable<Entered['agency']> };

/**
 * R1, and whether the system that it brings may make this call. @throws Problem SYSTEM_NOT_ACTIVE,
 * SCOPE_MISSING.
 */
export const admit = async (
  world: World,
  operation: Operation,
  claims: TokenClaims,
  keyed: Omit<Keyed, 'clientId' | 'agencyId'>,
  now: number,
): Promise<Admitted> => {
  const { clientId, agencyId, scopes } = claims;
  const entered = await world.store.enter(
    { ...keyed, clientId, agencyId },
    now,
  );
  const { system, agency } = entered;
  // The token says what was so when it was issued; the registry says what is so now.
  if (!agency || !system?.active || system.agencyId !== agencyId)
    throw notActive();
  const { scope } = operation;
  if (scope && !(scopes.includes(scope) && system.scopes.includes(scope)))
    throw scopeMissing(scope);
  return { ...entered, agency };
};

const notActive = (): Problem =>
  new Problem(
    'SYSTEM_NOT_ACTIVE',
    'The system that this token was issued to is not active. Ask the operator.',
  );

const scopeMissing = (scope: string): Problem =>
  new Problem(
    'SCOPE_MISSING',
    `This operation needs the scope "${scope}", for which the system is not registered.`,
  );

/**
 * The agreements in force by which the caller's agency may ask for this purpose. That there are
 * none is about the caller, and said honestly: a practitioner who reads "not found" would take it
 * for an answer about the child.
 *
 * @throws Problem NO_AGREEMENT.
 */
export const standing = (
  agreements: readonly LiveAgreement[],
  sharing: Sharing,
  now: number,
): LiveAgreement[] => {
  const serving = inForce(agreements, now).filter(
    ({ id, purposes }) =>
      (sharing.purpose === undefined || purposes.includes(sharing.purpose)) &&
      (sharing.agreement === undefined || sharing.agreement === id),
  );
  if (serving.length > 0) return serving;
  throw new Problem(
    'NO_AGREEMENT',
    `Your agency is party to no agreement in force${sharing.purpose ? ` that serves ${sharing.purpose}` : ''}.`,
  );
};
