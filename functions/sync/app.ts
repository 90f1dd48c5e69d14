/** The operations by which systems keep up: feeds. */
import type { World } from '../../adapters/ports.ts';
import { application } from '../../entrance/application.ts';
import { readFeed } from './read-feed.ts';

export const syncApp = (world: World) => application([readFeed(world)]);
