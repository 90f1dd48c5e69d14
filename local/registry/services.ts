/**
 * The directory of services of the synthetic exchange: those that receive referrals here, and some,
 * invented, that do not.
 */
import type { Service } from '../../schemas/store/entities.ts';
import { BOROUGHS } from '../../schemas/vocabulary/codes.ts';

type ServiceOfRecord = Omit<Service, 'type'>;

const { BROMLEY, CROYDON, SUTTON } = BOROUGHS;
const ALL = [BROMLEY, CROYDON, SUTTON];

const here = (
  agency: string,
  name: string,
  rest: Pick<ServiceOfRecord, 'needs' | 'ageFrom' | 'ageTo' | 'boroughs'>,
): ServiceOfRecord => ({
  serviceId: agency,
  name,
  ...rest,
  route: 'EXCHANGE',
  agency,
  contact: `referrals@${agency}.example.org`,
});

const youthJustice = (agency: string, borough: string): ServiceOfRecord =>
  here(agency, 'Youth justice service: prevention and diversion', {
    needs: ['YOUTH_JUSTICE', 'MENTORING', 'EXPLOITATION'],
    ageFrom: 10,
    ageTo: 17,
    boroughs: [borough],
  });

// Sutton's social care is party to no agreement, so that it is referred to outside.
const socialCare = (agency: string, borough: string): ServiceOfRecord =>
  here(agency, "Children's social care", {
    needs: ['SAFEGUARDING', 'FAMILY_SUPPORT', 'EXPLOITATION'],
    ageFrom: 0,
    ageTo: 17,
    boroughs: [borough],
  });

export const SERVICES: readonly ServiceOfRecord[] = [
  youthJustice('croydon-yjs', CROYDON),
  youthJustice('bromley-yjs', BROMLEY),
  youthJustice('sutton-yjs', SUTTON),
  socialCare('croydon-social-care', CROYDON),
  socialCare('bromley-social-care', BROMLEY),
  here('south-housing', 'Housing advice for families (invented)', {
    needs: ['HOUSING', 'FAMILY_SUPPORT'],
    ageFrom: 0,
    ageTo: 17,
    boroughs: ALL,
  }),
  here(
    'safer-paths',
    'Safer Paths: exploitation and substance use (invented)',
    {
      needs: ['EXPLOITATION', 'SUBSTANCE_USE', 'MENTAL_HEALTH'],
      ageFrom: 11,
      ageTo: 17,
      boroughs: [CROYDON, BROMLEY],
    },
  ),
  here('harbour-mentoring', 'Harbour Mentoring (invented)', {
    needs: ['MENTORING', 'POSITIVE_ACTIVITY', 'EDUCATION'],
    ageFrom: 10,
    ageTo: 17,
    boroughs: ALL,
  }),
  outside(
    'sutton-family-hub',
    'Sutton Family Hub (invented)',
    ['FAMILY_SUPPORT', 'SAFEGUARDING'],
    [SUTTON],
  ),
  outside(
    'southside-boxing-club',
    'Southside Boxing Club (invented)',
    ['POSITIVE_ACTIVITY', 'MENTORING'],
    [CROYDON],
  ),
  outside(
    'steady-ground-drop-in',
    'Steady Ground Drop-in (invented)',
    ['MENTAL_HEALTH'],
    ALL,
  ),
];

function outside(
  serviceId: string,
  name: string,
  needs: ServiceOfRecord['needs'],
  boroughs: string[],
): ServiceOfRecord {
  const contact = `hello@${serviceId}.example.org`;
  return {
    serviceId,
    name,
    needs,
    ageFrom: 8,
    ageTo: 17,
    boroughs,
    route: 'OUTSIDE',
    contact,
  };
}
