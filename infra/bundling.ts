/** How a function becomes one file. Shared by the stack that ships the bundles and by the test that looks into them. */
import { OutputFormat } from 'aws-cdk-lib/aws-lambda-nodejs';

export const BUNDLE = {
  format: `${OutputFormat.ESM}`,
  target: 'node24',
  minify: true,
  /** The SDK's CommonJS build, which `main` would be, cannot be tree-shaken: twice the size. */
  mainFields: ['module', 'main'],
} as const;

/** A folder of functions/ each, with its own role. */
export const FUNCTIONS = ['partner', 'panel', 'sync', 'governance', 'token', 'public', 'sequencer'] as const;
export type FunctionName = (typeof FUNCTIONS)[number];

export const entryOf = (name: FunctionName): string => `functions/${name}/lambda.ts`;
