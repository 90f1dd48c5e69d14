import { lambdaTelemetry } from '../../adapters/telemetry.ts';
import { deployedWorld } from '../../adapters/world.ts';
import { lambdaHandler } from '../../entrance/lambda.ts';
import { statisticsApp } from './app.ts';

const telemetry = lambdaTelemetry();

export const handler = lambdaHandler(
  deployedWorld(process.env, telemetry).then(statisticsApp),
  telemetry,
);
