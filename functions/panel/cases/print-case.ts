/** One case as it goes onto paper: what may be printed of its pack, and the copy that is counted with it. */

import type { Call } from '../../../entrance/call.ts';
import { paperPack } from '../../../rules/pack/paper-pack.ts';
import { anyReleased, disclosureOf } from '../../../rules/sharing/compose.ts';
import type { RecordDecision } from '../../../rules/sharing/decide.ts';
import { panelRecipient } from '../../../schemas/contract/agreement/agreement.ts';
import type { PackOnPaper } from '../../../schemas/contract/printed.ts';
import type { Effect } from '../../../schemas/store/effects.ts';
import { keptFingerprint } from './keep-fingerprint.ts';
import type { OpenedCase } from './open-case.ts';

export interface PrintedCase {
  decisions: RecordDecision[];
  /** Absent where nothing of the case may be printed. */
  pack?: PackOnPaper;
  copy?: number;
  effects: Effect[];
}

/** @param entryId of the ledger entry that this copy will leave. */
export const printCase = (
  at: Pick<Call, 'now'>,
  {
    file,
    panel,
    agreements,
    question,
    pack: screen,
  }: Omit<NonNullable<OpenedCase['opened']>, 'meeting' | 'service'>,
  entryId: string,
): PrintedCase => {
  const { pack, decisions, screenOnly } = paperPack(question, screen);
  if (!anyReleased(decisions)) return { decisions, effects: [] };
  const copy = file.case.copies + 1;
  const disclosure = disclosureOf(
    decisions,
    panelRecipient(panel.id),
    agreements,
    entryId,
  );
  return {
    decisions,
    copy,
    pack: { ...pack, disclosure, copy, screenOnly },
    effects: [
      { do: 'copy', entity: file.case },
      keptFingerprint(at, file.case, screen),
    ],
  };
};
