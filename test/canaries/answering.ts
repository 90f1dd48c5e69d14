/** What agencies answer: views, corrected views, nil returns, refusals and misunderstandings, in turn. */
import { pick } from '../../local/cohort/random.ts';
import { AGENCIES } from '../../local/registry/agencies.ts';
import * as v from '../../schemas/vocabulary/codes.ts';
import { type Child, latestFacts, type Making, systemOf } from './making.ts';
import type { Given } from './model.ts';

export const TRUSTS = new Set(
  AGENCIES.filter(({ sector }) => sector === 'HEALTH').map(({ id }) => id),
);

export const approvalOf = ({ mint, random }: Making) => ({
  approvalRole: pick(random, ['CALDICOTT_GUARDIAN', 'DELEGATE'] as const),
  approvalPractitioner: mint.word(),
  approvedAt: mint.instant(),
  approvalBasis: pick(random, v.ApprovalBasis.options),
  approvalReason: mint.text(),
});

export const viewOf = (
  making: Making,
  trust: boolean,
): Record<string, Record<string, unknown>> => {
  const { mint, random } = making;
  const judged = {
    riskToOthers: pick(random, v.Judgement.options),
    safetyAndWellbeing: pick(random, v.Judgement.options),
  };
  if (trust) {
    return {
      health: {
        ...judged,
        knownToService: random() < 0.7,
        openStatus: pick(random, ['OPEN', 'CLOSED']),
        thriveGroup: pick(random, v.ThriveGroup.options),
        needSummary: mint.text(),
        safeApproachAdvice: mint.text(),
        contactRoute: mint.text(),
        validUntil: mint.day(),
      },
      approval: approvalOf(making),
    };
  }
  return {
    involvement: {
      knownToService: random() < 0.7,
      status: pick(random, v.InvolvementStatus.options),
      startedOn: mint.day(),
      endedOn: mint.day(),
      leadProfessional: mint.text(),
      leadContact: mint.text(),
    },
    view: {
      ...judged,
      assessmentTool: pick(random, v.AssessmentTool.options),
      assessedOn: mint.day(),
      ratings: [
        {
          scale: mint.word(),
          rating: mint.word(),
          tool: mint.word(),
          assessedOn: mint.day(),
        },
      ],
      statedFacts: [
        {
          topic: pick(random, v.FactTopic.options),
          is: random() < 0.5,
          asOf: mint.day(),
        },
      ],
      facts: [mint.text(), mint.text()],
      opinions: [mint.text()],
      needs: [mint.text()],
      protectiveFactors: [mint.text()],
      wishesToHearOutcome: random() < 0.5,
    },
    approach: {
      safeApproachAdvice: mint.text(),
      doNotVisitReason: mint.text(),
      recommendedVenue: pick(random, v.VisitVenue.options),
    },
  };
};

export const replied = async (making: Making, child: Child): Promise<void> => {
  const { random, mint, done, hidden } = making;
  for (const [i, request] of child.requests.entries()) {
    const trust = TRUSTS.has(request.agency);
    const send = async (reply: Record<string, unknown>) => {
      const path = `/v1/view-requests/${request.viewRequestId}/reply`;
      await done(systemOf(request.agency), {
        method: 'PUT',
        path,
        body: reply,
      });
      child.returns.set(request.agency, returned(child, request, reply));
      if (reply.localIdentifier)
        child.linked.set(request.agency, String(reply.localIdentifier));
    };
    const approval = trust ? { approval: approvalOf(making) } : {};
    const turn = (i + child.number) % 6;
    if (turn === 1) {
      const first = { kind: 'VIEW', ...viewOf(making, trust) };
      hidden.push(first);
      await send(first);
    }
    if (turn === 2 && !trust) await send({ kind: 'NOTHING_HELD', ...approval });
    else if (turn === 3) {
      const note = mint.text();
      hidden.push(note, approval);
      await send({
        kind: 'WITHHELD',
        reason: pick(random, v.WithholdingReason.options),
        note,
        ...approval,
      });
    } else if (turn === 4) {
      hidden.push(approval);
      await send({ kind: 'CANNOT_IDENTIFY', ...approval });
    } else if (turn !== 5 || trust) {
      await send({
        kind: 'VIEW',
        ...viewOf(making, trust),
        localIdentifier: mint.word(),
      });
    }
  }
};

/** What a reply says, as records of the agency's own. */
export const returned = (
  child: Child,
  { agency, agreement }: Child['requests'][number],
  {
    kind: _kind,
    reason: _reason,
    note: _note,
    localIdentifier: _number,
    ...said
  }: Record<string, unknown>,
): Given[] =>
  Object.entries(said).map(([category, fields]) => ({
    category,
    originator: agency,
    agreement,
    fields: fields as Record<string, unknown>,
    subject: latestFacts(child),
    handling: { code: 'P', recipients: [] },
    approved: said.approval !== undefined,
  }));
