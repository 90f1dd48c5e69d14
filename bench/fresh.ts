/** Young people nobody has asked about yet, and the cases that are made of them: what is written is written once. */
import type { CohortPerson } from '../local/cohort/cohort.ts';
import { BOROUGHS } from '../schemas/vocabulary/codes.ts';
import * as requests from './requests.ts';
import type { Stage } from './stage.ts';

/** Far beyond whoever is seeded, flagged under load, or read. */
const BEYOND = 10;

let taken = 0;

export const freshPerson = ({ people, person }: Stage): CohortPerson => {
  taken += 1;
  return person(people * BEYOND + taken);
};

const TWO_BOROUGHS: readonly string[] = [BOROUGHS.CROYDON, BOROUGHS.BROMLEY];

/** Of Croydon and of Bromley: of each, youth justice, social care, education and the mental health trust are asked. */
export const freshOfEightAgencies = (stage: Stage): CohortPerson => {
  for (;;) {
    const person = freshPerson(stage);
    const { borough, formerBoroughs, incident } = person;
    const lived = new Set<string>([borough, ...formerBoroughs]);
    if (
      incident.handlingCode === 'P' &&
      TWO_BOROUGHS.every((each) => lived.has(each)) &&
      lived.size === 2
    )
      return person;
  }
};

/** A case of such a child that is listed for a meeting. */
export const listedCase = async (
  stage: Stage,
  meetingId: string,
): Promise<string> => {
  const { caseId } = JSON.parse(
    (await stage.does(requests.nominate(freshOfEightAgencies(stage)))).body,
  );
  await stage.does(requests.screen(caseId));
  await stage.does(requests.list(caseId, meetingId));
  return caseId;
};

/** @param days from today. */
export const openMeeting = async (
  stage: Stage,
  days?: number,
): Promise<string> =>
  JSON.parse(
    (await stage.does(requests.openMeeting(stage.exchange.world.clock(), days)))
      .body,
  ).meetingId;
