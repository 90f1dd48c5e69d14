/** Visits as a write changes them: each on the version that was read, so that two who change one find out. */
import { panelRecipient } from '../schemas/contract/agreement/agreement.ts';
import type { Effect } from '../schemas/store/effects.ts';
import type { Visit } from '../schemas/store/entities.ts';
import type { Notice } from '../schemas/store/notices.ts';

/** @param visits as they are then, each one version on. */
export const visitEffects = (visits: readonly Visit[]): Effect[] =>
  visits.map((entity) => ({
    do: 'put',
    entity,
    expects: entity.version - 1,
  }));

/** The panel and the officer's agency are told at once. */
export const holdNotices = (visits: readonly Visit[]): Notice[] =>
  visits.map(({ allocatedBy, panel, visitId }) => ({
    kind: 'VISIT_HELD',
    recipients: [
      allocatedBy.slice(0, allocatedBy.indexOf('/')),
      panelRecipient(panel),
    ],
    visitId,
  }));
