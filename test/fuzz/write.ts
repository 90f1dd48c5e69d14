/**
 * From what was drawn to what is sent. A request that is drawn from the document alone meets nobody; so most of them are
 * about the cohort, under an agreement that exists, and name what earlier answers gave.
 */
import { randomUUID } from 'node:crypto';
import { AGENCIES, SYSTEMS } from '../../local/registry/agencies.ts';
import { nominationOf } from '../../local/sandbox.ts';
import { quarterOf } from '../../rules/statistics/quarter.ts';
import { daysAfter, londonDate } from '../../rules/time/london-time.ts';
import {
  OPERATIONS,
  type Operation,
  type OperationId,
} from '../../schemas/contract/operations.ts';
import type { Known } from './known.ts';
import { type Drawn, documentedAs, type Mutation } from './requests.ts';
import type { Sent } from './send.ts';

type Body = Record<string, unknown>;

/** Spends the numbers that were drawn, so that the same numbers against the same answers are the same request. */
class Choices {
  readonly #numbers: readonly number[];
  #at = 0;

  constructor(numbers: readonly number[]) {
    this.#numbers = numbers;
  }

  below(n: number): number {
    const number = this.#numbers[this.#at % this.#numbers.length] ?? 0;
    this.#at += 1;
    return number % n;
  }

  percent(of: number): boolean {
    return this.below(100) < of;
  }

  of<T>(all: readonly T[]): T | undefined {
    return all[this.below(Math.max(1, all.length))];
  }
}

const ROLES: [of: RegExp, role: string][] = [
  [/intelligence/, 'INTELLIGENCE_OFFICER'],
  [/panel/, 'PANEL_COORDINATOR'],
  [/yjs/, 'YJS_PRACTITIONER'],
  [/social-care/, 'SOCIAL_WORKER'],
  [/pupil/, 'EDUCATION_OFFICER'],
  [/camhs/, 'CAMHS_CLINICIAN'],
  [/dpo/, 'DATA_PROTECTION_OFFICER'],
];
const PANEL_OPERATIONS: readonly OperationId[] = [
  'readCase',
  'checkEligibility',
  'listCase',
  'askForViews',
  'readPack',
  'decideCase',
  'setInvestigation',
  'setStrategyDiscussion',
  'triageCase',
  'recordOutcome',
  'recordReturn',
  'answerQuestion',
  'allocateVisit',
  'makeReferral',
];
const VISIT_OPERATIONS: readonly OperationId[] = [
  'readBrief',
  'acknowledgeBrief',
  'updateVisit',
];
const REQUEST_OPERATIONS: readonly OperationId[] = [
  'readViewRequest',
  'replyToViewRequest',
  'askQuestion',
  'confirmReturn',
];
const REFERRAL_OPERATIONS: readonly OperationId[] = [
  'readReferral',
  'respondToReferral',
];

const MEETING_OPERATIONS: readonly OperationId[] = [
  'readMeeting',
  'setAgenda',
  'setAttendance',
];

const LAST_QUARTER = quarterOf(daysAfter(londonDate(Date.now()), -92));
const today = (days: number) => daysAfter(londonDate(Date.now()), days);

export const written = (drawn: Drawn, known: Known): Sent => {
  const { id } = drawn;
  const operation: Operation = OPERATIONS[id];
  const choices = new Choices(drawn.choices);
  const number = known.next();
  const system = systemFor(operation, choices);
  const about = { drawn, known, choices, number, ...system };
  const params = paramsOf(about);
  const body = choices.percent(85) ? sensible(about, params) : drawn.body;
  const canary = `Canary${number}y`;
  const { raw, text } = spoiled(
    body,
    drawn.mutations,
    canary,
    documentedAs(id).form,
  );
  return {
    number,
    id,
    client: system.clientId,
    agency: system.agencyId,
    method: operation.method,
    path: operation.path.replaceAll(/\{(\w+)\}/g, (_, name) =>
      encodeURIComponent(params[name] ?? ''),
    ),
    params,
    query: queryOf(about),
    headers: headersOf(about, operation, params),
    text,
    raw,
    canary,
  };
};

interface About {
  drawn: Drawn;
  known: Known;
  choices: Choices;
  number: number;
  clientId: string;
  agencyId: string;
}

const systemFor = ({ scope }: Operation, choices: Choices) => {
  const registered = SYSTEMS.filter(
    ({ scopes }) => scope !== undefined && scopes.includes(scope),
  );
  const system = choices.of(
    choices.percent(92) && registered.length > 0 ? registered : SYSTEMS,
  );
  if (!system) throw new Error('no systems');
  return system;
};

