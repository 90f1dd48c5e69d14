/**
 * The REST API, made from the operations table: what is not an operation has no route, and no
 * operation lacks one.
 */
import type { Stack } from 'aws-cdk-lib';
import {
  AccessLogField,
  AccessLogFormat,
  EndpointType,
  LambdaIntegration,
  LogGroupLogDestination,
  MethodLoggingLevel,
  RestApi,
} from 'aws-cdk-lib/aws-apigateway';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import {
  OPERATIONS,
  type Operation,
  operationIds,
} from '../schemas/contract/operations.ts';

export type Serving = Record<Operation['function'], IFunction>;

/** Of all partners together. A few dozen systems send a few requests a second at their busiest. */
const REQUESTS_A_SECOND = 50;
const BURST = 100;

export const exchangeGateway = (stack: Stack, serving: Serving): RestApi => {
  const api = new RestApi(stack, 'Gateway', {
    restApiName: 'divan-exchange',
    endpointTypes: [EndpointType.REGIONAL],
    cloudWatchRole: true,
    deployOptions: {
      stageName: 'live',
      throttlingRateLimit: REQUESTS_A_SECOND,
      throttlingBurstLimit: BURST,
      accessLogDestination: new LogGroupLogDestination(
        new LogGroup(stack, 'AccessLog', { retention: RetentionDays.ONE_YEAR }),
      ),
      accessLogFormat: ACCESS_LOG,
      // INVARIANT: the gateway's own logs of execution hold headers and bodies, so there are none.
      loggingLevel: MethodLoggingLevel.OFF,
      dataTraceEnabled: false,
      metricsEnabled: true,
    },
  });
  route(api, serving);
  return api;
};

/**
 * No authoriser: the functions authenticate, because a denial has to be an entry of the ledger too.
 */
const route = (api: RestApi, serving: Serving): void => {
  const integrations = new Map<Operation['function'], LambdaIntegration>();
  for (const id of operationIds) {
    const { method, path, function: name } = OPERATIONS[id];
    const integration =
      integrations.get(name) ??
      new LambdaIntegration(serving[name], { allowTestInvoke: false });
    integrations.set(name, integration);
    api.root.resourceForPath(path).addMethod(method, integration);
  }
};

/**
 * The route, never the path: a path holds the references of children. No address, caller, query or
 * header either.
 */
const ACCESS_LOG = AccessLogFormat.custom(
  JSON.stringify({
    at: AccessLogField.contextRequestTime(),
    requestId: AccessLogField.contextRequestId(),
    method: AccessLogField.contextHttpMethod(),
    route: AccessLogField.contextResourcePath(),
    status: AccessLogField.contextStatus(),
    bytes: AccessLogField.contextResponseLength(),
    milliseconds: AccessLogField.contextResponseLatency(),
  }),
);
