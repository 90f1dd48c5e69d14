/** The inbox of an agency: each request with how it stands, and nothing by which a child could be told. */
import { describe, expect, it } from 'vitest';
import {
  awaitsConfirmation,
  inboxItemOf,
  requestState,
} from '../../../rules/returns/inbox.ts';
import { CaseState } from '../../../schemas/contract/case-parts.ts';
import type { Return } from '../../../schemas/store/entities.ts';
import {
  CASE_ID,
  caseFile,
  idOf,
  returned,
  theCase,
  viewRequest,
} from '../given.ts';

const onBehalf: Return['onBehalf'] = {
  person: 'Ms Synthetic',
  channel: 'TELEPHONE',
  recordedBy: 'met-police/co-1',
  confirmBy: '2026-11-30',
};
const confirmed = {
  ...onBehalf,
  confirmedAt: '2026-11-24T10:00:00.000Z',
  confirmedBy: 'croydon-yjs/w-1',
};

it('a request in it says what is asked, for when, and how it stands, and whose it is by no more than the case', () => {
  expect(inboxItemOf(viewRequest(), 'OPEN')).toEqual({
    type: 'InboxItem',
    agency: 'croydon-yjs',
    viewRequestId: idOf('vr', 1),
    caseId: CASE_ID,
    panel: 'south-bcu',
    agreement: 'MD-SBCU-001',
    categories: ['view'],
    meetingOn: '2026-11-26',
    replyBy: '2026-11-24',
    state: 'OPEN',
    expiresAt: '2030-01-01T00:00:00.000Z',
  });
});

describe('a request', () => {
  const stateOf = (...returns: Return[]) =>
    requestState(caseFile({ returns }), 'croydon-yjs');

  it('is open until its agency has answered', () => {
    expect(stateOf()).toBe('OPEN');
    expect(stateOf(returned({ agency: 'croydon-education' }))).toBe('OPEN');
    expect(stateOf(returned())).toBe('REPLIED');
  });

  it('is to be confirmed where the panel recorded the answer, until the agency has', () => {
    expect(stateOf(returned({ onBehalf }))).toBe('TO_CONFIRM');
    expect(stateOf(returned({ onBehalf: confirmed }))).toBe('REPLIED');
    expect(stateOf(returned({ onBehalf }), returned({ version: 2 }))).toBe(
      'REPLIED',
    );
  });

  it('is closed once the panel has decided, answered or not', () => {
    const closed = CaseState.options.filter((state) =>
      [[], [returned()]].every(
        (returns) =>
          requestState(
            caseFile({ case: theCase({ state }), returns }),
            'croydon-yjs',
          ) === 'CLOSED',
      ),
    );
    expect(closed).toEqual(['DECIDED', 'DELIVERED', 'CLOSED']);
  });

  it('awaits no confirmation of what the agency said itself', () => {
    expect(
      [undefined, onBehalf, confirmed].map((given) =>
        awaitsConfirmation({ onBehalf: given }),
      ),
    ).toEqual([false, true, false]);
  });
});
