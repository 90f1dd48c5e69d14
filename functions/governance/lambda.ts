import { deployedWorld } from '../../adapters/world.ts';
import { lambdaHandler } from '../../entrance/lambda.ts';
import { governanceApp } from './app.ts';

export const handler = lambdaHandler(
  deployedWorld(process.env).then(governanceApp),
);
