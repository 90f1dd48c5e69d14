/** R1 and R2 of what an agency does with a referral that it received, or as the panel's host with one that it sent. */
import type { Call } from '../../../entrance/call.ts';
import { admit, standing } from '../../../entrance/caller.ts';
import {
  type CaseFile,
  caseFileOf,
  panelOf,
} from '../../../rules/cases/case-file.ts';
import type { LiveAgreement } from '../../../rules/sharing/agreement.ts';
import type { Referral } from '../../../schemas/store/entities.ts';

export interface OpenedReferral {
  agreements: LiveAgreement[];
  /** The person it is about, or nobody. */
  personId: string;
  /** Absent where there is no such referral, or it is neither to this agency nor by it: to the caller these are one. */
  opened:
    | {
        referral: Referral;
        file: CaseFile;
        /** The agreement that declares the panel, where it is the host that looks. */
        asHost: LiveAgreement | undefined;
      }
    | undefined;
}

/** @throws Problem NO_AGREEMENT. */
export const openReferral = async (
  call: Call<'readReferral' | 'respondToReferral'>,
): Promise<OpenedReferral> => {
  const { world, operation, claims, sharing, params, now } = call;
  const { system, agency, located } = await admit(
    world,
    operation,
    claims,
    { locate: params.id },
    now,
  ); // R1
  const { agreements } = agency;
  standing(agreements, sharing, now);
  const personId = located?.personId ?? world.randomId();
  const held = await world.store.file(personId, now); // R2
  const referral = held.referrals.find(
    ({ referralId, kind }) => referralId === params.id && kind === 'REFERRED',
  );
  const file = referral && caseFileOf(held, referral.caseId);
  if (!referral || !file) return { agreements, personId, opened: undefined };
  const declared = panelOf(referral.panel, agreements);
  // The host reads as the panel's tooling, never as whatever other desk of the agency holds the scope.
  const hosts =
    declared?.panel.host === claims.agencyId &&
    system?.scopes.includes('panel') === true;
  const asHost = hosts ? declared.agreement : undefined;
  const mayKnow = referral.agency === claims.agencyId || asHost !== undefined;
  return {
    agreements,
    personId,
    opened: mayKnow ? { referral, file, asHost } : undefined,
  };
};
