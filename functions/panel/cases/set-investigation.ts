/** PUT /v1/cases/{id}/investigation: an investigation is under way, or has come to its outcome. */
import { endpoint } from '../../../entrance/endpoint.ts';
import { setMarker } from './set-marker.ts';

export const setInvestigation = endpoint('setInvestigation', (call) =>
  setMarker(call, 'investigation'),
);
