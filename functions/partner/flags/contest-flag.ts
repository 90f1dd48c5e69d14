/**
 * POST /v1/flags/{id}/contest: an agency that may read a flag disputes it. The dispute travels with
 * the flag.
 */
import { endpoint } from '../../../entrance/endpoint.ts';
import { londonDate } from '../../../rules/time/london-time.ts';
import { changeFlag } from './change-flag.ts';

export const contestFlag = endpoint('contestFlag', (call) => {
  const { body, claims, now } = call;
  const contest = {
    agency: claims.agencyId,
    contestedOn: londonDate(now),
    statement: body.statement,
  };
  return changeFlag(call, {
    kind: 'CONTESTED',
    by: 'RECIPIENT',
    note: body.statement,
    changed: (record) => ({
      ...record,
      fields: {
        ...record.fields,
        contests: [...((record.fields.contests as unknown[]) ?? []), contest],
      },
    }),
  });
});
