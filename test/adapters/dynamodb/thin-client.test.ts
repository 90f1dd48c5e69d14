/** What the sender of the hot path does where DynamoDB, or what lies between, does not answer as wished: what the SDK does. */
import { once } from 'node:events';
import {
  createServer,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  ConditionalCheckFailedException,
  DynamoDBClient,
  type DynamoDBClientConfig,
  TransactionCanceledException,
} from '@aws-sdk/client-dynamodb';
import {
  BatchGetCommand,
  GetCommand,
  PutCommand,
  QueryCommand,
  TransactWriteCommand,
} from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { documentsOf } from '../../../adapters/dynamodb/sender.ts';
import {
  type Thin,
  thinClient,
} from '../../../adapters/dynamodb/thin-client.ts';

const ATTEMPT_MS = 200;

type Reply = (response: ServerResponse) => void;
interface Received {
  headers: IncomingMessage['headers'];
  body: Record<string, unknown>;
}

let replies: Reply[] = [];
let received: Received[] = [];

/** Gives the replies of a test one after another, and the last one for ever. */
const server = createServer(async (request, response) => {
  let body = '';
  for await (const chunk of request) body += chunk;
  received.push({ headers: request.headers, body: JSON.parse(body) });
  const reply = replies.length > 1 ? replies.shift() : replies[0];
  reply?.(response);
});

const status =
  (code: number, body: object | string): Reply =>
  (response) => {
    response.writeHead(code, {
      'content-type': 'application/x-amz-json-1.0',
      'x-amzn-requestid': 'request-1',
    });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  };
const ok = (body: object = {}) => status(200, body);
const fault = (name: string, details: object = {}, code = 400) =>
  status(code, {
    __type: `com.amazonaws.dynamodb.v20120810#${name}`,
    message: name,
    ...details,
  });
const reset: Reply = (response) => response.socket?.resetAndDestroy();
const halfAnAnswer: Reply = (response) => {
  response.writeHead(200, { 'content-length': 1000 });
  response.write('{"Items": [', () => response.socket?.destroy());
};
const silence: Reply = () => {};
const halfAnAnswerAndSilence: Reply = (response) => {
  response.writeHead(200, { 'content-length': 1000 });
  response.write('{"Items": [');
};

const client = (more: DynamoDBClientConfig = {}) =>
  new DynamoDBClient({
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    region: 'eu-west-2',
    credentials: { accessKeyId: 'AKIDTEST', secretAccessKey: 'test' },
    maxAttempts: 4,
    requestHandler: { requestTimeout: ATTEMPT_MS, throwOnRequestTimeout: true },
    ...more,
  });

const COMMANDS = {
  BatchGetItem: BatchGetCommand,
  GetItem: GetCommand,
  PutItem: PutCommand,
  Query: QueryCommand,
  TransactWriteItems: TransactWriteCommand,
};
const documentClient = (of: DynamoDBClient): Thin => {
  const documents = documentsOf(of);
  return (operation, input) =>
    documents.send(
      new (COMMANDS[operation as keyof typeof COMMANDS] as typeof GetCommand)(
        input as never,
      ),
    );
};

interface Call {
  operation: keyof typeof COMMANDS;
  input: object;
}

const query = {
  operation: 'Query',
  input: {
    TableName: 'exchange',
    KeyConditionExpression: 'pk = :pk',
    ExpressionAttributeValues: { ':pk': 'p' },
  },
} as const;
const put = {
  operation: 'PutItem',
  input: { TableName: 'exchange', Item: { pk: 'p', sk: 's' } },
} as const;
const transaction: Call = {
  operation: 'TransactWriteItems',
  input: {
    TransactItems: [
      { Put: { TableName: 'exchange', Item: { pk: 'p', sk: 's' } } },
    ],
  },
};
const send = (sender: Thin, { operation, input }: Call) =>
  sender(operation, input);
const failure = (sender: Thin, call: Call) =>
  send(sender, call).then(
    () => undefined,
    (error: unknown) => error,
  );

beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  replies = [ok()];
  received = [];
});

