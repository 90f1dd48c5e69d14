/**
 * GET /v1/cases/{id}/pack: what the panel sees before it decides; as a printed page for `Accept:
 * text/html`.
 */
import type { Call } from '../../../entrance/call.ts';
import { type Concluded, conclude } from '../../../entrance/conclude.ts';
import { endpoint } from '../../../entrance/endpoint.ts';
import { contentInvalid, notFound } from '../../../entrance/problem.ts';
import { sha256 } from '../../../rules/canonical.ts';
import type { Change } from '../../../rules/effects/change.ts';
import {
  fingerprintKept,
  fingerprintOfNobody,
} from '../../../rules/pack/look.ts';
import { disclosureOf } from '../../../rules/sharing/compose.ts';
import { panelRecipient } from '../../../schemas/contract/agreement/agreement.ts';
import { packDocument } from '../print/pack-document.ts';
import { printedFor } from '../print/printed-for.ts';
import { type About, type Opened, openCase } from './open-case.ts';
import { printCase } from './print-case.ts';

export const readPack = endpoint('readPack', async (call) => {
  const { query } = call;
  const { about, opened } = await openCase(call, { meetingId: query.meeting }); // R1, R2
  if (!opened) return nothingToRead(call, about);
  const { panel, meeting } = opened;
  if (query.meeting !== undefined && meeting?.panel !== panel.id) {
    const message = 'is no meeting of the panel of this case';
    throw contentInvalid([{ pointer: '/query/meeting', message }]);
  }
  return call.medium === 'PAPER'
    ? printPack(call, about, opened)
    : showPack(call, about, opened);
});

/** Writes as many items as where there is a pack. */
const nothingToRead = (
  call: Call<'readPack'>,
  about: About,
): Promise<Concluded> =>
  conclude(call, {
    ...about,
    answer: { problem: notFound() },
    changes: [seen(ofNobody(call))],
  });

const ofNobody = ({ world, entryId, now }: Call<'readPack'>) =>
  fingerprintOfNobody(
    {
      personId: world.randomId(),
      caseId: `case_${world.randomId()}`,
      digest: sha256(entryId),
    },
    now,
  );

const seen = (look: NonNullable<Change['looks']>[number]): Change => ({
  before: {},
  after: {},
  looks: [look],
});

const showPack = (
  call: Call<'readPack'>,
  about: About,
  { file, panel, agreements, composed }: Opened,
): Promise<Concluded> => {
  const { pack, decisions } = composed();
  const recipient = panelRecipient(panel.id);
  const disclosure = disclosureOf(
    decisions,
    recipient,
    agreements,
    call.entryId,
  );
  return conclude(call, {
    ...about,
    decisions,
    answer: {
      body: { ...pack, disclosure },
      headers: { etag: `"${pack.digest}"` },
    },
    changes: [seen(fingerprintKept(file.case, pack, call.now))],
  }); // W
};

const printPack = (
  call: Call<'readPack'>,
  about: About,
  opened: Opened,
): Promise<Concluded> => {
  const { pack, decisions, change, copy } = printCase(
    call,
    opened,
    call.entryId,
  );
  // Nothing that may be printed is to paper what nothing that may be known is to the screen.
  if (!pack) return nothingToRead(call, { ...about, decisions });
  const { meetingOn } = opened.composed().pack;
  const message = { printed: printedFor(call, meetingOn), pack };
  const page = { message, render: packDocument(call.world.styles()) };
  return conclude(call, {
    ...about,
    decisions,
    copy,
    answer: { page },
    changes: [change],
  }); // W
};
