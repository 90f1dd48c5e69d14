/** PUT /v1/cases/{id}/eligibility: a person checks a rule, e.g. against the PNC, and answers for the finding. */
import { conclude } from '../../../entrance/conclude.ts';
import { endpoint } from '../../../entrance/endpoint.ts';
import { notFound } from '../../../entrance/problem.ts';
import { judgedOn } from '../../../rules/case-file.ts';
import { eligibilityOf } from '../../../rules/eligibility.ts';
import type { EligibilityCheck } from '../../../schemas/entities.ts';
import { advanced } from './advanced.ts';
import { openCase } from './open-case.ts';

export const checkEligibility = endpoint('checkEligibility', async (call) => {
  const { body, claims, sharing, now } = call;
  const { about, opened } = await openCase(call); // R1, R2
  if (!opened) return conclude(call, { ...about, told: { problem: notFound() } });
  const { file, panel } = opened;
  advanced(file.case, 'CHECK_ELIGIBILITY');
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
  const eligibility = eligibilityOf({ ...file, checks: [...file.checks, check], area: panel.area, on: judgedOn(file) });
  return conclude(call, {
    ...about,
    told: { body: { eligibility } },
    outcome: 'PERMIT',
    effects: [
      { do: 'put', entity: check, expects: 'ABSENT' },
      { do: 'touch', entity: file.case, while: file.case.state },
    ],
  }); // W
});
