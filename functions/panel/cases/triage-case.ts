/** POST /v1/cases/{id}/triage: what a named officer settles at once. It needs no meeting, no pack and no quorum. */

import type { Call } from '../../../entrance/call.ts';
import { conclude } from '../../../entrance/conclude.ts';
import { endpoint } from '../../../entrance/endpoint.ts';
import { contentInvalid, notFound } from '../../../entrance/problem.ts';
import { replayed } from '../../../entrance/replay.ts';
import { tallyEffects } from '../../../entrance/tallies.ts';
import { taskEffects } from '../../../entrance/tasks.ts';
import { type CaseFile, judgedOn } from '../../../rules/cases/case-file.ts';
import { eligibilityOf } from '../../../rules/cases/eligibility.ts';
import { officerNamed } from '../../../rules/cases/officer.ts';
import {
  keptAfterClosing,
  personKept,
} from '../../../rules/cases/retention.ts';
import {
  referralTally,
  triageTally,
} from '../../../rules/statistics/tallies.ts';
import { londonDate } from '../../../rules/time/london-time.ts';
import type { TriageTaken } from '../../../schemas/contract/case-parts.ts';
import type { Effect } from '../../../schemas/store/effects.ts';
import type {
  Case,
  Referral,
  Triage,
} from '../../../schemas/store/entities.ts';
import type { EligibilityRule } from '../../../schemas/vocabulary/codes.ts';
import { advanced } from './advanced.ts';
import {
  checkNoVisitPending,
  closedRequests,
  offAgenda,
  withoutCase,
} from './end-panel-work.ts';
import { keptUntil } from './kept-until.ts';
import { type OpenedCase, openCase } from './open-case.ts';
import { referralBy, referralEffects, toldOf } from './triage-referral.ts';

type Opened = NonNullable<OpenedCase['opened']>;

export const triageCase = endpoint('triageCase', async (call) => {
  const { body } = call;
  const ends = body.outcome === 'NOT_ELIGIBLE_ON_FACTS';
  const { about, earlier, opened } = await openCase(call, { ends }); // R1, R2
  if (!opened)
    return conclude(call, { ...about, told: { problem: notFound() } });
  if (earlier) return replayed(call, earlier, (made) => made);
  const continues = body.outcome !== 'NOT_ELIGIBLE_ON_FACTS' && body.continues;
  const state = advanced(
    opened.file.case,
    continues ? 'TRIAGE' : 'TRIAGE_AWAY',
  );
  // As it is held: one that is to be decided again stands as listed to its reader.
  const { file } = opened.question;
  if (!continues) checkNoVisitPending(file, '/outcome');
  const taken = takenIn(call, opened, continues);
  const next = caseAfter(file, taken, call.now);
  const { personId, caseId, expiresAt } = next;
  const triage: Triage = {
    type: 'Triage',
    personId,
    caseId,
    triageId: taken.triageId,
    taken,
    officerMinutes: body.officerMinutes,
    expiresAt,
  };
  const referral = referralBy(call, opened, next);
  const receipt = {
    triageId: taken.triageId,
    caseId,
    state,
    ...toldOf(referral),
  };
  const triages = [...file.triages, triage];
  const referrals = referral ? [...file.referrals, referral] : file.referrals;
  return conclude(call, {
    ...about,
    told: { body: receipt },
    outcome: 'PERMIT',
    made: receipt,
    effects: [
      { do: 'put', entity: next, expects: file.case.version },
      {
        do: 'put',
        entity: triage,
        expects: 'ABSENT',
      },
      ...(referral ? referralEffects(referral) : []),
      ...(continues ? [] : leavingEffects(opened, next, call.now)),
      ...countedEffects(call, opened, triage, referral),
      ...taskEffects(file, { ...file, case: next, triages, referrals }),
    ],
  }); // W
});

/** @throws Problem CONTENT_INVALID where the facts do not end the matter. */
const takenIn = (
  { world, body, now }: Call<'triageCase'>,
  opened: Opened,
  continues: boolean,
): TriageTaken => {
  if (
    body.outcome === 'NOT_ELIGIBLE_ON_FACTS' &&
    !standsNotMet(body.rule, opened, now)
  ) {
    throw contentInvalid([
      {
        pointer: '/rule',
        message: 'does not stand as NOT_MET: what is not known ends nothing',
      },
    ]);
  }
  return {
    triageId: `tri_${world.randomId()}`,
    outcome: body.outcome,
    route: body.outcome === 'REFER_SAFEGUARDING' ? body.route : undefined,
    rule: body.outcome === 'NOT_ELIGIBLE_ON_FACTS' ? body.rule : undefined,
    continues,
    officer: officerNamed(body.officer),
    reason: body.reason,
    takenAt: new Date(now).toISOString(),
  };
};

/** On the meeting's day or today: who comes of age meanwhile is not eligible either. */
const standsNotMet = (
  wanted: EligibilityRule,
  { file, panel }: Opened,
  now: number,
): boolean =>
  [judgedOn(file), londonDate(now)]
    .flatMap((on) => eligibilityOf({ ...file, area: panel.area, on }))
    .some(({ rule, finding }) => rule === wanted && finding === 'NOT_MET');

const caseAfter = (
  file: CaseFile,
  { continues, reason, officer }: TriageTaken,
  now: number,
): Case => {
  const next = { ...file.case, version: file.case.version + 1 };
  if (continues) return next;
  const closedOn = londonDate(now);
  const expiresAt = keptAfterClosing(file, closedOn);
  return {
    ...next,
    state: 'CLOSED',
    closedOn,
    closingReason: reason,
    closedBy: officer,
    expiresAt,
  };
};

const leavingEffects = (
  { person, question: { file } }: Opened,
  { caseId, expiresAt }: Case,
  now: number,
): Effect[] => [
  {
    do: 'put',
    entity: personKept(withoutCase(person, caseId), expiresAt),
    expects: person.version,
  },
  ...offAgenda(file.case, now),
  ...closedRequests(file),
  ...keptUntil(file, expiresAt),
];

const countedEffects = (
  { world, body, now }: Call<'triageCase'>,
  opened: Opened,
  triage: Triage,
  referral: Referral | undefined,
): Effect[] => [
  ...tallyEffects(world, triageTally(triage, { ...opened, now })),
  ...tallyEffects(
    world,
    referral && referralTally(undefined, referral, { ...opened, now }),
  ),
];
