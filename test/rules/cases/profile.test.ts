/** The codes of a case profile: no health trust’s word comes in beside its agreement, and no doubted thing as a fact. */
import { describe, expect, it } from 'vitest';
import { profileErrors } from '../../../rules/cases/profile.ts';
import type { NominationRequest } from '../../../schemas/contract/young-people.ts';
import { AGREEMENTS } from '../given.ts';

type Incident = NominationRequest['incident'];
const code = (source: string, factOrOpinion = 'OPINION') => ({
  code: 'PRIOR_MISSING',
  source,
  factOrOpinion,
});
const errorsOf = (over: object): [string, string][] =>
  profileErrors(
    {
      assessment: 'A',
      priorContact: [],
      background: [],
      ...over,
    } as unknown as Incident,
    AGREEMENTS,
  ).map(({ pointer, message }) => [pointer, message]);

const RESTRICTED = expect.stringContaining('restricted agreement');
const DOUBTED = expect.stringContaining('no fact');

describe('a code of a profile', () => {
  it('is refused as the word of a party to restricted agreements alone, in either list, by its place', () => {
    const codes = [code('met-police'), code('slam')];
    expect(errorsOf({ priorContact: codes })).toEqual([
      ['/incident/priorContact/1/source', RESTRICTED],
    ]);
    expect(errorsOf({ background: codes })).toEqual([
      ['/incident/background/1/source', RESTRICTED],
    ]);
  });

  it('stands as the word of a party to another agreement, and as that of an agency that has signed none', () => {
    expect(
      errorsOf({
        priorContact: [
          code('croydon-yjs'),
          code('met-police'),
          code('a-school'),
        ],
      }),
    ).toEqual([]);
  });

  it('is refused as a fact where the incident is suspected to be false, and only there', () => {
    const both = [code('met-police', 'FACT'), code('met-police', 'OPINION')];
    expect(errorsOf({ assessment: 'E', background: both })).toEqual([
      ['/incident/background/0/factOrOpinion', DOUBTED],
    ]);
    expect(errorsOf({ assessment: 'D', background: both })).toEqual([]);
  });

  it('hears of both at once', () => {
    expect(
      errorsOf({ assessment: 'E', priorContact: [code('slam', 'FACT')] }),
    ).toEqual([
      ['/incident/priorContact/0/source', RESTRICTED],
      ['/incident/priorContact/0/factOrOpinion', DOUBTED],
    ]);
  });
});
