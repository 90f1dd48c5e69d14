/** The smallest permitted answer, made by putting in what was released; and the account of the decision. */
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

export const anyReleased = (decisions: readonly RecordDecision[]): boolean =>
  decisions.some(({ fields }) => fields.some(isReleased));

/** Ids of the records of which anything was released: what a recall must reach. */
export const releasedRecordIds = (
  decisions: readonly RecordDecision[],
): string[] =>
  decisions
    .filter(({ fields }) => fields.some(isReleased))
    .map(({ record }) => record.recordId);

/** INVARIANT: only fields that a decision released are copied; a record with none leaves no trace. */
export const composeRecords = (
  decisions: readonly RecordDecision[],
): PermittedRecords => {
  const answer: Record<string, object[]> = {};
  for (const { record, fields } of decisions) {
    const released = fields.filter(isReleased);
    if (released.length === 0) continue;
    const { originator, agreement, contributedAt } = record;
    const values = Object.fromEntries(
      released.map(({ field }) => [field, record.fields[field]]),
    );
    answer[record.category] = [
      ...(answer[record.category] ?? []),
      { originator, agreement, contributedAt, ...values },
    ];
  }
  return answer as PermittedRecords;
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
 * The account for the recipient. Of a record of which nothing was released the recipient does not learn that it exists,
 * except a panel under an agreement that lets it tell "nothing held" from "withheld".
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

/** One line a ground: fields of one record that one flow released stand together. */
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
