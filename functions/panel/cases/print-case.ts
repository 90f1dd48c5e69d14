/**
 * One case as it goes onto paper: what may be printed of its pack, and the copy that is counted
 * with it.
 */
import type { Call } from '../../../entrance/call.ts';
import type { Change } from '../../../rules/effects/change.ts';
import { fingerprintKept } from '../../../rules/pack/look.ts';
import { paperPack } from '../../../rules/pack/paper-pack.ts';
import { anyReleased, disclosureOf } from '../../../rules/sharing/compose.ts';
import type { RecordDecision } from '../../../rules/sharing/decide.ts';
import { panelRecipient } from '../../../schemas/contract/agreement/agreement.ts';
import type { PackOnPaper } from '../../../schemas/contract/printed.ts';
import type { OpenCase } from './open-case.ts';

export interface PrintedCase {
  decisions: RecordDecision[];
  /** Absent where nothing of the case may be printed. */
  pack?: PackOnPaper;
  copy?: number;
  change: Change;
}

/** @param entryId of the ledger entry that this copy will leave. */
export const printCase = (
  { now }: Pick<Call, 'now'>,
  { file, panel, agreements, question, composed }: OpenCase,
  entryId: string,
): PrintedCase => {
  const screen = composed().pack;
  const { pack, decisions, screenOnly } = paperPack(question, screen);
  if (!anyReleased(decisions)) return { decisions, change: NOTHING };
  const copy = file.case.copies + 1;
  const recipient = panelRecipient(panel.id);
  const disclosure = disclosureOf(decisions, recipient, agreements, entryId);
  return {
    decisions,
    copy,
    pack: { ...pack, disclosure, copy, screenOnly },
    change: {
      before: { file },
      after: { file: { ...file, case: { ...file.case, copies: copy } } },
      looks: [fingerprintKept(file.case, screen, now)],
    },
  };
};

export const NOTHING: Change = { before: {}, after: {} };
