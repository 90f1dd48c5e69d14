/** A nomination as records: the same facts once under each agreement that lets the police give them. */

import type { NominationRequest } from '../../schemas/contract/young-people.ts';
import type { PersonalRecord } from '../../schemas/store/personal-record.ts';
import type { LiveAgreement } from '../sharing/agreement.ts';
import {
  type Contribution,
  mayContribute,
  recordUnder,
} from '../sharing/contribute.ts';

/**
 * Identity, identifiers and incident under each agreement that has a flow of them; the source under the panel's agreement
 * alone, from which no flow leads.
 *
 * @param under the agreement that declares the panel first, then the others.
 */
export const nominationRecords = (
  request: NominationRequest,
  under: readonly [LiveAgreement, ...LiveAgreement[]],
  contribution: Contribution,
  now: number,
): PersonalRecord[] => {
  const { subject, incident, sources, handling } = request;
  const { identifiers = {}, ...identity } = subject;
  const shared: [string, Record<string, unknown>][] = [
    ['identity', identity],
    ['identifiers', identifiers],
    [
      'incident',
      {
        ...incident,
        handlingCode: handling.code,
        handlingConditions: handling.conditions,
      },
    ],
  ];
  return [
    ...under.flatMap((agreement) =>
      shared
        .filter(([category]) =>
          mayContribute(agreement, contribution.originator, category, now),
        )
        .map(([category, fields]) =>
          recordUnder(agreement, category, fields, contribution),
        ),
    ),
    ...sources.map((source) =>
      recordUnder(under[0], 'incidentSource', source, contribution),
    ),
  ];
};
