/** Thursday: the panel meets. Bromley social care has said nothing. */

import type { components } from '../../client/openapi.d.ts';
import { answered } from '../../client/problem.ts';
import { partnerRecordsIn } from '../sandbox.ts';
import { CHAIR, COORDINATOR, YJS_VIEW } from './people.ts';
import { type Actor, holds, type Stage } from './stage.ts';

type Schemas = components['schemas'];
type Pack = Schemas['PackMessage'];
type Decision = Schemas['DecisionRequest'];

/** A case in a meeting. */
interface Listed {
  caseId: string;
  meetingId: string;
}

export const meeting = async (
  stage: Stage,
  panel: Actor,
  listed: Listed,
): Promise<void> => {
  await stage.goTo(7, '13:30');
  await attendance(panel, listed.meetingId);
  const first = await reading(panel, listed);
  await stage.goTo(7, '13:50');
  await correction(stage, listed.caseId);
  await stage.goTo(7, '14:05');
  await staleDecision(panel, listed, first);
  const current = await readingAgain(panel, listed, first);
  await decision(panel, listed, current);
};

/** Records the attendees, by agency and person: the quorum is worked out from them. */
const attendance = (panel: Actor, meetingId: string) =>
  panel.does(
    panel.as(COORDINATOR).PUT('/v1/meetings/{id}/attendance', {
      params: { path: { id: meetingId } },
      body: { present: PRESENT },
    }),
    ({ quorum }) => {
      holds(quorum.met, 'the panel is quorate');
      return `The co-ordinator records who is there: ${quorum.agencies} member agencies, of ${quorum.needed} that the agreement needs. The panel is quorate.`;
    },
  );

const PRESENT: Schemas['AttendanceRequest']['present'] = [
  { agency: 'met-police', practitioner: 'ch-0007', role: 'PANEL_CHAIR' },
  {
    agency: 'croydon-yjs',
    practitioner: 'yjs-2210',
    role: 'YJS_PRACTITIONER',
  },
  {
    agency: 'croydon-social-care',
    practitioner: 'sw-5581',
    role: 'SOCIAL_WORKER',
  },
];

/** The pack as those who are there may hear it: a decision is judged on that one. */
const packFor = (panel: Actor, { caseId, meetingId }: Listed) =>
  panel.as({ ...COORDINATOR, case: caseId }).GET('/v1/cases/{id}/pack', {
    params: { path: { id: caseId }, query: { meeting: meetingId } },
  });

const reading = (panel: Actor, listed: Listed): Promise<Pack> =>
  panel.does(packFor(panel, listed), (pack) => {
    holds(
      pack.gaps.some(({ gapId }) => gapId === 'NO_REPLY:bromley-social-care'),
      'the silence of Bromley is a gap',
    );
    holds(pack.divergences.length > 0, 'the views differ');
    holds(
      pack.records.incidentSource === undefined,
      'the source stays with the police',
    );
    holds(
      pack.hiddenFromAttendees === 0,
      'all who are there may hear all of it',
    );
    return [
      'The panel reads the pack, as all who are there may hear it: every return side by side, what is missing, what differs, what was withheld and why. Nothing is hidden from this room.',
      tellPack(pack),
    ];
  });

const readingAgain = (
  panel: Actor,
  listed: Listed,
  first: Pack,
): Promise<Pack> =>
  panel.does(packFor(panel, listed), (pack) => {
    holds(pack.digest !== first.digest, 'the pack is another one');
    return [
      'The panel reads the pack as it is now, and talks about each point:',
      questions(pack),
    ];
  });

const decide = (panel: Actor, caseId: string, body: Decision) =>
  panel.as({ ...CHAIR, case: caseId }).POST('/v1/cases/{id}/decisions', {
    params: { path: { id: caseId } },
    body,
  });

const including = (meetingId: string) =>
  ({
    meetingId,
    outcome: 'INCLUDE',
    decider: { practitioner: 'ch-0007', role: 'PANEL_CHAIR' },
    rationale:
      'All criteria met; an early visit is proportionate and likely to help.',
  }) as const;

