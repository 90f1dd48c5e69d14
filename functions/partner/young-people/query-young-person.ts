/** POST /v1/queries: is this young person known here, and what may this practitioner see? */

import { admit, standing } from '../../../entrance/caller.ts';
import { endpoint } from '../../../entrance/endpoint.ts';
import { contentInvalid } from '../../../entrance/problem.ts';
import { birthDateErrors } from '../../../rules/recognition/birth-date.ts';
import { blockingFeatures } from '../../../rules/recognition/matching.ts';
import { answerAboutPerson } from './answer-about-person.ts';
import { matched, recognise } from './recognise.ts';

export const queryYoungPerson = endpoint('queryYoungPerson', async (call) => {
  const { world, operation, claims, body, now } = call;
  const features = blockingFeatures(body.subject);
  const entered = await admit(world, operation, claims, { features }, now); // R1
  standing(entered.agency.agreements, call.sharing, now);
  const errors = birthDateErrors(body.subject.birthDate, now, false);
  if (errors.length > 0) throw contentInvalid(errors);
  // Read before anything is decided, and as many whoever is asked for: absence costs what presence costs.
  const candidates = await world.store.candidates(entered.candidateIds, now); // R2
  // A near miss must not reveal who else exists: ambiguity reads as absence.
  const person = recognise(
    call,
    body.subject,
    candidates,
    entered.agency.agreements,
  );
  const sealed = person ? undefined : matched(body.subject, candidates);
  return answerAboutPerson(call, entered.agency.agreements, { person, sealed }); // W
});
