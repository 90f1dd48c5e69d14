/** Gives the answer, or a refusal that a program can decide on (RFC 9457). */
import type { components } from './openapi.d.ts';

export type Problem = components['schemas']['ProblemDocument'];
export type ProblemCode = Problem['code'];

/** The result of a request of the client: an answer or an error, never both. */
export interface Outcome {
  data?: unknown;
  error?: unknown;
  response: Response;
}

export type AnswerOf<Asked extends Outcome> = Asked extends {
  data: infer Answer;
  error?: never;
}
  ? Answer
  : never;

/** The exchange, or a gateway before it, refused. Decide on `code`. */
export class Refused extends Error {
  readonly status: number;
  /** Quote it when you ask for help. */
  readonly requestId: string | null;
  /** Absent where a gateway refused, which knows no problem documents. */
  readonly problem: Problem | undefined;

  constructor(response: Response, said: unknown) {
    const problem = isProblem(said) ? said : undefined;
    const because = problem
      ? `${problem.code}: ${problem.detail}`
      : 'no problem document';
    super(`${response.status} ${because}`);
    this.name = 'Refused';
    this.status = response.status;
    this.requestId = response.headers.get('x-request-id');
    this.problem = problem;
  }

  get code(): ProblemCode | undefined {
    return this.problem?.code;
  }
}

/** The answer itself. @throws Refused where there is none. */
export const answered = async <Asked extends Outcome>(
  asked: Promise<Asked>,
): Promise<AnswerOf<Asked>> => {
  const { data, error, response } = await asked;
  if (!response.ok) throw new Refused(response, error);
  return data as AnswerOf<Asked>;
};

const isProblem = (said: unknown): said is Problem =>
  typeof said === 'object' &&
  said !== null &&
  'code' in said &&
  'title' in said;
