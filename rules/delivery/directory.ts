/**
 * Reads the directory of services: which of them fit a child, and how others found them, in counts
 * that point at nobody.
 */

import type { ContentError } from '../../schemas/contract/problems.ts';
import type {
  Feedback,
  ServicesQuery,
} from '../../schemas/contract/referrals.ts';
import type { Service, ServiceFeedback } from '../../schemas/store/entities.ts';
import { Suitability } from '../../schemas/vocabulary/codes.ts';

/** A smaller count would tell somebody who knows one of the children about them. */
const SMALLEST_COUNT = 5;

export const fits = (service: Service, query: ServicesQuery): boolean =>
  misfits(service, query).length === 0;

/** Finds what keeps a child from a service, as far as the request tells of them. */
export const misfits = (
  service: Service,
  { need, borough, age }: ServicesQuery,
): ContentError[] => {
  const found: ContentError[] = [];
  if (need !== undefined && !service.needs.includes(need))
    found.push({ pointer: '/need', message: NOT_HELPED_WITH });
  if (borough !== undefined && !service.boroughs.includes(borough))
    found.push({ pointer: '/serviceId', message: NOT_FOR_BOROUGH });
  if (age !== undefined && !isForAge(age, service))
    found.push({ pointer: '/serviceId', message: NOT_FOR_AGE });
  return found;
};

const isForAge = (age: number, { ageFrom, ageTo }: Service): boolean =>
  age >= ageFrom && age <= ageTo;

const NOT_HELPED_WITH = 'is not what this service helps with';
const NOT_FOR_BOROUGH = 'is not for the borough in which the child lives';
const NOT_FOR_AGE = 'is not for a child of this age';

export const feedbackOn = (
  serviceId: string,
  all: readonly ServiceFeedback[],
): Feedback => {
  const given = all.filter((each) => each.serviceId === serviceId);
  const counts = Suitability.options.map((suitability) => {
    const alike = given.filter((each) => each.suitability === suitability);
    return [suitability, alike.length] as const;
  });
  return Object.fromEntries(
    counts.filter(([, count]) => count >= SMALLEST_COUNT),
  );
};
