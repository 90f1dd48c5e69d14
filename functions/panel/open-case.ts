/** R1 and R2 of whatever the panel does with a case, as the panel: never as the agency that hosts it. */

import type { Entered } from '../../adapters/ports.ts';
import type { Call } from '../../entrance/call.ts';
import { admit, standing } from '../../entrance/caller.ts';
import { Problem } from '../../entrance/problem.ts';
import type { LiveAgreement } from '../../rules/agreement.ts';
import { type CaseFile, caseFileOf, panelOf } from '../../rules/case-file.ts';
import { composePack } from '../../rules/pack.ts';
import { type Panel, panelRecipient } from '../../schemas/agreement.ts';
import type { Person } from '../../schemas/entities.ts';
import type { OperationId } from '../../schemas/operations.ts';

export type PanelOperation = Extract<
  OperationId,
  'readCase' | 'checkEligibility' | 'askForViews' | 'readPack' | 'decideCase'
>;

export interface OpenedCase {
  agreements: LiveAgreement[];
  earlier: Entered['earlier'];
  personId: string;
  /** Absent where there is no such case, or it is another panel's: to the caller these are one. */
  opened: { file: CaseFile; person: Person; panel: Panel; declaredBy: LiveAgreement; recipient: string } | undefined;
}

/** @throws Problem HEADER_INVALID where the header names another case than the path, NO_AGREEMENT. */
export const openCase = async (call: Call<PanelOperation>): Promise<OpenedCase> => {
  const { world, operation, claims, sharing, params, idempotency, now } = call;
  if (sharing.case !== params.id) {
    throw new Problem(
      'HEADER_INVALID',
      'Sharing-Case must name the case that the request is about: the panel acts within it.',
    );
  }
  const entered = await admit(world, operation, claims, { locate: params.id, idempotency }, now); // R1
  const { agreements } = entered.agency;
  standing(agreements, sharing, now);
  const personId = entered.located?.personId ?? world.randomId();
  const held = await world.store.file(personId, now); // R2
  const file = caseFileOf(held, params.id);
  const declared = file && panelOf(file.case.panel, agreements);
  const acts = declared?.panel.host === claims.agencyId;
  const opened =
    file && held.person && declared && acts
      ? {
          file,
          person: held.person,
          panel: declared.panel,
          declaredBy: declared.agreement,
          recipient: panelRecipient(declared.panel.id),
        }
      : undefined;
  return { agreements, earlier: entered.earlier, personId, opened };
};

/** The pack as the panel may see it at this moment. @param meetingOn judges eligibility on another day than the case's. */
export const packFor = (
  { sharing, now }: Call<PanelOperation>,
  { file, panel, declaredBy }: NonNullable<OpenedCase['opened']>,
  agreements: readonly LiveAgreement[],
) => {
  if (sharing.purpose === undefined) throw new TypeError('a decision needs a purpose');
  const asked = { purpose: sharing.purpose, practitionerRole: sharing.practitioner.role, agreement: sharing.agreement };
  return composePack({ file, panel, declaredBy: declaredBy.id, agreements, asked, now });
};
