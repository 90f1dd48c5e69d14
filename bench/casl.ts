/**
 * The agreements as @casl/ability rules, one ability for each recipient. CASL matches a record's attributes and names the
 * permitted fields; it gives no reasons and cites no flow. It compares, and works nothing out: ages, days and dates are facts
 * that its caller brings. `decide` works them out itself.
 */
import {
  AbilityBuilder,
  createMongoAbility,
  type MongoAbility,
  type MongoQuery,
  subject as named,
} from '@casl/ability';
import { permittedFieldsOf } from '@casl/ability/extra';
import type { LiveAgreement } from '../rules/sharing/agreement.ts';
import { ageOn, londonDate } from '../rules/time/london-time.ts';
import {
  CATEGORIES,
  categoryNames,
  isCategory,
} from '../schemas/vocabulary/categories.ts';
import { Purpose } from '../schemas/vocabulary/codes.ts';
import type {
  Condition,
  ConditionName,
} from '../schemas/vocabulary/conditions.ts';
import type { Pair } from '../test/oracle/cedar-request.ts';

const DAY = 86_400_000;

/**
 * What permits, made ready for so many questions: each call names the fields that may be released.
 *
 * @param facts whether they are worked out before anything is measured, or for each question, as a caller would have to.
 */
export const caslOf = (
  agreements: readonly LiveAgreement[],
  pairs: readonly Pair[],
  facts: 'BEFOREHAND' | 'EACH_TIME',
): (() => string[])[] => {
  const abilities = new Map<string, MongoAbility>();
  return pairs.map((pair) => {
    const { recipient, purpose } = pair.asked;
    const ability =
      abilities.get(recipient) ?? abilityOf(recipient, agreements);
    abilities.set(recipient, ability);
    const about = () => named(pair.record.category, factsOf(pair));
    const ready = about();
    const fieldsFrom = (rule: { fields?: string[] | undefined }) =>
      rule.fields ?? registered(pair.record.category);
    if (facts === 'BEFOREHAND')
      return () => permittedFieldsOf(ability, purpose, ready, { fieldsFrom });
    return () => permittedFieldsOf(ability, purpose, about(), { fieldsFrom });
  });
};

const registered = (category: string): string[] =>
  isCategory(category) ? [...CATEGORIES[category]] : [];

/** Later rules win over earlier ones: what permits, then what stands against it, then what is one's own. */
const abilityOf = (
  recipient: string,
  agreements: readonly LiveAgreement[],
): MongoAbility => {
  const { can, cannot, build } = new AbilityBuilder<MongoAbility>(
    createMongoAbility,
  );
  const purposes = [...Purpose.options];
  for (const agreement of agreements) {
    for (const {
      to,
      from,
      category,
      fields,
      purposes: serving,
      conditions,
    } of agreement.flows) {
      if (!to.includes(recipient) || !isCategory(category)) continue;
      can(
        serving.filter((purpose) => agreement.purposes.includes(purpose)),
        category,
        fields.filter((field) => registered(category).includes(field)),
        {
          ...covers(agreement),
          originator: { $in: from },
          ...Object.assign({}, ...conditions.map((c) => met(c, recipient))),
        },
      );
    }
    for (const {
      to,
      from,
      category,
      fields,
      purposes: barred,
    } of agreement.prohibitions) {
      if (to && !to.includes(recipient)) continue;
      const barring = {
        agreement: agreement.id,
        ...(from && { originator: { $in: from } }),
      };
      if (fields) cannot(barred ?? purposes, category, fields, barring);
      else cannot(barred ?? purposes, category, barring);
    }
    for (const { from, until } of agreement.suspensions) {
      const during = {
        $gte: Date.parse(from),
        ...(until !== undefined && { $lt: Date.parse(until) }),
      };
      for (const category of categoryNames)
        cannot(purposes, category, { agreement: agreement.id, now: during });
    }
  }
  for (const category of categoryNames) {
    cannot(purposes, category, {
      handling: { $ne: 'P' },
      statedRecipients: { $nin: [recipient] },
    });
    cannot(purposes, category, { narrowedAway: true });
    can(purposes, category, { originator: recipient });
    cannot(purposes, category, { expired: true });
  }
  return build();
};

