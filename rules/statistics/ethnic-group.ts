/**
 * The groups in which ethnicity is counted. A single code is of so few children that it could point
 * to one.
 */
import type { Ethnicity } from '../../schemas/vocabulary/codes.ts';

export const ETHNIC_GROUPS = [
  'WHITE',
  'MIXED',
  'ASIAN',
  'BLACK',
  'OTHER',
  'NOT_STATED',
] as const;
type EthnicGroup = (typeof ETHNIC_GROUPS)[number];

/**
 * @param code police self-defined ethnicity; the codes for Chinese of both sets are in one group.
 */
export const ethnicGroupOf = (
  code: (typeof Ethnicity.options)[number] | undefined,
): EthnicGroup => {
  if (code === undefined || code === 'NS') return 'NOT_STATED';
  if (code === 'O1') return 'ASIAN';
  return BY_LETTER[code.slice(0, 1)] ?? 'OTHER';
};

const BY_LETTER: Record<string, EthnicGroup> = {
  W: 'WHITE',
  M: 'MIXED',
  A: 'ASIAN',
  B: 'BLACK',
  O: 'OTHER',
};
