/**
 * POST /v1/cases/{id}/triage: what a named officer settles at once. It needs no meeting, no pack
 * and no quorum.
 */
import type { Call } from '../../../entrance/call.ts';
import { conclude } from '../../../entrance/conclude.ts';
import { endpoint } from '../../../entrance/endpoint.ts';
import { contentInvalid, notFound } from '../../../entrance/problem.ts';
import { replayed } from '../../../entrance/replay.ts';
import { advanced } from '../../../entrance/transition.ts';
import { type CaseFile, judgedOn } from '../../../rules/cases/case-file.ts';
import { eligibilityOf } from '../../../rules/cases/eligibility.ts';
import { officerNamed } from '../../../rules/cases/officer.ts';
import { londonDate } from '../../../rules/time/london-time.ts';
import type { TriageTaken } from '../../../schemas/contract/case-parts.ts';
import type {
  Case,
  Referral,
  Triage,
} from '../../../schemas/store/entities.ts';
import type { EligibilityRule } from '../../../schemas/vocabulary/codes.ts';
import { checkNoVisitPending } from './no-visit-pending.ts';
import { type Opened, openCase } from './open-case.ts';
import { referralBy, routeOf } from './triage-referral.ts';

type Triaging = Call<'triageCase'>;

export const triageCase = endpoint('triageCase', async (call) => {
  const ends = call.body.outcome === 'NOT_ELIGIBLE_ON_FACTS';
  const { about, earlier, opened } = await openCase(call, { ends }); // R1, R2
  if (!opened)
    return conclude(call, { ...about, answer: { problem: notFound() } });
  if (earlier) return replayed(call, earlier, (made) => made);
  const { file, person } = opened;
  const continues = goesOn(call.body);
  const state = advanced(
    opened.standing(),
    continues ? 'TRIAGE' : 'TRIAGE_AWAY',
  );
  if (!continues) checkNoVisitPending(file, '/outcome');
  const taken = takenIn(call, opened, continues);
  const referral = referralBy(call, opened);
  const receipt = {
    triageId: taken.triageId,
    caseId: file.case.caseId,
    state,
    ...routeOf(referral),
  };
  const after = triagedFile(call, file, taken, referral);
  return conclude(call, {
    ...about,
    answer: { body: receipt },
    outcome: 'PERMIT',
    made: receipt,
    changes: [{ before: { file, person }, after: { file: after } }],
  }); // W
});

const goesOn = (body: Triaging['body']): boolean =>
  body.outcome !== 'NOT_ELIGIBLE_ON_FACTS' && body.continues;

/** @throws Problem CONTENT_INVALID where the facts do not end the matter. */
const takenIn = (
  { world, body, now }: Triaging,
  opened: Opened,
  continues: boolean,
): TriageTaken => {
  if (
    body.outcome === 'NOT_ELIGIBLE_ON_FACTS' &&
    !standsNotMet(body.rule, opened, now)
  ) {
    const message = 'does not stand as NOT_MET: what is not known ends nothing';
    throw contentInvalid([{ pointer: '/rule', message }]);
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
  { file, panel: { area } }: Opened,
  now: number,
): boolean =>
  [judgedOn(file), londonDate(now)]
    .flatMap((on) => eligibilityOf({ ...file, area, on }))
    .some(({ rule, finding }) => rule === wanted && finding === 'NOT_MET');

const triagedFile = (
  { body, now }: Triaging,
  file: CaseFile,
  taken: TriageTaken,
  referral: Referral | undefined,
): CaseFile => {
  const { personId, caseId, expiresAt } = file.case;
  const triage: Triage = {
    type: 'Triage',
    personId,
    caseId,
    triageId: taken.triageId,
    taken,
    officerMinutes: body.officerMinutes,
    expiresAt,
  };
  return {
    ...file,
    case: taken.continues ? file.case : endedCase(file.case, taken, now),
    triages: [...file.triages, triage],
    referrals: referral ? [...file.referrals, referral] : file.referrals,
  };
};

const endedCase = (
  before: Case,
  { reason, officer }: TriageTaken,
  now: number,
): Case => ({
  ...before,
  state: 'CLOSED',
  closedOn: londonDate(now),
  closingReason: reason,
  closedBy: officer,
});
