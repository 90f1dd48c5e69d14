/**
 * The present floor: the very store calls of a real request, with its keys and items, sent again under fresh entry ids. What was
 * put under the condition that it was not there, or not changed, is put again without one.
 */
import { randomBytes } from 'node:crypto';
import { type Command, withInput } from '../test/sender.ts';
import type { Plan } from './floor.ts';
import type { Ready } from './http.ts';
import type { Sends } from './sends.ts';
import type { Stage } from './stage.ts';

export const sameCalls = async (
  stage: Stage,
  sends: Sends,
  ready: Ready,
): Promise<Plan> => {
  const { sent, result } = await sends.during(() => stage.does(ready));
  const recorded = entryIdIn(sent);
  const commands = sent.map((command) =>
    withInput(command, unconditional(command.input)),
  );
  return {
    ready,
    answered: result,
    fresh: () => {
      const id = `le_${randomBytes(16).toString('hex')}`;
      return commands.map((command) =>
        withInput(command, replaced(command.input, recorded, id) as object),
      );
    },
  };
};

/** Each entry is put once only, so the floor puts one with another id. */
const entryIdIn = (commands: Command[]): string => {
  const found = /"ENTRY#(le_[0-9a-f]{32})"/.exec(
    JSON.stringify(commands.map(({ input }) => input)),
  );
  if (!found?.[1]) throw new Error('the request left no ledger entry');
  return found[1];
};

interface Action {
  ConditionExpression?: string;
  ExpressionAttributeNames?: Record<string, string>;
  ExpressionAttributeValues?: Record<string, unknown>;
}

const unconditional = (
  input: object & { TransactItems?: Record<string, Action>[] },
): object => {
  if (!input.TransactItems) return input;
  return {
    ...input,
    TransactItems: input.TransactItems.map((action) =>
      Object.fromEntries(
        Object.entries(action).map(([kind, each]) => [kind, eased(kind, each)]),
      ),
    ),
  };
};

/** DynamoDB refuses names and values that no expression uses. */
const eased = (kind: string, action: Action): Action => {
  const {
    ConditionExpression,
    ExpressionAttributeNames,
    ExpressionAttributeValues,
    ...bare
  } = action;
  if (kind === 'Put' || kind === 'Delete') return bare;
  if (kind !== 'Update' || !ConditionExpression) return action;
  const update = JSON.stringify(bare);
  return {
    ...bare,
    ...(ExpressionAttributeNames && {
      ExpressionAttributeNames: usedIn(update, ExpressionAttributeNames),
    }),
    ...(ExpressionAttributeValues && {
      ExpressionAttributeValues: usedIn(update, ExpressionAttributeValues),
    }),
  };
};

const usedIn = <T>(
  text: string,
  placeholders: Record<string, T>,
): Record<string, T> =>
  Object.fromEntries(
    Object.entries(placeholders).filter(([name]) =>
      new RegExp(`${name}\\b`).test(text),
    ),
  );

const replaced = (value: unknown, from: string, to: string): unknown => {
  if (typeof value === 'string') return value.replaceAll(from, to);
  if (Array.isArray(value))
    return value.map((each) => replaced(each, from, to));
  if (value instanceof Set)
    return new Set([...value].map((each) => replaced(each, from, to)));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [
      name,
      replaced(each, from, to),
    ]),
  );
};
