/**
 * Who may import whom: docs of each folder in the README, rules here. Every folder has an allow-list, so that what nobody
 * thought of is refused. Run by `.ci/import-rules.ts`, which also refuses to pass when nothing was looked at.
 */

const npm = (...names) =>
  names.map((name) => `^node_modules/(@types/)?${name}/`);
const only = (folder) => `^${folder}/`;

/** Everything that a module of `from` may reach. `node: true` adds Node's own modules. */
const allow = (name, from, targets, { node = false, comment = '' } = {}) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from },
  to: { pathNot: targets, ...(node ? { dependencyTypesNot: ['core'] } : {}) },
});

const refuse = (name, from, to, comment) => ({
  name,
  comment,
  severity: 'error',
  from,
  to,
});

const PORTS = '^adapters/ports\\.ts$';
const COMPOSITION = '^functions/[^/]+/lambda\\.ts$';
const TYPES_ONLY = { dependencyTypesNot: ['type-only'] };

module.exports = {
  forbidden: [
    allow('schemas-say', '^schemas/', [only('schemas'), ...npm('zod')]),
    allow('rules-decide', '^rules/', [
      only('rules'),
      only('schemas'),
      '^crypto$',
      ...npm('canonicalize'),
    ]),
    allow(
      'adapters-ask-the-world',
      '^adapters/',
      [
        only('adapters'),
        only('rules'),
        only('schemas'),
        ...npm(
          '@aws-lambda-powertools/logger',
          '@aws-sdk/client-(dynamodb|secrets-manager)',
          '@aws-sdk/(lib|util)-dynamodb',
          '@noble/ciphers',
          '@smithy/(core|signature-v4)',
          'jose',
          'zod',
        ),
      ],
      { node: true },
    ),
    allow('entrance-admits', '^entrance/', [
      only('entrance'),
      only('rules'),
      only('schemas'),
      PORTS,
      ...npm('@middy/core', 'aws-lambda', 'hono', 'jose', 'zod'),
    ]),
    allow('functions-serve', '^functions/', [
      only('functions'),
      only('entrance'),
      only('rules'),
      only('schemas'),
      only('adapters'),
      ...npm('@middy/core', 'hono', 'zod'),
    ]),
    refuse(
      'ports-are-types',
      { path: '^(entrance|functions)/', pathNot: COMPOSITION },
      { path: PORTS, ...TYPES_ONLY },
      'A port is what is asked of the world; who answers is decided where a function is composed.',
    ),
    refuse(
      'only-compositions-build-adapters',
      { path: '^functions/', pathNot: COMPOSITION },
      { path: ['^adapters/', ...npm('@middy/core')], pathNot: PORTS },
      'lambda.ts is the one file of a function that knows where it runs.',
    ),
    refuse(
      'functions-are-apart',
      { path: '^functions/([^/]+)/' },
      { path: '^functions/', pathNot: '^functions/$1/' },
      'Each function has its own role; shared code would blur whose permissions it needs.',
    ),
    allow(
      'infra-deploys',
      '^infra/',
      [
        only('infra'),
        '^adapters/dynamodb/tables\\.ts$',
        '^adapters/configuration\\.ts$',
        '^schemas/contract/operations\\.ts$',
        ...npm('aws-cdk-lib', 'constructs'),
      ],
      { node: true },
    ),
    refuse(
      'local-mounts',
      { path: '^local/' },
      { path: '^(cli|infra|test)/' },
      'What runs here is what runs there.',
    ),
    allow('client-calls', '^client/', [
      only('client'),
      ...npm('openapi-fetch'),
    ]),
    allow(
      'cli-types',
      '^cli/',
      [
        only('cli'),
        only('client'),
        only('rules'),
        only('schemas'),
        ...npm('jose', 'zod'),
      ],
      { node: true },
    ),
    refuse(
      'nothing-needs-the-edges',
      { pathNot: '^(bench|cli|client|infra|local|test)/' },
      { path: '^(cli|client|infra|local|test)/' },
      'What is deployed must not depend on how it is deployed, tried or tested.',
    ),
    refuse(
      'the-contract-is-made-before',
      { path: '^(adapters|entrance|functions|infra|local|rules)/' },
      { path: '^schemas/openapi/[a-z-]+\\.ts$' },
      'The generator of the contract brings all of the JSON Schema generation along.',
    ),
    refuse(
      'the-contract-is-public',
      { pathNot: '^(bench|functions/public|test)/' },
      { path: '^schemas/openapi/openapi\\.json$' },
      'It is as large as half a bundle, and one function serves it.',
    ),
    refuse(
      'no-circles',
      {},
      { circular: true },
      'What depends on itself cannot be read from its top.',
    ),
    refuse(
      'everything-resolves',
      {},
      { couldNotResolve: true },
      'What cannot be found cannot be judged.',
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};
