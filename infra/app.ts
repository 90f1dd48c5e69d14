/**
 * `cdk synth`: the stacks of one exchange. London only; what is the account's own is known when it
 * is deployed.
 */
import { App, Tags } from 'aws-cdk-lib';
import { ApiStack } from './api-stack.ts';
import { DataStack } from './data-stack.ts';

const app = new App();
// The one region of AWS in the United Kingdom: a copy of the data elsewhere would be a transfer
// abroad.
const env = { region: 'eu-west-2' };

const data = new DataStack(app, 'DivanData', {
  env,
  terminationProtection: true,
});
new ApiStack(app, 'DivanApi', { env, data });

Tags.of(app).add('service', 'divan-exchange');
app.synth();
