/**
 * What the agreements release, worked out a second time: from the files as they were signed, without any code of rules/.
 * It knows only what the agreements of this repository use, and says so where they use more.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A record as a test gave it. */
export interface Given {
  category: string;
  originator: string;
  agreement: string;
  fields: Record<string, unknown>;
  subject: {
    birthDate: string;
    borough: string;
    formerBoroughs: string[];
    category: string;
  };
  handling: { code: string; recipients: string[] };
  approved: boolean;
}

export interface Asking {
  /** The agency whose system asks. */
  agency: string;
  /** An agency or `panel:<id>`. */
  recipient: string;
  purpose: string;
  agreement: string | undefined;
}

/** What is so of the case within which is asked; absent outside one. */
export interface InCase {
  asked: string[];
  finalDecisionOn: string | undefined;
  /** The visit that is asked about. */
  visit?: { allocatedOn: string; pending: boolean };
  /** The service that took on the referral that is asked about. */
  acceptedBy?: string | undefined;
}

interface SignedFlow {
  id: string;
  from: string[];
  to: string[];
  category: string;
  fields: string[];
  purposes: string[];
  conditions: { condition: string; areas?: string[]; days?: number }[];
  printable: boolean;
}

interface Signed {
  status: string;
  terms: {
    id: string;
    startsOn: string;
    reviewOn: string;
    endsOn: string;
    area: string[];
    parties: { agency: string }[];
    purposes: { code: string }[];
    subjectRules: { maxAge: number; categories: string[] };
    flows: SignedFlow[];
    prohibitions: {
      category: string;
      from?: string[];
      to?: string[];
      fields?: string[];
      purposes?: string[];
    }[];
    panels: { id: string; host: string }[];
  };
  signatures: { agency: string }[];
  suspensions: unknown[];
}

const FOLDER = join(import.meta.dirname, '../../agreements');

export const SIGNED: Signed[] = readdirSync(FOLDER).map((name) =>
  JSON.parse(readFileSync(join(FOLDER, name), 'utf8')),
);

/** Every day that stands in an agreement: no canary may be one of them. */
export const DAYS_OF_AGREEMENTS = new Set(
  JSON.stringify(SIGNED).match(/\d{4}-\d{2}-\d{2}/g),
);

const today = () => new Date().toISOString().slice(0, 10);

const standing = ({
  status,
  terms,
  signatures,
  suspensions,
}: Signed): boolean =>
  status === 'ACTIVE' &&
  terms.startsOn <= today() &&
  today() <= terms.reviewOn &&
  today() <= terms.endsOn &&
  terms.parties.every(({ agency }) =>
    signatures.some((signature) => signature.agency === agency),
  ) &&
  suspensions.length === 0;

const signedBy = (agency: string): Signed[] =>
  SIGNED.filter(({ terms }) =>
    terms.parties.some((party) => party.agency === agency),
  );

/** Whether the agency may ask at all: it signed something in force that serves the purpose. */
export const mayAsk = ({
  agency,
  purpose,
  agreement,
}: Omit<Asking, 'recipient'>): boolean =>
  signedBy(agency).some(
    (signed) =>
      standing(signed) &&
      signed.terms.purposes.some(({ code }) => code === purpose) &&
      (agreement === undefined || agreement === signed.terms.id),
  );

/** Whether an originator has a flow of this category under an agreement, so that it can give it. */
export const canGive = (
  agreement: string,
  originator: string,
  category: string,
): boolean =>
  SIGNED.some(
    ({ terms }) =>
      terms.id === agreement &&
      terms.flows.some(
        (flow) => flow.category === category && flow.from.includes(originator),
      ),
  );

/** Days of the calendar. */
const since = (day: string): number =>
  (Date.parse(today()) - Date.parse(day)) / 86_400_000;

const olderThan = (birthDate: string, years: number): boolean => {
  const limit = `${Number(today().slice(0, 4)) - years - 1}${today().slice(4)}`;
  return birthDate <= limit;
};

const met = (
  { condition, areas = [], days = 0 }: SignedFlow['conditions'][number],
  { subject, approved, originator }: Given,
  { recipient }: Asking,
  within: InCase | undefined,
): boolean => {
  switch (condition) {
    case 'SUBJECT_LIVES_OR_LIVED_IN':
      return (
        areas.includes(subject.borough) ||
        subject.formerBoroughs.some((former) => areas.includes(former))
      );
    case 'VIEW_REQUESTED':
      return within?.asked.includes(recipient) ?? false;
    case 'APPROVED_BY_ORIGINATOR':
      return approved;
    case 'DAYS_AFTER_FINAL_DECISION': {
      if (!within) return false;
      if (within.finalDecisionOn === undefined) return true;
      return since(within.finalDecisionOn) <= days;
    }
    case 'VISIT_PENDING':
      return (
        within?.visit?.pending === true &&
        since(within.visit.allocatedOn) <= days
      );
    // The service is the one that is told, or the one that tells how it went.
    case 'REFERRAL_ACCEPTED':
      return (
        within?.acceptedBy !== undefined &&
        [recipient, originator].includes(within.acceptedBy)
      );
    default:
      throw new Error(
        `the agreements now use ${condition}, which this model does not know`,
      );
  }
};

