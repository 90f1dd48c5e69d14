/**
 * Woken by the ledger's stream, and by a schedule as a backstop: takes the outbox up into the log.
 */
import middy from '@middy/core';
import { storeConfiguration } from '../../adapters/configuration.ts';
import { database } from '../../adapters/dynamodb/client.ts';
import { sequencer } from '../../adapters/dynamodb/sequencer.ts';
import { lambdaTelemetry } from '../../adapters/telemetry.ts';
import { causesOf } from '../../entrance/causes.ts';

const log = sequencer(database(storeConfiguration(process.env).tables));

const telemetry = lambdaTelemetry();

export const handler = middy().handler(async () => {
  try {
    return { appended: await log.sequence() };
  } catch (error) {
    telemetry.fault({
      operation: 'sequence',
      code: 'FAULT',
      causes: causesOf(error),
    });
    // INVARIANT: Lambda logs what an invocation fails with, so it fails with an error that says
    // nothing; and is run again.
    throw new Error('The log was not taken further.');
  }
});
