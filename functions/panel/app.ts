/** What panel tooling calls: the case, its checks and view requests, the pack, the decision. */
import type { World } from '../../adapters/ports.ts';
import { application } from '../../entrance/application.ts';
import { askForViews } from './cases/ask-for-views.ts';
import { checkEligibility } from './cases/check-eligibility.ts';
import { decideCase } from './cases/decide-case.ts';
import { readCase } from './cases/read-case.ts';
import { readPack } from './cases/read-pack.ts';

export const panelApp = (world: World) =>
  application([readCase, checkEligibility, askForViews, readPack, decideCase].map((bind) => bind(world)));
