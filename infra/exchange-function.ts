/**
 * Makes one Lambda function with its own role, which may do what `PERMISSIONS` says and write its
 * own log.
 */
import { join } from 'node:path';
import type { Duration, Stack } from 'aws-cdk-lib';
import {
  Effect,
  PolicyStatement,
  Role,
  ServicePrincipal,
} from 'aws-cdk-lib/aws-iam';
import type { Key } from 'aws-cdk-lib/aws-kms';
import { Architecture, Runtime } from 'aws-cdk-lib/aws-lambda';
import {
  type ICommandHooks,
  NodejsFunction,
  OutputFormat,
} from 'aws-cdk-lib/aws-lambda-nodejs';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { TableName } from '../adapters/dynamodb/tables.ts';
import {
  BUNDLE,
  entryOf,
  type FunctionName,
  PRINTING,
  withStyleSheets,
} from './bundling.ts';
import type { DataStack } from './data-stack.ts';
import { PERMISSIONS } from './permissions.ts';

const ROOT = join(import.meta.dirname, '..');

export interface ExchangeFunctionProps {
  name: FunctionName;
  data: DataStack;
  environment: Record<string, string>;
  timeout: Duration;
}

export const exchangeFunction = (
  stack: Stack,
  { name, data, environment, timeout }: ExchangeFunctionProps,
) => {
  const id = name.charAt(0).toUpperCase() + name.slice(1);
  const logGroup = new LogGroup(stack, `${id}Log`, {
    retention: RetentionDays.ONE_YEAR,
  });
  const role = roleFor(stack, id, [
    allow(
      [logGroup.logGroupArn],
      ['logs:CreateLogStream', 'logs:PutLogEvents'],
    ),
    ...statementsOf(name, data, stack.region),
  ]);
  return new NodejsFunction(stack, id, {
    ...BUILT,
    entry: join(ROOT, entryOf(name)),
    bundling: {
      ...BUNDLING,
      ...(name === PRINTING && { commandHooks: STYLED }),
    },
    timeout,
    role,
    logGroup,
    environment,
  });
};

const BUILT = {
  depsLockFilePath: join(ROOT, 'package-lock.json'),
  projectRoot: ROOT,
  runtime: Runtime.NODEJS_24_X,
  architecture: Architecture.ARM_64,
  memorySize: 1024,
};

const BUNDLING = {
  ...BUNDLE,
  format: OutputFormat.ESM,
  mainFields: [...BUNDLE.mainFields],
  bundleAwsSDK: true,
};

/** A role of our own: the one that CDK would make may write to any log of the account. */
const roleFor = (
  stack: Stack,
  id: string,
  statements: readonly PolicyStatement[],
): Role => {
  const role = new Role(stack, `${id}Role`, {
    assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
  });
  for (const statement of statements) role.addToPolicy(statement);
  return role;
};

/** Builds alike everywhere: in a container the root is mounted elsewhere, and CDK says where. */
const STYLED: ICommandHooks = {
  beforeBundling: () => [],
  beforeInstall: () => [],
  afterBundling: (root, output) => withStyleSheets(root, output),
};

const statementsOf = (
  name: FunctionName,
  data: DataStack,
  region: string,
): PolicyStatement[] => {
  const { tables, keyMaterial } = PERMISSIONS[name];
  const names = Object.keys(tables) as TableName[];
  return [
    ...names.flatMap((of) => {
      const { table, encryptionKey } = data.tables[of];
      const actions = (tables[of] ?? []).map((action) => `dynamodb:${action}`);
      return [
        allow([table.tableArn], actions),
        throughService(encryptionKey, `dynamodb.${region}`, TABLE_KEY_ACTIONS),
      ];
    }),
    ...(keyMaterial ? readingKeys(data, region) : []),
  ];
};

const readingKeys = (
  { keyMaterial }: DataStack,
  region: string,
): PolicyStatement[] => [
  allow([keyMaterial.arn], ['secretsmanager:GetSecretValue']),
  throughService(keyMaterial.encryptionKey, `secretsmanager.${region}`, [
    'kms:Decrypt',
  ]),
];

/** DynamoDB uses a table's key in its caller's name, for these. */
const TABLE_KEY_ACTIONS = [
  'kms:Decrypt',
  'kms:DescribeKey',
  'kms:Encrypt',
  'kms:GenerateDataKey',
  'kms:GenerateDataKeyWithoutPlaintext',
  'kms:ReEncryptFrom',
  'kms:ReEncryptTo',
];

/** The key alone, without the service that it belongs to, opens nothing. */
const throughService = (
  key: Key,
  service: string,
  actions: string[],
): PolicyStatement => {
  const statement = allow([key.keyArn], actions);
  statement.addCondition('StringEquals', {
    'kms:ViaService': `${service}.amazonaws.com`,
  });
  return statement;
};

export const allow = (
  resources: string[],
  actions: string[],
): PolicyStatement =>
  new PolicyStatement({ effect: Effect.ALLOW, resources, actions });
