/** The codes of the programme and of its sources, written again beside the vocabulary: none of them may be missing. */
import { describe, expect, it } from 'vitest';
import { ethnicGroupOf } from '../../../rules/statistics/ethnic-group.ts';
import * as v from '../../../schemas/vocabulary/codes.ts';

/** Evaluation of Operation Met Divan (2021) and the codes made of it; police self-defined ethnicity with HMPPS's newer set. */
const CODES: [name: string, known: readonly string[], codes: string][] = [
  [
    'who acts in the programme',
    v.PractitionerRole.options,
    `ASB_TEAM_OFFICER INTELLIGENCE_OFFICER INTELLIGENCE_ANALYST INTERVENTION_LEAD POLICE_SERGEANT SAFER_SCHOOLS_OFFICER
     SAFER_NEIGHBOURHOOD_OFFICER DEDICATED_WARD_OFFICER YOUTH_ENGAGEMENT_OFFICER DELIVERY_WORKER YJS_PRACTITIONER
     CAMHS_CLINICIAN SOCIAL_WORKER EDUCATION_OFFICER HOUSING_OFFICER OFFENDER_MANAGEMENT_OFFICER GANGS_OFFICER`,
  ],
  [
    'source systems',
    v.SourceSystem.options,
    'MERLIN CRIS CRIMINT PNC CONNECT OTHER',
  ],
  [
    'outcomes',
    v.DecisionOutcome.options,
    'INCLUDE EXCLUDE DEFER REFER_PARTNER',
  ],
  [
    'deferrals',
    v.DeferralReason.options,
    'ONGOING_INVESTIGATION PARTNER_VIEWS_DIFFER INSUFFICIENT_INFORMATION',
  ],
  [
    'exclusions',
    v.ExclusionReason.options,
    'AGE WEAPON_CONVICTION OUT_OF_AREA NO_EVIDENCE',
  ],
  ['referrals', v.ReferralKind.options, 'SIGNPOSTED REFERRED'],
  [
    'incidents',
    v.IncidentType.options,
    'INC_CONFIRMED INC_SUSPECTED INC_VICTIM_OR_NO_SUSPICION',
  ],
  [
    'additional offences',
    v.AdditionalOffence.options,
    'CRIMINAL_DAMAGE ROBBERY DRUGS THEFT AFFRAY',
  ],
  [
    'prior contact',
    v.PriorContact.options,
    'PRIOR_OFFENCE PRIOR_MISSING PRIOR_GANG_ASSOCIATION PRIOR_VICTIM',
  ],
  [
    'background',
    v.Background.options,
    'BG_KNOWN_TO_PARTNER BG_MH_BEHAV_LD BG_EDUCATION BG_FAMILY_INSTABILITY BG_LIVED_AWAY',
  ],
  ['boroughs', Object.values(v.BOROUGHS), 'E09000006 E09000008 E09000029'],
  ['sex', v.Sex.options, 'M F U'],
  [
    'ethnicity',
    v.Ethnicity.options,
    'W1 W2 W3 W5 W9 M1 M2 M3 M9 A1 A2 A3 A4 A9 B1 B2 B9 O1 O2 O9 NS',
  ],
  [
    'views of social care',
    v.InvolvementStatus.options,
    'NOT_KNOWN EARLY_HELP CIN CP LAC CARE_LEAVER CLOSED',
  ],
  ['judgements', v.Judgement.options, 'LOW MEDIUM HIGH VERY_HIGH'],
  ['assessment tools', v.AssessmentTool.options, 'ASSETPLUS PDAT OTHER'],
  [
    'THRIVE groups',
    v.ThriveGroup.options,
    'THRIVING GETTING_ADVICE GETTING_HELP GETTING_MORE_HELP GETTING_RISK_SUPPORT',
  ],
  ['evaluations of a source', v.SourceEvaluation.options, '1 2 3'],
  [
    'assessments of intelligence',
    v.IntelligenceAssessment.options,
    'A B C D E',
  ],
  ['handling', v.HandlingCode.options, 'P C'],
];

describe('the vocabulary', () => {
  it.each(CODES)('has every code of %s', (_, known, codes) => {
    expect(codes.split(/\s+/).filter((code) => !known.includes(code))).toEqual(
      [],
    );
  });

  it('counts Roma among the white groups, as the census does', () => {
    expect(ethnicGroupOf('W5')).toBe('WHITE');
  });
});
