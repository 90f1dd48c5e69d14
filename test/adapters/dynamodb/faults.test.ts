/** Faults that no local engine produces on demand: what DynamoDB may do, and what must come of it. */

import {
  DynamoDBClient,
  TransactionCanceledException,
} from '@aws-sdk/client-dynamodb';
import {
  BatchGetCommand,
  DynamoDBDocumentClient,
  TransactWriteCommand,
} from '@aws-sdk/lib-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it } from 'vitest';
import { hmacOf } from '../../../adapters/dynamodb/hmac.ts';
import { reads } from '../../../adapters/dynamodb/reads.ts';
import { writes } from '../../../adapters/dynamodb/writes.ts';
import type { Write } from '../../../adapters/ports.ts';

const client = DynamoDBDocumentClient.from(
  new DynamoDBClient({ region: 'eu-west-2' }),
);
const dynamo = mockClient(client);
const db = { client, names: { exchange: 'exchange', ledger: 'ledger' } };
const hmac = hmacOf({ postingKey: Buffer.alloc(32, 7).toString('base64url') });

const write: Write = {
  guards: [],
  effects: [],
  entry: {
    kept: {
      entryId: `le_${'0'.repeat(32)}`,
      occurredAt: '2026-11-23T10:00:00.000Z',
      operation: 'CONSULTATION',
      endpoint: 'queryYoungPerson',
      outcome: 'NIL',
      status: 404,
      actor: { agency: 'croydon-yjs', clientId: 'croydon-yjs-case-system' },
      recipient: 'croydon-yjs',
      released: [],
      withheld: [],
      requestId: 'a',
    },
    erasable: {},
    salt: 's',
  },
};

const cancelled = (...codes: string[]) =>
  new TransactionCanceledException({
    $metadata: {},
    message: 'cancelled',
    CancellationReasons: codes.map((Code) => ({ Code })),
  });

beforeEach(() => dynamo.reset());

describe('a transaction', () => {
  it('that only met another one is tried again, and the same one', async () => {
    dynamo
      .on(TransactWriteCommand)
      .rejectsOnce(cancelled('None', 'TransactionConflict'))
      .resolves({});
    await expect(writes(db, hmac).record(write)).resolves.toEqual({
      written: true,
    });
    const [first, second] = dynamo
      .commandCalls(TransactWriteCommand)
      .map(({ args: [command] }) => command.input);
    expect(second).toEqual(first);
  });

  it('that keeps meeting others gives up with a fault, so that nothing is answered', async () => {
    dynamo.on(TransactWriteCommand).rejects(cancelled('TransactionConflict'));
    await expect(writes(db, hmac).record(write)).rejects.toThrow('cancelled');
  });

  it('whose condition no longer holds is refused, and is not tried again', async () => {
    dynamo
      .on(TransactWriteCommand)
      .rejects(cancelled('ConditionalCheckFailed', 'TransactionConflict'));
    await expect(writes(db, hmac).record(write)).resolves.toMatchObject({
      written: false,
    });
    expect(dynamo.commandCalls(TransactWriteCommand)).toHaveLength(1);
  });

  it.each([
    ['ITEM', 'ValidationError', 'Item size to update has exceeded the maximum'],
    ['BYTES', 'ItemCollectionSizeLimitExceeded', 'Item collection too large'],
  ])(
    'that would make too large what is there is full: %s',
    async (what, Code, Message) => {
      const error = cancelled('None', 'None');
      error.CancellationReasons?.push({ Code, Message });
      dynamo.on(TransactWriteCommand).rejects(error);
      await expect(writes(db, hmac).record(write)).resolves.toEqual({
        written: false,
        refusal: { because: 'FULL', what },
      });
      expect(dynamo.commandCalls(TransactWriteCommand)).toHaveLength(1);
    },
  );

  it.each(['ValidationError', 'ThrottlingError', 'DuplicateItem'])(
    'cancelled for another reason is a fault: %s',
    async (Code) => {
      dynamo.on(TransactWriteCommand).rejects(cancelled('None', Code));
      await expect(writes(db, hmac).record(write)).rejects.toThrow('cancelled');
      expect(dynamo.commandCalls(TransactWriteCommand)).toHaveLength(1);
    },
  );

  it('always carries the ledger entry and its outbox item', async () => {
    dynamo.on(TransactWriteCommand).resolves({});
    await writes(db, hmac).record(write);
    const [call] = dynamo.commandCalls(TransactWriteCommand);
    const tables = call?.args[0].input.TransactItems?.map(
      ({ Put }) => Put?.TableName,
    );
    expect(tables).toEqual(['ledger', 'ledger']);
  });
});

describe('a read that DynamoDB leaves half done', () => {
  it('is asked for again until it is whole', async () => {
    const system = { pk: 'SYSTEM#x', sk: 'SYSTEM' };
    dynamo
      .on(BatchGetCommand)
      .resolvesOnce({
        Responses: {},
        UnprocessedKeys: { exchange: { Keys: [system] } },
      })
      .resolves({ Responses: { exchange: [] } });
    await reads(db, hmac).enter({ clientId: 'x', agencyId: 'y' }, 0);
    const [, again] = dynamo
      .commandCalls(BatchGetCommand)
      .map(({ args: [command] }) => command.input);
    expect(again?.RequestItems).toEqual({
      exchange: { Keys: [system], ConsistentRead: true },
    });
  });

  it('that drifted from its schema is a fault, never an answer', async () => {
    dynamo.on(BatchGetCommand).resolves({
      Responses: {
        exchange: [{ pk: 'p', sk: 's', type: 'System', clientId: 'x' }],
      },
    });
    await expect(
      reads(db, hmac).enter({ clientId: 'x', agencyId: 'y' }, 0),
    ).rejects.toThrow();
  });
});
