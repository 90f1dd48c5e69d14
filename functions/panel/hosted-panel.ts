/** The panel that a system acts for: its agency hosts it. Another panel and one that does not exist are the same refusal. */
import type { Admitted } from '../../entrance/caller.ts';
import { Problem } from '../../entrance/problem.ts';
import type { LiveAgreement } from '../../rules/agreement.ts';
import { panelOf } from '../../rules/case-file.ts';
import type { Panel } from '../../schemas/agreement.ts';

/** @throws Problem SCOPE_MISSING. */
export const hostedPanel = (
  { agency }: Pick<Admitted, 'agency'>,
  panelId: string,
): { panel: Panel; agreement: LiveAgreement } => {
  const declared = panelOf(panelId, agency.agreements);
  if (declared?.panel.host === agency.agencyId) return declared;
  throw new Problem('SCOPE_MISSING', 'This system does not act for that panel.');
};
