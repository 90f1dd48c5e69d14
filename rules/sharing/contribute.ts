/** Makes records of a contribution, each under the agreement that lets its originator give it. */
import type { PersonalRecord } from '../../schemas/store/personal-record.ts';
import { type LiveAgreement, notInForce } from './agreement.ts';

export interface Contribution {
  originator: string;
  contributedAt: string;
  subject: PersonalRecord['subject'];
  handling: PersonalRecord['handling'];
  approved: boolean;
  expiresAt: string;
  newRecordId: () => string;
}

/** Makes a record under one agreement. A field that was left out is absent, never empty. */
export const recordUnder = (
  agreement: LiveAgreement,
  category: string,
  fields: Record<string, unknown>,
  { newRecordId, ...contribution }: Contribution,
): PersonalRecord => ({
  ...contribution,
  recordId: newRecordId(),
  category,
  agreement: agreement.id,
  contributedVersion: agreement.version,
  contributedHash: agreement.hash,
  fields: Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined),
  ),
});

/** An originator may give only what some flow of an agreement in force takes from it. */
export const mayContribute = (
  agreement: LiveAgreement | undefined,
  originator: string,
  category: string,
  now: number,
): agreement is LiveAgreement =>
  agreement !== undefined &&
  notInForce(agreement, now).length === 0 &&
  agreement.flows.some(
    (flow) => flow.category === category && flow.from.includes(originator),
  );
