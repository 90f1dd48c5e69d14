/**
 * Judges what the attendees of a meeting may hear. A field that the panel was given stays only
 * where each agency present is a member of the panel and a party to the agreement whose flow
 * released it. The host's own facts are judged like the rest: a panel is one recipient, and sitting
 * at its table is no basis.
 */
import type { Panel } from '../../schemas/contract/agreement/agreement.ts';
import type { Marker } from '../../schemas/contract/case-parts.ts';
import type { PackMessage } from '../../schemas/contract/pack.ts';
import type { PersonalRecord } from '../../schemas/store/personal-record.ts';
import type { LiveAgreement } from '../sharing/agreement.ts';
import type { FieldDecision, RecordDecision } from '../sharing/decide.ts';
import { type PanelQuestion, panelDecider } from './panel-decisions.ts';
import { inMedium, type Medium } from './printing.ts';

export interface Attendees {
  /** The agencies present, each at least once. */
  present: readonly string[];
  panel: Panel;
  agreements: readonly LiveAgreement[];
}

/** A question for the panel, with its attendees and the medium of the answer. */
export interface PanelReading extends PanelQuestion {
  /**
   * The agencies present at a meeting in which it is read. Where nobody is recorded as present,
   * nothing is hidden.
   */
  attendees?: readonly string[] | undefined;
  /** Left out, a screen. */
  medium?: Medium;
}

export interface DecidedReading {
  /** Everything that flows to the panel. */
  permitted: RecordDecision[];
  /** The part of it that the attendees may hear, in this medium. */
  decisions: RecordDecision[];
}

/** Decides each record once, in an order that tells nothing of how they are stored. */
export const decideReading = (
  records: readonly PersonalRecord[],
  reading: PanelReading,
): DecidedReading => {
  const { panel, agreements, attendees, medium = 'SCREEN' } = reading;
  const permitted = records
    .toSorted((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1))
    .map(panelDecider(reading));
  const heard = attendees
    ? heardByAttendees(permitted, { present: attendees, panel, agreements })
    : permitted;
  return {
    permitted,
    decisions: heard.map((decision) => inMedium(medium, decision)),
  };
};

const sortKey = ({
  category,
  originator,
  contributedAt,
  recordId,
}: PersonalRecord): string =>
  [category, originator, contributedAt, recordId].join('|');

const heardByAttendees = (
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

/** Tests whether every attendee may hear records given under an agreement. */
export const heardByAll = (
  agreement: string,
  { attendees, panel, agreements }: PanelReading,
): boolean =>
  attendees === undefined ||
  covers(agreement, { present: attendees, panel, agreements });

/** Nobody may hear what was given under an agreement that is not held. */
const covers = (
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

/** Counts the fields that some attendee may not hear. */
export const hiddenFrom = ({ permitted, decisions }: DecidedReading): number =>
  releasedIn(permitted) - releasedIn(decisions);

const releasedIn = (decisions: readonly RecordDecision[]): number =>
  decisions.reduce(
    (sum, { fields }) => sum + fields.filter(({ released }) => released).length,
    0,
  );

/** The panel's own process, beside the records. */
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
 * Tells where the process stands, and not why, to attendees of whom one is no party to the panel's
 * own agreement. An investigation that is under way still stands in the way of a decision.
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
