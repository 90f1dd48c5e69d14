/**
 * One of each port, over DynamoDB: what a function's composition file and the local server both
 * build.
 */
import { randomBytes } from 'node:crypto';
import { serviceConfiguration } from './configuration.ts';
import { type Database, database } from './dynamodb/client.ts';
import { feedReader } from './dynamodb/feed-reader.ts';
import { hmacOf } from './dynamodb/hmac.ts';
import { ledgerReader } from './dynamodb/ledger-reader.ts';
import { reads } from './dynamodb/reads.ts';
import { writes } from './dynamodb/writes.ts';
import type { KeyMaterial } from './key-material.ts';
import type { Telemetry, World } from './ports.ts';
import { publishedStyles } from './published-styles.ts';
import { references } from './references.ts';
import { keyMaterialOf } from './secrets.ts';
import { tokens } from './tokens.ts';

export interface WorldParts {
  database: Database;
  keyMaterial: KeyMaterial;
  /** The exchange's own address, e.g. https://api.example: issuer and audience of its tokens. */
  issuer: string;
  telemetry: Telemetry;
  clock?: () => number;
  /** The file of a published style sheet, by its name; left out, beside the bundle. */
  styleSheetAt?: (name: string) => string;
  /** True where all data is invented. */
  synthetic?: boolean;
}

export const worldOf = async (parts: WorldParts): Promise<World> => {
  const {
    database,
    keyMaterial,
    issuer,
    telemetry,
    clock = Date.now,
    synthetic = false,
  } = parts;
  const hmac = hmacOf(keyMaterial);
  return {
    store: { ...reads(database, hmac), ...writes(database, hmac) },
    ledger: ledgerReader(database),
    feeds: feedReader(database),
    references: references(keyMaterial),
    tokens: await tokens(keyMaterial, issuer),
    telemetry,
    styles: publishedStyles(parts.styleSheetAt),
    synthetic,
    clock,
    randomId: randomIds(),
  };
};

/**
 * 128 random bits each, asked of the system for many at once: to ask costs more than what is asked
 * for.
 */
const randomIds = (): (() => string) => {
  let bytes = Buffer.alloc(0);
  return () => {
    if (bytes.length === 0) bytes = randomBytes(ID_BYTES * IDS_AT_ONCE);
    const id = bytes.toString('hex', 0, ID_BYTES);
    bytes = bytes.subarray(ID_BYTES);
    return id;
  };
};

const ID_BYTES = 16;
const IDS_AT_ONCE = 256;

/** The world of a deployed function, from its environment. */
export const deployedWorld = async (
  env: NodeJS.ProcessEnv,
  telemetry: Telemetry,
): Promise<World> => {
  const { tables, issuer, keyMaterialSecret } = serviceConfiguration(env);
  return worldOf({
    database: database(tables),
    keyMaterial: await keyMaterialOf(keyMaterialSecret),
    issuer,
    telemetry,
  });
};
