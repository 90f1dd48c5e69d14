/** Before the meeting and in it: checks, meetings, listings, requests for views, decisions. */
import {
  type Child,
  dayFrom,
  type Making,
  PANEL,
  POLICE,
  within,
} from './making.ts';
import { ADULT } from './nominating.ts';

export const checked = async (making: Making, child: Child): Promise<void> => {
  const { done, mint } = making;
  const check = async (rule: string, finding: string) => {
    const evidence = mint.text();
    const body = { rule, finding, checkedIn: 'PNC', evidence };
    await done(PANEL, {
      method: 'PUT',
      ...within(child, '/eligibility'),
      body,
    });
    const before = child.evidence.get(rule);
    if (before) making.hidden.push(before);
    child.evidence.set(rule, evidence);
  };
  await check('NO_WEAPON_CONVICTION', 'NOT_KNOWN');
  await check('NO_WEAPON_CONVICTION', 'MET');
  await check(
    'EVIDENCE_OF_CARRYING',
    child.number % 5 === 0 ? 'NOT_MET' : 'MET',
  );
};

const PRESENT: Record<string, string[]> = {
  'south-bcu': ['croydon-yjs', 'croydon-social-care'],
  sutton: ['sutton-yjs', 'sutton-education'],
};

/** Meetings of each panel on these days, quorate and with the chair who decides. */
export const opened = async (
  { done, mint, meetings }: Making,
  days: number[],
): Promise<void> => {
  for (const [panel, agencies] of Object.entries(PRESENT)) {
    for (const day of days) {
      const place = mint.text();
      const body = { panel, meetingOn: dayFrom(day), place };
      const { meetingId } = (
        await done(PANEL, { method: 'POST', path: '/v1/meetings', body })
      ).body;
      const present = [
        { agency: POLICE, practitioner: mint.word(), role: 'PANEL_CHAIR' },
        ...agencies.map((agency) => ({
          agency,
          practitioner: mint.word(),
          role: 'YJS_PRACTITIONER',
        })),
      ];
      await done(PANEL, {
        method: 'PUT',
        path: `/v1/meetings/${meetingId}/attendance`,
        body: { present },
      });
      meetings.push({ meetingId, panel, day, place, present });
    }
  }
};

/** The meeting at which the case is talked about: each fourth child's is long past, and each fourth's is today's. */
export const dayOf = ({ number }: Child): number =>
  [0, -12, -2, -2][(number - 1) % 4] ?? 0;

export const listedFor = async (
  { done, mint, hidden, meetings }: Making,
  child: Child,
  day: number,
): Promise<void> => {
  const meetingId =
    meetings.find(
      (meeting) => meeting.panel === child.panel && meeting.day === day,
    )?.meetingId ?? '';
  if (child.listing) hidden.push(child.listing.reason);
  child.listing = { meetingId, reason: mint.text() };
  await done(PANEL, {
    method: 'PUT',
    ...within(child, '/listing'),
    body: child.listing,
  });
};

export const asked = async (
  { done }: Making,
  child: Child,
  days: number,
): Promise<void> => {
  const body = {
    urgent: { replyBy: dayFrom(days), reason: 'LATE_NOMINATION' },
  };
  const answer = await done(PANEL, {
    method: 'POST',
    ...within(child, '/view-requests'),
    body,
  });
  child.requests = answer.body.viewRequests;
};

export const decided = async (
  making: Making,
  child: Child,
  days: number,
): Promise<void> => {
  await making.goTo(days);
  const outcome =
    child.number % 5 === 0 || child.number === ADULT
      ? { outcome: 'EXCLUDE', exclusionReason: 'NO_EVIDENCE' }
      : {};
  await decide(making, child, { outcome: 'INCLUDE', ...outcome });
  child.decidedOn = dayFrom(days);
  child.heard = child.requests.filter(({ agency }) =>
    child.returns
      .get(agency)
      ?.some(({ fields }) => fields.wishesToHearOutcome === true),
  );
};

export const deferred = async (
  making: Making,
  child: Child,
  days: number,
): Promise<void> => {
  await making.goTo(days);
  const deferral = {
    deferralReason: 'INSUFFICIENT_INFORMATION',
    nextDate: dayFrom(8),
  };
  await decide(making, child, { outcome: 'DEFER', ...deferral });
};

const decide = async (
  { done, mint, meetings }: Making,
  child: Child,
  what: object,
): Promise<void> => {
  const { body: pack } = await done(PANEL, {
    method: 'GET',
    ...within(child, '/pack'),
  });
  const present =
    meetings.find(({ meetingId }) => meetingId === pack.meetingId)?.present ??
    [];
  const said = {
    rationale: mint.text(),
    dissent: mint.text(),
    acknowledgements: [
      ...pack.gaps.map(({ gapId }: { gapId: string }) => ({
        about: gapId,
        note: mint.text(),
      })),
      ...pack.divergences.map(({ divergenceId }: { divergenceId: string }) => ({
        about: divergenceId,
        note: mint.text(),
      })),
      ...pack.freshness
        .filter(({ state }: { state: string }) => state === 'STALE')
        .map(({ stalenessId }: { stalenessId: string }) => ({
          about: stalenessId,
          note: mint.text(),
        })),
    ],
  };
  const body = {
    ...what,
    ...said,
    packDigest: pack.digest,
    meetingId: pack.meetingId,
    decider: { practitioner: present[0]?.practitioner, role: present[0]?.role },
  };
  await done(PANEL, { method: 'POST', ...within(child, '/decisions'), body });
  child.deciding.push({ ...said, present });
};
