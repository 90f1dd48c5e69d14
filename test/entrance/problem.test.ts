/** A problem becomes a document of RFC 9457, and anything else that is thrown a fault that says nothing of itself. */
import { describe, expect, it } from 'vitest';
import {
  contentInvalid,
  notFound,
  Problem,
  problemDocument,
  problemOf,
  problemResponse,
} from '../../entrance/problem.ts';
import {
  PROBLEMS,
  type ProblemCode,
  ProblemDocument,
} from '../../schemas/contract/problems.ts';

const codes = Object.keys(PROBLEMS) as ProblemCode[];

it.each(codes)(
  '%s has its status, its title, and a type of its own',
  async (code) => {
    const problem = new Problem(code, 'A sentence.');
    const { status, title } = PROBLEMS[code];
    const document = problemDocument(problem);
    expect(document).toEqual({
      type: `urn:divan:problem:${code.toLowerCase().split('_').join('-')}`,
      title,
      status,
      code,
      detail: 'A sentence.',
    });
    expect(ProblemDocument.parse(document)).toEqual(document);
    const response = problemResponse(problem);
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toBe(
      'application/problem+json',
    );
    expect(response.headers.get('www-authenticate')).toBe(
      status === 401 ? 'Bearer realm="divan-exchange"' : null,
    );
    expect(await response.json()).toEqual(document);
  },
);

it('what a problem says beside its sentence stands in the document', () => {
  const errors = [{ pointer: '/x', message: 'is not a known field' }];
  expect(problemDocument(contentInvalid(errors))).toMatchObject({
    code: 'CONTENT_INVALID',
    errors,
    detail:
      'Some of the content is missing or not allowed; each error says where.',
  });
});

it('there is one answer about a child that says no', () => {
  expect(problemDocument(notFound())).toEqual({
    type: 'urn:divan:problem:not-found',
    title: 'Nothing that you may know of is here',
    status: 404,
    code: 'NOT_FOUND',
    detail:
      'There is nothing here that you may know of. This answer does not say whether there is anything else.',
  });
});

describe('what is thrown', () => {
  it('is the problem that it is, with its cause', () => {
    const problem = new Problem('NOT_RECORDED', 'x');
    problem.cause = new Error('Canary');
    expect(problemOf(problem)).toBe(problem);
    expect(problem.name).toBe('Problem');
  });

  it.each([
    new Error('Canary'),
    'Canary',
    undefined,
    null,
    { code: 'NOT_FOUND' },
  ])('is a fault otherwise, that keeps its cause to itself: %s', (thrown) => {
    const problem = problemOf(thrown);
    expect(problem).toBeInstanceOf(Problem);
    expect([problem.code, problem.message, problem.cause]).toEqual([
      'FAULT',
      'The exchange failed. Nothing was disclosed.',
      thrown,
    ]);
    expect(JSON.stringify(problemDocument(problem))).not.toContain('anary');
  });
});
