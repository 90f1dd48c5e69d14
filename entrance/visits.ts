/** Visits as a write changes them: each on the version that was read, so that two who change one find out. */
import type { Effect, Notice } from '../adapters/ports.ts';
import { panelRecipient } from '../schemas/contract/agreement/agreement.ts';
import type { Visit } from '../schemas/store/entities.ts';

/** @param visits as they are then, each one version on. */
export const visitEffects = (visits: readonly Visit[]): Effect[] =>
  visits.map((entity) => ({ do: 'put', entity, expects: entity.version - 1 }));

/** The panel and the officer's agency are told at once. A case has one visit that is not yet made, or none. */
export const holdNotice = ([held]: readonly Visit[]):
  | Extract<Notice, { kind: 'VISIT_HELD' }>
  | undefined => {
  if (!held) return undefined;
  const agency = held.allocatedBy.slice(0, held.allocatedBy.indexOf('/'));
  return {
    kind: 'VISIT_HELD',
    recipients: [agency, panelRecipient(held.panel)],
    visitId: held.visitId,
  };
};
