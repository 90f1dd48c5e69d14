import { deployedWorld } from '../../adapters/world.ts';
import { lambdaHandler } from '../../entrance/lambda.ts';
import { visitsApp } from './app.ts';

export const handler = lambdaHandler(
  deployedWorld(process.env).then(visitsApp),
);
