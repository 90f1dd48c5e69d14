/** What the templates promise: where data lies, what the world can call, and what is written down of it. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  CONFIGURATION_KEYS,
  publicConfiguration,
  serviceConfiguration,
  storeConfiguration,
} from '../../adapters/configuration.ts';
import { pendingPartition } from '../../adapters/dynamodb/keys.ts';
import { TABLES } from '../../adapters/dynamodb/tables.ts';
import { OPERATIONS } from '../../schemas/contract/operations.ts';
import {
  api,
  data,
  meaning,
  only,
  type Resource,
  resources,
} from './templates.ts';

const FUNCTIONS = readdirSync(
  join(import.meta.dirname, '../../functions'),
).sort();

const functionNamed = (name: string): Resource =>
  only(
    resources(api, 'AWS::Lambda::Function').filter(
      ({ id }) => meaning({ Ref: id }).toLowerCase() === name,
    ),
  );

describe('the data stack', () => {
  it.each(Object.entries(TABLES))(
    'holds the table %s as adapters/dynamodb/tables.ts defines it',
    (name, definition) => {
      const { Properties } = tableNamed(name);
      expect(Properties.KeySchema).toEqual([
        { AttributeName: definition.partitionKey, KeyType: 'HASH' },
        { AttributeName: definition.sortKey, KeyType: 'RANGE' },
      ]);
      expect(Properties.TimeToLiveSpecification).toEqual({
        AttributeName: definition.timeToLive,
        Enabled: true,
      });
      expect(Properties.StreamSpecification?.StreamViewType).toBe(
        definition.stream,
      );
      expect(Properties.BillingMode).toBe('PAY_PER_REQUEST');
      expect(Properties.GlobalSecondaryIndexes).toEqual(
        definition.index && [
          {
            IndexName: definition.index.name,
            KeySchema: [
              { AttributeName: definition.index.partitionKey, KeyType: 'HASH' },
            ],
            Projection: { ProjectionType: 'KEYS_ONLY' },
          },
        ],
      );
    },
  );

  it.each(Object.keys(TABLES))(
    'protects the table %s from deletion and recovers any second of 35 days',
    (name) => {
      const { DeletionPolicy, UpdateReplacePolicy, Properties } =
        tableNamed(name);
      expect([DeletionPolicy, UpdateReplacePolicy]).toEqual([
        'Retain',
        'Retain',
      ]);
      const replica = only(Properties.Replicas as Resource['Properties'][]);
      expect(replica.Region).toBe('eu-west-2');
      expect(replica.DeletionProtectionEnabled).toBe(true);
      expect(replica.PointInTimeRecoverySpecification).toEqual({
        PointInTimeRecoveryEnabled: true,
        RecoveryPeriodInDays: 35,
      });
      expect(Properties.SSESpecification).toEqual({
        SSEEnabled: true,
        SSEType: 'KMS',
      });
      expect(
        meaning(replica.SSESpecification.KMSMasterKeyId).toLowerCase(),
      ).toBe(`${name}key.arn`);
    },
  );

  it('holds no other table', () => {
    expect(resources(data, 'AWS::DynamoDB::GlobalTable')).toHaveLength(
      Object.keys(TABLES).length,
    );
    expect([
      ...resources(api, 'AWS::DynamoDB::GlobalTable'),
      ...resources(data, 'AWS::DynamoDB::Table'),
    ]).toEqual([]);
  });

  it('rotates and retains every key', () => {
    const keys = resources(data, 'AWS::KMS::Key');
    expect(keys).toHaveLength(3);
    for (const { Properties, DeletionPolicy } of keys) {
      expect([Properties.EnableKeyRotation, DeletionPolicy]).toEqual([
        true,
        'Retain',
      ]);
    }
  });

  it('makes no key material: what a template made would be in the template', () => {
    const { Properties, DeletionPolicy } = only(
      resources(data, 'AWS::SecretsManager::Secret'),
    );
    expect(Object.keys(Properties).sort()).toEqual(['Description', 'KmsKeyId']);
    expect(DeletionPolicy).toBe('Retain');
  });

  const tableNamed = (name: string): Resource =>
    only(
      resources(data, 'AWS::DynamoDB::GlobalTable').filter(
        ({ id }) => meaning({ Ref: id }).toLowerCase() === name,
      ),
    );
});

describe('the gateway', () => {
  it('has a method for every operation, served by its function, and no other method', () => {
    const routes = resources(api, 'AWS::ApiGateway::Method').map(
      ({ Properties }) => {
        const { HttpMethod, ResourceId, Integration } = Properties;
        expect(Integration.Type).toBe('AWS_PROXY');
        const served = FUNCTIONS.filter((name) =>
          JSON.stringify(Integration.Uri).includes(functionNamed(name).id),
        );
        return `${HttpMethod} ${pathOf(ResourceId)} ${served}`;
      },
    );
    const operations = Object.values(OPERATIONS).map(
      ({ method, path, function: name }) => `${method} ${path} ${name}`,
    );
    expect(routes.sort()).toEqual(operations.sort());
  });

  it('limits the rate of requests', () => {
    expect(settings()).toMatchObject({
      ThrottlingRateLimit: 50,
      ThrottlingBurstLimit: 100,
    });
  });

  it('logs each request by its route, and nothing of its path, query, headers, body or caller', () => {
    expect(settings()).toMatchObject({
      LoggingLevel: 'OFF',
      DataTraceEnabled: false,
    });
    const format = JSON.parse(stage().AccessLogSetting.Format) as Record<
      string,
      string
    >;
    expect(Object.values(format).sort()).toEqual([
      '$context.httpMethod',
      '$context.requestId',
      '$context.requestTime',
      '$context.resourcePath',
      '$context.responseLatency',
      '$context.responseLength',
      '$context.status',
    ]);
  });

  const stage = () => only(resources(api, 'AWS::ApiGateway::Stage')).Properties;
  const settings = () => only(stage().MethodSettings as object[]);
  const pathOf = (value: Resource['Properties']): string => {
    const parent = resources(api, 'AWS::ApiGateway::Resource').find(
      ({ id }) => id === value.Ref,
    );
    return parent
      ? `${pathOf(parent.Properties.ParentId)}/${parent.Properties.PathPart}`
      : '';
  };
});

describe('the functions', () => {
  it('are those of functions/, on Node 24 and arm64', () => {
    const found = resources(api, 'AWS::Lambda::Function');
    expect(
      found.map(({ id }) => meaning({ Ref: id }).toLowerCase()).sort(),
    ).toEqual(FUNCTIONS);
    for (const { Properties } of found) {
      expect([Properties.Runtime, Properties.Architectures]).toEqual([
        'nodejs24.x',
        ['arm64'],
      ]);
    }
  });

  it.each([
    ['partner', serviceConfiguration],
    ['panel', serviceConfiguration],
    ['governance', serviceConfiguration],
    ['token', serviceConfiguration],
    ['public', publicConfiguration],
    ['sequencer', storeConfiguration],
  ])(
    '%s is given the configuration that it reads, and no other key',
    (name, read) => {
      const given = Object.keys(
        functionNamed(name).Properties.Environment.Variables,
      );
      expect(
        given.filter(
          (key) => !(CONFIGURATION_KEYS as readonly string[]).includes(key),
        ),
      ).toEqual([]);
      const values = Object.fromEntries(
        given.map((key) => [key, 'https://divan.example']),
      );
      expect(() => read(values)).not.toThrow();
      for (const key of given)
        expect(() => read({ ...values, [key]: undefined })).toThrow();
    },
  );

  it('point at the tables and the secret of the data stack', () => {
    const { EXCHANGE_TABLE, LEDGER_TABLE, KEY_MATERIAL_SECRET } =
      functionNamed('partner').Properties.Environment.Variables;
    expect(
      [EXCHANGE_TABLE, LEDGER_TABLE, KEY_MATERIAL_SECRET].map(meaning),
    ).toEqual(['Exchange', 'Ledger', 'KeyMaterial']);
  });
});

describe('the sequencer', () => {
  const mapping = () =>
    only(resources(api, 'AWS::Lambda::EventSourceMapping')).Properties;

  it('is woken by the stream of the ledger, and gives up a record rather than block what comes after', () => {
    expect(meaning(mapping().FunctionName)).toBe('Sequencer');
    expect(meaning(mapping().EventSourceArn)).toBe('Ledger.StreamArn');
    expect(mapping()).toMatchObject({
      BatchSize: 100,
      BisectBatchOnFunctionError: true,
      MaximumRetryAttempts: 3,
    });
    expect(meaning(mapping().DestinationConfig.OnFailure.Destination)).toBe(
      'SequencerGivenUp.Arn',
    );
  });

  it('is woken by new outbox items only, never by what it writes itself', () => {
    const { eventName, dynamodb } = JSON.parse(
      only(mapping().FilterCriteria.Filters as { Pattern: string }[]).Pattern,
    );
    expect(eventName).toEqual(['INSERT']);
    expect(pendingPartition(0).startsWith(dynamodb.Keys.pk.S[0].prefix)).toBe(
      true,
    );
    expect(dynamodb.Keys.pk.S).toEqual([{ prefix: 'PENDING#' }]);
  });

  it('runs every minute all the same', () => {
    const { ScheduleExpression, State, Targets } = only(
      resources(api, 'AWS::Events::Rule'),
    ).Properties;
    expect([ScheduleExpression, State]).toEqual(['rate(1 minute)', 'ENABLED']);
    expect(meaning(only(Targets as { Arn: object }[]).Arn)).toBe(
      'Sequencer.Arn',
    );
  });
});
