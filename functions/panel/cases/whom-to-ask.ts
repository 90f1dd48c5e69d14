import type { Call } from '../../../entrance/call.ts';
import { contentInvalid } from '../../../entrance/problem.ts';
import type { Askable } from '../../../rules/returns/asking.ts';

/**
 * Those named, or all; each once. An agency that no agreement lets the panel ask is refused by
 * name.
 *
 * @throws Problem CONTENT_INVALID.
 */
export const chosen = (
  { body: { agencies } }: Call<'askForViews'>,
  askable: readonly Askable[],
): Askable[] => {
  const isAskable = (agency: string) =>
    askable.some((each) => each.agency === agency);
  const message =
    'no agreement in force lets the panel ask this agency about this child';
  const errors = (agencies ?? []).flatMap((agency, i) =>
    isAskable(agency) ? [] : [{ pointer: `/agencies/${i}`, message }],
  );
  if (errors.length > 0) throw contentInvalid(errors);
  return askable.filter(({ agency }) => agencies?.includes(agency) ?? true);
};
