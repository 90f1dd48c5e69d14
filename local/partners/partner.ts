/**
 * Plays a partner's own system: it polls for view requests, looks in its own records, and answers
 * over HTTP.
 */
import { type Connection, exchangeClient } from '../../client/client.ts';
import type { components } from '../../client/openapi.d.ts';
import { answered } from '../../client/problem.ts';
import type { Sharing } from '../../client/sharing.ts';
import type { Holding } from './holdings.ts';

type Schemas = components['schemas'];

export interface Worker {
  practitioner: Sharing['practitioner'];
  /** The practitioner who approves a trust's answer; only health has one. */
  approver?: string;
}

export interface Replied {
  viewRequestId: string;
  kind: Schemas['Reply']['kind'];
}

/**
 * Answers every open request addressed to the partner. @param at the instant of an approval.
 * @throws Refused
 */
export const answerOpenRequests = async (
  connection: Connection,
  holdings: readonly Holding[],
  { practitioner, approver }: Worker,
  at: string,
): Promise<Replied[]> => {
  const said = {
    purpose: 'PANEL_SELECTION',
    reason: 'VIEW_REQUEST',
    practitioner,
  } as const;
  const { viewRequests } = await answered(
    exchangeClient(connection, said).GET('/v1/view-requests'),
  );
  const replied: Replied[] = [];
  for (const { viewRequestId, caseId, state } of viewRequests) {
    if (state !== 'OPEN') continue;
    const partner = exchangeClient(connection, { ...said, case: caseId });
    const params = { path: { id: viewRequestId } };
    const { data } = await partner.GET('/v1/view-requests/{id}', { params });
    if (data === undefined) continue;
    const body = replyTo(lookUp(holdings, data.records), approver, at);
    const { kind } = await answered(
      partner.PUT('/v1/view-requests/{id}/reply', { params, body }),
    );
    replied.push({ viewRequestId, kind });
  }
  return replied;
};

/**
 * Looks in the partner's own records: by a number where one is given and held, else by name and
 * birth date.
 */
const lookUp = (
  holdings: readonly Holding[],
  { identity = [], identifiers = [] }: Schemas['PermittedRecords'],
): Holding | undefined =>
  holdings.find((held) =>
    identifiers.some((each) => sharesNumber(held, each)),
  ) ?? holdings.find((held) => identity.some((each) => isNamed(held, each)));

const sharesNumber = (held: Holding, sought: Partial<Holding>): boolean =>
  (held.nhsNumber !== undefined && held.nhsNumber === sought.nhsNumber) ||
  (held.upn !== undefined && held.upn === sought.upn);

const isNamed = (held: Holding, sought: Partial<Holding>): boolean =>
  held.givenName === sought.givenName &&
  held.familyName === sought.familyName &&
  held.birthDate === sought.birthDate;

const replyTo = (
  held: Holding | undefined,
  approver: string | undefined,
  at: string,
): Schemas['Reply'] => {
  const approval = approver && approvalBy(approver, at);
  const answer: Schemas['Reply'] = held
    ? { kind: 'VIEW', ...held.return }
    : { kind: 'NOTHING_HELD' };
  return { ...answer, ...(approval && { approval }) };
};

const approvalBy = (
  approver: string,
  at: string,
): Schemas['ReplyView']['approval'] => ({
  approvalRole: 'CALDICOTT_GUARDIAN',
  approvalPractitioner: approver,
  approvedAt: at,
  approvalBasis: 'PUBLIC_INTEREST',
  approvalReason:
    'Sharing this summary is proportionate to the risk of serious harm (synthetic).',
});
