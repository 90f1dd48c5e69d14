/** The operations of partner agencies: queries, flags, nominations, view requests. */
import type { World } from '../../adapters/ports.ts';
import { application } from '../../entrance/application.ts';
import { contestFlag } from './flags/contest-flag.ts';
import { correctFlag } from './flags/correct-flag.ts';
import { raiseFlag } from './flags/raise-flag.ts';
import { readFlag } from './flags/read-flag.ts';
import { reviewFlag } from './flags/review-flag.ts';
import { withdrawFlag } from './flags/withdraw-flag.ts';
import { listReferrals } from './referrals/list-referrals.ts';
import { readReferral } from './referrals/read-referral.ts';
import { respondToReferral } from './referrals/respond-to-referral.ts';
import { askQuestion } from './view-requests/ask-question.ts';
import { confirmReturn } from './view-requests/confirm-return.ts';
import { listViewRequests } from './view-requests/list-view-requests.ts';
import { readViewRequest } from './view-requests/read-view-request.ts';
import { replyToViewRequest } from './view-requests/reply-to-view-request.ts';
import { nominate } from './young-people/nominate.ts';
import { queryYoungPerson } from './young-people/query-young-person.ts';
import { readYoungPerson } from './young-people/read-young-person.ts';

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
      askQuestion,
      confirmReturn,
      listReferrals,
      readReferral,
      respondToReferral,
    ].map((bind) => bind(world)),
  );
