/** The published numbers of a panel's work: tables of a quarter that is over. */
import type { World } from '../../adapters/ports.ts';
import { application } from '../../entrance/application.ts';
import { readStatistics } from './read-statistics.ts';

export const statisticsApp = (world: World) =>
  application([readStatistics].map((bind) => bind(world)));
