import type { Call } from '../../entrance/call.ts';
import type { Asked } from '../../rules/sharing/conditions.ts';

/** The question of a partner's request, in the agency's own name. */
export const askedBy = ({ claims, sharing }: Call): Asked => {
  // Every operation that decides about a child demands the header.
  if (sharing.purpose === undefined)
    throw new TypeError('a decision needs a purpose');
  return {
    recipient: claims.agencyId,
    purpose: sharing.purpose,
    practitionerRole: sharing.practitioner.role,
    agreement: sharing.agreement,
  };
};
