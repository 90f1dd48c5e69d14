/** The operation by which systems get their access tokens. */
import type { World } from '../../adapters/ports.ts';
import { application } from '../../entrance/application.ts';
import { openEndpoint } from '../../entrance/endpoint.ts';
import { issueToken } from './issue-token.ts';

export const tokenApp = (world: World) =>
  application([
    openEndpoint('issueToken', world.telemetry, (request) =>
      issueToken(world, request),
    ),
  ]);
