/** One panel week, Thursday to Thursday, told by the systems that live it. Each part is a day. */
import { nominationOf, policeRecordIn } from '../sandbox.ts';
import { account } from './account.ts';
import { delivery } from './delivery.ts';
import { duty } from './duty.ts';
import { meeting } from './meeting.ts';
import { INTELLIGENCE, OUTSIDER } from './people.ts';
import { preparation } from './preparation.ts';
import { replies } from './replies.ts';
import { holds, refusalOf, type Stage } from './stage.ts';

export const panelWeek = async (stage: Stage): Promise<void> => {
  const panel = stage.actor(
    'met-police-panel',
    'Panel tooling, for the co-ordinator and the chair',
  );
  const caseId = await nomination(stage);
  const meetingId = await preparation(stage, panel, caseId);
  await duty(stage, panel, caseId);
  await replies(stage);
  await outsider(stage);
  await meeting(stage, panel, { caseId, meetingId });
  await delivery(stage, panel, caseId);
  await account(stage);
};

/** Thursday: an intelligence report becomes a nomination. */
const nomination = async (stage: Stage): Promise<string> => {
  await stage.goTo(0, '09:30');
  const police = stage.actor(
    'met-police-intelligence',
    'Metropolitan Police, intelligence desk',
  );
  const child = policeRecordIn(stage.folder, 1);
  const { caseId } = await police.does(
    police
      .as(INTELLIGENCE)
      .POST('/v1/nominations', { body: nominationOf(child) }),
    () =>
      `An intelligence report, of a weapon that was seen, names ${child.givenName} ${child.familyName} (synthetic), born ${child.birthDate}, of Croydon, ` +
      'formerly of Bromley. The police propose the child to the panel, under the agreements that let its partners be asked. ' +
      'The source of the report is recorded, and no flow leads from it.',
  );
  return caseId;
};

/** Wednesday: somebody who is party to nothing asks. */
const outsider = async (stage: Stage): Promise<void> => {
  await stage.goTo(6, '14:20');
  const sutton = stage.actor(
    'sutton-social-care-case-system',
    'Sutton social care, party to no agreement',
  );
  const { givenName, familyName, birthDate } = policeRecordIn(stage.folder, 1);
  const ask = (givenName: string, familyName: string) =>
    sutton.as(OUTSIDER).POST('/v1/queries', {
      body: { subject: { givenName, familyName, birthDate } },
    });
  const nobody = await refusalOf(ask('Nobody', 'Atall'));
  await sutton.isRefused(
    ask(givenName, familyName),
    'NO_AGREEMENT',
    (known) => {
      holds(
        JSON.stringify(known) === JSON.stringify(nobody),
        'Sutton learns nothing',
      );
      return `It asks about the child and learns nothing: "${known.detail}" It asks about a child who does not exist and is told the same, to the letter. Both are in the ledger.`;
    },
  );
};
