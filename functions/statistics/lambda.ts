import { deployedWorld } from '../../adapters/world.ts';
import { lambdaHandler } from '../../entrance/lambda.ts';
import { statisticsApp } from './app.ts';

export const handler = lambdaHandler(
  deployedWorld(process.env).then(statisticsApp),
);
