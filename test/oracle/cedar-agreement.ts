/**
 * Agreements as a Cedar policy set: a permit for each flow, a forbid for each prohibition and for each thing that can
 * stand against a record. Cedar decides what `decide` decides with an engine that knows nothing of it: deny by default
 * and prohibitions that win are Cedar's own semantics here, not ours.
 *
 * INVARIANT: nothing here calls `rules/`. What is read off the product's code proves nothing about it.
 */
import type { LiveAgreement } from '../../rules/sharing/agreement.ts';
import type {
  Flow,
  Prohibition,
} from '../../schemas/contract/agreement/agreement.ts';
import { CATEGORIES } from '../../schemas/vocabulary/categories.ts';
import type {
  Condition,
  ConditionName,
} from '../../schemas/vocabulary/conditions.ts';

/** By id: `FLOW|<agreement>|<flow>`, `OWN`, or for a forbid the reason code, then agreement and clause where it has one. */
export type Policies = Record<string, string>;

/** The policies of all that the recipient holds. Each names its agreement, so that none speaks for another's records. */
export const policiesOf = (agreements: readonly LiveAgreement[]): Policies => {
  const ids = agreements.map(({ id }) => id);
  // Two versions of one agreement contradict each other: neither is held.
  const held = agreements.filter(
    ({ id }) => ids.indexOf(id) === ids.lastIndexOf(id),
  );
  return {
    ...unknownWords(),
    OWN: permit(OWN),
    AGREEMENT_NOT_HELD: forbid(
      `!(${texts(held.map(({ id }) => id))}.contains(resource.agreement))`,
    ),
    AGREEMENT_NOT_NAMED: forbid(
      'context has named && context.named != resource.agreement',
    ),
    RECORD_EXPIRED: forbid('context.now >= resource.expiresAt'),
    HANDLING_RESTRICTED: forbid(
      'resource.handling != "P" && !resource.statedRecipients.contains(principal)',
    ),
    ...Object.assign({}, ...held.map(policiesOfOne)),
  };
};

/** What an agency gave itself is no disclosure to it, for as long as the record is kept. */
const OWN =
  '(principal == resource.originator && context.now < resource.expiresAt)';

const permit = (when: string): string =>
  `permit (principal, action, resource) when { ${when} };`;

const forbid = (when: string): string =>
  `forbid (principal, action, resource) when { ${when} } unless { ${OWN} };`;

/** The closed registry binds even who gave the record: these two forbids are without the exception for it. */
const unknownWords = (): Policies => {
  const registered = Object.entries(CATEGORIES);
  const category = `${texts(registered.map(([name]) => name))}.contains(resource.category)`;
  const field = registered.map(
    ([name, fields]) =>
      `(resource.category == ${text(name)} && ${texts(fields)}.contains(resource.field))`,
  );
  return {
    CATEGORY_UNKNOWN: `forbid (principal, action, resource) unless { ${category} };`,
    FIELD_UNKNOWN: `forbid (principal, action, resource) when { ${category} } unless { ${any(field)} };`,
  };
};

const policiesOfOne = (agreement: LiveAgreement): Policies => {
  const under = `resource.agreement == ${text(agreement.id)}`;
  const barriers = Object.entries({
    ...force(agreement),
    ...coverage(agreement),
  });
  return Object.fromEntries([
    ...barriers.map(([code, when]) => [
      `${code}|${agreement.id}`,
      forbid(`${under} && (${when})`),
    ]),
    ...agreement.prohibitions.map((clause) => [
      `PROHIBITED|${agreement.id}|${clause.id}`,
      forbid(all([under, ...selected(clause)])),
    ]),
    ...agreement.flows.map((flow) => [
      `FLOW|${agreement.id}|${flow.id}`,
      permit(
        all([under, ...selected(flow), ...flow.conditions.map(condition)]),
      ),
    ]),
  ]);
};

