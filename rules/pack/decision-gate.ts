/** Finds everything that stands in the way of a panel's decision, and names all of it at once. */
import type { Panel } from '../../schemas/contract/agreement/agreement.ts';
import type { DecisionRequest } from '../../schemas/contract/decisions.ts';
import type { Blocker } from '../../schemas/contract/problems.ts';
import type { Meeting } from '../../schemas/store/entities.ts';
import type { EligibilityRule } from '../../schemas/vocabulary/codes.ts';
import { quorumOf } from '../cases/quorum.ts';
import type { Pack } from './pack.ts';

export interface Gate {
  request: DecisionRequest;
  /** The pack as it is now for this meeting, eligibility judged on the meeting's day and today. */
  pack: Pack;
  meeting: Meeting;
  panel: Panel;
  /** Nobody was ever given the pack that is cited. */
  unknown?: boolean;
  /** The gaps and divergences that earlier decisions of this case acknowledged. */
  acknowledged: readonly string[];
}

export const blockersOf = (gate: Gate): Blocker[] => [
  ...stale(gate),
  ...(gate.request.outcome === 'INCLUDE' ? notEligible(gate.pack) : []),
  ...investigation(gate),
  ...(gate.request.outcome === 'DEFER'
    ? incompleteDeferral(gate)
    : unacknowledged(gate)),
  ...(gate.request.outcome === 'EXCLUDE' ? unfounded(gate) : []),
  ...absent(gate),
  ...notQuorate(gate),
];

const stale = ({ request, pack, unknown }: Gate): Blocker[] => {
  // The digest of the pack as it is does not help here: a panel decides on what it has read, not on
  // what a refusal told it.
  if (unknown) {
    return [
      {
        code: 'STALE_PACK',
        message:
          'Nobody was given a pack of the digest that the decision cites. Read the pack.',
      },
    ];
  }
  if (request.packDigest === pack.digest) return [];
  return [
    {
      code: 'STALE_PACK',
      message: 'The pack has changed since the one that the decision cites.',
    },
  ];
};

const notEligible = ({ eligibility }: Pack): Blocker[] =>
  eligibility
    .filter(({ finding }) => finding !== 'MET')
    .map(({ rule, finding, evidence }) => ({
      code: 'ELIGIBILITY_NOT_MET',
      about: rule,
      message: `${rule} is ${finding}. ${evidence}`,
    }));

/**
 * A child is neither selected nor turned away until the investigation has an outcome. It stops no
 * deferral, referral or triage.
 */
const investigation = ({ request: { outcome }, pack }: Gate): Blocker[] =>
  pack.investigation?.status === 'ONGOING' &&
  (outcome === 'INCLUDE' || outcome === 'EXCLUDE')
    ? [
        {
          code: 'INVESTIGATION_ONGOING',
          message:
            'An investigation is under way. Defer until it has an outcome.',
        },
      ]
    : [];

const incompleteDeferral = ({
  request: { deferralReason, nextDate },
  meeting,
}: Gate): Blocker[] => {
  if (
    deferralReason !== undefined &&
    nextDate !== undefined &&
    nextDate > meeting.meetingOn
  )
    return [];
  return [
    {
      code: 'DEFERRAL_INCOMPLETE',
      message:
        'A deferral states its reason and a next date after this meeting.',
    },
  ];
};

/** A deferral needs none of this: that something is missing is what it says. */
const unacknowledged = ({ request, pack, acknowledged }: Gate): Blocker[] => {
  const known = new Set([
    ...acknowledged,
    ...request.acknowledgements.map(({ about }) => about),
  ]);
  return [
    ...openGaps(pack),
    ...openDivergences(pack),
    ...openStaleness(pack),
  ].filter(({ about }) => !known.has(about));
};

type Point = Blocker & { about: string };

const openGaps = ({ gaps }: Pack): Point[] =>
  gaps.map(({ gapId, question }) => ({
    code: 'GAP_NOT_ACKNOWLEDGED',
    about: gapId,
    message: question,
  }));

const openDivergences = ({ divergences }: Pack): Point[] =>
  divergences.map(({ divergenceId, question }) => ({
    code: 'DIVERGENCE_NOT_ACKNOWLEDGED',
    about: divergenceId,
    message: question,
  }));

const openStaleness = ({ freshness }: Pack): Point[] =>
  freshness
    .filter(({ state }) => state === 'STALE')
    .map(({ stalenessId, agency, asOf }) => ({
      code: 'STALENESS_NOT_ACKNOWLEDGED',
      about: stalenessId,
      message: `What ${agency} says is of ${asOf}. Does it still hold?`,
    }));

const RULE_OF = {
  AGE: 'UNDER_18',
  WEAPON_CONVICTION: 'NO_WEAPON_CONVICTION',
  OUT_OF_AREA: 'LIVES_IN_AREA',
  NO_EVIDENCE: 'EVIDENCE_OF_CARRYING',
} as const satisfies Record<
  NonNullable<DecisionRequest['exclusionReason']>,
  EligibilityRule
>;

const unfounded = ({ request: { exclusionReason }, pack }: Gate): Blocker[] => {
  if (exclusionReason === undefined) {
    return [
      {
        code: 'EXCLUSION_REASON_MISSING',
        message: 'Not selecting a child needs a reason.',
      },
    ];
  }
  const rule = RULE_OF[exclusionReason];
  return pack.eligibility
    .filter((each) => each.rule === rule && each.finding === 'MET')
    .map(({ evidence }) => ({
      code: 'EXCLUSION_NOT_FOUNDED',
      about: rule,
      message: `The reason is ${exclusionReason}, and ${rule} is MET. ${evidence}`,
    }));
};

const absent = ({ request: { decider }, meeting, panel }: Gate): Blocker[] =>
  presentAs(decider, meeting, panel)
    ? []
    : [
        {
          code: 'DECIDER_ABSENT',
          about: decider.practitioner,
          message: 'Who decides is not recorded as present.',
        },
      ];

/** Finds the decider in the attendance: in that role, for a member of the panel. */
export const presentAs = (
  { practitioner, role }: DecisionRequest['decider'],
  { attendance }: Meeting,
  { members }: Panel,
): Meeting['attendance'][number] | undefined =>
  attendance.find(
    (each) =>
      each.practitioner === practitioner &&
      each.role === role &&
      members.includes(each.agency),
  );

/** Where the agreement only warns, the decision stands and says that the panel was not quorate. */
const notQuorate = ({ meeting, panel }: Gate): Blocker[] => {
  const { met, agencies, needed, missing, ifNotMet } = quorumOf(meeting, panel);
  if (met || ifNotMet === 'WARN') return [];
  const without =
    missing.length > 0 ? ` and without ${missing.join(', ')}` : '';
  return [
    {
      code: 'QUORUM_NOT_MET',
      message: `The panel decides with ${needed} agencies; it sits with ${agencies}${without}.`,
    },
  ];
};
