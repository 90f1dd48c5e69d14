/**
 * What the panel does beside its meetings: it answers questions, records what agencies say without a system, refers at once,
 * and marks what is under way elsewhere.
 */
import { pick } from '../../local/cohort/random.ts';
import * as v from '../../schemas/vocabulary/codes.ts';
import { approvalOf, returned, TRUSTS, viewOf } from './answering.ts';
import {
  type Child,
  dayFrom,
  type Making,
  PANEL,
  systemOf,
  within,
} from './making.ts';

/** Each third agency asks before it answers; half of them are answered. */
export const questioned = async (
  making: Making,
  child: Child,
): Promise<void> => {
  const { done, mint, hidden } = making;
  for (const [i, { viewRequestId, agency }] of child.requests.entries()) {
    if ((i + child.number) % 3 !== 0) continue;
    const approval = TRUSTS.has(agency) ? { approval: approvalOf(making) } : {};
    hidden.push(approval);
    const text = mint.text();
    const path = `/v1/view-requests/${viewRequestId}/questions`;
    const { body } = await done(systemOf(agency), {
      method: 'POST',
      path,
      body: { text, ...approval },
    });
    if (child.number % 2 === 0) {
      child.questions.push({ agency, text });
      continue;
    }
    const answer = mint.text();
    await done(PANEL, {
      method: 'PUT',
      ...within(child, `/questions/${body.questionId}`),
      body: { answer },
    });
    child.questions.push({ agency, text, answer });
  }
};

/** Children of whom an agency that has not replied says nothing to the panel either. */
const silentOn = ({ number }: Child): boolean =>
  number % 3 === 0 || number === 5;

/** Of those that have not replied, and may let the panel speak for them: some confirm it, some have still to. */
export const spokenFor = async (
  making: Making,
  child: Child,
): Promise<void> => {
  const { done, mint, random } = making;
  for (const request of child.requests) {
    const { agency, viewRequestId } = request;
    if (silentOn(child) || child.returns.has(agency) || TRUSTS.has(agency))
      continue;
    const reply = { kind: 'VIEW', ...viewOf(making, false) };
    const person = mint.text();
    const body = {
      reply,
      person,
      channel: pick(random, v.RecordingChannel.options),
    };
    await done(PANEL, {
      method: 'PUT',
      ...within(child, `/returns/${agency}`),
      body,
    });
    const records = returned(child, request, reply);
    child.returns.set(agency, records);
    child.spoken.set(agency, person);
    if (child.number % 3 === 1) {
      child.toConfirm.set(agency, { person, records });
      continue;
    }
    const path = `/v1/view-requests/${viewRequestId}/confirmation`;
    await done(systemOf(agency), {
      method: 'POST',
      path,
      body: { version: 1 },
    });
  }
};

const officerOf = ({ mint }: Making) => ({
  practitioner: mint.word(),
  role: 'INTELLIGENCE_OFFICER',
});

type Named = 'investigation' | 'strategy-discussion';

/** What is under way: who leads it stands in the case until somebody else does. */
export const underWay = async (
  making: Making,
  child: Child,
  what: Named,
): Promise<void> => {
  const officer = officerOf(making);
  const body = { status: 'ONGOING', officer, reviewOn: dayFrom(20) };
  await making.done(PANEL, {
    method: 'PUT',
    ...within(child, `/${what}`),
    body,
  });
  child.process.push(officer);
};

export const concluded = async (
  making: Making,
  child: Child,
  what: Named,
): Promise<void> => {
  making.hidden.push(child.process.pop());
  const said = { officer: officerOf(making), outcome: making.mint.text() };
  await making.done(PANEL, {
    method: 'PUT',
    ...within(child, `/${what}`),
    body: { status: 'CONCLUDED', ...said },
  });
  child.process.push(said);
};

/** @returns the referral that it makes, where it makes one. */
export const triaged = async (
  making: Making,
  child: Child,
  what: object,
): Promise<string | undefined> => {
  const said = { officer: officerOf(making), reason: making.mint.text() };
  const answer = await making.done(PANEL, {
    method: 'POST',
    ...within(child, '/triage'),
    body: { ...what, ...said },
  });
  child.process.push(said);
  return answer.body.referralId;
};
