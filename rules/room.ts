/**
 * Who else is in the room. What is said there is heard by every agency present, so a field stays only if each of them is a
 * member of the panel and a party to the agreement that released it.
 */
import type { Panel } from '../schemas/agreement.ts';
import type { LiveAgreement } from './agreement.ts';
import type { FieldDecision, RecordDecision } from './decide.ts';

export interface Room {
  panel: Panel;
  agreements: readonly LiveAgreement[];
  /** The agencies present. */
  present: readonly string[];
}

/** INVARIANT: it only ever withholds. */
export const heardInRoom = (decisions: readonly RecordDecision[], room: Room): RecordDecision[] =>
  decisions.map(({ record, fields }) => ({ record, fields: fields.map((field) => heard(field, room)) }));

const heard = (decision: FieldDecision, { panel, agreements, present }: Room): FieldDecision => {
  if (!decision.released || decision.by.basis !== 'FLOW') return decision;
  const { agreement: id } = decision.by;
  const parties = new Set(agreements.find((agreement) => agreement.id === id)?.parties.map(({ agency }) => agency));
  if (present.every((agency) => panel.members.includes(agency) && parties.has(agency))) return decision;
  return { field: decision.field, released: false, reasons: [{ code: 'ROOM_NOT_COVERED', agreement: id }] };
};

/** How many fields the room hides. */
export const hiddenBy = (before: readonly RecordDecision[], after: readonly RecordDecision[]): number =>
  releasedIn(before) - releasedIn(after);

const releasedIn = (decisions: readonly RecordDecision[]): number =>
  decisions.reduce((sum, { fields }) => sum + fields.filter(({ released }) => released).length, 0);
