/** A stub of a partner's own system: it polls for view requests, looks in its own records, and answers over HTTP. */
import type { Answer, SystemClient } from '../client.ts';
import type { Holding } from './holdings.ts';

export interface Worker {
  practitioner: string;
  /** Who approves what a trust says; only health has one. */
  approver?: string;
}

interface Asked {
  viewRequestId: string;
  caseId: string;
  state: string;
  agreement: string;
}

export interface Replied {
  viewRequestId: string;
  read: Answer;
  put: Answer;
}

const VIEW = { purpose: 'PANEL_SELECTION', reason: 'VIEW_REQUEST' } as const;

/** Answers every open request addressed to the partner. @param at the instant of an approval. */
export const answerOpenRequests = async (
  client: SystemClient,
  holdings: readonly Holding[],
  { practitioner, approver }: Worker,
  at: string,
): Promise<Replied[]> => {
  const list = await client.request({
    method: 'GET',
    path: '/v1/view-requests',
    practitioner,
    reason: 'VIEW_REQUEST',
  });
  const open = (list.body.viewRequests as Asked[]).filter(
    ({ state }) => state === 'OPEN',
  );
  const replied: Replied[] = [];
  for (const { viewRequestId, caseId } of open) {
    const said = { ...VIEW, practitioner, case: caseId };
    const path = `/v1/view-requests/${viewRequestId}`;
    const read = await client.request({ method: 'GET', path, ...said });
    if (read.status !== 200) continue;
    const body = replyTo(lookUp(holdings, read.body.records), approver, at);
    const put = await client.request({
      method: 'PUT',
      path: `${path}/reply`,
      body,
      ...said,
    });
    replied.push({ viewRequestId, read, put });
  }
  return replied;
};

/** In the partner's own records: by a number where one is given and held, else by name and birth date. */
const lookUp = (
  holdings: readonly Holding[],
  {
    identity = [],
    identifiers = [],
  }: { identity?: Partial<Holding>[]; identifiers?: Partial<Holding>[] },
): Holding | undefined => {
  const numbers = identifiers
    .flatMap(({ nhsNumber, upn }) => [nhsNumber, upn])
    .filter((number) => number !== undefined);
  return (
    holdings.find(({ nhsNumber, upn }) =>
      [nhsNumber, upn].some(
        (own) => own !== undefined && numbers.includes(own),
      ),
    ) ??
    holdings.find((held) =>
      identity.some(
        ({ givenName, familyName, birthDate }) =>
          held.givenName === givenName &&
          held.familyName === familyName &&
          held.birthDate === birthDate,
      ),
    )
  );
};

const replyTo = (
  held: Holding | undefined,
  approver: string | undefined,
  at: string,
): object => {
  const approval = approver && {
    approvalRole: 'CALDICOTT_GUARDIAN',
    approvalPractitioner: approver,
    approvedAt: at,
    approvalBasis: 'PUBLIC_INTEREST',
    approvalReason:
      'Sharing this summary is proportionate to the risk of serious harm (synthetic).',
  };
  const answer = held
    ? { kind: 'VIEW', ...held.return }
    : { kind: 'NOTHING_HELD' };
  return { ...answer, ...(approval && { approval }) };
};
