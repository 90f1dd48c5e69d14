/**
 * Composes the pack on paper anew of what may be printed, so that no gap, divergence or date on it
 * rests on a field that stays on the screen. It bears the digest of the whole pack: that is what a
 * decision cites, wherever it was read.
 */
import type { RecordDecision } from '../sharing/decide.ts';
import { composePack, type Pack, type PackQuestion } from './pack.ts';
import { keptOffPaper } from './printing.ts';

export interface PaperPack {
  pack: Pack;
  decisions: RecordDecision[];
  /** Fields, and gaps and divergences ("points"), that the screen shows and the page does not. */
  screenOnly: { fields: number; points: number };
}

/** @param screen the pack as the panel sees it on the screen, of the same question. */
export const paperPack = (question: PackQuestion, screen: Pack): PaperPack => {
  const { pack, decisions } = composePack({ ...question, medium: 'PAPER' });
  const onPaper = {
    ...pack,
    gaps: alsoOnScreen(pack, screen),
    hiddenFromAttendees: screen.hiddenFromAttendees,
    digest: screen.digest,
  };
  const shown = new Set(pointsOf(onPaper));
  return {
    pack: onPaper,
    decisions,
    screenOnly: {
      fields: keptOffPaper(decisions),
      points: pointsOf(screen).filter((id) => !shown.has(id)).length,
    },
  };
};

/**
 * Nothing may be missing on paper alone: an answer that stays on the screen is no gap in what the
 * panel knows.
 */
const alsoOnScreen = (paper: Pack, screen: Pack): Pack['gaps'] => {
  const onScreen = new Set(screen.gaps.map(({ gapId }) => gapId));
  return paper.gaps.filter(({ gapId }) => onScreen.has(gapId));
};

const pointsOf = ({ gaps, divergences }: Pack): string[] => [
  ...new Set(gaps.map(({ gapId }) => gapId)),
  ...divergences.map(({ divergenceId }) => divergenceId),
];
