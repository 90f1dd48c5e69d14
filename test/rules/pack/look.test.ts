/** What is kept of a look at a pack: its parts as hashes, for as long as a case is before its panel. */
import { expect, it } from 'vitest';
import { fingerprintOf } from '../../../rules/pack/fingerprint.ts';
import {
  fingerprintKept,
  fingerprintOfNobody,
} from '../../../rules/pack/look.ts';
import { composePack } from '../../../rules/pack/pack.ts';
import { PackFingerprint } from '../../../schemas/store/entities.ts';
import {
  AGREEMENTS,
  asked,
  CASE_ID,
  caseFile,
  NOW,
  PERSON_ID,
  panelNamed,
  theCase,
} from '../given.ts';

const { recipient: _, ...rest } = asked();
const { pack } = composePack({
  file: caseFile(),
  panel: panelNamed('south-bcu'),
  declaredBy: 'MD-SBCU-001',
  agreements: AGREEMENTS,
  asked: rest,
  now: NOW,
});
/** Ninety days on. */
const UNTIL = '2027-02-21T10:00:00.000Z';

it('a look is kept for ninety days under the digest that was seen, salted by its case', () => {
  const kept = fingerprintKept(theCase(), pack, NOW);
  expect(kept).toEqual({
    type: 'PackFingerprint',
    personId: PERSON_ID,
    caseId: CASE_ID,
    digest: pack.digest,
    fingerprint: fingerprintOf(pack, theCase().salt),
    expiresAt: UNTIL,
  });
  expect(PackFingerprint.parse(kept)).toEqual(kept);
});

it('a look at nobody’s pack is kept as long, and says nothing', () => {
  const nobody = {
    personId: 'b'.repeat(32),
    caseId: CASE_ID,
    digest: 'c'.repeat(64),
  };
  expect(fingerprintOfNobody(nobody, NOW)).toEqual({
    type: 'PackFingerprint',
    ...nobody,
    fingerprint: {},
    expiresAt: UNTIL,
  });
});