/** By which flow each field of a record leaves to whom asks; a field that stays is absent. `OWN`: they gave it. */
export const releasing = (
  given: Given,
  asking: Asking,
  within?: InCase,
): Map<string, string> => {
  const all = Object.keys(given.fields);
  if (given.originator === asking.recipient)
    return new Map(all.map((field) => [field, 'OWN']));
  const signed = signedBy(asking.agency).find(
    ({ terms }) => terms.id === given.agreement,
  );
  if (!signed || !standing(signed)) return new Map();
  const { terms } = signed;
  const { subject, handling } = given;
  const outside =
    (asking.agreement !== undefined && asking.agreement !== terms.id) ||
    !terms.purposes.some(({ code }) => code === asking.purpose) ||
    (handling.code === 'C' &&
      !handling.recipients.includes(asking.recipient)) ||
    olderThan(subject.birthDate, terms.subjectRules.maxAge) ||
    !terms.subjectRules.categories.includes(subject.category) ||
    ![subject.borough, ...subject.formerBoroughs].some((borough) =>
      terms.area.includes(borough),
    );
  if (outside) return new Map();
  const leaving = terms.flows.filter(
    (flow) =>
      flow.category === given.category &&
      flow.from.includes(given.originator) &&
      flow.to.includes(asking.recipient) &&
      flow.purposes.includes(asking.purpose) &&
      flow.conditions.every((condition) =>
        met(condition, given, asking, within),
      ),
  );
  const never = (field: string) =>
    terms.prohibitions.some(
      (clause) =>
        clause.category === given.category &&
        (clause.from?.includes(given.originator) ?? true) &&
        (clause.to?.includes(asking.recipient) ?? true) &&
        (clause.fields?.includes(field) ?? true) &&
        (clause.purposes?.includes(asking.purpose) ?? true),
    );
  return new Map(
    all.flatMap((field) => {
      const flow = leaving.find(({ fields }) => fields.includes(field));
      return flow && !never(field) ? [[field, flow.id] as const] : [];
    }),
  );
};

/**
 * Whether a query finds the child: by a number that the asker may know or gave itself, or by the name and birth date by which
 * the child is known to an agency that lets the asker know anything of them. Another's number does not help to guess.
 */
export const recognises = (
  held: readonly Given[],
  subject: {
    givenName?: unknown;
    familyName?: unknown;
    birthDate?: unknown;
    identifiers?: { nhsNumber: string };
  },
  asking: Asking,
): boolean => {
  const number = subject.identifiers?.nhsNumber;
  const speaks = ({ originator, agreement }: Given) =>
    held.some(
      (other) =>
        other.originator === originator &&
        other.agreement === agreement &&
        releasing(other, asking).size > 0,
    );
  return held.some((given) => {
    const { category, fields } = given;
    if (category === 'identifiers')
      return (
        fields.nhsNumber === number && releasing(given, asking).has('nhsNumber')
      );
    const same = (['givenName', 'familyName', 'birthDate'] as const).every(
      (part) => fields[part] === subject[part],
    );
    return category === 'identity' && same && speaks(given);
  });
};

/** Of what is released, the fields that may stand on paper. Who gave it may do with it as they like. */
export const printable = (
  given: Given,
  by: ReadonlyMap<string, string>,
): string[] =>
  [...by].flatMap(([field, id]) => {
    const flow = SIGNED.find(
      ({ terms }) => terms.id === given.agreement,
    )?.terms.flows.find((each) => each.id === id);
    return id === 'OWN' || flow?.printable ? [field] : [];
  });

/** Whether anything that an agency tells a panel under an agreement may be printed. */
export const printsFor = (
  agreement: string,
  agency: string,
  panel: string,
): boolean =>
  SIGNED.some(
    ({ terms }) =>
      terms.id === agreement &&
      terms.flows.some(
        (flow) =>
          flow.printable &&
          flow.from.includes(agency) &&
          flow.to.includes(`panel:${panel}`),
      ),
  );

const DELIVERING = ['VISIT_PENDING', 'REFERRAL_ACCEPTED'];

interface UsableFlow {
  agreement: string;
  flow: SignedFlow;
}

const flowsFor = (delivering: boolean): UsableFlow[] =>
  SIGNED.flatMap(({ terms }) =>
    terms.flows
      .filter(({ purposes }) =>
        purposes.some((purpose) => purpose !== 'MONITORING'),
      )
      .filter(
        ({ conditions }) =>
          conditions.some(({ condition }) => DELIVERING.includes(condition)) ===
          delivering,
      )
      .map((flow) => ({ agreement: terms.id, flow })),
  );

/** The flows that need neither a visit nor a referral. Of monitoring nothing leaves but counts. */
export const usableFlows = (): UsableFlow[] => flowsFor(false);

/** The flows of a visit that is to be made, and of a referral that was taken on. */
export const deliveryFlows = (): UsableFlow[] => flowsFor(true);