/** Ids of earlier answers: mostly one's own, now and then another's; and what was never an id at all. */
const paramsOf = ({
  drawn,
  known,
  choices,
  agencyId,
}: About): Record<string, string> => {
  const [name, second] = Object.keys(drawn.path);
  if (name === undefined) return {};
  if (choices.percent(4))
    return { ...drawn.path, [name]: choices.of(ODD_IDS) ?? 'x' };
  if (choices.percent(6)) return drawn.path;
  const { id } = drawn;
  const mine = <T>(all: readonly T[], isMine: (each: T) => boolean) =>
    choices.percent(85) ? all.filter(isMine) : all;
  const found = (): string | undefined => {
    if (id === 'readYoungPerson')
      return choices.of(
        mine(known.references, ({ agency }) => agency === agencyId),
      )?.reference;
    if (PANEL_OPERATIONS.includes(id))
      return choices.of(casesFor(id, known, choices));
    if (MEETING_OPERATIONS.includes(id)) return choices.of(known.meetings)?.id;
    if (VISIT_OPERATIONS.includes(id)) return choices.of(known.visits)?.id;
    if (REFERRAL_OPERATIONS.includes(id)) {
      return choices.of(
        mine(known.referrals, ({ agency }) => agency === agencyId),
      )?.id;
    }
    if (REQUEST_OPERATIONS.includes(id)) {
      return choices.of(
        mine(known.viewRequests, ({ agency }) => agency === agencyId),
      )?.id;
    }
    if (id === 'concludeReview') return choices.of(known.reviews);
    if (choices.percent(12)) return choices.of(known.withdrawn)?.flagId;
    const own =
      id === 'contestFlag' ? choices.percent(20) : choices.percent(70);
    return choices.of(
      known.flags.filter(({ owner }) => (owner === agencyId) === own),
    )?.flagId;
  };
  if (id === 'answerQuestion' && choices.percent(90)) {
    const question = choices.of(known.questions);
    if (question)
      return { ...drawn.path, id: question.caseId, questionId: question.id };
  }
  const first = { [name]: found() ?? drawn.path[name] ?? '' };
  if (second === undefined) return first;
  const agency =
    choices.of([
      'croydon-education',
      'croydon-education',
      'croydon-social-care',
      'slam',
    ]) ?? '';
  return { ...drawn.path, ...first, ...(id === 'recordReturn' && { agency }) };
};

/** Mostly such as the operation may be done with: a case is screened, then listed, then asked about and decided. */
const casesFor = (
  id: OperationId,
  known: Known,
  choices: Choices,
): readonly string[] => {
  const ready: Partial<Record<OperationId, readonly string[]>> = {
    listCase: known.screened,
    askForViews: known.listed,
    readPack: known.listed,
    recordReturn: known.questions.map(({ caseId }) => caseId),
    setInvestigation: known.listed,
    setStrategyDiscussion: known.listed,
    triageCase: known.listed,
    recordOutcome: known.decided,
    allocateVisit: known.decided,
    makeReferral: known.decided,
    decideCase: known.packs.flatMap(({ caseId, meetingId }) =>
      meetingId === undefined ? [] : [caseId],
    ),
  };
  const cases = ready[id] ?? [];
  return cases.length > 0 && choices.percent(80) ? cases : known.cases;
};

const ODD_IDS = [
  '%',
  '%00',
  '\u0000',
  '../../v1/agreements',
  '..%2f',
  '__proto__',
  'constructor',
  'é'.repeat(80),
  'x'.repeat(81),
  '\u202e',
  'LOG#HEAD',
  'undefined',
  'a b+c&d=e?f#g',
];

const queryOf = ({
  drawn,
  known,
  choices,
  clientId,
}: About): URLSearchParams => {
  const params = new URLSearchParams(asText(drawn.query));
  if (drawn.id === 'listDisclosures' && choices.percent(80)) {
    params.set('from', today(-choices.below(3)));
    params.set('to', today(choices.below(2)));
  }
  if (drawn.id === 'listMeetings' && choices.percent(85)) {
    params.set('panel', 'south-bcu');
    params.set('from', today(-choices.below(3)));
    params.set('to', today(choices.below(20)));
  }
  if (params.has('after') && drawn.id !== 'readFeed') {
    const own = known.cursors.filter(
      ({ id, client }) => id === drawn.id && client === clientId,
    );
    const cursor = choices.of(
      choices.percent(80) ? own : known.cursors,
    )?.cursor;
    if (cursor !== undefined && choices.percent(90))
      params.set('after', cursor);
    else if (choices.percent(70)) params.delete('after');
  }
  if (
    (drawn.id === 'readWorklist' || drawn.id === 'readStatistics') &&
    choices.percent(80)
  ) {
    params.set('panel', 'south-bcu');
    if (drawn.id === 'readWorklist') params.set('borough', 'E09000008');
    else params.set('quarter', LAST_QUARTER);
  }
  if (drawn.id === 'readPack' && choices.percent(85)) params.delete('meeting');
  if (drawn.id === 'readFeed' && choices.percent(70)) params.delete('panel');
  if (params.size > 0 && choices.percent(5))
    params.set(
      choices.of(['agency', '__proto__', 'limit[]', '']) ?? 'x',
      'canary',
    );
  return params;
};

