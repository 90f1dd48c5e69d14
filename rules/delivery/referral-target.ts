/** Who receives the referral that a triage makes: the service of the child's present address, where an agreement lets it know. */
import type { Sector } from '../../schemas/contract/agreement/agreement.ts';
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
  /** What it is called where no agency of the exchange may receive it. */
  outside: string;
}

/** The outcomes of a triage that hand a child over, and on what duty. */
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
  /** What the police gave of the child: an agency that its handling keeps from it receives nothing. */
  given: readonly PersonalRecord[];
  now: number;
}

/** Nothing where no agreement in force lets an agency of the sector know whom it is about: it then is sent another way. */
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
  // Where a child once lived has no duty to them now.
  const present = subject && { ...subject, formerBoroughs: [] };
  if (!present || outsideAgreement(present, agreement, now).length > 0)
    return [];
  const ofSector = new Set(
    agreement.parties
      .filter((party) => party.sector === sector)
      .map(({ agency }) => agency),
  );
  return agreement.flows
    .filter(
      (flow) =>
        flow.category === 'identity' &&
        flow.from.includes(from) &&
        flow.purposes.includes('REFERRAL'),
    )
    .filter((flow) => coversSubject(flow, present, now))
    .flatMap(({ to }) => to)
    .filter(
      (agency) => ofSector.has(agency) && handledFor(agency, agreement, given),
    )
    .sort();
};
