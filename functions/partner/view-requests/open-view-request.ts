/** R1 and R2 of what an agency does with a view request that is addressed to it. */
import type { Call } from '../../../entrance/call.ts';
import { type Admitted, admit, standing } from '../../../entrance/caller.ts';
import { type CaseFile, caseFileOf } from '../../../rules/case-file.ts';
import type { ViewRequest } from '../../../schemas/entities.ts';

export interface OpenedRequest {
  agency: Admitted['agency'];
  /** The person it is about, or nobody. */
  personId: string;
  /** Absent where there is no such request, or it is addressed to another agency: to the caller these are one. */
  asked: { request: ViewRequest; file: CaseFile } | undefined;
}

export const openViewRequest = async (call: Call<'readViewRequest' | 'replyToViewRequest'>): Promise<OpenedRequest> => {
  const { world, operation, claims, sharing, params, now } = call;
  const { agency, located } = await admit(world, operation, claims, { locate: params.id }, now); // R1
  standing(agency.agreements, sharing, now);
  const personId = located?.personId ?? world.randomId();
  const file = await world.store.file(personId, now); // R2
  const request = file.viewRequests.find(
    ({ viewRequestId, agency: addressed }) => viewRequestId === params.id && addressed === claims.agencyId,
  );
  const opened = request && caseFileOf(file, request.caseId);
  return { agency, personId, asked: opened && { request, file: opened } };
};
