/** A problem is thrown where it is found and answered in one place. */
import {
  type ContentError,
  PROBLEMS,
  type ProblemCode,
  type ProblemDocument,
} from '../schemas/contract/problems.ts';

export type ProblemExtras = Pick<
  ProblemDocument,
  'errors' | 'blockers' | 'packDigest' | 'difference' | 'allowed'
>;

export class Problem extends Error {
  readonly code: ProblemCode;
  readonly extras: ProblemExtras;

  /**
   * @param detail a sentence for a person. INVARIANT: it carries nothing of a child and nothing
   * that was sent.
   */
  constructor(code: ProblemCode, detail: string, extras: ProblemExtras = {}) {
    super(detail);
    this.name = 'Problem';
    this.code = code;
    this.extras = extras;
  }

  get status(): (typeof PROBLEMS)[ProblemCode]['status'] {
    return PROBLEMS[this.code].status;
  }
}

/** The one answer about a child: not here, not permitted to know, or sealed. */
export const notFound = (): Problem =>
  new Problem(
    'NOT_FOUND',
    'There is nothing here that you may know of. This answer does not say whether there is anything else.',
  );

export const contentInvalid = (errors: ContentError[]): Problem =>
  new Problem(
    'CONTENT_INVALID',
    'Some of the content is missing or not allowed; each error says where.',
    { errors },
  );

/** RFC 9457 document of a problem. */
export const problemDocument = ({
  code,
  message,
  extras,
}: Problem): ProblemDocument => ({
  type: `urn:divan:problem:${code.toLowerCase().replaceAll('_', '-')}`,
  title: PROBLEMS[code].title,
  status: PROBLEMS[code].status,
  code,
  detail: message,
  ...extras,
});

export const problemResponse = (problem: Problem): Response =>
  new Response(JSON.stringify(problemDocument(problem)), {
    status: problem.status,
    headers: {
      'content-type': 'application/problem+json',
      // RFC 9110 section 15.5.2: a 401 says how to do better.
      ...(problem.status === 401 && {
        'www-authenticate': 'Bearer realm="divan-exchange"',
      }),
    },
  });

/**
 * What anything thrown is to the caller. A fault says nothing of itself; its cause is for `report`.
 */
export const problemOf = (thrown: unknown): Problem => {
  if (thrown instanceof Problem) return thrown;
  const problem = new Problem(
    'FAULT',
    'The exchange failed. Nothing was disclosed.',
  );
  problem.cause = thrown;
  return problem;
};
