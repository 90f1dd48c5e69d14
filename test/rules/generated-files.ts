/** Any file of one case: also such as no history leads to. */
import fc from 'fast-check';
import type { CaseFile } from '../../rules/cases/case-file.ts';
import { FOLLOW_UP_MONTHS } from '../../rules/cases/tasks.ts';
import { CaseState } from '../../schemas/contract/case-parts.ts';
import type {
  Decision,
  FollowUpEntity,
  Question,
  Referral,
  Visit,
} from '../../schemas/store/entities.ts';
import {
  IncidentType,
  ReferralState,
  VisitState,
} from '../../schemas/vocabulary/codes.ts';
import {
  CASE_ID,
  caseFile,
  idOf,
  nomination,
  PERSON_ID,
  returned,
  theCase,
  viewRequest,
} from './given.ts';

export const day = fc
  .integer({ min: 1, max: 28 })
  .map((n) => `2026-11-${String(n).padStart(2, '0')}`);
export const instant = day.map((date) => `${date}T10:00:00.000Z`);
export const maybe = <T>(of: fc.Arbitrary<T>) =>
  fc.option(of, { nil: undefined });
const few = <T>(of: (n: number) => fc.Arbitrary<T>) =>
  fc
    .integer({ min: 0, max: 2 })
    .chain((count) =>
      fc.tuple(...Array.from({ length: count }, (_, n) => of(n))),
    );

const visit = (n: number) =>
  fc
    .record({
      state: fc.constantFrom(...VisitState.options),
      dueBy: day,
      at: instant,
    })
    .map(
      ({ state, dueBy, at }) =>
        ({
          type: 'Visit',
          personId: PERSON_ID,
          caseId: CASE_ID,
          visitId: idOf('visit', n),
          version: 1,
          panel: 'south-bcu',
          allocatedBy: 'met-police/co-1',
          attempts: [],
          acknowledged: [],
          expiresAt: '2030-01-01T00:00:00.000Z',
          state,
          dueBy,
          hold: { reason: 'NOT_ELIGIBLE', at },
        }) as unknown as Visit,
    );
const referral = (n: number) =>
  fc
    .record({
      state: fc.constantFrom(...ReferralState.options),
      dueBy: maybe(day),
      acknowledgedAt: maybe(instant),
    })
    .map(
      (over) =>
        ({
          type: 'Referral',
          referralId: idOf('ref', n),
          version: 1,
          panel: 'south-bcu',
          records: [],
          kind: 'REFERRED',
          need: 'YOUTH_JUSTICE',
          sentAt: '2026-11-02T10:00:00.000Z',
          history: [],
          ...over,
        }) as unknown as Referral,
    );
const question = (n: number) =>
  fc
    .record({ askedAt: instant, answer: maybe(fc.constant({})) })
    .map((over) => ({ questionId: idOf('qn', n), ...over }) as Question);
const marker = maybe(
  fc
    .record({
      status: fc.constantFrom('ONGOING' as const, 'CONCLUDED' as const),
      reviewOn: day,
    })
    .map((over) => ({
      officer: 'dc-1',
      since: '2026-11-01T10:00:00.000Z',
      ...over,
    })),
);

export const files: fc.Arbitrary<CaseFile> = fc
  .record({
    state: fc.constantFrom(...CaseState.options),
    meetingId: maybe(fc.constant(idOf('mtg', 1))),
    meetingOn: maybe(day),
    deliveredOn: maybe(day),
    finalDecisionOn: maybe(day),
    investigation: marker,
    strategyDiscussion: marker,
    expiresAt: fc.constantFrom(
      '2030-01-01T00:00:00.000Z',
      '2031-01-01T00:00:00.000Z',
    ),
    nominations: few((n) =>
      fc
        .record({
          nominatedAt: instant,
          incidentType: fc.constantFrom(...IncidentType.options),
        })
        .map((over) => nomination({ nominationId: idOf('nom', n), ...over })),
    ),
    viewRequests: few((n) =>
      day.map((replyBy) =>
        viewRequest({
          viewRequestId: idOf('vr', n + 1),
          agency: ['slam', 'croydon-yjs'][n] ?? '',
          replyBy,
        }),
      ),
    ),
    returns: few((n) =>
      instant.map((receivedAt) =>
        returned({
          viewRequestId: idOf('vr', n + 1),
          agency: ['slam', 'croydon-yjs'][n] ?? '',
          receivedAt,
        }),
      ),
    ),
    questions: few(question),
    visits: few(visit),
    referrals: few(referral),
    followUps: few((n) =>
      fc.constant({ found: { month: FOLLOW_UP_MONTHS[n] } } as FollowUpEntity),
    ),
    decidedAt: maybe(instant),
    considered: fc.subarray(
      [1, 2].map((version) => `${idOf('vr', 1)}/${version}`),
    ),
  })
  .map(
    ({
      nominations,
      viewRequests,
      returns,
      questions,
      visits,
      referrals,
      followUps,
      decidedAt,
      considered,
      ...over
    }) =>
      caseFile({
        case: theCase(over),
        decisions: decidedAt
          ? [
              {
                taken: { outcome: 'INCLUDE', decidedAt },
                considered,
              } as Decision,
            ]
          : [],
        ...{
          nominations,
          viewRequests,
          returns,
          questions,
          visits,
          referrals,
          followUps,
        },
      }),
  );
