/** The tables alone, on an engine of their own: for what the store promises whoever calls it. */
import { afterAll, beforeAll } from 'vitest';
import { type Database, database } from '../../../adapters/dynamodb/client.ts';
import { hmacOf } from '../../../adapters/dynamodb/hmac.ts';
import { createTables } from '../../../local/engine/create-tables.ts';
import { type Engine, startEngine } from '../../../local/engine/embedded.ts';

export const HMAC = hmacOf({
  postingKey: Buffer.alloc(32, 7).toString('base64url'),
});

/** Begun once for the file in which it is called. */
export const testDatabase = (): { readonly db: Database } => {
  let engine: Engine | undefined;
  let db: Database | undefined;

  beforeAll(async () => {
    engine = await startEngine();
    db = database({ exchange: 'exchange', ledger: 'ledger' }, engine.endpoint);
    await createTables(db);
  });
  afterAll(async () => engine?.stop());

  return {
    get db() {
      if (!db) throw new Error('the database begins with the tests');
      return db;
    },
  };
};
