/** The codes of a case profile in a nomination: whose word each is, and whether it is told as fact. */
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
    codes.flatMap(({ source, factOrOpinion }, i) => [
      ...(answersRestricted(source, agreements)
        ? [
            {
              pointer: `/incident/${list}/${i}/source`,
              message: 'says what it says under its restricted agreement alone',
            },
          ]
        : []),
      // Refused and not reworded: what the police state stands as they state it, or not at all.
      ...(assessment === 'E' && factOrOpinion === 'FACT'
        ? [
            {
              pointer: `/incident/${list}/${i}/factOrOpinion`,
              message: 'is no fact where it is suspected to be false (E)',
            },
          ]
        : []),
    ]),
  );

/** A party to nothing but restricted agreements, as a health trust is: under another one its word would sidestep them. */
const answersRestricted = (
  agency: string,
  agreements: readonly LiveAgreement[],
): boolean => {
  const own = agreements.filter(({ parties }) =>
    parties.some((party) => party.agency === agency),
  );
  return own.length > 0 && own.every(isRestricted);
};
