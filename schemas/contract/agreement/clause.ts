/**
 * The common parts of an agreement's clauses: how one is checked, the facts outside it, and how its
 * parts refer to each other.
 */
import type { Agreement, Sector, Terms } from './agreement.ts';

export interface Breach {
  /** The clause as domain readers call it: the name of the part of the agreement. */
  clause: string;
  /**
   * The place in the document, as a JSON pointer (RFC 6901). Hostile input: it may name a key that
   * the document made up.
   */
  pointer: string;
  message: string;
}

/** The registry's own record of an agency, which no agreement can change by saying otherwise. */
export interface KnownAgency {
  sector: Sector;
  regime: 'UKGDPR' | 'PART3';
}

export interface KnownWorld {
  /** Every agency of the registry by its id. */
  agencies: ReadonlyMap<string, KnownAgency>;
  /** Panels declared by other agreements, with their members. */
  panels: ReadonlyMap<string, readonly string[]>;
}

/** One rule of sense over an agreement whose form holds: every breach of it, or none. */
export type Clause = (agreement: Agreement, known: KnownWorld) => Breach[];

export const breach = (
  clause: string,
  pointer: string,
  message: string,
): Breach => ({ clause, pointer, message });

export const partyIds = (terms: Terms): string[] =>
  terms.parties.map(({ agency }) => agency);

export const isParty = (terms: Terms, id: string): boolean =>
  partyIds(terms).includes(id);

/**
 * The members of the panel that a recipient names; undefined where it names none, or one that
 * nobody declares.
 */
export const membersOf = (
  terms: Terms,
  panels: KnownWorld['panels'],
  to: string,
): readonly string[] | undefined => {
  if (!to.startsWith('panel:')) return undefined;
  const id = to.slice('panel:'.length);
  return (
    terms.panels.find((panel) => panel.id === id)?.members ?? panels.get(id)
  );
};

/** The areas that an agreement does not cover: what it says of them could never come to be. */
export const outsideArea = (terms: Terms, areas: readonly string[]): string[] =>
  areas.filter((area) => !terms.area.includes(area));

export const repeated = (ids: readonly string[]): string[] => [
  ...new Set(ids.filter((id, i) => ids.indexOf(id) !== i)),
];