describe.each([
  ['the thin client', (of: DynamoDBClient) => thinClient(of, ATTEMPT_MS)],
  ['the SDK', documentClient],
] as const)('%s', (_, senderOf) => {
  it.each([
    ['a fault of the server', fault('InternalServerError', {}, 500)],
    [
      'a page that is not DynamoDB’s',
      status(503, '<html>Service Unavailable</html>'),
    ],
    ['a connection that is reset', reset],
    ['an answer that breaks off', halfAnAnswer],
    ['throttling', fault('ThrottlingException')],
    ['too much for the table', fault('ProvisionedThroughputExceededException')],
    ['too much for the account', fault('RequestLimitExceeded')],
    [
      'the same transaction still under way',
      fault('TransactionInProgressException'),
    ],
  ])('tries again after %s', async (what, reply) => {
    replies = [reply, ok({ Items: [{ pk: { S: what } }] })];
    await expect(send(senderOf(client()), query)).resolves.toMatchObject({
      Items: [{ pk: what }],
    });
    expect(received).toHaveLength(2);
  });

  it('tries again where no answer comes in time', async () => {
    replies = [silence, ok()];
    await send(senderOf(client()), query);
    expect(received).toHaveLength(2);
  });

  it('gives up after as many attempts as its client allows, with the fault of the last one', async () => {
    replies = [fault('InternalServerError', {}, 500)];
    const error = await failure(senderOf(client()), query);
    expect(error).toMatchObject({
      name: 'InternalServerError',
      $metadata: { httpStatusCode: 500, requestId: 'request-1' },
    });
    expect(received).toHaveLength(4);
  });

  it.each([
    'ValidationException',
    'AccessDeniedException',
    'ResourceNotFoundException',
  ])('never tries %s again', async (each) => {
    replies = [fault(each)];
    expect(await failure(senderOf(client()), query)).toMatchObject({
      name: each,
      message: each,
    });
    expect(received).toHaveLength(1);
  });

  it('stops trying again where most of what was sent before failed too', async () => {
    replies = [fault('InternalServerError', {}, 500)];
    const sender = senderOf(client());
    await Promise.all(Array.from({ length: 30 }, () => failure(sender, query)));
    received = [];
    await failure(sender, query);
    // What is owed may have been given back a little meanwhile; four attempts are what it takes unowed.
    expect(received.length).toBeLessThan(4);
  });

  it('goes on trying again where that helps, however often', async () => {
    const sender = senderOf(client());
    // Each time takes 14 of the 500 that the SDK allows to be owed, and a success gives them back.
    for (let i = 0; i < 45; i += 1) {
      replies = [fault('InternalServerError', {}, 500), ok()];
      await send(sender, query);
    }
    // A connection that is lost on a busy machine is tried once more.
    expect(received.length).toBeGreaterThanOrEqual(90);
  });

  it('says why a transaction was cancelled, in the SDK’s class', async () => {
    const reasons = [
      { Code: 'None' },
      {
        Code: 'ConditionalCheckFailed',
        Message: 'no',
        Item: { pk: { S: 'p' }, version: { N: '3' } },
      },
    ];
    replies = [
      fault('TransactionCanceledException', { CancellationReasons: reasons }),
    ];
    const error = await failure(senderOf(client()), transaction);
    expect(error).toBeInstanceOf(TransactionCanceledException);
    expect(error).toMatchObject({
      name: 'TransactionCanceledException',
      CancellationReasons: reasons,
    });
    expect(received).toHaveLength(1);
  });

  it('says which item a condition failed on, in the SDK’s class', async () => {
    replies = [
      fault('ConditionalCheckFailedException', { Item: { pk: { S: 'p' } } }),
    ];
    const error = await failure(senderOf(client()), put);
    expect(error).toBeInstanceOf(ConditionalCheckFailedException);
    expect(error).toMatchObject({
      name: 'ConditionalCheckFailedException',
      Item: { pk: { S: 'p' } },
    });
  });

  it('sends a transaction under one token however often it tries, and the next one under another', async () => {
    replies = [fault('InternalServerError', {}, 500), reset, ok()];
    const sender = senderOf(client());
    await send(sender, transaction);
    await send(sender, transaction);
    const tokens = received.map(({ body }) => body.ClientRequestToken);
    expect(tokens).toEqual([tokens[0], tokens[0], tokens[0], tokens[3]]);
    expect(tokens[0]).toMatch(/^[0-9a-f-]{36}$/);
    expect(tokens[3]).not.toBe(tokens[0]);
  });

  it('asks for credentials anew once they expire', async () => {
    let asked = 0;
    const credentials = async () => {
      asked += 1;
      return {
        accessKeyId: `AKID${asked}`,
        secretAccessKey: 's',
        sessionToken: `session-${asked}`,
        expiration: new Date(1),
      };
    };
    const sender = senderOf(client({ credentials }));
    await send(sender, query);
    await send(sender, query);
    const [first, second] = received.map(({ headers }) => headers);
    expect(first?.authorization).not.toContain(
      second?.authorization?.match(/Credential=\w+/)?.[0],
    );
    expect(first?.['x-amz-security-token']).not.toBe(
      second?.['x-amz-security-token'],
    );
  });

  it('translates values wherever a command holds them, and nothing else', async () => {
    const input = {
      TransactItems: [
        {
          Put: {
            TableName: 't',
            Item: {
              pk: 'p',
              set: new Set(['a']),
              none: null,
              left: undefined,
              list: [1, true, {}],
            },
          },
        },
        {
          Update: {
            TableName: 't',
            Key: { pk: 'k' },
            ExpressionAttributeNames: { '#s': 'state' },
            ExpressionAttributeValues: { ':n': 1 },
          },
        },
        { ConditionCheck: { TableName: 't', Key: { pk: 'c' } } },
      ],
    };
    await send(senderOf(client()), { operation: 'TransactWriteItems', input });
    const list = { L: [{ N: '1' }, { BOOL: true }, { M: {} }] };
    expect(received[0]?.body.TransactItems).toEqual([
      {
        Put: {
          TableName: 't',
          Item: {
            pk: { S: 'p' },
            set: { SS: ['a'] },
            none: { NULL: true },
            list,
          },
        },
      },
      {
        Update: {
          TableName: 't',
          Key: { pk: { S: 'k' } },
          ExpressionAttributeNames: { '#s': 'state' },
          ExpressionAttributeValues: { ':n': { N: '1' } },
        },
      },
      { ConditionCheck: { TableName: 't', Key: { pk: { S: 'c' } } } },
    ]);
  });

  it('brings back what a batch found and what it left', async () => {
    const keys = {
      exchange: { Keys: [{ pk: { S: 'b' } }], ConsistentRead: true },
    };
    replies = [
      ok({
        Responses: { exchange: [{ pk: { S: 'a' }, ids: { SS: ['x'] } }] },
        UnprocessedKeys: keys,
      }),
    ];
    const input = {
      RequestItems: { exchange: { Keys: [{ pk: 'a' }, { pk: 'b' }] } },
    };
    await expect(
      send(senderOf(client()), { operation: 'BatchGetItem', input }),
    ).resolves.toMatchObject({
      Responses: { exchange: [{ pk: 'a', ids: new Set(['x']) }] },
      UnprocessedKeys: {
        exchange: { Keys: [{ pk: 'b' }], ConsistentRead: true },
      },
    });
    expect(received[0]?.body.RequestItems).toEqual({
      exchange: { Keys: [{ pk: { S: 'a' } }, { pk: { S: 'b' } }] },
    });
  });

  it('brings back where the next page begins', async () => {
    replies = [
      ok({ Items: [], LastEvaluatedKey: { pk: { S: 'p' }, sk: { S: 's' } } }),
    ];
    const first = {
      ...query,
      input: { ...query.input, ExclusiveStartKey: undefined },
    };
    await expect(send(senderOf(client()), first)).resolves.toMatchObject({
      LastEvaluatedKey: { pk: 'p', sk: 's' },
    });
  });
});

describe('the thin client’s time for an attempt', () => {
  it('ends with the last byte of the answer, not with the first', async () => {
    replies = [halfAnAnswerAndSilence, ok()];
    await send(thinClient(client(), ATTEMPT_MS), query);
    expect(received).toHaveLength(2);
  });

  it('that is over at the last attempt is a fault of its own name', async () => {
    replies = [silence];
    const error = await failure(
      thinClient(client({ maxAttempts: 1 }), ATTEMPT_MS),
      query,
    );
    expect(error).toMatchObject({
      name: 'TimeoutError',
      message: `no answer in ${ATTEMPT_MS} ms`,
    });
  });
});

describe('the thin client’s connections', () => {
  it('are used again', async () => {
    const sockets = new Set<unknown>();
    const counted: Reply = (response) => {
      sockets.add(response.socket);
      ok()(response);
    };
    replies = [counted];
    const sender = thinClient(client(), ATTEMPT_MS);
    for (let i = 0; i < 5; i += 1) await send(sender, query);
    expect(sockets.size).toBe(1);
  });
});
