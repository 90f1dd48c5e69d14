/**
 * The decision: may this recipient have this record now, field by field, and why.
 *
 * Default deny. A field is released only by a flow of the agreement that its record was given
 * under, from its originator, at the version in force now. Prohibitions win, an unknown word
 * denies, the order of clauses never matters, and what is absent grants nothing. Nothing here reads
 * a clock: the same arguments give the same decision for ever.
 */
import type {
  Flow,
  LawfulBasis,
  Prohibition,
} from '../../schemas/contract/agreement/agreement.ts';
import type { PersonalRecord } from '../../schemas/store/personal-record.ts';
import { isCategory, isFieldOf } from '../../schemas/vocabulary/categories.ts';
import type { ReasonCode } from '../../schemas/vocabulary/reasons.ts';
import {
  type LiveAgreement,
  notInForce,
  outsideAgreement,
} from './agreement.ts';
import { clausesOf, type Lane } from './clauses.ts';
import { type Asked, type Circumstances, holds } from './conditions.ts';

/**
 * The ground on which a field is released: a flow of an agreement, or that the recipient gave it
 * itself.
 */
export type Grounds =
  | {
      basis: 'FLOW';
      agreement: string;
      version: number;
      hash: string;
      flow: string;
      gateway: Flow['gateway'];
      lawfulBasis: LawfulBasis | undefined;
      printable: boolean;
    }
  | { basis: 'OWN' };

export interface Reason {
  code: ReasonCode;
  agreement?: string;
  /** The flow or prohibition that withheld it. */
  clause?: string;
  condition?: string;
}

export type FieldDecision =
  | { field: string; released: true; by: Grounds }
  | { field: string; released: false; reasons: Reason[] };

export interface RecordDecision {
  record: PersonalRecord;
  /** One a field that the record carries, in alphabetical order. */
  fields: FieldDecision[];
}

export interface Question {
  record: PersonalRecord;
  asked: Asked;
  circumstances: Circumstances;
  /** The agreements that the recipient is a party to, in force or not. */
  agreements: readonly LiveAgreement[];
  /** Milliseconds since the epoch. */
  now: number;
}

export const decide = (question: Question): RecordDecision => ({
  record: question.record,
  fields: Object.keys(question.record.fields)
    .sort()
    .map(fieldDecider(question)),
});

type Decider = (field: string) => FieldDecision;

const fieldDecider = (question: Question): Decider => {
  const { category } = question.record;
  if (!isCategory(category))
    return (field) => withheld(field, [{ code: 'CATEGORY_UNKNOWN' }]);
  const registered = registeredDecider(question);
  return (field) =>
    isFieldOf(category, field)
      ? registered(field)
      : withheld(field, [{ code: 'FIELD_UNKNOWN' }]);
};

const registeredDecider = (question: Question): Decider => {
  const { record, asked } = question;
  // An agency's own records are no disclosure to it. A panel gives nothing: it has no own.
  if (record.originator === asked.recipient && !expired(question)) {
    return (field) => ({ field, released: true, by: { basis: 'OWN' } });
  }
  const agreement = agreementOf(question);
  const barriers = barriersOf(question, agreement);
  return agreement
    ? agreedDecider(agreement, barriers, question)
    : (field) => withheld(field, barriers);
};

const agreedDecider = (
  agreement: LiveAgreement,
  barriers: readonly Reason[],
  question: Question,
): Decider => {
  const barring = barringClauses(agreement, question);
  const fareOf = weigher(agreement, barriers, question);
  return (field) => {
    const { permitting, reasons } = fareOf(field);
    const prohibited = barring
      .filter(({ fields }) => fields?.includes(field) ?? true)
      .map(reasonOf(agreement));
    if (prohibited.length > 0)
      return withheld(field, tidy([...reasons, ...prohibited]));
    if (permitting && reasons.length === 0)
      return { field, released: true, by: permitting };
    return withheld(field, reasons);
  };
};

/** Fields that the same flows carry fare alike, so the flows are weighed once for all of them. */
const weigher = (
  agreement: LiveAgreement,
  barriers: readonly Reason[],
  question: Question,
): ((field: string) => Weighed) => {
  const { record, asked } = question;
  const lane = clausesOf(agreement).lane(
    record.category,
    record.originator,
    asked.recipient,
  );
  const weighed = new Map<readonly Flow[], Weighed>();
  return (field) => {
    const carrying = lane?.carrying.get(field) ?? NOTHING;
    const fare =
      weighed.get(carrying) ??
      weigh({ lane, carrying }, agreement, barriers, question);
    weighed.set(carrying, fare);
    return fare;
  };
};

const NOTHING: readonly Flow[] = [];

/** Every reason that stands against the record as a whole. */
const barriersOf = (
  question: Question,
  agreement: LiveAgreement | undefined,
): Reason[] => {
  const { record } = question;
  const codes = [
    ...barriersOfRecord(question),
    ...(agreement ? barriersOfAgreement(agreement, question) : NOT_HELD),
  ];
  return tidy(codes.map((code) => ({ code, agreement: record.agreement })));
};

const NOT_HELD: readonly ReasonCode[] = ['AGREEMENT_NOT_HELD'];

