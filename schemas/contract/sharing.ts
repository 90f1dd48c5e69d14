/**
 * The headers in which a request says why it is made, by whom, and within what. Codes and opaque
 * ids only.
 */
import * as z from 'zod';
import {
  PractitionerRole,
  Purpose,
  SharingReason,
} from '../vocabulary/codes.ts';
import { AgreementId, CaseId } from '../vocabulary/shapes.ts';

/**
 * `<opaque id>; role=<role>`: the human on whose behalf a system calls, or `system:<job>; role=JOB`
 * for an unattended one. Never a name, an e-mail address or a number that others use for that
 * person.
 */
export const SharingPractitioner = z
  .string()
  .max(120)
  .regex(
    /^(system:)?[A-Za-z0-9][A-Za-z0-9._-]{0,63}; role=[A-Z_]{1,40}$/,
    'expected "<opaque id>; role=<ROLE>"',
  )
  .transform((value) => {
    const [id = '', role = ''] = value.split('; role=');
    return { id, role };
  })
  .pipe(z.strictObject({ id: z.string(), role: PractitionerRole }))
  .refine(
    ({ id, role }) => id.startsWith('system:') === (role === 'JOB'),
    'a system:<job> has the role JOB, and only it',
  );

/**
 * MONITORING serves tables that say nothing of any child: about a child nothing is asked for with
 * it.
 */
const AskedPurpose = Purpose.exclude(['MONITORING']);
// Each schema is made once: to make one costs more than a request's headers take to read.
const PurposeWithoutGlass = AskedPurpose.exclude(['IMMEDIATE_SAFETY']);
const ONE_PURPOSE: Record<Purpose, z.ZodType> = {
  PANEL_SELECTION: Purpose.extract(['PANEL_SELECTION']),
  VISIT_SAFETY: Purpose.extract(['VISIT_SAFETY']),
  REFERRAL: Purpose.extract(['REFERRAL']),
  YOUTH_JUSTICE_SUPERVISION: Purpose.extract(['YOUTH_JUSTICE_SUPERVISION']),
  MONITORING: Purpose.extract(['MONITORING']),
  IMMEDIATE_SAFETY: Purpose.extract(['IMMEDIATE_SAFETY']),
};

export const SHARING_HEADERS = {
  'sharing-purpose': AskedPurpose,
  'sharing-practitioner': SharingPractitioner,
  'sharing-reason': SharingReason,
  'sharing-case': CaseId.optional(),
  'sharing-agreement': AgreementId.optional(),
} as const;

/**
 * The headers that an operation reads: a purpose where it is about a child, or MONITORING where it
 * gives tables.
 */
export const sharingHeadersOf = (operation: {
  path: string;
  concerns: 'PERSONAL' | 'CALLER' | 'NOBODY';
  monitoring?: true;
  breakGlass?: true;
  purpose?: Purpose;
  whole?: true;
}): Partial<Record<keyof typeof SHARING_HEADERS, z.ZodType>> => {
  const { concerns, monitoring, whole, path } = operation;
  const {
    'sharing-purpose': _,
    'sharing-agreement': agreement,
    'sharing-case': of,
    ...always
  } = SHARING_HEADERS;
  const purpose = purposesOf(operation);
  // A panel acts within the case of the path, and says so.
  const within = {
    ...always,
    'sharing-case': path.startsWith('/v1/cases/{id}') ? CaseId : of,
  };
  const others = whole ? within : { ...within, 'sharing-agreement': agreement };
  if (concerns === 'NOBODY') return {};
  if (monitoring)
    return { 'sharing-purpose': ONE_PURPOSE.MONITORING, ...others };
  return concerns === 'PERSONAL'
    ? { 'sharing-purpose': purpose, ...others }
    : others;
};

/** To break the glass is to read what is known, and nothing else. */
const purposesOf = ({
  purpose,
  breakGlass,
}: {
  purpose?: Purpose;
  breakGlass?: true;
}): z.ZodType => {
  if (purpose) return ONE_PURPOSE[purpose];
  return breakGlass ? AskedPurpose : PurposeWithoutGlass;
};

/** 1 to 64 characters that a log line can carry. */
export const IdempotencyKey = z
  .string()
  .regex(/^[A-Za-z0-9._~-]{8,64}$/, 'expected 8 to 64 of A-Z a-z 0-9 . _ ~ -');
export const RequestId = z.uuid();
