/** PUT /v1/cases/{id}/eligibility: a person checks a rule, e.g. against the PNC, and answers for the finding. */
import { conclude } from '../../../entrance/conclude.ts';
import { endpoint } from '../../../entrance/endpoint.ts';
import { notFound } from '../../../entrance/problem.ts';
import { taskEffects } from '../../../entrance/tasks.ts';
import { holdNotices, visitEffects } from '../../../entrance/visits.ts';
import { judgedOn } from '../../../rules/cases/case-file.ts';
import { eligibilityOf } from '../../../rules/cases/eligibility.ts';
import { heldByCheck, withVisits } from '../../../rules/delivery/visit-hold.ts';
import type { EligibilityCheck } from '../../../schemas/store/entities.ts';
import { advanced } from './advanced.ts';
import { openCase } from './open-case.ts';

export const checkEligibility = endpoint('checkEligibility', async (call) => {
  const { body, claims, sharing, now } = call;
  const { about, opened } = await openCase(call); // R1, R2
  if (!opened)
    return conclude(call, { ...about, told: { problem: notFound() } });
  // As it is held: one that is to be decided again stands as listed to its reader.
  const { file, panel } = opened.question;
  // With a look at the PNC for a conviction a case is screened; a finding of "not known" is a look too.
  const screens =
    body.rule === 'NO_WEAPON_CONVICTION' && body.checkedIn === 'PNC';
  const state = advanced(file.case, screens ? 'SCREEN' : 'CHECK_ELIGIBILITY');
  const check: EligibilityCheck = {
    type: 'EligibilityCheck',
    checkId: call.world.randomId(),
    personId: file.case.personId,
    caseId: file.case.caseId,
    ...body,
    checkedBy: `${claims.agencyId}/${sharing.practitioner.id}`,
    checkedAt: new Date(now).toISOString(),
    expiresAt: file.case.expiresAt,
  };
  const next = { ...file.case, state, version: file.case.version + 1 };
  const checked = { ...file, case: next, checks: [...file.checks, check] };
  const eligibility = eligibilityOf({
    ...checked,
    area: panel.area,
    on: judgedOn(checked),
  });
  const held = heldByCheck(file, eligibility, now);
  return conclude(call, {
    ...about,
    told: { body: { eligibility } },
    notices: holdNotices(held),
    outcome: 'PERMIT',
    effects: [
      { do: 'put', entity: check, expects: 'ABSENT' },
      // Fifty checks of one case at a time lose nothing, so where the state stays only the version is counted up.
      // One that speaks against a visit is written on the case that was read: none is allocated past it.
      ...(state === file.case.state &&
      !eligibility.some(({ finding }) => finding === 'NOT_MET')
        ? [{ do: 'touch' as const, entity: file.case, while: state }]
        : [{ do: 'put' as const, entity: next, expects: file.case.version }]),
      ...visitEffects(held),
      ...taskEffects(file, withVisits(checked, held)),
    ],
  }); // W
});
