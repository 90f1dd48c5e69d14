/**
 * The agencies of the synthetic exchange and their systems. In production this is the registry in
 * the store.
 */
import type { Sector } from '../../schemas/contract/agreement/agreement.ts';
import { BOROUGHS, type Scope } from '../../schemas/vocabulary/codes.ts';

export interface AgencyOfRecord {
  id: string;
  name: string;
  sector: Sector;
  /** The police process for law enforcement (DPA 2018 Part 3); everyone else under the UK GDPR. */
  regime: 'UKGDPR' | 'PART3';
  /** The borough it serves, where it serves one. */
  borough?: string;
}

export interface SystemOfRecord {
  clientId: string;
  agencyId: string;
  name: string;
  scopes: Scope[];
  /** The named officer who answers for what this system does unattended. */
  accountableOfficer: string;
}

const { BROMLEY, CROYDON, SUTTON } = BOROUGHS;

// biome-ignore format: a table is read by its rows.
export const AGENCIES: readonly AgencyOfRecord[] = [
  { id: 'met-police', name: 'Metropolitan Police Service, South BCU', sector: 'POLICE', regime: 'PART3' },
  { id: 'croydon-yjs', name: 'Croydon Youth Justice Service', sector: 'YOUTH_JUSTICE', regime: 'UKGDPR', borough: CROYDON },
  { id: 'bromley-yjs', name: 'Bromley Youth Justice Service', sector: 'YOUTH_JUSTICE', regime: 'UKGDPR', borough: BROMLEY },
  { id: 'sutton-yjs', name: 'Sutton Youth Justice Service', sector: 'YOUTH_JUSTICE', regime: 'UKGDPR', borough: SUTTON },
  { id: 'croydon-social-care', name: "Croydon Children's Social Care", sector: 'SOCIAL_CARE', regime: 'UKGDPR', borough: CROYDON },
  { id: 'bromley-social-care', name: "Bromley Children's Social Care", sector: 'SOCIAL_CARE', regime: 'UKGDPR', borough: BROMLEY },
  { id: 'sutton-social-care', name: "Sutton Children's Social Care", sector: 'SOCIAL_CARE', regime: 'UKGDPR', borough: SUTTON },
  { id: 'croydon-education', name: 'Croydon Education', sector: 'EDUCATION', regime: 'UKGDPR', borough: CROYDON },
  { id: 'bromley-education', name: 'Bromley Education', sector: 'EDUCATION', regime: 'UKGDPR', borough: BROMLEY },
  { id: 'sutton-education', name: 'Sutton Education', sector: 'EDUCATION', regime: 'UKGDPR', borough: SUTTON },
  { id: 'slam', name: 'South London and Maudsley (CAMHS Croydon)', sector: 'HEALTH', regime: 'UKGDPR', borough: CROYDON },
  { id: 'oxleas', name: 'Oxleas (CAMHS Bromley)', sector: 'HEALTH', regime: 'UKGDPR', borough: BROMLEY },
  { id: 'swlstg', name: "South West London and St George's (CAMHS Sutton)", sector: 'HEALTH', regime: 'UKGDPR', borough: SUTTON },
  { id: 'south-housing', name: 'South London Housing Partnership (invented)', sector: 'HOUSING', regime: 'UKGDPR' },
  { id: 'safer-paths', name: 'Safer Paths (invented voluntary service)', sector: 'VOLUNTARY', regime: 'UKGDPR' },
  { id: 'harbour-mentoring', name: 'Harbour Mentoring (invented voluntary service)', sector: 'VOLUNTARY', regime: 'UKGDPR' },
  { id: 'exchange-operator', name: 'Divan Exchange operator', sector: 'OPERATOR', regime: 'UKGDPR' },
];

const partnerScopes: Scope[] = ['query', 'flag', 'view', 'feed', 'agreement'];

/**
 * One case system an agency; the police also have their nominations and the panel's tooling, the
 * operator its DPO's desk.
 */
export const SYSTEMS: readonly SystemOfRecord[] = [
  system('met-police-intelligence', 'met-police', 'Intelligence desk', [
    'nominate',
    'query',
    'flag',
    'feed',
    'agreement',
  ]),
  system('met-police-panel', 'met-police', 'Panel tooling', [
    'panel',
    'panel:decide',
    'referral',
    'feed',
    'agreement',
  ]),
  // The officers' own devices: what they reach is the visits allocated to them.
  system('met-police-visits', 'met-police', "Visiting officers' devices", [
    'visit',
    'feed',
    'agreement',
  ]),
  system('met-police-monitoring', 'met-police', 'Monitoring desk', [
    'statistics',
    'agreement',
  ]),
  ...['croydon-yjs', 'bromley-yjs', 'sutton-yjs'].map((agency) =>
    system(`${agency}-case-system`, agency, 'Youth justice case system', [
      ...partnerScopes,
      'referral',
    ]),
  ),
  ...['croydon-social-care', 'bromley-social-care', 'sutton-social-care'].map(
    (agency) =>
      system(`${agency}-case-system`, agency, 'Social care case system', [
        ...partnerScopes,
        'referral',
      ]),
  ),
  ...['croydon-education', 'bromley-education', 'sutton-education'].map(
    (agency) =>
      system(`${agency}-pupil-system`, agency, 'Pupil database', partnerScopes),
  ),
  // Health agencies never contribute anything in advance: they only answer.
  ...['slam', 'oxleas', 'swlstg'].map((agency) =>
    system(`${agency}-camhs-system`, agency, 'CAMHS record system', [
      'view',
      'agreement',
    ]),
  ),
  ...['south-housing', 'safer-paths', 'harbour-mentoring'].map((agency) =>
    system(`${agency}-system`, agency, 'Delivery partner system', [
      'referral',
      'agreement',
    ]),
  ),
  system('met-police-dpo', 'met-police', "Data protection officer's desk", [
    'ledger',
    'feed',
    'agreement',
  ]),
  system(
    'operator-dpo',
    'exchange-operator',
    "Data protection officer's desk",
    ['ledger', 'feed', 'agreement'],
  ),
];

function system(
  clientId: string,
  agencyId: string,
  name: string,
  scopes: Scope[],
): SystemOfRecord {
  return {
    clientId,
    agencyId,
    name,
    scopes,
    accountableOfficer: `officer-${agencyId}`,
  };
}
