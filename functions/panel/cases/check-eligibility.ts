/**
 * PUT /v1/cases/{id}/eligibility: a person checks a rule, e.g. against the PNC, and answers for the
 * finding.
 */
import type { Call } from '../../../entrance/call.ts';
import { conclude } from '../../../entrance/conclude.ts';
import { endpoint } from '../../../entrance/endpoint.ts';
import { notFound } from '../../../entrance/problem.ts';
import { advanced } from '../../../entrance/transition.ts';
import { type CaseFile, judgedOn } from '../../../rules/cases/case-file.ts';
import { eligibilityOf } from '../../../rules/cases/eligibility.ts';
import type { EligibilityCheck } from '../../../schemas/store/entities.ts';
import { openCase } from './open-case.ts';

export const checkEligibility = endpoint('checkEligibility', async (call) => {
  const { about, opened } = await openCase(call); // R1, R2
  if (!opened)
    return conclude(call, { ...about, answer: { problem: notFound() } });
  const { file, panel } = opened;
  const checked = checkedFile(call, file);
  const eligibility = eligibilityOf({
    ...checked,
    area: panel.area,
    on: judgedOn(checked),
  });
  return conclude(call, {
    ...about,
    answer: { body: { eligibility } },
    outcome: 'PERMIT',
    changes: [{ before: { file }, after: { file: checked } }],
  }); // W
});

/**
 * With a look at the PNC for a conviction a case is screened; a finding of "not known" is a look
 * too.
 */
const checkedFile = (
  call: Call<'checkEligibility'>,
  file: CaseFile,
): CaseFile => {
  const { rule, checkedIn } = call.body;
  const screens = rule === 'NO_WEAPON_CONVICTION' && checkedIn === 'PNC';
  const state = advanced(file.case, screens ? 'SCREEN' : 'CHECK_ELIGIBILITY');
  return {
    ...file,
    case: { ...file.case, state },
    checks: [...file.checks, checkOf(call, file)],
  };
};

const checkOf = (
  { world, body, actor, now }: Call<'checkEligibility'>,
  { case: { personId, caseId, expiresAt } }: CaseFile,
): EligibilityCheck => ({
  type: 'EligibilityCheck',
  checkId: world.randomId(),
  personId,
  caseId,
  ...body,
  checkedBy: actor,
  checkedAt: new Date(now).toISOString(),
  expiresAt,
});
