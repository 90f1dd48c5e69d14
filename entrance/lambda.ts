/** A Hono application as a Lambda handler behind a REST API (proxy events, payload version 1). */
import middy from '@middy/core';
import type { APIGatewayProxyResult } from 'aws-lambda';
import type { Hono } from 'hono';
import { handle, type LambdaEvent } from 'hono/aws-lambda';
import { Problem, problemDocument } from './problem.ts';

/** @param ready the application, built once for the life of the instance. */
export const lambdaHandler = (ready: Promise<Hono>) =>
  middy<LambdaEvent, APIGatewayProxyResult>()
    .onError((request) => {
      // What reaches this point failed before or beside the application; the caller gets a problem document all the same.
      const problem = new Problem(
        'FAULT',
        'The exchange failed. Nothing was disclosed.',
      );
      request.response = {
        statusCode: problem.status,
        headers: {
          'content-type': 'application/problem+json',
          'cache-control': 'no-store',
        },
        body: JSON.stringify(problemDocument(problem)),
      };
    })
    .handler(async (event, context) => {
      const app = await ready;
      return (await handle(app)(event, context)) as APIGatewayProxyResult;
    });
