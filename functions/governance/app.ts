/**
 * The operations for those who answer for the sharing: agreements, and the ledger of disclosures.
 */
import type { World } from '../../adapters/ports.ts';
import { application } from '../../entrance/application.ts';
import { concludeReview } from './conclude-review.ts';
import { explain } from './explain.ts';
import { listAgreements } from './list-agreements.ts';
import { listDisclosures } from './list-disclosures.ts';
import { listReviews } from './list-reviews.ts';

export const governanceApp = (world: World) =>
  application(
    [listAgreements, listDisclosures, listReviews, concludeReview, explain].map(
      (bind) => bind(world),
    ),
  );
