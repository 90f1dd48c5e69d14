/** The templates as CloudFormation gets them, without their bundles, and a way to read what one says of the other. */
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { ApiStack } from '../../infra/api-stack.ts';
import { DataStack } from '../../infra/data-stack.ts';

// biome-ignore lint/suspicious/noExplicitAny: a template is JSON of CloudFormation's making; expectations are its types
type Json = any;

export interface Resource {
  id: string;
  Type: string;
  Properties: Json;
  [attribute: string]: Json;
}

const app = new App({
  builtinCloudFormationValidation: false,
  context: { 'aws:cdk:bundling-stacks': [] },
});
const env = { region: 'eu-west-2' };
const dataStack = new DataStack(app, 'DivanData', { env });
const apiStack = new ApiStack(app, 'DivanApi', { env, data: dataStack });

export const data = Template.fromStack(dataStack);
export const api = Template.fromStack(apiStack);

export const resources = (template: Template, type: string): Resource[] =>
  Object.entries(template.findResources(type)).map(
    ([id, rest]) => ({ id, ...rest }) as unknown as Resource,
  );

export const only = <T>(items: readonly T[]): T => {
  const [item] = items;
  if (item === undefined || items.length > 1)
    throw new Error(`expected one, found ${items.length}`);
  return item;
};

/** `Exchange.Arn`, `LedgerKey.Arn`, `Ledger`: a construct by its name, whichever stack holds it, and what of it is meant. */
export const meaning = (value: Json): string => {
  if (value['Fn::ImportValue'])
    return meaning(exported(value['Fn::ImportValue']));
  if (value['Fn::GetAtt'])
    return `${named(value['Fn::GetAtt'][0])}.${value['Fn::GetAtt'][1]}`;
  if (value.Ref) return named(value.Ref);
  return JSON.stringify(value);
};

const exported = (name: string): Json => {
  const outputs = Object.values(data.findOutputs('*')).filter(
    ({ Export }) => Export?.Name === name,
  );
  return only(outputs).Value;
};

/** Without the hash that CDK appends. */
const named = (logicalId: string): string =>
  logicalId.replace(/[0-9A-F]{8}$/, '');

export interface Statement {
  role: string;
  effect: string;
  actions: string[];
  resources: string[];
  condition: Json;
}

/** Every statement of every policy that is attached to a role, one form for one or many actions. */
export const statements = (): Statement[] =>
  [data, api].flatMap((template) =>
    resources(template, 'AWS::IAM::Policy').flatMap(({ Properties }) =>
      (Properties.Roles as Json[]).flatMap((role) =>
        (Properties.PolicyDocument.Statement as Json[]).map((statement) => ({
          role: meaning(role).replace(/Role$/, '').toLowerCase(),
          effect: statement.Effect,
          actions: [statement.Action].flat(),
          resources: [statement.Resource].flat().map(meaning),
          condition: statement.Condition,
        })),
      ),
    ),
  );
