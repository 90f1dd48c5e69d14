/**
 * PUT /v1/view-requests/{id}/reply: the agency's view, or its explicit nil return. Each version is
 * kept.
 */
import type { Call } from '../../../entrance/call.ts';
import { conclude } from '../../../entrance/conclude.ts';
import { endpoint } from '../../../entrance/endpoint.ts';
import { contentInvalid, notFound } from '../../../entrance/problem.ts';
import { hashOf } from '../../../rules/canonical.ts';
import { currentReturn, ownReturn } from '../../../rules/cases/case-file.ts';
import { notPermitted } from '../../../rules/returns/reply-schema.ts';
import { returnOf } from '../../../rules/returns/returns.ts';
import type { LiveAgreement } from '../../../rules/sharing/agreement.ts';
import type { Return } from '../../../schemas/store/entities.ts';
import {
  type AskedOf,
  askedUnder,
  openViewRequest,
} from './open-view-request.ts';

type Replying = Call<'replyToViewRequest'>;

export const replyToViewRequest = endpoint(
  'replyToViewRequest',
  async (call) => {
    const found = await openViewRequest(call); // R1, R2
    const { personId, asked } = found;
    if (!asked) {
      return conclude(call, {
        answer: { problem: notFound() },
        markedWith: personId,
      });
    }
    const { request, file } = asked;
    const agreement = askedUnder(found, request, call.now);
    const errors = notPermitted(call.body, request, agreement);
    if (errors.length > 0) throw contentInvalid(errors);
    const { caseId } = request;
    const about = {
      personId,
      markedWith: personId,
      caseId,
      outcome: 'PERMIT' as const,
    };
    const same = givenBefore(call, asked);
    if (same) return conclude(call, { ...about, answer: receipt(same) });
    const given = givenNow(call, asked, agreement);
    return conclude(call, {
      ...about,
      answer: receipt(given),
      changes: [
        {
          before: { file },
          after: { file: { ...file, returns: [...file.returns, given] } },
        },
      ],
    }); // W
  },
);

const receipt = ({ viewRequestId, kind, version, receivedAt }: Return) => ({
  body: { viewRequestId, kind, version, receivedAt },
  headers: { etag: `"${version}"` },
});

/**
 * The same reply again, e.g. after a time-out, is the same version, also where the panel has added
 * to it since.
 */
const givenBefore = (
  { body }: Replying,
  { request, file }: AskedOf,
): Return | undefined => {
  const own = ownReturn(file, request.agency);
  return own?.contentHash === hashOf(body) && !own.onBehalf ? own : undefined;
};

const givenNow = (
  { world, body, now }: Replying,
  { request, file }: AskedOf,
  agreement: LiveAgreement,
): Return => {
  const version = (currentReturn(file, request.agency)?.version ?? 0) + 1;
  const given = { reply: body, contentHash: hashOf(body), version };
  const newRecordId = () => `rec_${world.randomId()}`;
  return returnOf(request, given, { file, agreement, now, newRecordId });
};
