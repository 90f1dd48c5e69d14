/**
 * GET /v1/view-requests/{id}: whom the panel asks about, as far as the agreement lets this agency
 * know, and what it may answer.
 */

import type { Call } from '../../../entrance/call.ts';
import { conclude } from '../../../entrance/conclude.ts';
import { endpoint } from '../../../entrance/endpoint.ts';
import { notFound } from '../../../entrance/problem.ts';
import {
  type CaseFile,
  circumstancesOf,
  currentReturn,
  givenOf,
} from '../../../rules/cases/case-file.ts';
import type { Change } from '../../../rules/effects/change.ts';
import {
  awaitsConfirmation,
  requestState,
} from '../../../rules/returns/inbox.ts';
import { isRestricted } from '../../../rules/returns/reply-ledger.ts';
import { replySchemaOf } from '../../../rules/returns/reply-schema.ts';
import type { LiveAgreement } from '../../../rules/sharing/agreement.ts';
import {
  anyReleased,
  composeRecords,
  disclosureOf,
} from '../../../rules/sharing/compose.ts';
import { decide, type RecordDecision } from '../../../rules/sharing/decide.ts';
import type { Seen, ViewRequest } from '../../../schemas/store/entities.ts';
import { askedBy } from '../asked-by.ts';
import { type AskedOf, openViewRequest } from './open-view-request.ts';

export const readViewRequest = endpoint('readViewRequest', async (call) => {
  const { agency, personId, asked } = await openViewRequest(call); // R1, R2
  const { agreements } = agency;
  const { given, own } = decidedOf(call, asked, agreements);
  const decisions = [...given, ...own];
  const about = {
    decisions,
    personId: asked && personId,
    caseId: asked?.request.caseId,
    markedWith: personId,
  };
  const agreement = agreements.find(
    ({ id }) => id === asked?.request.agreement,
  );
  if (!asked || !agreement || !anyReleased(given)) {
    const changes = [looked(call, undefined)];
    return conclude(call, {
      ...about,
      answer: { problem: notFound() },
      changes,
    });
  }
  const body = {
    ...aboutRequest(asked),
    records: composeRecords(given),
    toConfirm: toConfirm(asked, own),
    replySchema: replySchemaOf(asked.request, agreement),
    disclosure: disclosureOf(
      decisions,
      call.claims.agencyId,
      agreements,
      call.entryId,
    ),
  };
  return conclude(call, {
    ...about,
    answer: { body },
    changes: [looked(call, asked, agreement)],
  }); // W
});

interface Decided {
  /** The records of the child that the request carries. */
  given: RecordDecision[];
  /** The answer that the panel recorded in the agency's name. */
  own: RecordDecision[];
}

/**
 * The request is made under one agreement, and what it tells of the child is given under that one.
 */
const decidedOf = (
  call: Call<'readViewRequest'>,
  asked: AskedOf | undefined,
  agreements: readonly LiveAgreement[],
): Decided => {
  if (!asked) return { given: [], own: [] };
  const about = {
    asked: askedBy(call),
    circumstances: circumstancesOf(asked.file),
    agreements,
    now: call.now,
  };
  const given = givenOf(asked.file)
    .filter(({ agreement }) => agreement === asked.request.agreement)
    .map((record) => decide({ record, ...about }));
  const own = anyReleased(given) ? ownToConfirm(asked) : [];
  return { given, own: own.map((record) => decide({ record, ...about })) };
};

const aboutRequest = ({ request, file }: AskedOf) => {
  const {
    viewRequestId,
    caseId,
    panel,
    agreement,
    meetingOn,
    replyBy,
    urgencyReason,
    categories,
    agency,
  } = request;
  return {
    viewRequestId,
    caseId,
    panel,
    agreement,
    purpose: 'PANEL_SELECTION' as const,
    meetingOn,
    replyBy,
    urgencyReason,
    categories,
    state: requestState(file, agency),
    linked: linkedOf(file, agency),
    questions: file.questions
      .filter(
        (question) =>
          question.agency === agency &&
          question.viewRequestId === viewRequestId,
      )
      .toSorted((a, b) => (a.askedAt < b.askedAt ? -1 : 1))
      .map(({ questionId, text, askedAt, answer }) => ({
        questionId,
        text,
        askedAt,
        answer: answer?.text,
        answeredAt: answer?.answeredAt,
      })),
  };
};

/** The agency's own number as it last gave it. */
const linkedOf = ({ returns }: CaseFile, agency: string) => {
  const [localIdentifier] = returns
    .filter((each) => each.agency === agency)
    .toSorted((a, b) => b.version - a.version)
    .flatMap((each) => each.localIdentifier ?? []);
  return localIdentifier === undefined
    ? undefined
    : { identifiers: { localIdentifier } };
};

/**
 * An answer recorded in the agency's name is the agency's own: nobody confirms what they cannot
 * read.
 */
const ownToConfirm = ({ request, file }: AskedOf) => {
  const current = currentReturn(file, request.agency);
  return current && awaitsConfirmation(current) ? current.records : [];
};

const toConfirm = (
  { request, file }: AskedOf,
  own: readonly RecordDecision[],
) => {
  const current = currentReturn(file, request.agency);
  if (!current?.onBehalf || !awaitsConfirmation(current)) return undefined;
  const { person, channel, confirmBy } = current.onBehalf;
  return {
    version: current.version,
    kind: current.kind,
    person,
    channel,
    confirmBy,
    records: composeRecords(own),
  };
};

/** A decoy need not outlive the day: nobody can come upon it. */
const DECOY_MS = 86_400_000;

/**
 * INVARIANT: one item is put at each look, whether there is such a request and whether its
 * agreement lets the panel know that it was opened. Where not, it stands with nobody. It counts no
 * version up: reading makes no pack stale.
 */
const looked = (
  { world, claims, now }: Call,
  asked: AskedOf | undefined,
  agreement?: LiveAgreement,
): Change => {
  const agency = claims.agencyId;
  const kept =
    asked !== undefined && !isRestricted(agreement) ? asked : undefined;
  const decoy = (): Pick<ViewRequest, 'personId' | 'caseId' | 'expiresAt'> => ({
    personId: world.randomId(),
    caseId: `case_${world.randomId()}`,
    expiresAt: new Date(now + DECOY_MS).toISOString(),
  });
  const { personId, caseId, expiresAt } = kept?.file.case ?? decoy();
  const before = kept?.file.seen.find((each) => each.agency === agency);
  const seenAt = before?.seenAt ?? new Date(now).toISOString();
  const entity: Seen = {
    type: 'Seen',
    personId,
    caseId,
    agency,
    seenAt,
    expiresAt,
  };
  return { before: {}, after: {}, looks: [entity] };
};
