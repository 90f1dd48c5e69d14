/** Cases of the cohort as the agencies of the sandbox would fill them, and their pages. */
import type { Answer } from '../../local/client.ts';
import type { CohortPerson } from '../../local/cohort/cohort.ts';
import { holdingsOf } from '../../local/partners/holdings.ts';
import { answerOpenRequests } from '../../local/partners/partner.ts';
import type { TestExchange } from '../exchange.ts';
import { listedCase, ofCase, PANEL, TODAY } from '../functions/requests.ts';

export const HTML = { headers: { accept: 'text/html' } };

/** Whoever the most agencies know the most of: the case that fills the most paper. */
export const richest = (
  people: readonly CohortPerson[],
  borough: string,
): CohortPerson => {
  const fullness = (person: CohortPerson): number =>
    person.knownTo
      .map(
        ({ agencyId }) => JSON.stringify(holdingsOf(agencyId, [person])).length,
      )
      .reduce((a, b) => a + b, 0) + JSON.stringify(person).length;
  const [first] = people
    .filter((each) => each.borough === borough)
    .toSorted((a, b) => fullness(b) - fullness(a));
  if (!first) throw new RangeError(borough);
  return first;
};

/** Listed, asked for, and answered by every agency that was asked, from its own records. */
export const answeredCase = async (exchange: TestExchange, number: number) => {
  const listed = await listedCase(exchange, number, TODAY);
  const at = new Date(exchange.running.world.clock()).toISOString();
  for (const agency of listed.requests.keys()) {
    const connection = exchange.connection(clientOf(agency));
    const approver = ['slam', 'oxleas', 'swlstg'].includes(agency)
      ? { approver: 'cg-1' }
      : {};
    const role = 'approver' in approver ? 'CAMHS_CLINICIAN' : 'SOCIAL_WORKER';
    await answerOpenRequests(
      connection,
      holdingsOf(agency, exchange.people),
      { practitioner: `p-1; role=${role}`, ...approver },
      at,
    );
  }
  return listed;
};

const clientOf = (agency: string): string => {
  if (agency.endsWith('education')) return `${agency}-pupil-system`;
  return agency.includes('-')
    ? `${agency}-case-system`
    : `${agency}-camhs-system`;
};

export const printPack = (
  exchange: TestExchange,
  caseId: string,
): Promise<Answer> => ofCase(exchange, caseId, 'GET', '/pack', undefined, HTML);

export const printMeeting = (
  exchange: TestExchange,
  meetingId: string,
): Promise<Answer> =>
  exchange.ask(PANEL, {
    method: 'GET',
    path: `/v1/meetings/${meetingId}`,
    ...HTML,
  });
