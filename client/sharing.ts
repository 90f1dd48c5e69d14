/** The purpose, reason and practitioner that a system names once instead of at each request. */
import type { components } from './openapi.d.ts';

type Schemas = components['schemas'];
type Parameters = components['parameters'];

export interface Sharing {
  /** Needed wherever personal data is asked for. */
  purpose?:
    | Parameters['SharingPurposeOrImmediateSafety']
    | Parameters['SharingPurposeMonitoring'];
  /** The human on whose behalf the system calls: an opaque id of your own, never a name. */
  practitioner: `${string}; role=${Schemas['PractitionerRole']}`;
  reason: Parameters['SharingReason'];
  /** The id of the case within which it is asked. */
  case?: string;
  /** The id of the one agreement to which the request is narrowed. */
  agreement?: string;
}

/** `{ reason }` as `{ 'sharing-reason': reason }`. */
type HeadersOf<Said> = {
  [Name in keyof Said & string as `sharing-${Name}`]: Said[Name];
};

export const sharingHeaders = <Said extends Sharing>(
  said: Said,
): HeadersOf<Said> =>
  Object.fromEntries(
    Object.entries(said).map(([name, value]) => [`sharing-${name}`, value]),
  ) as HeadersOf<Said>;

/**
 * The paths of the contract for a caller who has said so much: at each operation only those headers
 * are still required that it has not said, or for which what it has said will not do.
 */
export type SaidPaths<Paths, Said> = {
  [Path in keyof Paths]: {
    [Method in keyof Paths[Path]]: SaidOperation<
      Paths[Path][Method],
      HeadersOf<Said> & OfItself
    >;
  };
};

/** The client makes these itself where they are left out. */
interface OfItself {
  'idempotency-key': string;
}

type SaidOperation<Operation, Given> = Operation extends {
  parameters: infer Needed;
}
  ? Omit<Operation, 'parameters'> & { parameters: SaidHeaders<Needed, Given> }
  : Operation;

type SaidHeaders<Needed, Given> = Needed extends { header: infer Headers }
  ? Omit<Needed, 'header'> & Remaining<WithGiven<Headers, Given>>
  : Needed;

type WithGiven<Headers, Given> = Omit<Headers, Settled<Headers, Given>> &
  Partial<Pick<Headers, Settled<Headers, Given>>>;

type Settled<Headers, Given> = {
  [Name in keyof Headers]-?: Name extends keyof Given
    ? Given[Name] extends Headers[Name]
      ? Name
      : never
    : never;
}[keyof Headers];

type Remaining<Headers> =
  Record<never, never> extends Headers
    ? { header?: Headers }
    : { header: Headers };