const asText = (all: Record<string, unknown>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(all).map(([name, value]) => [name, String(value)]),
  );

const headersOf = (
  { drawn, choices, clientId }: About,
  operation: Operation,
  params: Record<string, string>,
): Record<string, string> => {
  const headers = { ...drawn.headers };
  const role =
    ROLES.find(([of]) => of.test(clientId))?.[1] ?? 'DELIVERY_WORKER';
  if (operation.concerns !== 'NOBODY' && choices.percent(94)) {
    headers['sharing-practitioner'] =
      `prac-${choices.below(5)}; role=${choices.percent(90) ? role : 'JOB'}`;
  }
  if (
    headers['sharing-purpose'] &&
    !operation.monitoring &&
    choices.percent(85)
  ) {
    headers['sharing-purpose'] = 'PANEL_SELECTION';
  }
  const { purpose } = operation;
  if (purpose && choices.percent(90)) headers['sharing-purpose'] = purpose;
  if (operation.monitoring && choices.percent(90))
    headers['sharing-purpose'] = 'MONITORING';
  if (operation.scope === 'visit' && choices.percent(90)) {
    headers['sharing-practitioner'] = 'prac-1; role=SAFER_SCHOOLS_OFFICER';
  }
  if (choices.percent(85)) delete headers['sharing-agreement'];
  else if (headers['sharing-agreement'] && choices.percent(70))
    headers['sharing-agreement'] = 'MD-SBCU-001';
  if (PANEL_OPERATIONS.includes(drawn.id) && choices.percent(93))
    headers['sharing-case'] = params.id ?? '';
  if (headers['idempotency-key'] && choices.percent(95))
    headers['idempotency-key'] = randomUUID();
  if (choices.percent(3)) {
    const name = choices.of(Object.keys(headers));
    if (name && choices.percent(50)) delete headers[name];
    else if (name) headers[name] = 'Canary Wharfinger, role=NONE';
  }
  const form = documentedAs(drawn.id).form;
  if (drawn.body !== undefined)
    headers['content-type'] = form
      ? 'application/x-www-form-urlencoded'
      : 'application/json';
  // What a header cannot carry is for the raw sockets of the attacks.
  return Object.fromEntries(
    Object.entries(headers).filter(([, value]) => /^[\x20-\x7e]*$/.test(value)),
  );
};

/** Few enough that they are met again; mostly of the borough that the agency serves. */
const personsFor = (agencyId: string, { people }: Known, near: boolean) => {
  const borough = AGENCIES.find(({ id }) => id === agencyId)?.borough;
  const some = people.slice(0, 60);
  return near && borough
    ? some.filter((person) => person.borough === borough).slice(0, 8)
    : some.slice(0, 16);
};

