/**
 * Makes records of a nomination: the same facts once under each agreement that lets the police give
 * them.
 */

import type { NominationRequest } from '../../schemas/contract/young-people.ts';
import type { PersonalRecord } from '../../schemas/store/personal-record.ts';
import type { LiveAgreement } from '../sharing/agreement.ts';
import {
  type Contribution,
  mayContribute,
  recordUnder,
} from '../sharing/contribute.ts';

/**
 * Identity, identifiers and incident under each agreement that has a flow of them; the source under
 * the panel's agreement alone, from which no flow leads.
 *
 * @param under the agreement that declares the panel first, then the others.
 */
export const nominationRecords = (
  request: NominationRequest,
  under: readonly [LiveAgreement, ...LiveAgreement[]],
  contribution: Contribution,
  now: number,
): PersonalRecord[] => {
  const factsUnder = (agreement: LiveAgreement) =>
    factsOf(request)
      .filter(([category]) =>
        mayContribute(agreement, contribution.originator, category, now),
      )
      .map(([category, fields]) =>
        recordUnder(agreement, category, fields, contribution),
      );
  return [
    ...under.flatMap(factsUnder),
    ...request.sources.map((source) =>
      recordUnder(under[0], 'incidentSource', source, contribution),
    ),
  ];
};

type Facts = [category: string, fields: Record<string, unknown>];

const factsOf = ({
  subject,
  incident,
  handling,
}: NominationRequest): Facts[] => {
  const { identifiers = {}, ...identity } = subject;
  const handled = {
    ...incident,
    handlingCode: handling.code,
    handlingConditions: handling.conditions,
  };
  return [
    ['identity', identity],
    ['identifiers', identifiers],
    ['incident', handled],
  ];
};
