import { publicConfiguration } from '../../adapters/configuration.ts';
import { lambdaTelemetry } from '../../adapters/telemetry.ts';
import { lambdaHandler } from '../../entrance/lambda.ts';
import { publicApp } from './app.ts';

export const handler = lambdaHandler(
  Promise.resolve(publicApp(publicConfiguration(process.env).issuer)),
  lambdaTelemetry(),
);
