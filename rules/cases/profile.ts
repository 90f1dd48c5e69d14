/**
 * Checks the codes of a case profile in a nomination: whose word each is, and whether it is given
 * as fact.
 */
import type { ContentError } from '../../schemas/contract/problems.ts';
import type { NominationRequest } from '../../schemas/contract/young-people.ts';
import { isRestricted } from '../returns/reply-ledger.ts';
import type { LiveAgreement } from '../sharing/agreement.ts';

/** @param agreements all that the police are a party to, in force or not. */
export const profileErrors = (
  { assessment, priorContact, background }: NominationRequest['incident'],
  agreements: readonly LiveAgreement[],
): ContentError[] =>
  Object.entries({ priorContact, background }).flatMap(([list, codes]) =>
    codes.flatMap(({ source, factOrOpinion }, i) => {
      const pointer = `/incident/${list}/${i}`;
      const errors: ContentError[] = [];
      if (answersRestricted(source, agreements))
        errors.push({ pointer: `${pointer}/source`, message: RESTRICTED });
      // Refused and not reworded: what the police state stands as they state it, or not at all.
      if (assessment === 'E' && factOrOpinion === 'FACT')
        errors.push({ pointer: `${pointer}/factOrOpinion`, message: NO_FACT });
      return errors;
    }),
  );

const RESTRICTED = 'says what it says under its restricted agreement alone';
const NO_FACT = 'is no fact where it is suspected to be false (E)';

/**
 * Finds agencies that are party to restricted agreements alone, as a health trust is: another one
 * would sidestep them.
 */
const answersRestricted = (
  agency: string,
  agreements: readonly LiveAgreement[],
): boolean => {
  const own = agreements.filter(({ parties }) =>
    parties.some((party) => party.agency === agency),
  );
  return own.length > 0 && own.every(isRestricted);
};
