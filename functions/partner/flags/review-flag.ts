/** POST /v1/flags/{id}/review: its originator confirms that a flag still stands, and until when. */
import { endpoint } from '../../../entrance/endpoint.ts';
import { expiryErrors, flagExpiry } from '../../../rules/sharing/flag-terms.ts';
import { londonDate } from '../../../rules/time/london-time.ts';
import { changeFlag } from './change-flag.ts';

export const reviewFlag = endpoint('reviewFlag', (call) => {
  const { body, now } = call;
  return changeFlag(call, {
    kind: 'REVIEWED',
    by: 'ORIGINATOR',
    note: body.note,
    errors: expiryErrors(body.expiresOn, now, ''),
    changed: (record) => ({
      ...record,
      fields: {
        ...record.fields,
        expiresOn: body.expiresOn,
        reviewedOn: londonDate(now),
      },
      expiresAt: flagExpiry(body.expiresOn, record.subject.birthDate),
    }),
  });
});
