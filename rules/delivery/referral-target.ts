/**
 * Finds who receives the referral that a triage makes: the service of the child's present address,
 * where an agreement lets it know.
 */
import type {
  Flow,
  Sector,
} from '../../schemas/contract/agreement/agreement.ts';
import type {
  PersonalRecord,
  SubjectFacts,
} from '../../schemas/store/personal-record.ts';
import type { Need, ReferralBasis } from '../../schemas/vocabulary/codes.ts';
import { inForce } from '../cases/case-file.ts';
import { coversSubject, handledFor } from '../returns/asking.ts';
import { type LiveAgreement, outsideAgreement } from '../sharing/agreement.ts';

export interface ReferralDuty {
  sector: Sector;
  need: (typeof Need)['options'][number];
  basis: (typeof ReferralBasis)['options'][number];
  /** The service's name where no agency of the exchange may receive the referral. */
  outside: string;
}

/** The outcomes of a triage that hand a child over, and the duty of each. */
export const DUTIES = {
  REFER_YJS: {
    sector: 'YOUTH_JUSTICE',
    need: 'YOUTH_JUSTICE',
    basis: 'LEGAL_DUTY',
    outside: 'youth-justice-outside-exchange',
  },
  REFER_SAFEGUARDING: {
    sector: 'SOCIAL_CARE',
    need: 'SAFEGUARDING',
    basis: 'SAFEGUARDING_DUTY',
    outside: 'safeguarding-outside-exchange',
  },
} as const satisfies Record<string, ReferralDuty>;

interface Handover {
  /** The agency that hands over. */
  from: string;
  sector: Sector;
  subject: SubjectFacts | undefined;
  agreements: readonly LiveAgreement[];
  /**
   * The police's records of the child: an agency that their handling keeps out receives nothing.
   */
  given: readonly PersonalRecord[];
  now: number;
}

/**
 * Undefined where no agreement in force lets an agency of the sector know whom it is about: the
 * referral goes another way.
 */
export const referralTarget = (
  handover: Handover,
): { agency: string; agreement: string } | undefined =>
  inForce(handover.agreements, handover.now)
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
    .flatMap((agreement) =>
      receiversUnder(agreement, handover).map((agency) => ({
        agency,
        agreement: agreement.id,
      })),
    )[0];

const receiversUnder = (
  agreement: LiveAgreement,
  { from, sector, subject, given, now }: Handover,
): string[] => {
  // A service of a former address has no duty to the child now.
  const present = subject && { ...subject, formerBoroughs: [] };
  if (!present || outsideAgreement(present, agreement, now).length > 0)
    return [];
  return agreement.flows
    .filter((flow) => handsOver(flow, from))
    .filter((flow) => coversSubject(flow, present, now))
    .flatMap(({ to }) => to)
    .filter((agency) => isOfSector(agency, sector, agreement))
    .filter((agency) => handledFor(agency, agreement, given))
    .sort();
};

const handsOver = (
  { category, from, purposes }: Flow,
  agency: string,
): boolean =>
  category === 'identity' &&
  from.includes(agency) &&
  purposes.includes('REFERRAL');

const isOfSector = (
  agency: string,
  sector: Sector,
  { parties }: LiveAgreement,
): boolean =>
  parties.some((party) => party.agency === agency && party.sector === sector);
