/** What those who answer for the sharing call: agreements, and the ledger of disclosures. */
import type { World } from '../../adapters/ports.ts';
import { application } from '../../entrance/application.ts';
import { listAgreements } from './list-agreements.ts';
import { listDisclosures } from './list-disclosures.ts';

export const governanceApp = (world: World) =>
  application([listAgreements, listDisclosures].map((bind) => bind(world)));
