/**
 * How far cases have come before anything is drawn: what is drawn at random seldom takes a child from a nomination to a
 * visit, and what comes after would meet nobody.
 */
import { expect } from 'vitest';
import { type Asked, systemClient, systemFile } from '../../local/client.ts';
import type { Exchange } from '../../local/exchange.ts';
import { nominationOf } from '../../local/sandbox.ts';
import { daysAfter, londonDate } from '../../rules/time/london-time.ts';
import { BOROUGHS } from '../../schemas/vocabulary/codes.ts';
import type { Known } from './known.ts';
import { PRESENT } from './write.ts';

const SAID = {
  purpose: 'PANEL_SELECTION',
  practitioner: 'prac-1; role=PANEL_COORDINATOR',
  reason: 'NEW_INCIDENT',
};
const OFFICER = { practitioner: 'prac-1', role: 'SAFER_SCHOOLS_OFFICER' };
const CASES = 8;

export const tellStory = async (
  { url, folder }: Exchange,
  known: Known,
): Promise<void> => {
  const clients = new Map<string, ReturnType<typeof systemClient>>();
  const done = async (
    clientId: string,
    asked: Partial<Asked> & Pick<Asked, 'method' | 'path'>,
  ) => {
    const client =
      clients.get(clientId) ??
      systemClient(url, systemFile(folder.path, clientId));
    clients.set(clientId, client);
    const { status, body } = await client.request({ ...SAID, ...asked });
    expect([asked.path, status < 300, status < 300 ? '' : body]).toEqual([
      asked.path,
      true,
      '',
    ]);
    return body;
  };
  const meetingOn = londonDate(Date.now());
  const children = known.people
    .filter(({ borough }) => borough === BOROUGHS.CROYDON)
    .slice(20, 20 + CASES);
  for (const [i, child] of children.entries()) {
    const { caseId } = await done('met-police-intelligence', {
      method: 'POST',
      path: '/v1/nominations',
      practitioner: 'int-1; role=INTELLIGENCE_OFFICER',
      body: { ...nominationOf(child), handling: { code: 'P', recipients: [] } },
    });
    const of = (method: Asked['method'], rest: string, body?: unknown) =>
      done('met-police-panel', {
        method,
        path: `/v1/cases/${caseId}${rest}`,
        case: caseId,
        body,
      });
    for (const rule of ['NO_WEAPON_CONVICTION', 'EVIDENCE_OF_CARRYING']) {
      await of('PUT', '/eligibility', {
        rule,
        finding: 'MET',
        checkedIn: 'PNC',
        evidence: 'Synthetic.',
      });
    }
    const meeting = { panel: 'south-bcu', meetingOn };
    const { meetingId } = await done('met-police-panel', {
      method: 'POST',
      path: '/v1/meetings',
      body: meeting,
    });
    await of('PUT', '/listing', { meetingId, reason: 'Synthetic.' });
    const attendance = `/v1/meetings/${meetingId}/attendance`;
    await done('met-police-panel', {
      method: 'PUT',
      path: attendance,
      body: { present: PRESENT },
    });
    const { viewRequests } = await of('POST', '/view-requests', {
      urgent: { replyBy: meetingOn, reason: 'LATE_NOMINATION' },
    });
    const asked = (
      viewRequests as { viewRequestId: string; agency: string }[]
    ).filter(
      ({ agency }) =>
        agency === 'croydon-yjs' || agency === 'croydon-social-care',
    );
    for (const { viewRequestId, agency } of asked) {
      known.viewRequests.push({
        id: viewRequestId,
        agency,
        categories: ['involvement', 'view', 'approach'],
      });
    }
    known.cases.push(caseId);
    if (i % 2 === 0) {
      await openCase(known, caseId, { of, done, asked });
      continue;
    }
    const pack = await of('GET', '/pack');
    const points = [
      ...pack.gaps.map(({ gapId }: { gapId: string }) => gapId),
      ...pack.divergences.map(
        ({ divergenceId }: { divergenceId: string }) => divergenceId,
      ),
    ];
    await of('POST', '/decisions', {
      packDigest: pack.digest,
      meetingId,
      outcome: 'INCLUDE',
      decider: { practitioner: 'ch-1', role: 'PANEL_CHAIR' },
      rationale: 'Synthetic.',
      acknowledgements: points.map((about) => ({ about, note: 'Synthetic.' })),
    });
    const dueBy = daysAfter(meetingOn, 7);
    const { visitId } = await of('POST', '/visits', {
      officer: OFFICER,
      dueBy,
      venue: 'SCHOOL',
    });
    const referred = {
      kind: 'REFERRED',
      serviceId: 'croydon-yjs',
      need: 'YOUTH_JUSTICE',
      basis: 'LEGAL_DUTY',
    };
    const { referralId } = await of('POST', '/referrals', referred);
    known.decided.push(caseId);
    known.visits.push({ id: visitId, digest: '' });
    known.referrals.push({ id: referralId, agency: 'croydon-yjs' });
  }
};

interface Telling {
  of: (
    method: Asked['method'],
    rest: string,
    body?: unknown,
  ) => Promise<{ digest: string }>;
  done: (
    clientId: string,
    asked: Partial<Asked> & Pick<Asked, 'method' | 'path'>,
  ) => Promise<Record<string, string>>;
  asked: readonly { viewRequestId: string; agency: string }[];
}

/** One agency has asked a question; for the other the panel has recorded what was said on the telephone. */
const openCase = async (
  known: Known,
  caseId: string,
  { of, done, asked }: Telling,
): Promise<void> => {
  known.screened.push(caseId);
  known.listed.push(caseId);
  const yjs = asked.find(({ agency }) => agency === 'croydon-yjs');
  if (yjs) {
    const path = `/v1/view-requests/${yjs.viewRequestId}/questions`;
    const { questionId = '' } = await done('croydon-yjs-case-system', {
      method: 'POST',
      path,
      practitioner: 'prac-1; role=YJS_PRACTITIONER',
      body: { text: 'Synthetic?' },
    });
    known.questions.push({ caseId, id: questionId });
  }
  const reply = { kind: 'NOTHING_HELD' };
  await of('PUT', '/returns/croydon-social-care', {
    reply,
    person: 'Synthetic duty worker',
    channel: 'TELEPHONE',
  });
};
