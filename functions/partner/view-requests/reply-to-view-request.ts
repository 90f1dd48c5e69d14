/** PUT /v1/view-requests/{id}/reply: the agency's view, or its explicit nil return. Each version is kept. */
import type { Call } from '../../../entrance/call.ts';
import { conclude } from '../../../entrance/conclude.ts';
import { endpoint } from '../../../entrance/endpoint.ts';
import { contentInvalid, notFound, Problem } from '../../../entrance/problem.ts';
import { taskEffects } from '../../../entrance/tasks.ts';
import { holdNotice, visitEffects } from '../../../entrance/visits.ts';
import { type LiveAgreement, notInForce } from '../../../rules/agreement.ts';
import { hashOf } from '../../../rules/canonical.ts';
import { type CaseFile, currentReturn, subjectOf } from '../../../rules/case-file.ts';
import { isOpen } from '../../../rules/case-state.ts';
import { recordUnder } from '../../../rules/contribute.ts';
import { inboxItemOf } from '../../../rules/inbox.ts';
import { bringsDoNotVisit, heldByReply, withVisits } from '../../../rules/visit-hold.ts';
import type { Return, ViewRequest } from '../../../schemas/entities.ts';
import type { ContentError } from '../../../schemas/problems.ts';
import { type Reply, VIEW_CATEGORIES } from '../../../schemas/view-requests.ts';
import { openViewRequest } from './open-view-request.ts';

export const replyToViewRequest = endpoint('replyToViewRequest', async (call) => {
  const { body, now } = call;
  const { agency, personId, asked } = await openViewRequest(call); // R1, R2
  if (!asked) return conclude(call, { told: { problem: notFound() }, markedWith: personId });
  const { request, file } = asked;
  const agreement = agency.agreements.find(({ id }) => id === request.agreement);
  if (!agreement || notInForce(agreement, now).length > 0) {
    throw new Problem(
      'NO_AGREEMENT',
      `The agreement ${request.agreement}, under which you were asked, is not in force.`,
    );
  }
  const errors = notPermitted(body, request, agreement);
  if (errors.length > 0) throw contentInvalid(errors);

  const before = currentReturn(file, request.agency);
  const contentHash = hashOf(body);
  const told = (given: Return) => {
    const { viewRequestId, kind, version, receivedAt } = given;
    return { body: { viewRequestId, kind, version, receivedAt }, headers: { etag: `"${version}"` } };
  };
  const about = { personId, markedWith: personId, caseId: request.caseId, outcome: 'PERMIT' as const };
  // The same reply again, e.g. after a time-out, is the same version.
  if (before?.contentHash === contentHash) return conclude(call, { ...about, told: told(before) });
  const given = returnOf(call, asked, agreement, { version: (before?.version ?? 0) + 1, contentHash });
  const held = heldByReply(file, given, now);
  return conclude(call, {
    ...about,
    told: told(given),
    notice: holdNotice(held),
    effects: [
      { do: 'put', entity: given, expects: 'ABSENT' },
      ...visitEffects(held),
      ...taskEffects(file, withVisits(file, held)),
      // Whoever decides on the pack as it was before this reply finds that the case has moved.
      // And a visit that is allocated at this moment is held, or not allocated: never overlooked.
      bringsDoNotVisit(file, given)
        ? { do: 'put', entity: { ...file.case, version: file.case.version + 1 }, expects: file.case.version }
        : { do: 'touch', entity: file.case },
      { do: 'put', entity: inboxItemOf(request, isOpen(file.case.state) ? 'REPLIED' : 'CLOSED'), expects: 'ANY' },
    ],
  }); // W
});

/** What the agreement under which the agency was asked does not let it answer. */
const notPermitted = (reply: Reply, { categories }: ViewRequest, agreement: LiveAgreement): ContentError[] => {
  const given = reply.kind === 'VIEW' ? VIEW_CATEGORIES.filter((category) => reply[category] !== undefined) : [];
  const approvalMissing = agreement.returns.approvalRequired && reply.approval === undefined;
  return [
    ...given
      .filter((category) => !categories.includes(category))
      .map((category) => ({ pointer: `/${category}`, message: `is not asked for under ${agreement.id}` })),
    ...(approvalMissing ? [{ pointer: '/approval', message: `${agreement.id} requires an approval` }] : []),
  ];
};

const returnOf = (
  { world, body, claims, now }: Call<'replyToViewRequest'>,
  { request, file }: { request: ViewRequest; file: CaseFile },
  agreement: LiveAgreement,
  { version, contentHash }: Pick<Return, 'version' | 'contentHash'>,
): Return => {
  const subject = subjectOf(file);
  if (!subject) throw new TypeError('a case without a nomination');
  const receivedAt = new Date(now).toISOString();
  const { expiresAt } = file.case;
  const contribution = {
    originator: claims.agencyId,
    contributedAt: receivedAt,
    subject,
    handling: { code: 'P' as const, recipients: [] },
    approved: body.approval !== undefined,
    expiresAt,
    newRecordId: () => `rec_${world.randomId()}`,
  };
  const view = body.kind === 'VIEW' ? VIEW_CATEGORIES.map((category) => [category, body[category]] as const) : [];
  // The approval becomes a record like the rest, and no flow leads from it: it stays with the trust.
  const given = [...view, ['approval', body.approval] as const];
  return {
    type: 'Return',
    personId: request.personId,
    caseId: request.caseId,
    viewRequestId: request.viewRequestId,
    agency: request.agency,
    version,
    kind: body.kind,
    withholdingReason: body.kind === 'WITHHELD' ? body.reason : undefined,
    note: body.kind === 'WITHHELD' ? body.note : undefined,
    records: given.flatMap(([category, fields]) =>
      fields ? [recordUnder(agreement, category, fields, contribution)] : [],
    ),
    receivedAt,
    contentHash,
    expiresAt,
  };
};
