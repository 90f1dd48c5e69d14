/** A meeting on paper: agenda and attendance on a sheet of their own, then the pack of each listed case on its two. */
import { html } from 'hono/html';
import type { Rendered } from '../../../entrance/conclude.ts';
import type { Quorum } from '../../../schemas/contract/meetings.ts';
import type {
  PackOnPaper,
  PrintedMeeting,
} from '../../../schemas/contract/printed.ts';
import { documentOf, sheet } from './document.ts';
import { legible } from './legible.ts';
import {
  type Content,
  heading,
  type Markup,
  paragraph,
  summaryList,
  table,
  tag,
} from './markup.ts';
import { packSheets } from './pack-document.ts';
import { labels, nameOf } from './subject.ts';
import { dated, named, worded } from './wording.ts';

export const meetingDocument =
  (styles: string) =>
  (message: PrintedMeeting): Promise<Rendered> => {
    const whole = legible(message);
    const { printed, meeting, cases } = whole;
    const packs = cases.flatMap(({ pack }) =>
      pack ? packSheets(printed, pack, 2) : [],
    );
    const title = `Meeting of the ${named(meeting.panel)} panel, ${dated(meeting.meetingOn)}`;
    return documentOf(styles, {
      title,
      sheets: [sheet(printed, undefined, agendaSheet(whole, title)), ...packs],
    });
  };

const agendaSheet = (
  { meeting, cases }: PrintedMeeting,
  title: string,
): Markup[] => [
  heading(1, title),
  summaryList([
    [
      'When and where',
      [dated(meeting.meetingOn), meeting.startsAt, meeting.place]
        .filter(Boolean)
        .join(', '),
    ],
    ['Quorum', quorumOf(meeting.quorum)],
    ['Meeting', html`<span class="divan-digest">${meeting.meetingId}</span>`],
    [
      'Ledger entry',
      html`<span class="divan-digest">${meeting.ledgerEntry}</span>`,
    ],
  ]),
  heading(2, 'Agenda'),
  cases.length === 0
    ? paragraph('No case is listed.')
    : table({
        caption: 'In the order in which they are talked about',
        columns: ['Number', 'Child', 'Points to settle', 'Copy', 'Case'],
        rows: cases.map(({ caseId, pack }, i) => [
          String(i + 1),
          ...listed(pack),
          html`<span class="divan-digest">${caseId}</span>`,
        ]),
      }),
  heading(2, 'Who is there'),
  meeting.attendance.length === 0
    ? paragraph('Nobody’s attendance has been recorded yet.')
    : table({
        caption: 'By agency and person',
        columns: ['Agency', 'Person', 'Role'],
        rows: meeting.attendance.map(({ agency, practitioner, role }) => [
          named(agency),
          practitioner,
          worded(role),
        ]),
      }),
];

const listed = (pack: PackOnPaper | undefined): Content[] => {
  if (!pack) return ['Nothing of this case may be printed now', '', ''];
  const { gaps, divergences, screenOnly, investigation, strategyDiscussion } =
    pack;
  const points = [
    counted(divergences.length, 'divergence'),
    counted(gaps.length, 'gap'),
    screenOnly.points > 0 && `${screenOnly.points} on the screen only`,
    investigation?.status === 'ONGOING' && 'investigation under way',
    strategyDiscussion?.status === 'ONGOING' && 'strategy discussion under way',
  ];
  return [
    html`${nameOf(pack)} ${labels(pack)}`,
    points.filter(Boolean).join('; '),
    String(pack.copy),
  ];
};

const counted = (count: number, of: string): string =>
  `${count} ${of}${count === 1 ? '' : 's'}`;

const quorumOf = ({
  met,
  agencies,
  needed,
  missing,
  ifNotMet,
}: Quorum): Content =>
  html`${met ? tag('Quorate', 'green') : tag('Not quorate', 'red')} ${agencies} of at least ${needed} agencies are there${
    missing.length > 0 && `; missing: ${missing.map(named).join(', ')}`
  }.${!met && (ifNotMet === 'REFUSE' ? ' No decision is recorded.' : ' A decision is recorded with a warning.')}`;
