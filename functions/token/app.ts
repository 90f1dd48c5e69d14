/** Where systems get their access tokens. */
import type { World } from '../../adapters/ports.ts';
import { application } from '../../entrance/application.ts';
import { issueToken } from './issue-token.ts';

export const tokenApp = (world: World) =>
  application([
    { id: 'issueToken', serve: (request) => issueToken(world, request) },
  ]);
