/**
 * PUT /v1/cases/{id}/strategy-discussion: agencies discuss whether the child is safe (Working
 * Together to Safeguard Children, Children Act 1989 s.47). A visit not yet made is on hold from the
 * same write on.
 */
import { endpoint } from '../../../entrance/endpoint.ts';
import { setMarker } from './set-marker.ts';

export const setStrategyDiscussion = endpoint('setStrategyDiscussion', (call) =>
  setMarker(call, 'strategyDiscussion'),
);
