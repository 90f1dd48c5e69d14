/** GET /v1/view-requests/{id}: whom the panel asks about, as far as the agreement lets this agency know. */
import { conclude } from '../../../entrance/conclude.ts';
import { endpoint } from '../../../entrance/endpoint.ts';
import { notFound } from '../../../entrance/problem.ts';
import { circumstancesOf, currentReturn } from '../../../rules/case-file.ts';
import { isOpen } from '../../../rules/case-state.ts';
import { anyReleased, composeRecords, disclosureOf } from '../../../rules/compose.ts';
import { decide } from '../../../rules/decide.ts';
import { askedBy } from '../asked-by.ts';
import { openViewRequest } from './open-view-request.ts';

export const readViewRequest = endpoint('readViewRequest', async (call) => {
  const { claims, now, entryId } = call;
  const { agency, personId, asked } = await openViewRequest(call); // R1, R2
  const { agreements } = agency;
  // The request is made under one agreement, and what it tells of the child is given under that one.
  const records = (asked?.file.nominations ?? [])
    .flatMap((nomination) => nomination.records)
    .filter(({ agreement }) => agreement === asked?.request.agreement);
  const circumstances = asked ? circumstancesOf(asked.file) : {};
  const decisions = records.map((record) => decide({ record, asked: askedBy(call), circumstances, agreements, now }));
  const about = { decisions, personId: asked && personId, caseId: asked?.request.caseId, markedWith: personId };
  if (!asked || !anyReleased(decisions)) return conclude(call, { ...about, told: { problem: notFound() } });
  const { viewRequestId, caseId, panel, agreement, meetingOn, replyBy, categories } = asked.request;
  const replied = currentReturn(asked.file, claims.agencyId) !== undefined;
  const state = isOpen(asked.file.case.state) ? (replied ? 'REPLIED' : 'OPEN') : 'CLOSED';
  const body = {
    viewRequestId,
    caseId,
    panel,
    agreement,
    meetingOn,
    replyBy,
    categories,
    state,
    records: composeRecords(decisions),
    disclosure: disclosureOf(decisions, claims.agencyId, agreements, entryId),
  };
  return conclude(call, { ...about, told: { body } }); // W
});
