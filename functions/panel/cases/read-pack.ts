/** GET /v1/cases/{id}/pack: what the panel sees before it decides; as a printed page for `Accept: text/html`. */
import type { Call } from '../../../entrance/call.ts';
import { type Concluded, conclude } from '../../../entrance/conclude.ts';
import { endpoint } from '../../../entrance/endpoint.ts';
import { contentInvalid, notFound } from '../../../entrance/problem.ts';
import { disclosureOf } from '../../../rules/sharing/compose.ts';
import { panelRecipient } from '../../../schemas/contract/agreement/agreement.ts';
import { packDocument } from '../print/pack-document.ts';
import { printedFor } from '../print/printed-for.ts';
import { keptFingerprint, keptOfNobody } from './keep-fingerprint.ts';
import { type OpenedCase, openCase } from './open-case.ts';
import { printCase } from './print-case.ts';

export const readPack = endpoint('readPack', async (call) => {
  const { query } = call;
  const { about, opened } = await openCase(call, { meetingId: query.meeting }); // R1, R2
  if (!opened) {
    return conclude(call, {
      ...about,
      told: { problem: notFound() },
      effects: [keptOfNobody(call)],
    });
  }
  const { file, pack, decisions, agreements, panel, meeting } = opened;
  if (query.meeting !== undefined && meeting?.panel !== panel.id) {
    throw contentInvalid([
      {
        pointer: '/query/meeting',
        message: 'is no meeting of the panel of this case',
      },
    ]);
  }
  if (call.medium === 'PAPER') return printPack(call, about, opened);
  const disclosure = disclosureOf(
    decisions,
    panelRecipient(panel.id),
    agreements,
    call.entryId,
  );
  const told = {
    body: { ...pack, disclosure },
    headers: { etag: `"${pack.digest}"` },
  };
  return conclude(call, {
    ...about,
    decisions,
    told,
    effects: [keptFingerprint(call, file.case, pack)],
  }); // W
});

const printPack = (
  call: Call<'readPack'>,
  about: OpenedCase['about'],
  opened: NonNullable<OpenedCase['opened']>,
): Promise<Concluded> => {
  const { pack, decisions, effects, copy } = printCase(
    call,
    opened,
    call.entryId,
  );
  // Nothing that may be printed is to paper what nothing that may be known is to the screen.
  if (!pack)
    return conclude(call, {
      ...about,
      decisions,
      told: { problem: notFound() },
      effects: [keptOfNobody(call)],
    });
  const message = { printed: printedFor(call, opened.pack.meetingOn), pack };
  const page = { message, render: packDocument(call.world.styles()) };
  return conclude(call, { ...about, decisions, copy, told: { page }, effects }); // W
};
