/**
 * Bundles a function into one file. The stack that ships the bundles and the test that looks into
 * them share it.
 */
import { join } from 'node:path';
import { OutputFormat } from 'aws-cdk-lib/aws-lambda-nodejs';
import { STYLE_SHEETS } from '../adapters/configuration.ts';

export const BUNDLE = {
  format: `${OutputFormat.ESM}`,
  target: 'node24',
  minify: true,
  /** The SDK's CommonJS build, which `main` would be, cannot be tree-shaken: twice the size. */
  mainFields: ['module', 'main'],
} as const;

/** The function that prints pages, for which the published style sheets lie beside the bundle. */
export const PRINTING: FunctionName = 'panel';

/** @returns shell commands that put the style sheets beside a bundle. */
export const withStyleSheets = (root: string, beside: string): string[] =>
  Object.entries(STYLE_SHEETS).map(
    ([name, path]) =>
      `cp ${JSON.stringify(join(root, 'node_modules', path))} ${JSON.stringify(join(beside, name))}`,
  );

/** A folder of functions/ each, with its own role. */
export const FUNCTIONS = [
  'partner',
  'panel',
  'visits',
  'statistics',
  'sync',
  'governance',
  'token',
  'public',
  'sequencer',
] as const;
export type FunctionName = (typeof FUNCTIONS)[number];

export const entryOf = (name: FunctionName): string =>
  `functions/${name}/lambda.ts`;
