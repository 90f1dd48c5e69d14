/**
 * POST /v1/flags/{id}/correction: its originator corrects what a flag says. What it said before is
 * kept.
 */
import { endpoint } from '../../../entrance/endpoint.ts';
import { changeFlag } from './change-flag.ts';

export const correctFlag = endpoint('correctFlag', (call) => {
  const { flag, note } = call.body;
  return changeFlag(call, {
    kind: 'CORRECTED',
    by: 'ORIGINATOR',
    note,
    changed: (record) => {
      const {
        raisedOn,
        reviewedOn,
        expiresOn,
        handlingCode,
        handlingConditions,
        contests,
      } = record.fields;
      const kept = {
        raisedOn,
        reviewedOn,
        expiresOn,
        handlingCode,
        handlingConditions,
        contests,
      };
      const fields = Object.entries({ ...kept, ...flag }).filter(
        ([, value]) => value !== undefined,
      );
      return {
        ...record,
        subject: { ...record.subject, category: flag.subjectCategory },
        fields: Object.fromEntries(fields),
      };
    },
  });
});
