import type { Officer } from '../../schemas/contract/case-parts.ts';

/** A named officer as steps of a case record them: an opaque id and a role, never a name. */
export const officerNamed = ({ practitioner, role }: Officer): string =>
  `${practitioner} (${role})`;
