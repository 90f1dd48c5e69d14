/** Who is talked about only with a recorded reason: a child of whom nothing that was nominated makes a suspect. */
import { describe, expect, it } from 'vitest';
import { needsListingReason } from '../../../rules/cases/listing.ts';
import {
  IncidentType,
  SubjectCategory,
} from '../../../schemas/vocabulary/codes.ts';
import {
  caseFile,
  incidentOf,
  NOT_FOR_THE_PANEL,
  nomination,
  record,
  subject,
} from '../given.ts';

type Of = [
  incident: (typeof IncidentType.options)[number],
  category: (typeof SubjectCategory.options)[number],
];
const of = ([incidentType, category]: Of) =>
  nomination({
    incidentType,
    records: [record({ category: 'incident', subject: subject({ category }) })],
  });
const needs = (...all: Of[]) =>
  needsListingReason(caseFile({ nominations: all.map(of) }));

const pairs = IncidentType.options.flatMap((type) =>
  SubjectCategory.options.map((category): Of => [type, category]),
);

describe('a reason to list', () => {
  it.each(pairs)('a child nominated after %s as %s', (type, category) => {
    const suspected =
      type !== 'INC_VICTIM_OR_NO_SUSPICION' &&
      ['SUSPECT', 'CONVICTED'].includes(category);
    expect(needs([type, category])).toBe(!suspected);
  });

  it('is not needed once one incident makes a suspect, whatever the others say', () => {
    expect(
      needs(
        ['INC_VICTIM_OR_NO_SUSPICION', 'VICTIM'],
        ['INC_SUSPECTED', 'SUSPECT'],
      ),
    ).toBe(false);
    expect(
      needs(
        ['INC_SUSPECTED', 'SUSPECT'],
        ['INC_VICTIM_OR_NO_SUSPICION', 'VICTIM'],
      ),
    ).toBe(false);
  });

  it('is not made up of two incidents: a victim here and an unsuspected there are no suspect', () => {
    expect(
      needs(
        ['INC_VICTIM_OR_NO_SUSPICION', 'VICTIM'],
        ['INC_SUSPECTED', 'WITNESS'],
      ),
    ).toBe(true);
  });

  it('is needed where what makes a suspect is kept from the panel, and not where the panel is among its recipients', () => {
    const needsAfter = (handling: typeof NOT_FOR_THE_PANEL) =>
      needsListingReason(
        caseFile({
          nominations: [
            incidentOf({ category: 'VICTIM' }),
            incidentOf({ handling }),
          ],
        }),
      );
    expect(needsAfter(NOT_FOR_THE_PANEL)).toBe(true);
    expect(needsAfter({ code: 'C', recipients: ['panel:south-bcu'] })).toBe(
      false,
    );
  });

  it('is needed where what makes a suspect is suspected to be false', () => {
    const doubted = incidentOf({ assessment: 'E' });
    expect(needsListingReason(caseFile({ nominations: [doubted] }))).toBe(true);
    expect(
      needsListingReason(caseFile({ nominations: [doubted, incidentOf({})] })),
    ).toBe(false);
  });

  it('is needed where nothing was nominated at all', () => {
    expect(needs()).toBe(true);
  });
});
