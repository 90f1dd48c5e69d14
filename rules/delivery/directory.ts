/** The directory of services: which of them fit a child, and how others found them, in counts that point at nobody. */

import type { ContentError } from '../../schemas/contract/problems.ts';
import type {
  Feedback,
  ServicesQuery,
} from '../../schemas/contract/referrals.ts';
import type { Service, ServiceFeedback } from '../../schemas/store/entities.ts';
import { Suitability } from '../../schemas/vocabulary/codes.ts';

/** A smaller count would tell somebody who knows one of the children about them. */
const SMALLEST_COUNT = 5;

export const fits = (
  service: Service,
  { need, borough, age }: ServicesQuery,
): boolean => misfits(service, { need, borough, age }).length === 0;

/** What keeps a child from a service, where the request says so. */
export const misfits = (
  { needs, boroughs, ageFrom, ageTo }: Service,
  { need, borough, age }: ServicesQuery,
): ContentError[] => [
  ...(need === undefined || needs.includes(need)
    ? []
    : [{ pointer: '/need', message: 'is not what this service helps with' }]),
  ...(borough === undefined || boroughs.includes(borough)
    ? []
    : [
        {
          pointer: '/serviceId',
          message: 'is not for the borough in which the child lives',
        },
      ]),
  ...(age === undefined || (age >= ageFrom && age <= ageTo)
    ? []
    : [{ pointer: '/serviceId', message: 'is not for a child of this age' }]),
];

export const feedbackOn = (
  serviceId: string,
  all: readonly ServiceFeedback[],
): Feedback => {
  const given = all.filter((each) => each.serviceId === serviceId);
  const counts = Suitability.options.map(
    (suitability) =>
      [
        suitability,
        given.filter((each) => each.suitability === suitability).length,
      ] as const,
  );
  return Object.fromEntries(
    counts.filter(([, count]) => count >= SMALLEST_COUNT),
  );
};
