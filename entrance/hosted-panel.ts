/**
 * The panel that a system acts for: its agency hosts it. Another panel and one that does not exist
 * are the same refusal.
 */

import { panelOf } from '../rules/cases/case-file.ts';
import type { LiveAgreement } from '../rules/sharing/agreement.ts';
import type { Panel } from '../schemas/contract/agreement/agreement.ts';
import type { Call } from './call.ts';
import { type Admitted, standing } from './caller.ts';
import { Problem } from './problem.ts';

/** @throws Problem SCOPE_MISSING. */
export const hostedPanel = (
  { agency }: Pick<Admitted, 'agency'>,
  panelId: string,
): { panel: Panel; agreement: LiveAgreement } => {
  const declared = panelOf(panelId, agency.agreements);
  if (declared?.panel.host === agency.agencyId) return declared;
  throw new Problem(
    'SCOPE_MISSING',
    'This system does not act for that panel.',
  );
};

/**
 * The panel, where the agreement that declares it is in force and serves what it is asked for. What
 * says anything of its children, if only initials or counts, says it under that agreement.
 *
 * @throws Problem SCOPE_MISSING, NO_AGREEMENT.
 */
export const hostedInForce = (
  admitted: Pick<Admitted, 'agency'>,
  panelId: string,
  { sharing, now }: Pick<Call, 'sharing' | 'now'>,
): Panel => {
  const { panel, agreement } = hostedPanel(admitted, panelId);
  standing([agreement], sharing, now);
  return panel;
};