/** An agreement in force, and a child that it is for. */
const covers = ({
  id,
  status,
  startsOn,
  reviewOn,
  endsOn,
  parties,
  signedAt,
  subjectRules,
  area,
}: LiveAgreement): MongoQuery => ({
  agreement: id,
  active: { $in: status === 'ACTIVE' ? [true] : [] },
  today: { $gte: startsOn, $lte: reviewOn < endsOn ? reviewOn : endsOn },
  now: {
    $gte: Math.max(
      ...parties.map(({ agency }) =>
        Date.parse(signedAt[agency] ?? '9999-12-31'),
      ),
    ),
  },
  age: { $lte: subjectRules.maxAge },
  subjectCategory: { $in: subjectRules.categories },
  everLived: { $in: area },
});

const met = (condition: Condition, recipient: string): MongoQuery =>
  (
    CONDITIONS as Record<
      string,
      (condition: never, recipient: string) => MongoQuery
    >
  )[condition.condition]?.(condition as never, recipient) ?? {
    active: { $in: [] },
  };

const CONDITIONS = {
  SUBJECT_LIVES_IN: ({ areas }) => ({ borough: { $in: areas } }),
  SUBJECT_LIVES_OR_LIVED_IN: ({ areas }) => ({ lived: { $in: areas } }),
  CASE_OPEN: () => ({ caseOpen: true }),
  VIEW_REQUESTED: (_, recipient) => ({ viewAsked: { $in: [recipient] } }),
  APPROVED_BY_ORIGINATOR: () => ({ approved: true }),
  DAYS_AFTER_FINAL_DECISION: ({ days }) => ({ daysDecided: { $lte: days } }),
  VISIT_PENDING: ({ days }) => ({ daysAllocated: { $lte: days } }),
  REFERRAL_ACCEPTED: () => ({ referralAccepted: true }),
  PRACTITIONER_ROLE_IN: ({ roles }) => ({ role: { $in: roles } }),
} satisfies {
  [N in ConditionName]: (
    condition: Extract<Condition, { condition: N }>,
    recipient: string,
  ) => MongoQuery;
};

const factsOf = ({
  record,
  asked,
  circumstances,
  now,
}: Pair): Record<string, unknown> => {
  const { subject, handling } = record;
  const { case: dealtWith, visit, referralAcceptedBy = [] } = circumstances;
  const today = londonDate(now);
  const since = (date: string) => (Date.parse(today) - Date.parse(date)) / DAY;
  const lived = [subject.borough, ...subject.formerBoroughs].filter(
    (borough) => borough !== undefined,
  );
  return {
    agreement: record.agreement,
    originator: record.originator,
    active: true,
    now,
    today,
    age: ageOn(subject.birthDate, today),
    subjectCategory: subject.category,
    borough: subject.borough,
    lived,
    everLived: lived,
    approved: record.approved,
    expired: !(Date.parse(record.expiresAt) > now),
    handling: handling.code,
    statedRecipients: handling.recipients,
    narrowedAway:
      asked.agreement !== undefined && asked.agreement !== record.agreement,
    role: asked.practitionerRole,
    caseOpen: dealtWith?.open === true,
    viewAsked: dealtWith?.asked ?? [],
    daysDecided: !dealtWith
      ? Infinity
      : dealtWith.finalDecisionOn === undefined
        ? 0
        : since(dealtWith.finalDecisionOn),
    daysAllocated: visit && !visit.done ? since(visit.allocatedOn) : Infinity,
    referralAccepted: [asked.recipient, record.originator].some((id) =>
      referralAcceptedBy.includes(id),
    ),
  };
};
