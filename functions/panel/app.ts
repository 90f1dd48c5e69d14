/**
 * The operations of panel tooling: the case, its checks and view requests, the pack, the decision,
 * visits and referrals, the worklist.
 */
import type { World } from '../../adapters/ports.ts';
import { application } from '../../entrance/application.ts';
import { allocateVisit } from './cases/allocate-visit.ts';
import { answerQuestion } from './cases/answer-question.ts';
import { askForViews } from './cases/ask-for-views.ts';
import { checkEligibility } from './cases/check-eligibility.ts';
import { decideCase } from './cases/decide-case.ts';
import { listCase } from './cases/list-case.ts';
import { makeReferral } from './cases/make-referral.ts';
import { readCase } from './cases/read-case.ts';
import { readPack } from './cases/read-pack.ts';
import { recordOutcome } from './cases/record-outcome.ts';
import { recordReturn } from './cases/record-return.ts';
import { setInvestigation } from './cases/set-investigation.ts';
import { setStrategyDiscussion } from './cases/set-strategy-discussion.ts';
import { triageCase } from './cases/triage-case.ts';
import { listMeetings } from './meetings/list-meetings.ts';
import { openMeeting } from './meetings/open-meeting.ts';
import { readMeeting } from './meetings/read-meeting.ts';
import { setAgenda } from './meetings/set-agenda.ts';
import { setAttendance } from './meetings/set-attendance.ts';
import { listServices } from './services/list-services.ts';
import { readWorklist } from './worklist/read-worklist.ts';

export const panelApp = (world: World) =>
  application(
    [
      readCase,
      checkEligibility,
      listCase,
      askForViews,
      answerQuestion,
      recordReturn,
      readPack,
      decideCase,
      openMeeting,
      listMeetings,
      readMeeting,
      setAgenda,
      setAttendance,
      allocateVisit,
      listServices,
      makeReferral,
      readWorklist,
      setInvestigation,
      setStrategyDiscussion,
      triageCase,
      recordOutcome,
    ].map((bind) => bind(world)),
  );