/** The drawn body, about somebody and something that are there. */
const sensible = (about: About, params: Record<string, string>): unknown => {
  const { drawn, known, choices, number, agencyId } = about;
  const body = { ...(drawn.body as Body | undefined) };
  const person =
    choices.of(personsFor(agencyId, known, choices.percent(75))) ??
    known.people[0];
  if (!person) throw new Error('no cohort');
  const { givenName, familyName, birthDate, borough, formerBoroughs } = person;
  const flag = body.flag as Body | undefined;
  const statement = `mk${number}km ${String(flag?.statement ?? '').slice(0, 1400)}`;
  switch (drawn.id) {
    case 'queryYoungPerson':
      return { subject: { givenName, familyName, birthDate } };
    case 'raiseFlag': {
      const expiresOn = today(1 + choices.below(300));
      const subject = {
        givenName,
        familyName,
        birthDate,
        borough,
        formerBoroughs,
      };
      const handling = choices.percent(70) ? {} : { handling: body.handling };
      return {
        agreement: 'MD-SBCU-001',
        subject,
        flag: { ...flag, statement, expiresOn },
        ...handling,
      };
    }
    case 'correctFlag':
      return { ...body, flag: { ...flag, statement } };
    case 'reviewFlag':
      return { ...body, expiresOn: today(choices.below(300)) };
    case 'nominate': {
      const sound = nominationOf(person);
      const incident = choices.percent(50)
        ? sound.incident
        : { ...(body.incident as Body), incidentOn: today(-3) };
      const sources = choices.percent(50) ? sound.sources : body.sources;
      return { ...sound, incident, sources };
    }
    case 'askForViews': {
      const { agencies: _, ...rest } = body;
      const asked = choices.percent(80) ? rest : body;
      return choices.percent(60)
        ? { ...asked, urgent: { replyBy: today(0), reason: 'LATE_NOMINATION' } }
        : asked;
    }
    case 'checkEligibility':
      // Without a look at the PNC nothing is screened, and then nothing listed.
      return choices.percent(60)
        ? { ...body, rule: 'NO_WEAPON_CONVICTION' }
        : body;
    case 'openMeeting':
      return {
        ...body,
        panel: 'south-bcu',
        meetingOn: today(choices.percent(60) ? 0 : choices.below(20)),
      };
    case 'listCase': {
      const meetingId = choices.percent(90)
        ? choices.of(known.meetings)?.id
        : undefined;
      return {
        ...body,
        ...(meetingId && { meetingId }),
        ...(choices.percent(80) && { reason: 'Synthetic.' }),
      };
    }
    case 'setInvestigation':
    case 'setStrategyDiscussion':
      return choices.percent(60)
        ? {
            status: 'ONGOING',
            officer: body.officer,
            reviewOn: today(choices.below(80)),
          }
        : body;
    case 'triageCase':
      return 'continues' in body ? { ...body, continues: true } : body;
    case 'recordOutcome':
      return body;
    case 'recordReturn':
      return choices.percent(70)
        ? {
            reply: { kind: 'NOTHING_HELD' },
            person: 'Synthetic duty worker',
            channel: 'TELEPHONE',
          }
        : body;
    case 'confirmReturn':
      return { version: 1 };
    case 'allocateVisit': {
      const officer = { practitioner: 'prac-1', role: 'SAFER_SCHOOLS_OFFICER' };
      return {
        officer,
        dueBy: today(1 + choices.below(20)),
        venue: body.venue,
      };
    }
    case 'acknowledgeBrief':
      return {
        digest:
          known.visits.findLast(
            ({ id, digest }) => id === params.id && digest !== '',
          )?.digest ?? body.digest,
      };
    case 'updateVisit':
      return choices.percent(60)
        ? {
            state: 'NOT_DONE',
            at: new Date().toISOString(),
            reason: 'CAPACITY',
          }
        : { ...body, at: new Date().toISOString() };
    case 'makeReferral':
      return choices.percent(60)
        ? {
            kind: 'REFERRED',
            serviceId: 'croydon-yjs',
            need: 'YOUTH_JUSTICE',
            basis: 'LEGAL_DUTY',
          }
        : body;
    case 'respondToReferral':
      return choices.percent(60) ? { state: 'ACKNOWLEDGED' } : body;
    case 'askQuestion':
      return { text: body.text };
    case 'setAgenda': {
      const agenda = known.meetings.find(({ id }) => id === params.id)?.agenda;
      return agenda && choices.percent(80)
        ? { cases: agenda.toReversed() }
        : body;
    }
    case 'setAttendance':
      return choices.percent(70) ? { present: PRESENT } : body;
    case 'replyToViewRequest':
      return replyTo(params.id ?? '', body, about);
    case 'decideCase':
      return decisionOn(params.id ?? '', body, about);
    case 'explain':
      return {
        ...body,
        asked: { ...(body.asked as Body), recipient: agencyId },
      };
    default:
      return drawn.body;
  }
};

const replyTo = (id: string, body: Body, { known, choices }: About): Body => {
  const asked =
    known.viewRequests.find((each) => each.id === id)?.categories ?? [];
  const { kind, approval, reason, note, ...said } = body;
  // A trust signs, and nobody else does; now and then it is the other way round.
  const signs = asked.includes('health') === choices.percent(92);
  const signed = signs ? { approval: approval ?? APPROVAL } : {};
  const within = Object.fromEntries(
    Object.entries(said).filter(([category]) => asked.includes(category)),
  );
  if (kind === 'VIEW') return { kind, ...within, ...signed };
  return {
    kind,
    ...(reason !== undefined && { reason }),
    ...(note !== undefined && { note }),
    ...signed,
  };
};

