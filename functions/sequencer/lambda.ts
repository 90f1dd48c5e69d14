/** Woken by the ledger's stream, and by a schedule as a backstop: takes the outbox up into the log. */
import middy from '@middy/core';
import { storeConfiguration } from '../../adapters/configuration.ts';
import { database } from '../../adapters/dynamodb/client.ts';
import { sequencer } from '../../adapters/dynamodb/sequencer.ts';

const log = sequencer(database(storeConfiguration(process.env).tables));

export const handler = middy().handler(async () => ({
  appended: await log.sequence(),
}));
