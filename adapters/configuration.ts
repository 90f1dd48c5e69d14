/**
 * The environment of a function, parsed once. A key that is missing or misspelt stops the function
 * before it serves.
 */
import * as z from 'zod';

/** The configuration keys that `infra` sets. */
export const CONFIGURATION_KEYS = [
  'EXCHANGE_TABLE',
  'LEDGER_TABLE',
  'ISSUER',
  'KEY_MATERIAL_SECRET',
] as const;

/**
 * The published style sheets by the names that they go under beside a bundle, and where their
 * packages hold them.
 */
export const STYLE_SHEETS = {
  'govuk-frontend.min.css': 'govuk-frontend/dist/govuk/govuk-frontend.min.css',
  'moj-frontend.min.css':
    '@ministryofjustice/frontend/moj/moj-frontend.min.css',
} as const;

const name = z.string().min(1);

const StoreConfiguration = z
  .object({ EXCHANGE_TABLE: name, LEDGER_TABLE: name })
  .transform((env) => ({
    tables: { exchange: env.EXCHANGE_TABLE, ledger: env.LEDGER_TABLE },
  }));

const ServiceConfiguration = z
  .object({
    EXCHANGE_TABLE: name,
    LEDGER_TABLE: name,
    ISSUER: z.url(),
    KEY_MATERIAL_SECRET: name,
  })
  .transform((env) => ({
    tables: { exchange: env.EXCHANGE_TABLE, ledger: env.LEDGER_TABLE },
    issuer: env.ISSUER,
    keyMaterialSecret: env.KEY_MATERIAL_SECRET,
  }));

const PublicConfiguration = z
  .object({ ISSUER: z.url() })
  .transform((env) => ({ issuer: env.ISSUER }));

export const storeConfiguration = (env: NodeJS.ProcessEnv) =>
  StoreConfiguration.parse(env);
export const serviceConfiguration = (env: NodeJS.ProcessEnv) =>
  ServiceConfiguration.parse(env);
export const publicConfiguration = (env: NodeJS.ProcessEnv) =>
  PublicConfiguration.parse(env);
