/**
 * Reading a request strictly: what the operation's schemas do not name is refused, and the refusal
 * says where.
 */
import type * as z from 'zod';
import type { ContentError } from '../schemas/contract/problems.ts';
import { parseJson, UnfitJson } from './json.ts';
import { contentInvalid, Problem } from './problem.ts';

/** Enough for the largest reply with every field at its longest. */
export const BODY_LIMIT_BYTES = 256 * 1024;

const UTF8 = new TextDecoder('utf-8', { fatal: true });

/** @throws Problem CONTENT_INVALID with a JSON pointer for each error. */
export const accept = <S extends z.ZodType>(
  schema: S,
  raw: unknown,
  within = '',
): z.infer<S> => {
  const parsed = schema.safeParse(raw);
  if (parsed.success) return parsed.data;
  throw contentInvalid(
    parsed.error.issues.flatMap((issue) => errorsOf(issue, within)),
  );
};

/** @throws Problem MEDIA_TYPE_UNSUPPORTED, BODY_TOO_LARGE, MALFORMED_REQUEST. */
export const readJson = async (request: Request): Promise<unknown> => {
  const [mediaType = ''] = (request.headers.get('content-type') ?? '').split(
    ';',
  );
  if (mediaType.trim().toLowerCase() !== 'application/json') {
    throw new Problem(
      'MEDIA_TYPE_UNSUPPORTED',
      'Send the body as application/json.',
    );
  }
  return decoded(await readBytes(request));
};

/** @throws Problem BODY_TOO_LARGE. */
export const readBytes = async (request: Request): Promise<Uint8Array> => {
  const claimed = Number(request.headers.get('content-length') ?? Number.NaN);
  // A body that nobody has begun to read is the server's to discard, and its connection serves the
  // next request.
  if (claimed > BODY_LIMIT_BYTES) throw tooLarge();
  // HTTP holds a body to its claimed length, so one that claims little is read at once, without a
  // stream.
  const bytes =
    claimed >= 0
      ? new Uint8Array(await request.arrayBuffer())
      : await readParts(request);
  if (bytes.byteLength > BODY_LIMIT_BYTES) throw tooLarge();
  return bytes;
};

/** Nothing beyond the limit is kept. */
const readParts = async (request: Request): Promise<Uint8Array> => {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of request.body ?? []) {
    size += part.byteLength;
    if (size <= BODY_LIMIT_BYTES) parts.push(part);
    // Half read, it would close its connection, and with it the next request there; so a good deal
    // more is taken first.
    else if (size > DISCARDED_BYTES) break;
  }
  if (size > BODY_LIMIT_BYTES) throw tooLarge();
  return Buffer.concat(parts);
};

/** What a gateway lets through at most. */
const DISCARDED_BYTES = 10 * 1024 * 1024;

const tooLarge = (): Problem =>
  new Problem(
    'BODY_TOO_LARGE',
    `The body may have at most ${BODY_LIMIT_BYTES} bytes.`,
  );

const decoded = (bytes: Uint8Array): unknown => {
  try {
    return parseJson(UTF8.decode(bytes));
  } catch (error) {
    const why = error instanceof UnfitJson ? `: ${error.message}` : '';
    throw new Problem(
      'MALFORMED_REQUEST',
      `The body is not JSON in UTF-8 that can be read in one way only${why}.`,
    );
  }
};

const errorsOf = (issue: z.core.$ZodIssue, within: string): ContentError[] => {
  const pointer =
    within + issue.path.map((part) => `/${escaped(String(part))}`).join('');
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      pointer: `${pointer}/${escaped(key)}`,
      message: 'is not a known field',
    }));
  }
  return [{ pointer, message: messageOf(issue) }];
};

/** zod's own sentences, without the value that was sent: it may be a child's. */
const messageOf = (issue: z.core.$ZodIssue): string =>
  issue.message.replace(/, received .*$/, '');

const escaped = (part: string): string =>
  part.slice(0, 80).replaceAll('~', '~0').replaceAll('/', '~1');
