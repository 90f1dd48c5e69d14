/** Gives each person a community and a full name that nobody else of the cohort has. */
import type { CohortPerson } from './cohort-person.ts';
import { COMMUNITIES, type Community } from './communities.ts';
import { chance, pick, type Random, shuffled, untaken } from './random.ts';

export type Named = {
  givenName: string;
  familyName: string;
  otherNames: string[];
  ethnicity: CohortPerson['ethnicity'];
};

/** One name for each entry of `sexes`, in its order. */
export const nameEveryone = (
  sexes: readonly ('F' | 'M')[],
  random: Random,
): Named[] => {
  const places = COMMUNITIES.flatMap((community) =>
    Array.from({ length: community.count }, () => community),
  );
  const communities = shuffled(random, places);
  const taken = new Set<string>();
  return sexes.map((sex, at) => {
    const community = communities[at];
    if (community === undefined)
      throw new RangeError(
        'the communities count fewer people than the cohort',
      );
    return nameOne(community, sex, taken, random);
  });
};

const nameOne = (
  community: Community,
  sex: 'F' | 'M',
  taken: Set<string>,
  random: Random,
): Named => {
  const given = sex === 'F' ? community.girls : community.boys;
  const draw = () =>
    `${pick(random, given)}|${pick(random, community.families)}`;
  const [givenName = '', familyName = ''] = untaken(taken, draw).split('|');
  const others = given.filter((name) => name !== givenName);
  const hasMore = others.length > 0 && chance(random, 0.4);
  return {
    givenName,
    familyName,
    otherNames: hasMore ? [pick(random, others)] : [],
    ethnicity: pick(random, community.ethnicities),
  };
};
