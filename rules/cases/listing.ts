/** Who may be put before a panel. */
import { type CaseFile, toldToPanel } from './case-file.ts';
import { isDoubted, makesSuspect } from './suspicion.ts';

/** Whether the panel must say why it talks about this child at all: nothing believed of what it may know makes a suspect of them. */
export const needsListingReason = (file: CaseFile): boolean =>
  !toldToPanel(file).some((each) => makesSuspect(each) && !isDoubted(each));
