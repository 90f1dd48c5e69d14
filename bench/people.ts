/** Synthetic young people, as many as one likes, each from the seed and its own number alone. */

import { type CohortPerson, cohort } from '../local/cohort/cohort.ts';
import { COMMUNITIES } from '../local/cohort/communities.ts';
import { issueNhsNumber, issueUpn } from '../local/cohort/numbers.ts';
import { integer, pick, stream } from '../local/cohort/random.ts';
import { daysAfter } from '../rules/time/london-time.ts';

/** Names and numbers are each person's own; the incident and what is known beside it are one of the cohort's 157. */
export const peopleOf = (
  seed: number,
  referenceDate: string,
): ((number: number) => CohortPerson) => {
  const templates = cohort({ seed, referenceDate });
  const families = COMMUNITIES.flatMap((community) => community.families);
  return (number) => {
    const random = stream(seed, `bench:${number}`);
    const template = pick(random, templates);
    const community = pick(random, COMMUNITIES);
    const birthDate = daysAfter(template.birthDate, -integer(random, 0, 60));
    const { pncId: _, ...rest } = template;
    return {
      ...rest,
      number,
      givenName: pick(
        random,
        template.sex === 'F' ? community.girls : community.boys,
      ),
      // Of all communities and double, or a hundred thousand would share a few hundred names, and with them birth dates.
      familyName: `${pick(random, families)}-${pick(random, families)}`,
      birthDate,
      nhsNumber: issueNhsNumber(new Set(), random),
      upn: issueUpn(template.borough, birthDate, new Set(), random),
    };
  };
};
