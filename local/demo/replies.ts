/**
 * Monday: the partners' systems poll, look in their own records, and answer. Bromley social care
 * does not.
 */
import {
  answerOpenRequests,
  type Replied,
  type Worker,
} from '../partners/partner.ts';
import { partnerRecordsIn } from '../sandbox.ts';
import { holds, type Stage } from './stage.ts';

const WORKERS: readonly [
  clientId: string,
  agency: string,
  worker: Worker,
  says: string,
][] = [
  [
    'croydon-yjs-case-system',
    'croydon-yjs',
    { practitioner: 'yjs-2210; role=YJS_PRACTITIONER' },
    'Croydon YJS knows the child and gives its view.',
  ],
  [
    'croydon-social-care-case-system',
    'croydon-social-care',
    { practitioner: 'sw-5581; role=SOCIAL_WORKER' },
    'Croydon social care gives a view that differs: it sees what happens at home.',
  ],
  [
    'slam-camhs-system',
    'slam',
    { practitioner: 'cam-031; role=CAMHS_CLINICIAN', approver: 'cg-002' },
    'CAMHS answers under its restricted agreement, with its Caldicott Guardian’s approval, which stays with the trust.',
  ],
  [
    'croydon-education-pupil-system',
    'croydon-education',
    { practitioner: 'edu-11; role=EDUCATION_OFFICER' },
    'Croydon education looked and holds nothing: an explicit nil return, not silence.',
  ],
  [
    'bromley-yjs-case-system',
    'bromley-yjs',
    { practitioner: 'yjs-3307; role=YJS_PRACTITIONER' },
    'Bromley YJS, of the former borough, holds nothing.',
  ],
  [
    'bromley-education-pupil-system',
    'bromley-education',
    { practitioner: 'edu-24; role=EDUCATION_OFFICER' },
    'Bromley education holds nothing.',
  ],
  [
    'oxleas-camhs-system',
    'oxleas',
    { practitioner: 'cam-108; role=CAMHS_CLINICIAN', approver: 'cg-005' },
    'CAMHS Bromley answers. Whether it holds nothing or withholds, the panel will not be able to tell.',
  ],
];

export const replies = async (stage: Stage): Promise<void> => {
  await stage.goTo(4, '11:00');
  for (const [clientId, agency, worker, says] of WORKERS) {
    const { name, connection } = stage.actor(
      clientId,
      `${agency}, its own case system`,
    );
    const replied = await answerOpenRequests(
      connection,
      partnerRecordsIn(stage.folder, agency),
      worker,
      stage.now(),
    );
    holds(replied.length > 0, `${agency} answers what it was asked`);
    for (const each of replied.slice(0, 1))
      stage.narrator.step(stepOf(stage.now(), name, says, each));
  }
};

const stepOf = (
  at: string,
  actor: string,
  says: string,
  { viewRequestId, kind }: Replied,
) => ({
  at,
  actor,
  request: `PUT /v1/view-requests/${viewRequestId}/reply`,
  status: 200,
  says: `${says} (${kind})`,
});
