/** Whether a decision may be taken on the pack that it cites. */
import type { Call } from '../../../entrance/call.ts';
import { contentInvalid, Problem } from '../../../entrance/problem.ts';
import { blockersOf } from '../../../rules/decision-gate.ts';
import { eligibilityOf } from '../../../rules/eligibility.ts';
import { fileAt } from '../../../rules/file-at.ts';
import { daysAfter, londonDate } from '../../../rules/london-time.ts';
import { composePack, type Pack } from '../../../rules/pack.ts';
import { differenceOf, partsOf } from '../../../rules/pack-parts.ts';
import type { Meeting } from '../../../schemas/entities.ts';
import type { OpenedCase } from './open-case.ts';

type Opened = NonNullable<OpenedCase['opened']>;

/** So many days after a meeting what was decided in an outage can still be recorded. */
const OUTAGE_DAYS = 3;

/** DECISION_BLOCKED with every blocker, the digest of the pack as it stands, and what has changed in it. */
export const blockedBy = (call: Call<'decideCase'>, opened: Opened, meeting: Meeting): Problem | undefined => {
  const { body } = call;
  const { file, panel } = opened;
  const pack = packDecidedOn(call, opened, meeting);
  const blockers = blockersOf({
    request: body,
    pack: { ...pack, eligibility: judgedNow(call, opened, meeting, pack) },
    meeting,
    panel,
    acknowledged: file.decisions.flatMap(({ taken }) => taken.acknowledgements.map(({ about }) => about)),
  });
  if (blockers.length === 0) return undefined;
  const cited = file.packParts.find(({ digest }) => digest === body.packDigest);
  const isStale = pack.digest !== body.packDigest;
  return new Problem(
    'DECISION_BLOCKED',
    'The decision was not recorded; everything that stands in its way is listed.',
    {
      blockers,
      packDigest: pack.digest,
      difference: cited && isStale ? differenceOf(cited.parts, partsOf(pack, file.case.salt)) : undefined,
    },
  );
};

/** The pack as it is; in an outage as it was when the decision was taken. @throws Problem CONTENT_INVALID. */
const packDecidedOn = ({ body, now, sharing }: Call<'decideCase'>, opened: Opened, meeting: Meeting): Pack => {
  if (!body.outage) return opened.pack;
  const at = Date.parse(body.outage.takenAt);
  const day = londonDate(at);
  if (at > now || day < meeting.meetingOn || londonDate(now) > daysAfter(meeting.meetingOn, OUTAGE_DAYS)) {
    const message = `is not between the meeting and now, or is recorded more than ${OUTAGE_DAYS} days after it`;
    throw contentInvalid([{ pointer: '/outage/takenAt', message }]);
  }
  const { purpose = 'PANEL_SELECTION', practitioner, agreement } = sharing;
  return composePack({
    ...opened.question,
    file: fileAt(opened.file, new Date(at).toISOString()),
    asked: { purpose, practitionerRole: practitioner.role, agreement },
    now: at,
  }).pack;
};

/** Eligibility is judged on the meeting's day and today, whatever day the pack was composed for. */
const judgedNow = (
  { now }: Call<'decideCase'>,
  { file, panel }: Opened,
  { meetingOn }: Meeting,
  pack: Pack,
): Pack['eligibility'] => {
  const judged = [meetingOn, londonDate(now)].flatMap((on) => eligibilityOf({ ...file, area: panel.area, on }));
  const unmet = new Map(judged.filter(({ finding }) => finding !== 'MET').map((each) => [each.rule, each]));
  return pack.eligibility.map((each) => unmet.get(each.rule) ?? each);
};
