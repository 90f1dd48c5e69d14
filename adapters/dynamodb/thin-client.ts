/**
 * Sends the few commands of the hot path without the SDK's middleware, which costs more CPU than the call itself.
 *
 * Region, credentials, endpoint, attempts and retry quota are those of the SDK client that it is given. The signature, the retry
 * rules and the error classes are AWS's own parts. What is ours is the way from a command to a signed request and back.
 */
import { randomUUID } from 'node:crypto';
import http from 'node:http';
import https from 'node:https';
import * as sdk from '@aws-sdk/client-dynamodb';
import { getEndpointFromInstructions } from '@smithy/core/endpoints';
import { isThrottlingError, isTransientError } from '@smithy/core/retry';
import { SignatureV4 } from '@smithy/signature-v4';
import { bytesAsText, fromWire, toWire } from './wire.ts';

/** Takes and gives plain values, as the SDK's document client does. */
export type Thin = (operation: string, input: object) => Promise<object>;

type Plain = Record<string, unknown>;
type Config = sdk.DynamoDBClient['config'];
/** The SDK's one, in its present form; the other one is deprecated and never what a client makes. */
type Strategy = Extract<
  Awaited<ReturnType<Config['retryStrategy']>>,
  { recordSuccess: unknown }
>;
type Failure = Parameters<Strategy['refreshRetryTokenForRetry']>[1];
type SdkError = NonNullable<Failure['error']>;
type Headers = Record<string, string>;

interface Reply {
  status: number;
  requestId: string | undefined;
  body: string;
}

/** @param attemptMs milliseconds that one attempt may take, from its start to the last byte of its answer. */
export const thinClient = (
  { config }: sdk.DynamoDBClient,
  attemptMs: number,
): Thin => {
  const attempt = attempts(config, connection(attemptMs));
  return async (operation, input) => {
    // One token for all attempts: a transaction whose answer was lost is then not done twice.
    const once = operation === 'TransactWriteItems' && {
      ClientRequestToken: randomUUID(),
    };
    const sent = translated({ ...once, ...input }, toWire);
    const body = JSON.stringify(sent, bytesAsText);
    const strategy = (await config.retryStrategy()) as Strategy;
    const answer = await retried(strategy, () => attempt(operation, body));
    return translated(JSON.parse(answer), fromWire) as object;
  };
};

const retried = async (
  strategy: Strategy,
  attempt: () => Promise<string>,
): Promise<string> => {
  let token = await strategy.acquireInitialRetryToken('');
  for (;;) {
    try {
      const answer = await attempt();
      strategy.recordSuccess(token);
      return answer;
    } catch (error) {
      const failed = { errorType: kindOf(error as SdkError) };
      // Waits as long as the strategy thinks right, and fails where there is nothing to try again or no attempt left.
      const next = strategy.refreshRetryTokenForRetry(token, failed);
      token = await next.catch(() => Promise.reject(error));
    }
  }
};

const kindOf = (error: SdkError): Failure['errorType'] => {
  if (isThrottlingError(error)) return 'THROTTLING';
  return isTransientError(error) ? 'TRANSIENT' : 'CLIENT_ERROR';
};

const attempts = (config: Config, exchange: ReturnType<typeof connection>) => {
  const { credentials, region, sha256 } = config;
  const service = { service: 'dynamodb', applyChecksum: false };
  const signer = new SignatureV4({ credentials, region, sha256, ...service });
  let endpoint: ReturnType<typeof getEndpointFromInstructions> | undefined;
  return async (operation: string, body: string): Promise<string> => {
    endpoint ??= getEndpointFromInstructions({}, sdk.GetItemCommand, config);
    const { url } = await endpoint;
    // Signed anew at each attempt: the signature carries the time, and credentials may have been replaced meanwhile.
    const { headers } = await signer.sign(requestOf(url, operation, body));
    const reply = await exchange(url, headers, body);
    if (reply.status !== 200) throw errorOf(reply);
    return reply.body;
  };
};

const requestOf = (url: URL, operation: string, body: string) => ({
  method: 'POST',
  protocol: url.protocol,
  hostname: url.hostname,
  path: '/',
  headers: {
    host: url.host,
    'content-type': 'application/x-amz-json-1.0',
    'x-amz-target': `DynamoDB_20120810.${operation}`,
  },
  body,
});

const connection = (attemptMs: number) => {
  const kept = { keepAlive: true, maxSockets: 50 };
  const agents = { http: new http.Agent(kept), https: new https.Agent(kept) };
  return (url: URL, headers: Headers, body: string): Promise<Reply> =>
    new Promise((resolve, reject) => {
      const scheme = url.protocol === 'http:' ? 'http' : 'https';
      const length = { 'content-length': Buffer.byteLength(body) };
      const options = {
        method: 'POST',
        headers: { ...headers, ...length },
        agent: agents[scheme],
      };
      const request = { http, https }[scheme].request(url, options);
      const timer = setTimeout(() => {
        reject(new TimeoutError(`no answer in ${attemptMs} ms`));
        request.destroy();
      }, attemptMs);
      request.on('close', () => clearTimeout(timer));
      request.on('error', reject);
      request.on('response', (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => resolve(replyOf(response, chunks)));
      });
      request.end(body);
    });
};

/** Its name is what the retry rules know it by. */
class TimeoutError extends Error {
  override name = 'TimeoutError';
}

const replyOf = (response: http.IncomingMessage, chunks: Buffer[]): Reply => ({
  status: response.statusCode ?? 0,
  requestId: response.headers['x-amzn-requestid'] as string | undefined,
  body: Buffer.concat(chunks).toString(),
});

const errorOf = ({ status, requestId, body }: Reply): Error => {
  const { __type, message, Message, ...details } = detailsOf(body);
  const options = {
    ...details,
    name: __type.slice(__type.indexOf('#') + 1),
    message: message ?? Message ?? `status ${status}`,
    $fault: status < 500 ? ('client' as const) : ('server' as const),
    $metadata: { httpStatusCode: status, requestId },
  };
  switch (options.name) {
    case 'TransactionCanceledException':
      return new sdk.TransactionCanceledException(options);
    case 'ConditionalCheckFailedException':
      return new sdk.ConditionalCheckFailedException(options);
    default:
      return new sdk.DynamoDBServiceException(options);
  }
};

/** What stands between us and DynamoDB may answer with a page of its own. */
const detailsOf = (
  body: string,
): { __type: string } & Record<string, string> => {
  try {
    return { __type: 'UnknownError', ...JSON.parse(body) };
  } catch {
    return { __type: 'UnknownError' };
  }
};

const MAPS =
  /^(Attributes|ExclusiveStartKey|ExpressionAttributeValues|Item|Key|LastEvaluatedKey)$/;
const LISTS = /^(Items|Keys)$/;

/** Translates what stands under the names that hold items, and leaves all else as it is. */
const translated = (value: unknown, item: (of: Plain) => Plain): unknown => {
  if (Array.isArray(value)) return value.map((each) => translated(each, item));
  if (typeof value !== 'object' || value === null) return value;
  const result: Plain = {};
  for (const [name, held] of Object.entries(value)) {
    if (held === undefined) continue;
    if (MAPS.test(name)) result[name] = item(held);
    else if (LISTS.test(name)) result[name] = held.map(item);
    else if (name === 'Responses') result[name] = byTable(held, item);
    else result[name] = translated(held, item);
  }
  return result;
};

const byTable = (tables: Record<string, Plain[]>, item: (of: Plain) => Plain) =>
  Object.fromEntries(
    Object.entries(tables).map(([name, items]) => [name, items.map(item)]),
  );
