/** A Hono application as a Lambda handler behind a REST API (proxy events, payload version 1). */
import middy from '@middy/core';
import type { APIGatewayProxyResult } from 'aws-lambda';
import type { Hono } from 'hono';
import { handle, type LambdaEvent } from 'hono/aws-lambda';
import type { Telemetry } from '../adapters/ports.ts';
import { requestIds } from './call.ts';
import { failureResponse } from './fault.ts';

/** @param ready the application, built once for the life of the instance. */
export const lambdaHandler = (ready: Promise<Hono>, telemetry: Telemetry) =>
  middy<LambdaEvent, APIGatewayProxyResult>()
    .onError(async (request) => {
      // An error that reaches this point arose before or beside the application; the caller gets a
      // problem document all the same.
      const response = failureResponse(
        telemetry,
        request.error,
        requestIds(headersOf(request.event)),
      );
      request.response = {
        statusCode: response.status,
        headers: Object.fromEntries(response.headers),
        body: await response.text(),
      };
    })
    .handler(async (event, context) => {
      const app = await ready;
      return (await handle(app)(event, context)) as APIGatewayProxyResult;
    });

/** An event from elsewhere may have none, or some that are no headers. */
const headersOf = ({ headers }: LambdaEvent): Headers => {
  const ids = ['x-request-id', 'x-correlation-id'] as const;
  const given = Object.entries(headers ?? {}).filter(([name]) =>
    ids.some((id) => id === name.toLowerCase()),
  );
  return new Headers(
    given.map(([name, value]): [string, string] => [name, String(value)]),
  );
};
