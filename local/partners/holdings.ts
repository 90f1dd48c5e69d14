/**
 * Fills each partner's own case system: with the part of the cohort that is known to it, under its
 * own ids, and with its answer to a view request. Everything is invented.
 */
import type { CohortPerson } from '../cohort/cohort.ts';
import { AGENCIES, type Service } from '../cohort/known-to.ts';
import { chance, integer, stream } from '../cohort/random.ts';
import {
  type HealthReturn,
  type Held,
  healthReturn,
  type StatutoryReturn,
  statutoryReturn,
} from '../cohort/returns.ts';

export type Holding = {
  localIdentifier: string;
  givenName: string;
  familyName: string;
  birthDate: string;
  addressLines: string[];
  postcode: string;
  nhsNumber?: string;
  upn?: string;
  return: StatutoryReturn | HealthReturn;
};

/**
 * ChildView, Mosaic, an education management system and RiO: which borough uses which is
 * unconfirmed.
 */
const PREFIXES: Readonly<Record<Service, string>> = {
  YJS: 'CV',
  SOCIAL_CARE: 'MOS',
  EDUCATION: 'EMS',
  CAMHS: 'RIO',
};

/**
 * The holdings of one agency, in the order of the cohort; none for an agency to which nobody is
 * known.
 */
export const holdingsOf = (
  agencyId: string,
  cohort: readonly CohortPerson[],
): Holding[] =>
  cohort.flatMap((person) => {
    const known = person.knownTo.find((entry) => entry.agencyId === agencyId);
    if (known === undefined) return [];
    // The NHS number is the seed, and not the cohort's seed: a case system knows nothing of the
    // cohort.
    const random = stream(Number(person.nhsNumber), agencyId);
    return [holding({ person, known, service: serviceOf(agencyId), random })];
  });

const serviceOf = (agencyId: string): Service => {
  const found = Object.values(AGENCIES)
    .flatMap((services) => Object.entries(services) as [Service, string][])
    .find(([, id]) => id === agencyId);
  if (found === undefined)
    throw new RangeError(`${agencyId} is no partner of the sandbox`);
  return found[0];
};

const holding = (held: Held): Holding => {
  const { person, service, random } = held;
  const holdsNhsNumber =
    service === 'CAMHS' || (service === 'SOCIAL_CARE' && chance(random, 0.6));
  const holdsUpn =
    service === 'EDUCATION' || (service === 'YJS' && chance(random, 0.5));
  return {
    localIdentifier: localIdentifier(held),
    givenName: person.givenName,
    familyName: person.familyName,
    birthDate: person.birthDate,
    addressLines: person.addressLines,
    postcode: person.postcode,
    ...(holdsNhsNumber && { nhsNumber: person.nhsNumber }),
    ...(holdsUpn && { upn: person.upn }),
    return:
      service === 'CAMHS' ? healthReturn(held) : statutoryReturn(held, service),
  };
};

/** Six digits, unique within an agency: 7919 has no divisor in common with 900000. */
const localIdentifier = ({ person, known, service }: Held): string => {
  const start = integer(stream(0, known.agencyId), 0, 899_999);
  return `${PREFIXES[service]}-${100_000 + ((start + person.number * 7919) % 900_000)}`;
};
