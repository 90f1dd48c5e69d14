/** POST /v1/queries: is this young person known here, and what may this practitioner see? */
import { admit, standing } from '../../../entrance/caller.ts';
import { endpoint } from '../../../entrance/endpoint.ts';
import { contentInvalid } from '../../../entrance/problem.ts';
import { birthDateErrors } from '../../../rules/recognition/birth-date.ts';
import { blockingFeatures } from '../../../rules/recognition/matching.ts';
import {
  candidateOf,
  meant,
  recognised,
} from '../../../rules/recognition/recognise.ts';
import { askedBy } from '../asked-by.ts';
import { answerAboutPerson } from './answer-about-person.ts';

export const queryYoungPerson = endpoint('queryYoungPerson', async (call) => {
  const { world, operation, claims, sharing, body, now } = call;
  const features = blockingFeatures(body.subject);
  const entered = await admit(world, operation, claims, { features }, now); // R1
  const { agreements } = entered.agency;
  standing(agreements, sharing, now);
  const errors = birthDateErrors(body.subject.birthDate, now, false);
  if (errors.length > 0) throw contentInvalid(errors);
  // Read before anything is decided, and as many whoever is asked for: absence costs what presence
  // costs.
  const people = await world.store.candidates(entered.candidateIds, now); // R2
  const about = { asked: askedBy(call), caseId: sharing.case, agreements, now };
  const candidates = people.map((person) => candidateOf(person, about));
  const known = recognised(body.subject, candidates);
  const sealed = known ? undefined : meant(body.subject, candidates);
  return answerAboutPerson(call, agreements, {
    known,
    sealed,
    nobody: world.randomId(),
  }); // W
});
