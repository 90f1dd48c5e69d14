/**
 * Reports the causes of a fault.
 *
 * INVARIANT: a message may hold a child's data, so only the class, a code and places in our own
 * code are taken from an error.
 */
import type { FaultCause } from '../adapters/ports.ts';

const MOST_CAUSES = 8;
const MOST_FRAMES = 6;

/** The chain of causes, the outermost first. */
export const causesOf = (
  thrown: unknown,
  seen = new Set<unknown>(),
): FaultCause[] => {
  if (thrown === undefined || seen.has(thrown) || seen.size === MOST_CAUSES)
    return [];
  seen.add(thrown);
  if (!(thrown instanceof Error)) return [{ name: typeof thrown, at: [] }];
  const causes = [
    ...(thrown instanceof AggregateError ? thrown.errors : []),
    thrown.cause,
  ];
  return [causeOf(thrown), ...causes.flatMap((cause) => causesOf(cause, seen))];
};

const causeOf = (error: Error): FaultCause => ({
  name: CLASS_NAME.test(error.name) ? error.name : 'Error',
  code: codeOf(error),
  at: framesOf(error),
});

const CLASS_NAME = /^[A-Za-z$][\w$]{0,79}$/;
const CODE = /^[A-Za-z][\w+]{0,79}$/;

/**
 * A system error and a problem have a code; a cancelled transaction has one for each of its
 * actions.
 */
const codeOf = (error: Error): string | undefined => {
  const { code, CancellationReasons: reasons } = error as {
    code?: unknown;
    CancellationReasons?: { Code?: string }[];
  };
  const codes = Array.isArray(reasons)
    ? [...new Set(reasons.map(({ Code }) => Code))].filter(
        (each) => each !== undefined && each !== 'None',
      )
    : [code];
  const said = codes.join('+');
  return CODE.test(said) ? said : undefined;
};

/**
 * Functions and positions, of our own code only.
 *
 * Hostile input: a stack begins with the message, and a message can have lines that look like
 * frames. Where the message is not found there as it is now, nothing of the stack is taken.
 */
const framesOf = ({ stack = '', message }: Error): string[] => {
  const from = stack.indexOf(message);
  const [rest = '', ...lines] =
    from < 0 ? [] : stack.slice(from + message.length).split('\n');
  const isWhole = message === '' ? NOTHING_SAID.test(rest) : rest === '';
  return isWhole ? lines.flatMap(frameOf).slice(0, MOST_FRAMES) : [];
};

const NOTHING_SAID = /^[^:]*:? ?$/;

const FRAME =
  /^ {4}at (?:async )?(?:([\w$.<>]+) )?.*?([\w.-]+\/)?([\w.-]+:\d+:\d+)\)?$/;

/** With the folder that the file lies in. What node or a package did on the way is left out. */
const frameOf = (line: string): string[] => {
  if (line.includes('node:') || line.includes('node_modules')) return [];
  const [, name = '', folder = '', place] = FRAME.exec(line) ?? [];
  return place ? [`${name} ${folder}${place}`.trim()] : [];
};
