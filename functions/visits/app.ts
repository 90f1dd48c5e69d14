/** The operations of an officer who is to make a visit: the brief, and the report. */
import type { World } from '../../adapters/ports.ts';
import { application } from '../../entrance/application.ts';
import { acknowledgeBrief } from './acknowledge-brief.ts';
import { readBrief } from './read-brief.ts';
import { updateVisit } from './update-visit.ts';

export const visitsApp = (world: World) =>
  application(
    [readBrief, acknowledgeBrief, updateVisit].map((bind) => bind(world)),
  );
