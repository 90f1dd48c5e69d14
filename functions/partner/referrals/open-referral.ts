/**
 * R1 and R2 of what an agency does with a referral that it received, or as the panel's host with
 * one that it sent.
 */
import type { Call } from '../../../entrance/call.ts';
import { type Opened as Found, openLocated } from '../../../entrance/open.ts';
import {
  type CaseFile,
  caseFileOf,
  panelOf,
} from '../../../rules/cases/case-file.ts';
import type { LiveAgreement } from '../../../rules/sharing/agreement.ts';
import type { Referral } from '../../../schemas/store/entities.ts';

type OfReferral = Call<'readReferral' | 'respondToReferral'>;

export interface Opened {
  referral: Referral;
  file: CaseFile;
  /** The agreement that declares the panel, where it is the host that looks. */
  asHost: LiveAgreement | undefined;
}

export interface OpenedReferral {
  agreements: LiveAgreement[];
  /** The person it is about, or nobody. */
  personId: string;
  /**
   * Absent where there is no such referral, or it is neither to this agency nor by it: to the
   * caller these are one.
   */
  opened: Opened | undefined;
}

/** @throws Problem NO_AGREEMENT. */
export const openReferral = async (
  call: OfReferral,
): Promise<OpenedReferral> => {
  const found = await openLocated(call, { locate: call.params.id }); // R1, R2
  const { agency, personId } = found;
  return {
    agreements: agency.agreements,
    personId,
    opened: openedIn(call, found),
  };
};

const openedIn = (call: OfReferral, found: Found): Opened | undefined => {
  const { held } = found;
  const referral = held.referrals.find(
    ({ referralId, kind }) =>
      referralId === call.params.id && kind === 'REFERRED',
  );
  const file = referral && caseFileOf(held, referral.caseId);
  if (!referral || !file) return undefined;
  const asHost = hostsAgreement(call, found, referral);
  const mayKnow =
    referral.agency === call.claims.agencyId || asHost !== undefined;
  return mayKnow ? { referral, file, asHost } : undefined;
};

/**
 * The host reads as the panel's tooling, never as whatever other desk of the agency holds the
 * scope.
 */
const hostsAgreement = (
  { claims }: OfReferral,
  { agency, system }: Found,
  referral: Referral,
): LiveAgreement | undefined => {
  const declared = panelOf(referral.panel, agency.agreements);
  const hosts = declared?.panel.host === claims.agencyId;
  return hosts && system?.scopes.includes('panel') === true
    ? declared.agreement
    : undefined;
};
