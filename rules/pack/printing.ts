/**
 * Decides which released fields may stand on paper: each flow says whether what it releases may be
 * printed.
 */
import type { FieldDecision, RecordDecision } from '../sharing/decide.ts';
import { daysAfter } from '../time/london-time.ts';

/** The medium in which an answer will be read. */
export type Medium = 'SCREEN' | 'PAPER';

/**
 * INVARIANT: paper never carries more than the screen: what was withheld stays withheld, and for
 * the same reasons.
 */
export const inMedium = (
  medium: Medium,
  decision: RecordDecision,
): RecordDecision =>
  medium === 'SCREEN'
    ? decision
    : { ...decision, fields: decision.fields.map(onPaper) };

const onPaper = (decision: FieldDecision): FieldDecision => {
  if (
    !decision.released ||
    decision.by.basis === 'OWN' ||
    decision.by.printable
  )
    return decision;
  const { agreement, flow } = decision.by;
  return {
    field: decision.field,
    released: false,
    reasons: [{ code: 'NOT_PRINTABLE', agreement, clause: flow }],
  };
};

/** Counts the fields that the screen shows and paper does not. */
export const keptOffPaper = (decisions: readonly RecordDecision[]): number =>
  decisions
    .flatMap(({ fields }) => fields)
    .filter(
      (field) =>
        !field.released &&
        field.reasons.some(({ code }) => code === 'NOT_PRINTABLE'),
    ).length;

/**
 * Paper outlives the meeting that it was printed for by a week, in which the minutes are agreed.
 */
const DAYS_KEPT = 7;

/** London dates. @param day the day of the meeting, or where there is none yet, of the printing. */
export const destroyBy = (day: string): string => daysAfter(day, DAYS_KEPT);
