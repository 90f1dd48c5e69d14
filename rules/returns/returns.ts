/** A reply becomes a version of the agency's return, whoever brought it. */

import {
  type Reply,
  VIEW_CATEGORIES,
} from '../../schemas/contract/view-requests.ts';
import type { Return, ViewRequest } from '../../schemas/store/entities.ts';
import { type CaseFile, subjectOf } from '../cases/case-file.ts';
import type { LiveAgreement } from '../sharing/agreement.ts';
import { recordUnder } from '../sharing/contribute.ts';

export interface Given {
  reply: Reply;
  /** SHA-256 by which the same reply sent again is known. */
  contentHash: string;
  version: number;
  /** The panel recorded it in the agency's name. */
  onBehalf?: Return['onBehalf'];
}

interface Circumstances {
  file: CaseFile;
  agreement: LiveAgreement;
  now: number;
  newRecordId: () => string;
}

export const returnOf = (
  request: ViewRequest,
  given: Given,
  circumstances: Circumstances,
): Return => {
  const { reply, version, contentHash, onBehalf } = given;
  const { personId, caseId, viewRequestId, agency } = request;
  const withheld = reply.kind === 'WITHHELD' ? reply : undefined;
  return {
    type: 'Return',
    personId,
    caseId,
    viewRequestId,
    agency,
    version,
    kind: reply.kind,
    withholdingReason: withheld?.reason,
    note: withheld?.note,
    records: recordsOf(request, reply, circumstances),
    localIdentifier:
      'localIdentifier' in reply ? reply.localIdentifier : undefined,
    onBehalf,
    receivedAt: new Date(circumstances.now).toISOString(),
    contentHash,
    expiresAt: circumstances.file.case.expiresAt,
  };
};

/**
 * Each category of an answer is a record of the agency's own. So is the approval, and no flow leads
 * from it: it stays with the trust.
 */
const recordsOf = (
  request: ViewRequest,
  reply: Reply,
  circumstances: Circumstances,
): Return['records'] => {
  const view =
    reply.kind === 'VIEW'
      ? VIEW_CATEGORIES.map((category) => [category, reply[category]] as const)
      : [];
  return [...view, ['approval', reply.approval] as const].flatMap(
    ([category, fields]) =>
      fields
        ? [
            ownRecord(
              request,
              category,
              fields,
              reply.approval !== undefined,
              circumstances,
            ),
          ]
        : [],
  );
};

export const ownRecord = (
  { agency }: ViewRequest,
  category: string,
  fields: Record<string, unknown>,
  approved: boolean,
  { file, agreement, now, newRecordId }: Circumstances,
): Return['records'][number] => {
  const subject = subjectOf(file);
  if (!subject) throw new TypeError('a case without a nomination');
  return recordUnder(agreement, category, fields, {
    originator: agency,
    contributedAt: new Date(now).toISOString(),
    subject,
    handling: { code: 'P', recipients: [] },
    approved,
    expiresAt: file.case.expiresAt,
    newRecordId,
  });
};
