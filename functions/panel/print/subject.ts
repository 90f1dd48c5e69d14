/** Says who the child is in each incident: a victim is called one wherever the child is named. */
import { html } from 'hono/html';
import type { PermittedRecords } from '../../../schemas/contract/disclosure.ts';
import type { SubjectCategory } from '../../../schemas/vocabulary/codes.ts';
import { type Colour, type Markup, tag } from './markup.ts';

type OfRecords = { records: PermittedRecords };

/** The record that names the child over the page: the latest nomination's, as in the worklist. */
export const titleRecord = ({ identity = [] }: PermittedRecords) =>
  identity.toSorted((a, b) => (a.contributedAt < b.contributedAt ? 1 : -1))[0];

export const nameOf = ({ records }: OfRecords): string => {
  const identity = titleRecord(records);
  const names = [identity?.givenName, identity?.familyName].filter(
    (name) => name !== undefined,
  );
  return names.length > 0 ? names.join(' ') : 'Name on the screen only';
};

/** Each category once: a child may be a victim in one incident and a suspect in another. */
export const labels = ({ records }: OfRecords): Markup[] => {
  const categories = (records.incident ?? []).flatMap(
    ({ subjectCategory }) => subjectCategory ?? [],
  );
  return [...new Set(categories)].map(
    (category) => html`${labelOf(category)} `,
  );
};

export const labelOf = (category: SubjectCategory): Markup =>
  tag(...LABEL[category]);

const LABEL: Record<SubjectCategory, [text: string, colour: Colour]> = {
  SUSPECT: ['Suspect', 'grey'],
  CONVICTED: ['Convicted', 'grey'],
  VICTIM: ['Victim', 'purple'],
  WITNESS: ['Witness', 'purple'],
  OTHER: ['Neither suspect, victim nor witness', 'purple'],
};
