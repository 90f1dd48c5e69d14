/** Who may touch the data. Stated again rather than imported from infra/permissions.ts: a slip there must not move this. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { api, meaning, only, resources, statements } from './templates.ts';

const FUNCTIONS = readdirSync(join(import.meta.dirname, '../../functions'));

describe('permissions', () => {
  const onTable = (role: string, table: string): string[] =>
    statements()
      .filter((s) => s.role === role && s.resources.includes(`${table}.Arn`))
      .flatMap(({ actions }) => actions)
      .sort();
  const actions = (...names: string[]): string[] =>
    names.map((name) => `dynamodb:${name}`);
  const requests = actions('BatchGetItem', 'PutItem', 'Query', 'UpdateItem');
  // Tasks that are done go, and so does a review that is concluded.
  const removing = actions(
    'BatchGetItem',
    'DeleteItem',
    'PutItem',
    'Query',
    'UpdateItem',
  );

  // What is answered rests on the request as it was read.
  const answering = actions(
    'BatchGetItem',
    'ConditionCheckItem',
    'DeleteItem',
    'PutItem',
    'Query',
    'UpdateItem',
  );

  it.each([
    ['partner', answering, actions('PutItem')],
    ['panel', removing, actions('PutItem')],
    ['sync', requests, actions('PutItem', 'Query')],
    ['governance', removing, actions('BatchGetItem', 'PutItem', 'Query')],
    ['token', actions('GetItem', 'PutItem'), []],
    ['public', [], []],
    [
      'sequencer',
      actions('Query'),
      actions(
        'ConditionCheckItem',
        'DeleteItem',
        'GetItem',
        'PutItem',
        'Query',
      ),
    ],
  ])(
    '%s may do to each table what it needs, and nothing else',
    (role, exchange, ledger) => {
      expect(onTable(role, 'Exchange')).toEqual(exchange);
      expect(onTable(role, 'Ledger')).toEqual(ledger);
    },
  );

  it('names every action and every resource: no wildcard, no scan, nothing of DynamoDB beyond the tables', () => {
    const all = statements();
    expect(all.length).toBeGreaterThan(FUNCTIONS.length);
    for (const { effect, actions: allowed, resources: on } of all) {
      expect(effect).toBe('Allow');
      expect(
        allowed.filter((action) => /\*|Scan|PartiQL/i.test(action)),
      ).toEqual([]);
      expect(on.filter((resource) => resource.includes('*'))).toEqual([]);
      if (allowed.some((action) => action.startsWith('dynamodb:'))) {
        expect(['Exchange.Arn', 'Ledger.Arn', 'Ledger.StreamArn']).toContain(
          only(on),
        );
      }
    }
  });

  it('lets the sequencer alone read the stream', () => {
    const readers = statements().filter((s) =>
      s.resources.includes('Ledger.StreamArn'),
    );
    expect(readers.map(({ role }) => role)).toEqual(['sequencer']);
  });

  it('opens the key material to those who answer about people, and to no other', () => {
    const readers = statements().filter((s) =>
      s.actions.includes('secretsmanager:GetSecretValue'),
    );
    expect(readers.map(({ role }) => role)).toEqual([
      'partner',
      'panel',
      'visits',
      'statistics',
      'sync',
      'governance',
      'token',
    ]);
    expect(readers.map(({ resources: on }) => on)).toEqual(
      Array(7).fill(['KeyMaterial']),
    );
  });

  it('gives the use of a key only through the service whose data it encrypts', () => {
    const uses = statements().filter((s) =>
      s.actions.some((action) => action.startsWith('kms:')),
    );
    expect(uses.length).toBeGreaterThan(0);
    for (const { resources: on, condition } of uses) {
      const service =
        only(on) === 'KeyMaterialKey.Arn' ? 'secretsmanager' : 'dynamodb';
      expect(condition).toEqual({
        StringEquals: {
          'kms:ViaService': `${service}.eu-west-2.amazonaws.com`,
        },
      });
    }
  });

  it('gives each function a role of its own, without inline or managed policies', () => {
    const roles = resources(api, 'AWS::Lambda::Function').map(
      ({ Properties }) => meaning(Properties.Role),
    );
    expect(new Set(roles).size).toBe(FUNCTIONS.length);
    for (const { Properties } of resources(api, 'AWS::IAM::Role')) {
      expect(Properties.Policies).toBeUndefined();
      if (
        JSON.stringify(Properties.AssumeRolePolicyDocument).includes(
          'lambda.amazonaws.com',
        )
      ) {
        expect(Properties.ManagedPolicyArns).toBeUndefined();
      }
    }
  });
});
