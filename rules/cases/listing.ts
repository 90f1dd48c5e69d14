/** Decides which children may be put before a panel. */
import { type CaseFile, toldToPanel } from './case-file.ts';
import { isDoubted, makesSuspect } from './suspicion.ts';

/**
 * The panel must say why it talks about a child at all where nothing believed of what it may know
 * makes a suspect of them.
 */
export const needsListingReason = (file: CaseFile): boolean =>
  !toldToPanel(file).some((each) => makesSuspect(each) && !isDoubted(each));
