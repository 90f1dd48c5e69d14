/**
 * The decision: may this recipient have this record now, field by field, and why.
 *
 * Default deny. A field is released only by a flow of the agreement that its record was given under, from its originator,
 * at the version in force now. Prohibitions win, an unknown word denies, the order of clauses never matters, and what is
 * absent grants nothing. Nothing here reads a clock: the same arguments give the same decision for ever.
 */
import type { Flow, LawfulBasis, Prohibition } from '../schemas/agreement.ts';
import { isCategory, isFieldOf } from '../schemas/categories.ts';
import type { PersonalRecord } from '../schemas/personal-record.ts';
import type { ReasonCode } from '../schemas/reasons.ts';
import { type LiveAgreement, notInForce, outsideAgreement } from './agreement.ts';
import { type Asked, type Circumstances, holds } from './conditions.ts';

/** On what a field is released: a flow of an agreement, or that the recipient gave it itself. */
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

export const decide = (question: Question): RecordDecision => {
  const agreement = agreementOf(question);
  const barriers = barriersOf(question, agreement);
  const leading = agreement ? leadingFlows(agreement, question) : [];
  const fields = Object.keys(question.record.fields)
    .sort()
    .map((field) => decideField(field, question, { agreement, barriers, leading }));
  return { record: question.record, fields };
};

/** What is so for every field of a record alike. */
interface Standing {
  agreement: LiveAgreement | undefined;
  /** Every reason that stands against the record as a whole. */
  barriers: Reason[];
  /** The flows from its originator to the recipient in its category. */
  leading: Flow[];
}

const decideField = (field: string, question: Question, { agreement, barriers, leading }: Standing): FieldDecision => {
  const { record, asked } = question;
  if (!isCategory(record.category)) return withheld(field, [{ code: 'CATEGORY_UNKNOWN' }]);
  if (!isFieldOf(record.category, field)) return withheld(field, [{ code: 'FIELD_UNKNOWN' }]);
  // What an agency gave itself is no disclosure to it. A panel gives nothing: it has no own.
  if (record.originator === asked.recipient && !expired(question)) {
    return { field, released: true, by: { basis: 'OWN' } };
  }
  if (!agreement) return withheld(field, barriers);
  const { permitting, reasons } = weighFlows(field, leading, agreement, question);
  const all = [...barriers, ...prohibited(field, agreement, question), ...(permitting ? [] : reasons)];
  if (permitting && all.length === 0) return { field, released: true, by: groundsOf(agreement, permitting, record) };
  return withheld(field, all);
};

const barriersOf = (question: Question, agreement: LiveAgreement | undefined): Reason[] => {
  const { record, asked, now } = question;
  const codes: ReasonCode[] = [];
  if (!agreement) codes.push('AGREEMENT_NOT_HELD');
  if (asked.agreement !== undefined && asked.agreement !== record.agreement) codes.push('AGREEMENT_NOT_NAMED');
  if (expired(question)) codes.push('RECORD_EXPIRED');
  if (record.handling.code !== 'P' && !record.handling.recipients.includes(asked.recipient)) {
    codes.push('HANDLING_RESTRICTED');
  }
  if (agreement) {
    codes.push(...notInForce(agreement, now), ...outsideAgreement(record.subject, agreement, now));
    if (!agreement.purposes.includes(asked.purpose)) codes.push('PURPOSE_NOT_AGREED');
  }
  return codes.map((code) => ({ code, agreement: record.agreement }));
};

const leadingFlows = ({ flows }: LiveAgreement, { record, asked }: Question): Flow[] =>
  flows.filter(
    ({ from, to, category }) =>
      category === record.category && from.includes(record.originator) && to.includes(asked.recipient),
  );

/** The flow that permits the field, or how near each flow came: the nearer misses are the reasons worth reading. */
const weighFlows = (field: string, leading: readonly Flow[], agreement: LiveAgreement, question: Question) => {
  const { asked } = question;
  const carrying = leading.filter(({ fields }) => fields.includes(field));
  const serving = carrying.filter(({ purposes }) => purposes.includes(asked.purpose));
  const weighed = serving.map((flow) => ({ flow, unmet: unmetConditions(flow, agreement, question) }));
  // The lowest id, so that the order of clauses cannot change the answer.
  const permitting = weighed
    .filter(({ unmet }) => unmet.length === 0)
    .map(({ flow }) => flow)
    .sort(byId)[0];
  const missing = (code: ReasonCode) => [{ code, agreement: agreement.id }];
  const reasons: Reason[] =
    leading.length === 0
      ? missing('NO_FLOW')
      : carrying.length === 0
        ? missing('FIELD_NOT_AGREED')
        : serving.length === 0
          ? missing('PURPOSE_NOT_IN_FLOW')
          : weighed.flatMap(({ unmet }) => unmet);
  return { permitting, reasons };
};

const unmetConditions = (flow: Flow, agreement: LiveAgreement, question: Question): Reason[] =>
  flow.conditions.flatMap((condition) => {
    const held = holds(condition, question);
    if (held === true) return [];
    const code = held === 'UNKNOWN' ? 'CONDITION_UNKNOWN' : 'CONDITION_NOT_MET';
    return [{ code, agreement: agreement.id, clause: flow.id, condition: condition.condition }] satisfies Reason[];
  });

const prohibited = (field: string, agreement: LiveAgreement, { record, asked }: Question): Reason[] => {
  const selects = (clause: Prohibition) =>
    clause.category === record.category &&
    (clause.from?.includes(record.originator) ?? true) &&
    (clause.to?.includes(asked.recipient) ?? true) &&
    (clause.fields?.includes(field) ?? true) &&
    (clause.purposes?.includes(asked.purpose) ?? true);
  return agreement.prohibitions
    .filter(selects)
    .map(({ id }) => ({ code: 'PROHIBITED', agreement: agreement.id, clause: id }) satisfies Reason);
};

const groundsOf = (agreement: LiveAgreement, flow: Flow, record: PersonalRecord): Grounds => ({
  basis: 'FLOW',
  agreement: agreement.id,
  version: agreement.version,
  hash: agreement.hash,
  flow: flow.id,
  gateway: flow.gateway,
  lawfulBasis: agreement.lawfulBases.find(({ party }) => party === record.originator),
  printable: flow.printable,
});

const withheld = (field: string, reasons: Reason[]): FieldDecision => ({
  field,
  released: false,
  reasons: [...new Map(reasons.map((reason) => [reasonKey(reason), reason])).values()].sort((a, b) =>
    compare(reasonKey(a), reasonKey(b)),
  ),
});

/** Two versions of one agreement side by side would contradict each other, so they count as none. */
const agreementOf = ({ record, agreements }: Question): LiveAgreement | undefined => {
  const held = agreements.filter(({ id }) => id === record.agreement);
  return held.length === 1 ? held[0] : undefined;
};

/** What is no instant has passed: a date that cannot be read must not keep a record for ever. */
const expired = ({ record, now }: Question): boolean => !(Date.parse(record.expiresAt) > now);

const reasonKey = ({ code, agreement = '', clause = '', condition = '' }: Reason): string =>
  [code, agreement, clause, condition].join('|');

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const byId = (a: Flow, b: Flow): number => compare(a.id, b.id);
