/**
 * What everybody in the room may hear. A field that the panel was given stays only where each agency present is a member of
 * the panel and a party to the agreement whose flow released it. The host's own facts are judged like the rest: a panel is
 * one recipient, and sitting at its table is no basis.
 */
import type { Panel } from '../../schemas/contract/agreement/agreement.ts';
import type { Marker } from '../../schemas/contract/case-parts.ts';
import type { PackMessage } from '../../schemas/contract/pack.ts';
import type { LiveAgreement } from '../sharing/agreement.ts';
import type { FieldDecision, RecordDecision } from '../sharing/decide.ts';

export interface Attendees {
  /** The agencies present, each at least once. */
  present: readonly string[];
  panel: Panel;
  agreements: readonly LiveAgreement[];
}

export const heardByAttendees = (
  decisions: readonly RecordDecision[],
  attendees: Attendees,
): RecordDecision[] =>
  decisions.map(({ record, fields }) => ({
    record,
    fields: fields.map((field): FieldDecision => {
      if (!field.released) return field;
      const agreement =
        field.by.basis === 'FLOW' ? field.by.agreement : record.agreement;
      if (covers(agreement, attendees)) return field;
      return {
        field: field.field,
        released: false,
        reasons: [{ code: 'ATTENDEES_NOT_COVERED', agreement }],
      };
    }),
  }));

/** Whether everybody present may hear what is given under an agreement. Of one that is not held, nobody may. */
export const covers = (
  agreementId: string,
  { present, panel, agreements }: Attendees,
): boolean => {
  const parties =
    agreements
      .find(({ id }) => id === agreementId)
      ?.parties.map(({ agency }) => agency) ?? [];
  return present.every(
    (agency) => panel.members.includes(agency) && parties.includes(agency),
  );
};

/** How many fields somebody present may not hear. */
export const hiddenFrom = (
  before: readonly RecordDecision[],
  after: readonly RecordDecision[],
): number => releasedIn(before) - releasedIn(after);

const releasedIn = (decisions: readonly RecordDecision[]): number =>
  decisions.reduce(
    (sum, { fields }) => sum + fields.filter(({ released }) => released).length,
    0,
  );

/** What the panel's own process says of the child beside the records. */
type Process = Pick<
  PackMessage,
  | 'listingReason'
  | 'eligibility'
  | 'investigation'
  | 'strategyDiscussion'
  | 'triage'
  | 'decisions'
  | 'otherCases'
>;

const NOT_HERE = 'Not for all who are here.';

/**
 * The process as told where somebody present is no party to the panel's own agreement: where it stands, and not why. An
 * investigation that is under way still stands in the way of a decision.
 */
export const bareOf = <P extends Process>(told: P): P => ({
  ...told,
  listingReason: undefined,
  eligibility: told.eligibility.map(({ rule, finding }) => ({
    rule,
    finding,
    evidence: NOT_HERE,
  })),
  investigation: bareMarker(told.investigation),
  strategyDiscussion: bareMarker(told.strategyDiscussion),
  triage: [],
  decisions: [],
  otherCases: [],
});

const bareMarker = (marker: Marker | undefined): Marker | undefined =>
  marker && { status: marker.status, since: marker.since, officer: NOT_HERE };
