/** What partner agencies call: queries, flags, nominations, view requests. */
import type { World } from '../../adapters/ports.ts';
import { application } from '../../entrance/application.ts';
import { contestFlag } from './contest-flag.ts';
import { correctFlag } from './correct-flag.ts';
import { listViewRequests } from './list-view-requests.ts';
import { nominate } from './nominate.ts';
import { queryYoungPerson } from './query-young-person.ts';
import { raiseFlag } from './raise-flag.ts';
import { readFlag } from './read-flag.ts';
import { readViewRequest } from './read-view-request.ts';
import { readYoungPerson } from './read-young-person.ts';
import { replyToViewRequest } from './reply-to-view-request.ts';
import { reviewFlag } from './review-flag.ts';
import { withdrawFlag } from './withdraw-flag.ts';

export const partnerApp = (world: World) =>
  application(
    [
      queryYoungPerson,
      readYoungPerson,
      raiseFlag,
      readFlag,
      reviewFlag,
      contestFlag,
      correctFlag,
      withdrawFlag,
      nominate,
      listViewRequests,
      readViewRequest,
      replyToViewRequest,
    ].map((bind) => bind(world)),
  );
