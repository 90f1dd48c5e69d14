/** The room: who is present hears what everybody present may hear, and the pack is made of that and nothing else. */
import { describe, expect, it } from 'vitest';
import type { CaseFile } from '../../../rules/cases/case-file.ts';
import { composePack } from '../../../rules/pack/pack.ts';
import type { LiveAgreement } from '../../../rules/sharing/agreement.ts';
import { anyReleased } from '../../../rules/sharing/compose.ts';
import type { Return } from '../../../schemas/store/entities.ts';
import {
  AGREEMENTS,
  asked,
  caseFile,
  idOf,
  panelNamed,
  record,
  returned,
  theCase,
  viewRequest,
} from '../given.ts';

const SHOWN = Date.parse('2026-11-24T00:00:00Z');
const toTrust = viewRequest({
  viewRequestId: idOf('vr', 2),
  agency: 'slam',
  agreement: 'MD-CAMHS-003',
});
const ofTrust = { viewRequestId: idOf('vr', 2), agency: 'slam' };
const health = record({
  recordId: idOf('rec', 20),
  category: 'health',
  originator: 'slam',
  agreement: 'MD-CAMHS-003',
  fields: { riskToOthers: 'VERY_HIGH', needSummary: 'In crisis.' },
  approved: true,
});
const yjs = returned({
  kind: 'VIEW',
  records: [record({ fields: { riskToOthers: 'LOW' } })],
});
const file = (
  returns: Return[] = [
    yjs,
    returned({ ...ofTrust, kind: 'VIEW', records: [health] }),
  ],
): CaseFile => caseFile({ viewRequests: [viewRequest(), toTrust], returns });

const composed = (
  given: CaseFile,
  attendees?: string[],
  agreements: readonly LiveAgreement[] = AGREEMENTS,
) => {
  const { recipient: _, ...rest } = asked();
  const panel = panelNamed('south-bcu');
  return composePack({
    file: given,
    panel,
    declaredBy: 'MD-SBCU-001',
    agreements,
    asked: rest,
    attendees,
    now: SHOWN,
  });
};

const MEMBERS = ['met-police', 'croydon-yjs', 'croydon-social-care'];
/** Social care has left the trusts' agreement: it may hear everything else. */
const withoutCare = AGREEMENTS.map((each) =>
  each.id === 'MD-CAMHS-003'
    ? {
        ...each,
        parties: each.parties.filter(
          ({ agency }) => agency !== 'croydon-social-care',
        ),
      }
    : each,
);

it('of members that are parties to everything hears everything: the digest is that of the pack without a room', () => {
  const whole = composed(file()).pack;
  expect(composed(file(), MEMBERS).pack).toEqual(whole);
  expect(whole.hiddenFromAttendees).toBe(0);
  expect(composed(file(), []).pack.digest).toBe(whole.digest);
});

describe('with somebody who is no party to an agreement', () => {
  const { pack, decisions, ledger } = composed(file(), MEMBERS, withoutCare);
  const answer = pack.returns.find(({ agency }) => agency === 'slam');

  it('nothing that was given under it is heard, and how many fields that is', () => {
    expect(answer).toMatchObject({
      state: 'HIDDEN_FROM_ATTENDEES',
      records: {},
    });
    expect(pack.hiddenFromAttendees).toBe(2);
    expect(JSON.stringify(pack)).not.toMatch(/VERY_HIGH|In crisis/);
    expect(ledger.find(({ agency }) => agency === 'slam')).toMatchObject({
      state: 'HIDDEN_FROM_ATTENDEES',
      late: false,
    });
  });

  it('it is a gap, and makes no divergence and no freshness', () => {
    expect(pack.gaps.map(({ gapId }) => gapId)).toContain(
      'HIDDEN_FROM_ATTENDEES:slam',
    );
    expect(composed(file(), MEMBERS).pack.divergences).toHaveLength(1);
    expect(pack.divergences).toEqual([]);
    expect(pack.freshness.map(({ agency }) => agency)).toEqual(['croydon-yjs']);
  });

  it('the ledger says why each field stayed out, and another digest is cited', () => {
    const reasons = decisions
      .filter(({ record: { originator } }) => originator === 'slam')
      .flatMap(({ fields }) =>
        fields.map((field) =>
          field.released ? 'RELEASED' : field.reasons[0]?.code,
        ),
      );
    expect(new Set(reasons)).toEqual(new Set(['ATTENDEES_NOT_COVERED']));
    expect(pack.digest).not.toBe(composed(file()).pack.digest);
  });

  it('a nil return, one that was withheld and a view are hidden alike', () => {
    const state = (kind: Return['kind']) =>
      composed(
        file([yjs, returned({ ...ofTrust, kind })]),
        MEMBERS,
        withoutCare,
      ).pack;
    expect(state('NOTHING_HELD')).toEqual(state('WITHHELD'));
    expect(state('NOTHING_HELD').returns[1]).toEqual(answer);
    expect(
      composed(file([yjs]), MEMBERS, withoutCare).pack.returns[1]?.state,
    ).toBe('ASKED');
  });
});

describe('with somebody who is no member of the panel', () => {
  const given = {
    ...file(),
    case: theCase({
      listingReason: 'Canary reason.',
      investigation: {
        status: 'ONGOING',
        officer: 'canary-officer',
        since: '2026-11-20T09:00:00.000Z',
      },
    }),
  };
  const { pack, decisions, permitted } = composed(given, [...MEMBERS, 'slam']);

  it('nothing is heard, the police’s own facts and the reasons of the process among it', () => {
    expect(pack.records).toEqual({});
    expect(anyReleased(decisions)).toBe(false);
    const text = JSON.stringify(pack).toLowerCase();
    expect(text).not.toMatch(/okoro|canary|no conviction is recorded/);
  });

  it('but the case is still there, and what stands in the way of a decision stands', () => {
    expect(anyReleased(permitted)).toBe(true);
    expect(pack.investigation?.status).toBe('ONGOING');
    const whole = composed(given).pack;
    expect(
      pack.eligibility.map(({ rule, finding }) => [rule, finding]),
    ).toEqual(whole.eligibility.map(({ rule, finding }) => [rule, finding]));
    expect(pack.eligibility).toHaveLength(4);
  });
});

it('a late answer that not everybody may hear is not told to be late, or to have been corrected', () => {
  const late = (version: number) =>
    returned({ version, receivedAt: '2026-11-25T10:00:00.000Z' });
  const given = file([late(1), late(2)]);
  const lineOf = (attendees: string[]) =>
    composed(given, attendees).ledger.find(
      ({ agency }) => agency === 'croydon-yjs',
    );
  expect(lineOf(MEMBERS)).toMatchObject({ late: true, corrected: true });
  expect(lineOf([...MEMBERS, 'slam'])).toMatchObject({
    state: 'HIDDEN_FROM_ATTENDEES',
    late: false,
    corrected: false,
  });
});
