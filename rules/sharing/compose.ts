/**
 * Composes the smallest permitted answer by putting in what was released, and the account of the
 * decision.
 */
import type {
  Disclosure,
  PermittedRecords,
} from '../../schemas/contract/disclosure.ts';
import type { KeptEntry } from '../../schemas/store/ledger.ts';
import { REASONS } from '../../schemas/vocabulary/reasons.ts';
import type { LiveAgreement } from './agreement.ts';
import type {
  FieldDecision,
  Grounds,
  Reason,
  RecordDecision,
} from './decide.ts';

type Released = Extract<FieldDecision, { released: true }>;
type Withheld = Extract<FieldDecision, { released: false }>;

const isReleased = (field: FieldDecision): field is Released => field.released;
const isWithheld = (field: FieldDecision): field is Withheld => !field.released;

const isAnyReleased = ({ fields }: RecordDecision): boolean =>
  fields.some(isReleased);

export const anyReleased = (decisions: readonly RecordDecision[]): boolean =>
  decisions.some(isAnyReleased);

/** The ids of the records of which anything was released: a recall must reach these. */
export const releasedRecordIds = (
  decisions: readonly RecordDecision[],
): string[] =>
  decisions.filter(isAnyReleased).map(({ record }) => record.recordId);

/**
 * INVARIANT: only fields that a decision released are copied; a record with none leaves no trace.
 */
export const composeRecords = (
  decisions: readonly RecordDecision[],
): PermittedRecords => {
  const answer: Record<string, object[]> = {};
  for (const decision of decisions.filter(isAnyReleased)) {
    const { category } = decision.record;
    answer[category] = [...(answer[category] ?? []), composeRecord(decision)];
  }
  return answer as PermittedRecords;
};

const composeRecord = ({ record, fields }: RecordDecision): object => {
  const { originator, agreement, contributedAt } = record;
  const values = Object.fromEntries(
    fields.filter(isReleased).map(({ field }) => [field, record.fields[field]]),
  );
  return { originator, agreement, contributedAt, ...values };
};

type ReleasedLine = KeptEntry['released'][number];
type WithheldLine = KeptEntry['withheld'][number];

/** The full account for the ledger: every record decided upon, released or not. */
export const accountOf = (decisions: readonly RecordDecision[]) => ({
  released: decisions.flatMap(releasedLines),
  withheld: decisions.flatMap((decision) =>
    withheldGroups(decision).map(
      ({ fields, reasons }): WithheldLine => ({
        category: decision.record.category,
        originator: decision.record.originator,
        fields,
        reasons: reasons.map(reasonText),
      }),
    ),
  ),
});

export const outcomeOf = (
  decisions: readonly RecordDecision[],
): KeptEntry['outcome'] => {
  const fields = decisions.flatMap((decision) => decision.fields);
  if (fields.length === 0) return 'NIL';
  if (!fields.some(isReleased)) return 'DENY';
  return fields.every(isReleased) ? 'PERMIT' : 'PARTIAL';
};

/**
 * The account for the recipient. It does not learn that a record exists of which nothing was
 * released. A panel does, under an agreement that lets it tell "nothing held" from "withheld".
 */
export const disclosureOf = (
  decisions: readonly RecordDecision[],
  recipient: string,
  agreements: readonly LiveAgreement[],
  ledgerEntry: string,
): Disclosure => {
  const mayKnow = ({ record, fields }: RecordDecision) => {
    if (fields.some(isReleased)) return true;
    const agreement = agreements.find(({ id }) => id === record.agreement);
    return (
      recipient.startsWith('panel:') &&
      agreement?.returns.nilAndWithheld === 'DISTINCT'
    );
  };
  return accountFor(decisions.filter(mayKnow), ledgerEntry);
};

/** The account of decisions in the words of an answer, without mask. */
export const accountFor = (
  decisions: readonly RecordDecision[],
  ledgerEntry: string,
): Disclosure => ({
  ledgerEntry,
  released: decisions
    .flatMap(releasedLines)
    .map(({ lawfulBasis: _, ...line }) => line),
  withheld: decisions.flatMap((decision) =>
    withheldGroups(decision).map(({ fields, reasons }) => ({
      category: decision.record.category,
      originator: decision.record.originator,
      fields,
      reasons: reasons.map((reason) => ({
        ...reason,
        says: REASONS[reason.code],
      })),
    })),
  ),
});

/** Writes one line a ground: fields of one record that one flow released stand together. */
const releasedLines = ({
  record: { category, originator },
  fields,
}: RecordDecision): ReleasedLine[] =>
  grouped(fields.filter(isReleased), ({ by }) => groundsKey(by)).map(
    ([first, all]) => {
      const named = {
        category,
        originator,
        fields: all.map(({ field }) => field),
      };
      if (first.by.basis === 'OWN') return { ...named, basis: 'OWN' };
      const { printable: _, ...grounds } = first.by;
      return { ...named, ...grounds };
    },
  );

const withheldGroups = ({
  fields,
}: RecordDecision): { fields: string[]; reasons: Reason[] }[] =>
  grouped(fields.filter(isWithheld), ({ reasons }) =>
    reasons.map(reasonText).join(),
  ).map(([first, all]) => ({
    fields: all.map(({ field }) => field),
    reasons: first.reasons,
  }));

const groundsKey = (by: Grounds): string =>
  by.basis === 'OWN' ? 'OWN' : `${by.agreement}|${by.flow}`;

const reasonText = ({ code, agreement, clause, condition }: Reason): string =>
  [code, agreement, clause, condition]
    .filter((part) => part !== undefined)
    .join(' ');

const grouped = <T>(
  items: readonly T[],
  keyOf: (item: T) => string,
): [T, T[]][] => {
  const groups = new Map<string, [T, T[]]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group[1].push(item);
    else groups.set(key, [item, [item]]);
  }
  return [...groups.values()];
};
