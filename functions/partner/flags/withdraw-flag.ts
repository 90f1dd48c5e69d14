/**
 * POST /v1/flags/{id}/withdrawal: its originator withdraws a flag. Everyone who saw it is told that
 * it is gone.
 */
import { endpoint } from '../../../entrance/endpoint.ts';
import { changeFlag } from './change-flag.ts';

export const withdrawFlag = endpoint('withdrawFlag', (call) =>
  changeFlag(call, {
    kind: 'WITHDRAWN',
    by: 'ORIGINATOR',
    note: call.body.reason,
    changed: (record) => record,
  }),
);
