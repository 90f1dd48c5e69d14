/**
 * The stack that can be replaced freely: the functions, and the gateway that sends each request to
 * the one that serves it.
 */
import {
  CfnOutput,
  CfnParameter,
  Duration,
  Stack,
  type StackProps,
} from 'aws-cdk-lib';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { CONFIGURATION_KEYS } from '../adapters/configuration.ts';
import type { FunctionName } from './bundling.ts';
import type { DataStack } from './data-stack.ts';
import { exchangeFunction } from './exchange-function.ts';
import { exchangeGateway, type Serving } from './gateway.ts';
import { runSequencer } from './sequencing.ts';

type ConfigurationKey = (typeof CONFIGURATION_KEYS)[number];

/**
 * Longer than this and the gateway (29 seconds at most) would have answered before the function was
 * done.
 */
const ANSWER_WITHIN = Duration.seconds(20);
const SEQUENCE_WITHIN = Duration.seconds(60);

const STORE_KEYS = [
  'EXCHANGE_TABLE',
  'LEDGER_TABLE',
] as const satisfies readonly ConfigurationKey[];

export interface ApiStackProps extends StackProps {
  data: DataStack;
}

export class ApiStack extends Stack {
  constructor(scope: Construct, id: string, { data, ...props }: ApiStackProps) {
    super(scope, id, props);
    const values = configurationOf(this, data);
    const make = (
      name: FunctionName,
      keys: readonly ConfigurationKey[],
      timeout: Duration,
    ): IFunction =>
      exchangeFunction(this, {
        name,
        data,
        timeout,
        environment: pick(values, keys),
      });

    const serving: Serving = {
      partner: make('partner', CONFIGURATION_KEYS, ANSWER_WITHIN),
      panel: make('panel', CONFIGURATION_KEYS, ANSWER_WITHIN),
      visits: make('visits', CONFIGURATION_KEYS, ANSWER_WITHIN),
      statistics: make('statistics', CONFIGURATION_KEYS, ANSWER_WITHIN),
      sync: make('sync', CONFIGURATION_KEYS, ANSWER_WITHIN),
      governance: make('governance', CONFIGURATION_KEYS, ANSWER_WITHIN),
      token: make('token', CONFIGURATION_KEYS, ANSWER_WITHIN),
      public: make('public', ['ISSUER'], ANSWER_WITHIN),
    };
    const gateway = exchangeGateway(this, serving);
    runSequencer(
      this,
      make('sequencer', STORE_KEYS, SEQUENCE_WITHIN),
      data.tables.ledger,
    );
    new CfnOutput(this, 'GatewayId', {
      value: gateway.restApiId,
      description: 'To map the domain of the issuer to',
    });
  }
}

const configurationOf = (
  stack: Stack,
  data: DataStack,
): Record<ConfigurationKey, string> => ({
  EXCHANGE_TABLE: data.tables.exchange.table.tableName,
  LEDGER_TABLE: data.tables.ledger.table.tableName,
  ISSUER: issuerOf(stack),
  KEY_MATERIAL_SECRET: data.keyMaterial.arn,
});

/**
 * No default: every partner's systems name this address in what they sign, so it has to be chosen,
 * and then stay.
 */
const issuerOf = (stack: Stack): string =>
  new CfnParameter(stack, 'Issuer', {
    description:
      'The address of the exchange as its partners know it, such as https://divan.example.police.uk',
    allowedPattern: '^https://[a-z0-9.-]+$',
  }).valueAsString;

const pick = (
  values: Record<ConfigurationKey, string>,
  keys: readonly ConfigurationKey[],
): Record<string, string> =>
  Object.fromEntries(keys.map((key) => [key, values[key]]));