/** When an agreement is not in force. Days are London's and inclusive; signatures and suspensions are instants. */
const force = ({
  status,
  startsOn,
  reviewOn,
  endsOn,
  parties,
  signedAt,
  suspensions,
}: LiveAgreement) => {
  const signed = new Map(Object.entries(signedAt));
  const unsigned = parties.map(({ agency }) => {
    const at = signed.get(agency);
    return at === undefined ? 'true' : `context.now < ${time(at)}`;
  });
  const suspended = suspensions.map(
    ({ from, until }) =>
      `(context.now >= ${time(from)} && ${until === undefined ? 'true' : `context.now < ${time(until)}`})`,
  );
  return {
    AGREEMENT_NOT_ACTIVE: `${text(status)} != "ACTIVE"`,
    AGREEMENT_NOT_STARTED: `context.today < ${time(startsOn)}`,
    AGREEMENT_ENDED: `context.today >= ${time(endsOn)}.offset(duration("1d"))`,
    AGREEMENT_REVIEW_OVERDUE: `context.today >= ${time(reviewOn)}.offset(duration("1d"))`,
    AGREEMENT_UNSIGNED: any(unsigned),
    AGREEMENT_SUSPENDED: any(suspended),
  };
};

/** Which children and purposes an agreement is not for. */
const coverage = ({ subjectRules, area, purposes }: LiveAgreement) => ({
  SUBJECT_TOO_OLD: `resource.age >= ${subjectRules.maxAge + 1}`,
  SUBJECT_CATEGORY_NOT_COVERED: `!(${texts(subjectRules.categories)}.contains(resource.subjectCategory))`,
  SUBJECT_UNKNOWN: 'resource.lived == []',
  SUBJECT_OUT_OF_AREA: `resource.lived != [] && !(${texts(area)}.containsAny(resource.lived))`,
  PURPOSE_NOT_AGREED: `!(${entities('Action', purposes)}.contains(action))`,
});

/** What a flow and a prohibition select alike. What a prohibition leaves out is every one. */
const selected = ({
  category,
  from,
  to,
  fields,
  purposes,
}: Flow | Prohibition): string[] => [
  `resource.category == ${text(category)}`,
  ...(from
    ? [`${entities('Agency', from)}.contains(resource.originator)`]
    : []),
  ...(to ? [`${entities('Agency', to)}.contains(principal)`] : []),
  ...(fields ? [`${texts(fields)}.contains(resource.field)`] : []),
  ...(purposes ? [`${entities('Action', purposes)}.contains(action)`] : []),
];

/** A condition that is not among these never holds. */
const condition = (given: Condition): string =>
  (CONDITIONS as Map<string, (condition: never) => string>).get(
    given.condition,
  )?.(given as never) ?? 'false';

const CONDITIONS = new Map(
  Object.entries({
    SUBJECT_LIVES_IN: ({ areas }) =>
      `(resource has borough && ${texts(areas)}.contains(resource.borough))`,
    SUBJECT_LIVES_OR_LIVED_IN: ({ areas }) =>
      `resource.lived.containsAny(${texts(areas)})`,
    CASE_OPEN: () => '(context has case && context.case.open)',
    VIEW_REQUESTED: () =>
      '(context has case && context.case.asked.contains(principal))',
    APPROVED_BY_ORIGINATOR: () => 'resource.approved',
    DAYS_AFTER_FINAL_DECISION: ({ days }) =>
      `(context has case && (!(context.case has decidedOn) || ${within('context.case.decidedOn', days)}))`,
    VISIT_PENDING: ({ days }) =>
      `(context has visit && !context.visit.done && ${within('context.visit.allocatedOn', days)})`,
    REFERRAL_ACCEPTED: () =>
      '(context has accepted && context.accepted.containsAny([principal, resource.originator]))',
    PRACTITIONER_ROLE_IN: ({ roles }) =>
      `${texts(roles)}.contains(context.role)`,
  } satisfies {
    [N in ConditionName]: (
      condition: Extract<Condition, { condition: N }>,
    ) => string;
  }),
);

const within = (date: string, days: number): string =>
  `context.today <= ${date}.offset(duration("${days}d"))`;

const all = (terms: readonly string[]): string => terms.join(' && ');
const any = (terms: readonly string[]): string =>
  terms.length === 0 ? 'false' : terms.join(' || ');
/** Cedar's escapes are JSON's for the printable words that agreements are made of. */
const text = (word: string): string => JSON.stringify(word);
const texts = (words: readonly string[]): string =>
  `[${words.map(text).join(', ')}]`;
const time = (dateOrInstant: string): string =>
  `datetime(${text(dateOrInstant)})`;
const entities = (type: 'Agency' | 'Action', ids: readonly string[]): string =>
  `[${ids.map((id) => `${type}::${text(id)}`).join(', ')}]`;
