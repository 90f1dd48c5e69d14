/** The actors of the story, with the purpose and reason that each gives at every request. */
import type { Sharing } from '../../client/sharing.ts';

const told = <const Said extends Sharing>(said: Said): Said => said;

export const INTELLIGENCE = told({
  purpose: 'PANEL_SELECTION',
  practitioner: 'int-0417; role=INTELLIGENCE_OFFICER',
  reason: 'NEW_INCIDENT',
});

export const COORDINATOR = told({
  purpose: 'PANEL_SELECTION',
  practitioner: 'co-0093; role=PANEL_COORDINATOR',
  reason: 'PANEL_PREPARATION',
});

export const CHAIR = told({
  purpose: 'PANEL_SELECTION',
  practitioner: 'ch-0007; role=PANEL_CHAIR',
  reason: 'PANEL_DECISION',
});

export const OFFICER = told({
  purpose: 'VISIT_SAFETY',
  practitioner: 'sso-0512; role=SAFER_SCHOOLS_OFFICER',
  reason: 'VISIT_PREPARATION',
});

export const MENTOR = told({
  purpose: 'REFERRAL',
  practitioner: 'hm-08; role=DELIVERY_WORKER',
  reason: 'REFERRAL_HANDLING',
});

/** The youth justice service, of what was referred to it. */
export const YJS_DUTY = told({
  purpose: 'REFERRAL',
  practitioner: 'yjs-2210; role=YJS_PRACTITIONER',
  reason: 'REFERRAL_HANDLING',
});

/** The youth justice service, of what the panel asks it. */
export const YJS_VIEW = told({
  purpose: 'PANEL_SELECTION',
  practitioner: 'yjs-2210; role=YJS_PRACTITIONER',
  reason: 'VIEW_REQUEST',
});

export const OUTSIDER = told({
  purpose: 'PANEL_SELECTION',
  practitioner: 'sw-9001; role=SOCIAL_WORKER',
  reason: 'SAFEGUARDING_CONCERN',
});

export const MONITOR = told({
  purpose: 'MONITORING',
  practitioner: 'mon-1; role=PANEL_COORDINATOR',
  reason: 'LAWFULNESS_CHECK',
});

export const DATA_PROTECTION = told({
  practitioner: 'dpo-1; role=DATA_PROTECTION_OFFICER',
  reason: 'LAWFULNESS_CHECK',
});
