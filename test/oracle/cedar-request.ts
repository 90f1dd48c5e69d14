/** A question to `decide` as requests to Cedar: one for each field that the record carries. */
import {
  type CedarValueJson,
  type Context,
  type EntityJson,
  type EntityUidJson,
  preparsePolicySet,
  statefulIsAuthorized,
} from '@cedar-policy/cedar-wasm/nodejs';
import type { Question } from '../../rules/sharing/decide.ts';
import { type Policies, policiesOf } from './cedar-agreement.ts';

export interface Verdict {
  field: string;
  allowed: boolean;
  /** The ids of the policies that determined it: each that permits, or where any forbids each that forbids. */
  determinedBy: string[];
}

/** Everything that is asked but the agreements, which Cedar reads once for many requests. */
export type Pair = Omit<Question, 'agreements'>;

/** Cedar's judgement on each field under these agreements. The last judge made is the one that may be asked. */
export const judgeOf = (
  agreements: Question['agreements'],
): ((pair: Pair) => Verdict[]) => {
  prepare(policiesOf(agreements));
  return (pair) =>
    Object.keys(pair.record.fields).map((field) => verdictOn(field, pair));
};

/** Prepared under one name: Cedar keeps what it has parsed for ever, so a name for each set would fill the memory. */
const PREPARED = 'agreements';

const prepare = (staticPolicies: Policies): void => {
  const parsed = preparsePolicySet(PREPARED, { staticPolicies });
  if (parsed.type === 'failure')
    throw new Error(`not Cedar: ${JSON.stringify(parsed.errors)}`);
};

const verdictOn = (field: string, pair: Pair): Verdict => {
  const resource = { type: 'Field', id: field };
  const answer = statefulIsAuthorized({
    principal: { type: 'Agency', id: pair.asked.recipient },
    action: { type: 'Action', id: pair.asked.purpose },
    resource,
    context: contextOf(pair),
    preparsedPolicySetId: PREPARED,
    entities: [
      { uid: resource, attrs: attributesOf(field, pair), parents: [] },
    ],
  });
  if (answer.type === 'failure')
    throw new Error(`Cedar refused: ${JSON.stringify(answer.errors)}`);
  const { decision, diagnostics } = answer.response;
  // Cedar skips a policy that fails, which would turn a slip in a forbid into a permission.
  if (diagnostics.errors.length > 0)
    throw new Error(`a policy failed: ${JSON.stringify(diagnostics.errors)}`);
  return {
    field,
    allowed: decision === 'allow',
    determinedBy: diagnostics.reason.sort(),
  };
};

const attributesOf = (
  field: string,
  { record, now }: Pair,
): EntityJson['attrs'] => {
  const { subject, handling } = record;
  const present = subject.borough === undefined ? [] : [subject.borough];
  return {
    field,
    category: record.category,
    originator: agency(record.originator),
    agreement: record.agreement,
    expiresAt: time(record.expiresAt),
    approved: record.approved,
    handling: handling.code,
    statedRecipients: handling.recipients.map(agency),
    age: ageAt(subject.birthDate, dateInLondon(now)),
    subjectCategory: subject.category,
    lived: [...present, ...subject.formerBoroughs],
    ...(subject.borough === undefined ? {} : { borough: subject.borough }),
  };
};

const contextOf = ({ asked, circumstances, now }: Pair): Context => {
  const { case: dealtWith, visit, referralAcceptedBy } = circumstances;
  return {
    now: time(new Date(now).toISOString()),
    today: time(dateInLondon(now)),
    role: asked.practitionerRole,
    ...(asked.agreement === undefined ? {} : { named: asked.agreement }),
    ...(dealtWith && {
      case: {
        open: dealtWith.open,
        asked: dealtWith.asked.map(agency),
        ...(dealtWith.finalDecisionOn === undefined
          ? {}
          : { decidedOn: time(dealtWith.finalDecisionOn) }),
      },
    }),
    ...(visit && {
      visit: { allocatedOn: time(visit.allocatedOn), done: visit.done },
    }),
    ...(referralAcceptedBy && { accepted: referralAcceptedBy.map(agency) }),
  };
};

const agency = (id: string): EntityUidJson & CedarValueJson => ({
  __entity: { type: 'Agency', id },
});

const time = (dateOrInstant: string): CedarValueJson => ({
  __extn: { fn: 'datetime', arg: dateOrInstant },
});

/**
 * The date in London by the rule itself, not by the time zone data that the product asks: an hour ahead of UTC from 01:00
 * UTC on the last Sunday of March to 01:00 UTC on that of October. Source: Summer Time Order 2002, regulation 2.
 */
export const dateInLondon = (now: number): string => {
  const year = new Date(now).getUTCFullYear();
  const summer =
    lastSunday(year, 'MARCH') <= now && now < lastSunday(year, 'OCTOBER');
  return new Date(summer ? now + 3_600_000 : now).toISOString().slice(0, 10);
};

const lastSunday = (year: number, month: 'MARCH' | 'OCTOBER'): number => {
  const last = new Date(Date.UTC(year, month === 'MARCH' ? 2 : 9, 31));
  return Date.UTC(
    year,
    last.getUTCMonth(),
    last.getUTCDate() - last.getUTCDay(),
    1,
  );
};

/** Whole years, by dates read as decimal numbers: 29 February has not come round before 1 March of a common year. */
export const ageAt = (birthDate: string, date: string): number =>
  Math.floor(
    (Number(date.replaceAll('-', '')) - Number(birthDate.replaceAll('-', ''))) /
      10_000,
  );
