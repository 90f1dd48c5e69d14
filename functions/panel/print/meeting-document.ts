/**
 * Puts a meeting on paper: agenda and attendance on a sheet of their own, then the pack of each
 * listed case on two.
 */
import { html } from 'hono/html';
import type { Rendered } from '../../../entrance/conclude.ts';
import type { Marker } from '../../../schemas/contract/case-parts.ts';
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
  summaryOf(meeting),
  heading(2, 'Agenda'),
  agendaOf(cases),
  heading(2, 'Who is there'),
  attendanceOf(meeting),
];

type Meeting = PrintedMeeting['meeting'];

const summaryOf = (meeting: Meeting): Markup =>
  summaryList([
    [
      'When and where',
      [dated(meeting.meetingOn), meeting.startsAt, meeting.place]
        .filter(Boolean)
        .join(', '),
    ],
    ['Quorum', quorumOf(meeting.quorum)],
    ['Meeting', digest(meeting.meetingId)],
    ['Ledger entry', digest(meeting.ledgerEntry)],
  ]);

const digest = (id: string): Markup =>
  html`<span class="divan-digest">${id}</span>`;

const agendaOf = (cases: PrintedMeeting['cases']): Markup => {
  if (cases.length === 0) return paragraph('No case is listed.');
  return table({
    caption: 'In the order in which they are talked about',
    columns: ['Number', 'Child', 'Points to settle', 'Copy', 'Case'],
    rows: cases.map(({ caseId, pack }, i) => [
      String(i + 1),
      ...listed(pack),
      digest(caseId),
    ]),
  });
};

const attendanceOf = ({ attendance }: Meeting): Markup => {
  if (attendance.length === 0)
    return paragraph('Nobody’s attendance has been recorded yet.');
  return table({
    caption: 'By agency and person',
    columns: ['Agency', 'Person', 'Role'],
    rows: attendance.map(({ agency, practitioner, role }) => [
      named(agency),
      practitioner,
      worded(role),
    ]),
  });
};

const listed = (pack: PackOnPaper | undefined): Content[] => {
  if (!pack) return ['Nothing of this case may be printed now', '', ''];
  return [
    html`${nameOf(pack)} ${labels(pack)}`,
    pointsOf(pack).join('; '),
    String(pack.copy),
  ];
};

const pointsOf = (pack: PackOnPaper): string[] =>
  [
    counted(pack.divergences.length, 'divergence'),
    counted(pack.gaps.length, 'gap'),
    pack.screenOnly.points > 0 &&
      `${pack.screenOnly.points} on the screen only`,
    isOngoing(pack.investigation) && 'investigation under way',
    isOngoing(pack.strategyDiscussion) && 'strategy discussion under way',
  ].filter((point) => point !== false);

const isOngoing = (marker: Marker | undefined): boolean =>
  marker?.status === 'ONGOING';

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
