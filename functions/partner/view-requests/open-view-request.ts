/** R1 and R2 of what an agency does with a view request that is addressed to it. */
import type { Entered } from '../../../adapters/ports.ts';
import type { Call } from '../../../entrance/call.ts';
import type { Admitted } from '../../../entrance/caller.ts';
import { openLocated } from '../../../entrance/open.ts';
import { Problem } from '../../../entrance/problem.ts';
import { type CaseFile, caseFileOf } from '../../../rules/cases/case-file.ts';
import {
  type LiveAgreement,
  notInForce,
} from '../../../rules/sharing/agreement.ts';
import type { ViewRequest } from '../../../schemas/store/entities.ts';

export interface AskedOf {
  request: ViewRequest;
  file: CaseFile;
}

export interface OpenedRequest {
  earlier: Entered['earlier'];
  agency: Admitted['agency'];
  /** The person it is about, or nobody. */
  personId: string;
  /**
   * Absent where there is no such request, or it is addressed to another agency: to the caller
   * these are one.
   */
  asked: AskedOf | undefined;
}

type RequestOperation =
  | 'readViewRequest'
  | 'replyToViewRequest'
  | 'askQuestion'
  | 'confirmReturn';

export const openViewRequest = async (
  call: Call<RequestOperation>,
): Promise<OpenedRequest> => {
  const { params, claims } = call;
  const { agency, earlier, personId, held } = await openLocated(call, {
    locate: params.id,
  }); // R1, R2
  const request = held.viewRequests.find(
    ({ viewRequestId, agency: addressed }) =>
      viewRequestId === params.id && addressed === claims.agencyId,
  );
  const file = request && caseFileOf(held, request.caseId);
  return { earlier, agency, personId, asked: file && { request, file } };
};

/**
 * The agreement under which the agency was asked. @throws Problem NO_AGREEMENT where it is not in
 * force.
 */
export const askedUnder = (
  { agency }: Pick<OpenedRequest, 'agency'>,
  { agreement: id }: ViewRequest,
  now: number,
): LiveAgreement => {
  const agreement = agency.agreements.find((each) => each.id === id);
  if (agreement && notInForce(agreement, now).length === 0) return agreement;
  throw new Problem(
    'NO_AGREEMENT',
    `The agreement ${id}, under which you were asked, is not in force.`,
  );
};