export const PRESENT = [
  { agency: 'met-police', practitioner: 'ch-1', role: 'PANEL_CHAIR' },
  { agency: 'croydon-yjs', practitioner: 'prac-1', role: 'YJS_PRACTITIONER' },
  {
    agency: 'croydon-social-care',
    practitioner: 'prac-2',
    role: 'SOCIAL_WORKER',
  },
];

const APPROVAL = {
  approvalRole: 'CALDICOTT_GUARDIAN',
  approvalPractitioner: 'cg-1',
  approvedAt: '2026-11-20T09:00:00.000Z',
  approvalBasis: 'CONSENT',
  approvalReason: 'Synthetic.',
};

/** On the latest pack that anybody read, with all that is open in it acknowledged. */
const decisionOn = (
  caseId: string,
  body: Body,
  { known, choices }: About,
): Body => {
  const pack = known.packs.findLast((each) => each.caseId === caseId);
  const { exclusionReason, deferralReason, nextDate, outage, ...rest } = body;
  const [chair] = PRESENT;
  const decider = chair && {
    practitioner: chair.practitioner,
    role: chair.role,
  };
  const outcome = choices.of(['INCLUDE', 'EXCLUDE', 'DEFER', 'DEFER', 'DEFER']);
  return {
    ...rest,
    ...(pack && { packDigest: pack.digest }),
    ...(choices.percent(85) ? { decider } : { outage }),
    outcome,
    meetingId: choices.percent(90)
      ? (pack?.meetingId ?? rest.meetingId)
      : choices.of(known.meetings)?.id,
    ...(outcome === 'EXCLUDE' && {
      exclusionReason: exclusionReason ?? 'WEAPON_CONVICTION',
    }),
    ...(outcome === 'DEFER' && {
      deferralReason: deferralReason ?? 'INSUFFICIENT_INFORMATION',
      nextDate: nextDate ?? today(21),
    }),
    acknowledgements: (pack?.about ?? [])
      .slice(0, 40)
      .map((each) => ({ about: each, note: 'Synthetic.' })),
  };
};

/** The body as it travels, with what was to be wrong with it. */
const spoiled = (
  body: unknown,
  mutations: readonly Mutation[],
  canary: string,
  form: boolean,
) => {
  if (body === undefined) return { raw: undefined, text: undefined };
  const raw = structuredClone(body);
  const names = mutations.filter(({ kind }) => kind !== 'TWICE');
  for (const mutation of names) spoil(raw, mutation, canary);
  if (form)
    return { raw, text: String(new URLSearchParams(asText(raw as Body))) };
  const text = JSON.stringify(raw);
  const twice = names.length < mutations.length && text.startsWith('{"');
  // A name that stands twice: the second time escaped, as a filter would not see it.
  const again = twice
    ? `{"\\u00${text.charCodeAt(2).toString(16)}${text.slice(3, text.indexOf('"', 2))}":"${canary}",`
    : '';
  return {
    raw: twice ? undefined : raw,
    text: twice ? again + text.slice(1) : text,
  };
};

const spoil = (raw: unknown, { at, kind }: Mutation, canary: string): void => {
  const places = placesOf(raw);
  const [holder, name] = places[at % Math.max(1, places.length)] ?? [];
  if (holder === undefined || name === undefined) return;
  const value = holder[name];
  if (kind === 'DROP') delete holder[name];
  if (kind === 'ADD') holder[at % 2 ? 'risk_level' : 'toString'] = canary;
  if (kind === 'RETYPE')
    holder[name] = [null, 7, -1e21, true, [], {}, [canary], { canary }, canary][
      at % 9
    ];
  if (kind === 'EMPTY')
    holder[name] =
      typeof value === 'string' ? '' : Array.isArray(value) ? [] : {};
  if (kind === 'LONGER')
    holder[name] =
      typeof value === 'string'
        ? value + canary.repeat(600)
        : Array(60).fill(value);
  if (kind === 'UNSAFE')
    holder[name] =
      `${canary}${['\u0000', '\u202e', '\u200b', '\ud800', '\r\nx', '\u0430'][at % 6]}`;
};

/** Each member of each object and list, wherever it stands. */
const placesOf = (value: unknown): [Body, string][] => {
  if (typeof value !== 'object' || value === null) return [];
  const holder = value as Body;
  return Object.keys(holder).flatMap((name): [Body, string][] => [
    [holder, name],
    ...placesOf(holder[name]),
  ]);
};