const staleDecision = (
  panel: Actor,
  { caseId, meetingId }: Listed,
  { digest: packDigest }: Pack,
): Promise<void> =>
  panel.isRefused(
    decide(panel, caseId, { ...including(meetingId), packDigest }),
    'DECISION_BLOCKED',
    ({ blockers = [], difference = [] }) => {
      const codes = blockers.map(({ code }) => code);
      holds(codes.includes('STALE_PACK'), 'a stale pack is refused');
      holds(
        codes.includes('GAP_NOT_ACKNOWLEDGED'),
        'so is a gap that nobody acknowledged',
      );
      return [
        'The chair decides on the pack as it was at half past one. It has changed since, so the decision is refused, with everything that stands in its way:',
        [
          ...blockers.map(({ code, message }) => `${code}: ${message}`),
          ...difference.map(
            ({ part, change }) => `CHANGED: ${part} (${change.toLowerCase()})`,
          ),
        ],
      ];
    },
  );

const decision = (panel: Actor, listed: Listed, pack: Pack) => {
  const acknowledgements = acknowledgementsOf(pack);
  const body = {
    ...including(listed.meetingId),
    packDigest: pack.digest,
    acknowledgements,
  };
  return panel.does(decide(panel, listed.caseId, body), () => [
    'Gap and divergence are acknowledged one by one, and the decision is taken on the digest of this very pack: INCLUDE.',
    acknowledgements.map(({ about, note }) => `${about}: ${note}`),
  ]);
};

const acknowledgementsOf = ({ gaps, divergences, freshness }: Pack) => [
  ...gaps.map(({ gapId }) => ({
    about: gapId,
    note: 'Tried by telephone today; the duty worker will call back. We decide without it.',
  })),
  ...divergences.map(({ divergenceId }) => ({
    about: divergenceId,
    note: 'Discussed: social care sees home, the YJS sees sessions, CAMHS stands between. Visit at the safer place; all stay involved.',
  })),
  ...freshness
    .filter(({ state }) => state === 'STALE')
    .map(({ stalenessId }) => ({
      about: stalenessId,
      note: 'Asked today: it still holds.',
    })),
];

/** A partner corrects its view after the pack was read. */
const correction = async (stage: Stage, caseId: string): Promise<void> => {
  const actor = stage.actor(
    'croydon-yjs-case-system',
    'croydon-yjs, its own case system',
  );
  const yjs = actor.as({ ...YJS_VIEW, case: caseId });
  const { viewRequests } = await answered(
    yjs.GET('/v1/view-requests', { params: { query: { limit: 50 } } }),
  );
  const asked = viewRequests.find((each) => each.caseId === caseId);
  const params = { path: { id: asked?.viewRequestId ?? '' } };
  const { records } = await answered(
    yjs.GET('/v1/view-requests/{id}', { params }),
  );
  await actor.does(
    yjs.PUT('/v1/view-requests/{id}/reply', {
      params,
      body: correctedReply(stage, records),
    }),
    ({ version }) =>
      `Croydon YJS saw the child this morning and corrects its view (version ${version}; the earlier one is kept).`,
  );
};

const correctedReply = (
  stage: Stage,
  { identity: [child] = [] }: Schemas['PermittedRecords'],
): Schemas['ReplyView'] => {
  const own = partnerRecordsIn(stage.folder, 'croydon-yjs').find(
    (held) =>
      held.givenName === child?.givenName &&
      held.familyName === child?.familyName &&
      held.birthDate === child?.birthDate,
  );
  const held: Omit<Schemas['ReplyView'], 'kind'> = own?.return ?? {};
  const opinions = [
    ...(held.view?.opinions ?? []),
    'Attended today and was open about the incident.',
  ];
  return { kind: 'VIEW', ...held, view: { ...held.view, opinions } };
};

const tellPack = (pack: Pack): string[] => [
  ...pack.returns.map(tellReturn),
  ...questions(pack),
  ...pack.disclosure.withheld.map(
    ({ originator, category, fields, reasons }) =>
      `WITHHELD by the agreement: ${category} of ${originator} (${fields.join(', ')}). ${reasons.map(({ says }) => says).join(' ')}`,
  ),
];

const tellReturn = ({
  agency,
  state,
  receivedAt,
  records,
}: Pack['returns'][number]): string => {
  const [view] = [...(records.view ?? []), ...(records.health ?? [])];
  const judged = view
    ? `: risk to others ${view.riskToOthers}, safety and wellbeing ${view.safetyAndWellbeing}`
    : '';
  const kept =
    state === 'ANSWERED' && !view
      ? ' (what it says, the panel is not told)'
      : '';
  const received = receivedAt ? ` (${receivedAt.slice(0, 10)})` : '';
  return `${agency}: ${state}${kept}${judged}${received}`;
};

const questions = ({ gaps, divergences }: Pack): string[] => [
  ...gaps.map(({ question }) => `GAP: ${question}`),
  ...divergences.map(({ question }) => `DIVERGENCE: ${question}`),
];
