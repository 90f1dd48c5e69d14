/**
 * Names the person who did something: a practitioner of an agency, as `agency/practitioner`. Both
 * ids are the agency's own.
 */
declare const actor: unique symbol;
export type Actor = string & { readonly [actor]: true };

export const actorOf = (agency: string, practitioner: string): Actor =>
  `${agency}/${practitioner}` as Actor;

/** The agency of an actor. An agency's id has no slash. */
export const agencyOfActor = (by: string): string =>
  by.slice(0, by.indexOf('/'));