const barriersOfRecord = (question: Question): ReasonCode[] => {
  const { record, asked } = question;
  const { code, recipients } = record.handling;
  const codes: ReasonCode[] = [];
  if (asked.agreement !== undefined && asked.agreement !== record.agreement)
    codes.push('AGREEMENT_NOT_NAMED');
  if (expired(question)) codes.push('RECORD_EXPIRED');
  if (code !== 'P' && !recipients.includes(asked.recipient))
    codes.push('HANDLING_RESTRICTED');
  return codes;
};

const barriersOfAgreement = (
  agreement: LiveAgreement,
  { record, asked, now }: Question,
): ReasonCode[] => [
  ...notInForce(agreement, now),
  ...outsideAgreement(record.subject, agreement, now),
  ...(agreement.purposes.includes(asked.purpose)
    ? []
    : (['PURPOSE_NOT_AGREED'] as const)),
];

interface Weighed {
  permitting: Grounds | undefined;
  /** Every reason against it but prohibitions, which may single out fields. */
  reasons: Reason[];
}

/**
 * The flows that carry a field, and the lane that they are of, if any leads from the originator to
 * the recipient.
 */
interface Carriage {
  lane: Lane | undefined;
  carrying: readonly Flow[];
}

/**
 * Finds the flow that permits, or how near each flow came: the nearer misses are the reasons worth
 * reading.
 */
const weigh = (
  carriage: Carriage,
  agreement: LiveAgreement,
  barriers: readonly Reason[],
  question: Question,
): Weighed => {
  const serving = carriage.carrying.filter(({ purposes }) =>
    purposes.includes(question.asked.purpose),
  );
  const unmet = serving.map((flow) =>
    unmetConditions(flow, agreement, question),
  );
  // They stand by id: of several that permit it is always the same one.
  const permitting = serving.find((_, i) => unmet[i]?.length === 0);
  if (permitting) {
    const grounds = groundsOf(agreement, permitting, question.record);
    return { permitting: grounds, reasons: tidy(barriers) };
  }
  const missing = missingFrom(carriage, serving);
  const reasons = missing
    ? [{ code: missing, agreement: agreement.id }]
    : unmet.flat();
  return { permitting: undefined, reasons: tidy([...barriers, ...reasons]) };
};

const missingFrom = (
  { lane, carrying }: Carriage,
  serving: readonly Flow[],
): ReasonCode | undefined => {
  if (!lane) return 'NO_FLOW';
  if (carrying.length === 0) return 'FIELD_NOT_AGREED';
  return serving.length === 0 ? 'PURPOSE_NOT_IN_FLOW' : undefined;
};

const unmetConditions = (
  flow: Flow,
  agreement: LiveAgreement,
  question: Question,
): Reason[] =>
  flow.conditions.flatMap((condition) => {
    const held = holds(condition, question);
    if (held === true) return [];
    const code = held === 'UNKNOWN' ? 'CONDITION_UNKNOWN' : 'CONDITION_NOT_MET';
    return [
      {
        code,
        agreement: agreement.id,
        clause: flow.id,
        condition: condition.condition,
      },
    ] satisfies Reason[];
  });

const barringClauses = (
  agreement: LiveAgreement,
  { record, asked }: Question,
): Prohibition[] =>
  clausesOf(agreement)
    .prohibitions(record.category)
    .filter(
      ({ from, to, purposes }) =>
        (from?.includes(record.originator) ?? true) &&
        (to?.includes(asked.recipient) ?? true) &&
        (purposes?.includes(asked.purpose) ?? true),
    );

const reasonOf =
  (agreement: LiveAgreement) =>
  ({ id }: Prohibition): Reason => ({
    code: 'PROHIBITED',
    agreement: agreement.id,
    clause: id,
  });

const groundsOf = (
  agreement: LiveAgreement,
  flow: Flow,
  record: PersonalRecord,
): Grounds => ({
  basis: 'FLOW',
  agreement: agreement.id,
  version: agreement.version,
  hash: agreement.hash,
  flow: flow.id,
  gateway: flow.gateway,
  lawfulBasis: agreement.lawfulBases.find(
    ({ party }) => party === record.originator,
  ),
  printable: flow.printable,
});

const withheld = (field: string, reasons: Reason[]): FieldDecision => ({
  field,
  released: false,
  reasons,
});

/** Each reason once, in the order of its words. */
const tidy = (reasons: readonly Reason[]): Reason[] =>
  reasons.length < 2
    ? [...reasons]
    : [...new Map(reasons.map((reason) => [reasonKey(reason), reason]))]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([, reason]) => reason);

/**
 * Two versions of one agreement side by side would contradict each other, so they count as none.
 */
const agreementOf = ({
  record,
  agreements,
}: Question): LiveAgreement | undefined => {
  const held = agreements.filter(({ id }) => id === record.agreement);
  return held.length === 1 ? held[0] : undefined;
};

/** A date that cannot be read counts as passed: it must not keep a record for ever. */
const expired = ({ record, now }: Question): boolean =>
  !(Date.parse(record.expiresAt) > now);

const reasonKey = ({
  code,
  agreement = '',
  clause = '',
  condition = '',
}: Reason): string => [code, agreement, clause, condition].join('|');
