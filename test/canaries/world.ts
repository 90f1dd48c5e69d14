/**
 * Children of all three boroughs of whom every field says something that nobody else says, given by every agency in every
 * way that there is; and the list of what was given, for the model to decide upon.
 */
import { randomUUID } from 'node:crypto';
import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { expect } from 'vitest';
import type { Answer, Asked } from '../../local/client.ts';
import type { CohortPerson } from '../../local/cohort/cohort.ts';
import { integer, pick, type Random, stream } from '../../local/cohort/random.ts';
import { AGENCIES, SYSTEMS } from '../../local/registry/agencies.ts';
import { nominationOf } from '../../local/sandbox.ts';
import * as v from '../../schemas/vocabulary.ts';
import type { TestExchange } from '../exchange.ts';
import { canariesIn, type Mint, newMint } from './canary.ts';
import { canGive, DAYS_OF_AGREEMENTS, type Given, releasing } from './model.ts';

export interface GivenFlag {
  flagId: string;
  /** Given with the flag, and gone when it is withdrawn. */
  identifying: Given[];
  record: Given;
  earlier: Given[];
  withdrawn: boolean;
}

export interface Child {
  number: number;
  panel: string;
  caseId: string;
  subject: { givenName: string; familyName: string; birthDate: string; identifiers: { nhsNumber: string } };
  nominated: Given[];
  flags: GivenFlag[];
  /** Records of kinds that no operation takes in yet, put into the store. */
  kept: Given[];
  requests: { viewRequestId: string; agency: string; agreement: string }[];
  /** By agency, what its latest return says. */
  returns: Map<string, Given[]>;
  /** By rule, what the latest check rests on. */
  evidence: Map<string, string>;
  /** For which meeting the case was listed, and why. */
  listing: { meetingId: string; reason: string } | undefined;
  /** What was said in deciding. */
  deciding: unknown[];
  decidedOn: string | undefined;
}

interface Meeting {
  meetingId: string;
  panel: string;
  day: number;
  place: string;
}

export interface CanaryWorld {
  children: Child[];
  meetings: Meeting[];
  /** Every value that was given and is nobody else's. */
  known: ReadonlySet<string>;
  /** What was sent in places that show it to nobody: notes, reasons, approvals, earlier returns. */
  hidden: ReadonlySet<string>;
}

const { BROMLEY, CROYDON, SUTTON } = v.BOROUGHS;
const DAY_MS = 86_400_000;

export const systemOf = (agency: string): string =>
  SYSTEMS.find(({ agencyId, scopes }) => agencyId === agency && (scopes.includes('view') || scopes.includes('flag')))
    ?.clientId ?? '';

const STARTED = Date.now();

export const dayFrom = (days: number): string => new Date(STARTED + days * DAY_MS).toISOString().slice(0, 10);

/** Around noon, when the day is the same in London and in UTC, summer or winter; later calls are later. */
const noonFrom = (days: number): string =>
  new Date(Date.parse(`${dayFrom(days)}T12:00:00.000Z`) + Date.now() - STARTED).toISOString();

/** Numbers of the cohort: all boroughs, suspects and victims, with and without a former borough. */
const CAST = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14];
/** Where these lived before. */
const FORMERLY = new Map([
  [1, [BROMLEY]],
  [4, [SUTTON]],
  [6, [CROYDON]],
  [8, [SUTTON, CROYDON]],
]);
const ADULT = 13;
const RESTRICTED = new Map([
  [7, ['panel:south-bcu']],
  [9, ['panel:sutton', 'sutton-education']],
  [2, ['panel:south-bcu', 'bromley-yjs', 'slam']],
]);

export const buildWorld = async (exchange: TestExchange, seed: number): Promise<CanaryWorld> => {
  const mint = newMint();
  const random = stream(seed, 'canaries');
  const hidden: unknown[] = [];
  const goTo = async (days: number) => {
    const answer = await fetch(`${exchange.running.url}/sandbox/clock`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ to: noonFrom(days) }),
    });
    expect(answer.status).toBe(200);
  };
  const done = async (clientId: string, asked: Partial<Asked> & Pick<Asked, 'method' | 'path'>): Promise<Answer> => {
    const answer = await exchange.ask(clientId, asked);
    expect([asked.path, answer.status, answer.status < 300 ? '' : answer.body]).toEqual([
      asked.path,
      asked.method === 'POST' ? 201 : 200,
      '',
    ]);
    return answer;
  };
  const making: Making = { mint, random, done, exchange, goTo, hidden };

  await goTo(-70);
  const children: Child[] = [];
  for (const number of CAST) {
    const person = exchange.people.find((each) => each.number === number);
    if (!person) throw new RangeError(`the cohort has no number ${number}`);
    children.push(await nominated(making, person));
  }
  await nominatedAgain(making, children);
  await goTo(-69);
  // To a panel an adult has no case: nothing of them flows to it.
  const eligible = children.filter(({ number }) => number !== ADULT);
  // Children side by side, each with chance of its own, so that the seed says what is said of each.
  const each = (work: (making: Making, child: Child) => Promise<void>) =>
    Promise.all(
      eligible.map((child) => work({ ...making, random: stream(seed, `${work.name}:${child.number}`) }, child)),
    );
  await each(checked);
  const meetings = await opened(making);
  await each(function listed(own, child) {
    return listedFor(own, child, meetings, dayOf(child));
  });
  await each(asked);
  await goTo(-68);
  await each(replied);
  await flagged(making, children);
  for (const [i, child] of children.entries()) {
    // Some decided so long ago that health information flows no longer, some of late, some not at all.
    if (i % 4 === 1) await decided(making, child, -12);
    if (i % 4 === 2) await decided(making, child, -2);
    if (i % 4 === 3) {
      await deferred(making, child, -2);
      await listedFor(making, child, meetings, 0);
    }
  }
  for (const child of children) await kept(making, child);
  await goTo(0);

  const given = children.flatMap(recordsOf);
  const known = canariesIn([
    given.map(({ fields }) => fields),
    children.map(({ evidence, listing, deciding }) => [[...evidence.values()], listing, deciding]),
    meetings,
    hidden,
  ]);
  return { children, meetings, known, hidden: canariesIn(hidden) };
};

/** Everything that was ever given of a child, whether or not it still stands. */
export const recordsOf = ({ nominated, kept, flags, returns }: Child): Given[] => [
  ...nominated,
  ...kept,
  ...flags.flatMap(({ identifying, record, earlier }) => [...identifying, record, ...earlier]),
  ...[...returns.values()].flat(),
];

/** What a query may find: all that stands with the person. */
export const heldOf = ({ nominated, kept, flags }: Child): Given[] => [
  ...nominated,
  ...kept,
  ...flags.filter(({ withdrawn }) => !withdrawn).map(({ record }) => record),
  // What identified the child for one flag stays as long as any flag of the same agency under the same agreement does.
  ...flags
    .filter((flag) => flags.some((other) => !other.withdrawn && sameGiver(flag.record, other.record)))
    .flatMap(({ identifying }) => identifying),
];

const sameGiver = (a: Given, b: Given): boolean => a.originator === b.originator && a.agreement === b.agreement;

interface Making {
  mint: Mint;
  random: Random;
  exchange: TestExchange;
  done(clientId: string, asked: Partial<Asked> & Pick<Asked, 'method' | 'path'>): Promise<Answer>;
  goTo(days: number): Promise<void>;
  hidden: unknown[];
}

type Body = ReturnType<typeof nominationOf>;

const OUTWARD: Record<string, string> = { [CROYDON]: 'CR0', [BROMLEY]: 'BR1', [SUTTON]: 'SM1' };

const nominationBody = (making: Making, person: CohortPerson): Body => {
  const { mint, random } = making;
  const body = nominationOf(person);
  const { number, borough } = person;
  const recipients = RESTRICTED.get(number);
  const birthDate =
    number === ADULT ? `${Number(person.birthDate.slice(0, 4)) - 8}${person.birthDate.slice(4)}` : person.birthDate;
  const assessment = pick(random, v.IntelligenceAssessment.options);
  return {
    ...body,
    alsoUnder: [
      'MD-CAMHS-003',
      ...(borough === SUTTON ? ['MD-SUT-002'] : []),
      ...(number % 2 === 0 ? ['MD-VCS-005'] : []),
      // Given under the agreement of another borough too: what covers the child there is for that agreement to say.
      ...(number % 4 === 0 && borough !== SUTTON ? ['MD-SUT-004'] : []),
      ...(number % 3 === 0 && borough === SUTTON ? ['MD-SBCU-001'] : []),
    ],
    subject: {
      ...body.subject,
      givenName: mint.word(),
      familyName: mint.word(),
      otherNames: [mint.word(), mint.word()],
      birthDate,
      addressLines: [mint.word(), mint.word()],
      postcode: mint.postcode(OUTWARD[borough] ?? 'CR0'),
      formerBoroughs: FORMERLY.get(number) ?? [],
      identifiers: { nhsNumber: mint.nhsNumber(), upn: mint.upn(), pncId: mint.pncId() },
    },
    incident: {
      ...body.incident,
      incidentOn: mint.dayLived(),
      incidentSummary: mint.text(),
      additionalOffences: [pick(random, v.AdditionalOffence.options)],
      venue: pick(random, v.IncidentVenue.options),
      incidentRelation: pick(random, v.IncidentRelation.options),
      aggressionReported: random() < 0.5,
      assessment,
      factOrOpinion: (assessment === 'E' ? 'OPINION' : pick(random, v.FactOrOpinion.options)) as 'FACT',
      priorContact: [profiled(making, v.PriorContact.options, assessment)],
      background: [profiled(making, v.Background.options, assessment)],
    },
    handling: {
      code: recipients ? 'C' : 'P',
      conditions: mint.text(),
      recipients: recipients ?? [],
    } as Body['handling'],
    sources: [sourceOf(making), sourceOf(making)] as Body['sources'],
  };
};

/** Trusts speak under their restricted agreement alone. */
const SOURCES = AGENCIES.filter(({ sector }) => sector !== 'HEALTH');

/** A code of the case profile, from an agency, as fact or as opinion. */
const profiled = <C extends string>({ random }: Making, codes: readonly C[], assessment: string) => ({
  code: pick(random, codes),
  source: pick(random, SOURCES).id,
  factOrOpinion: (assessment === 'E' ? 'OPINION' : pick(random, v.FactOrOpinion.options)) as 'FACT',
});

const sourceOf = ({ mint, random }: Making) => ({
  sourceSystem: pick(random, v.SourceSystem.options),
  sourceReference: mint.word(),
  sourceEvaluation: pick(random, v.SourceEvaluation.options),
  sourceReport: mint.text(),
});

const POLICE = 'met-police';

/** The facts of a nomination as records: under each agreement those of which it has a flow. */
const nominationGiven = ({ panel, alsoUnder, subject, incident, handling, sources }: Body): Given[] => {
  const { identifiers, ...identity } = subject;
  const { birthDate, borough, formerBoroughs } = subject;
  const about = {
    originator: POLICE,
    subject: { birthDate, borough, formerBoroughs, category: incident.subjectCategory },
    handling: { code: handling.code, recipients: handling.recipients },
    approved: false,
  };
  const declared = panel === 'sutton' ? 'MD-SUT-004' : 'MD-SBCU-001';
  const facts: [string, Record<string, unknown>][] = [
    ['identity', identity],
    ['identifiers', identifiers],
    ['incident', { ...incident, handlingCode: handling.code, handlingConditions: handling.conditions }],
  ];
  return [
    ...[declared, ...alsoUnder].flatMap((agreement) =>
      facts
        .filter(([category]) => canGive(agreement, POLICE, category))
        .map(([category, fields]) => ({ ...about, agreement, category, fields })),
    ),
    ...sources.map((fields) => ({ ...about, agreement: declared, category: 'incidentSource', fields })),
  ];
};

const INTELLIGENCE = 'met-police-intelligence';
const PANEL = 'met-police-panel';

const nominate = async ({ done }: Making, body: Body): Promise<string> =>
  (await done(INTELLIGENCE, { method: 'POST', path: '/v1/nominations', body })).body.caseId;

const nominated = async (making: Making, person: CohortPerson): Promise<Child> => {
  const body = nominationBody(making, person);
  const { givenName, familyName, birthDate, identifiers } = body.subject;
  return {
    number: person.number,
    panel: body.panel,
    caseId: await nominate(making, body),
    subject: { givenName, familyName, birthDate, identifiers: { nhsNumber: identifiers.nhsNumber } },
    nominated: nominationGiven(body),
    flags: [],
    kept: [],
    requests: [],
    returns: new Map(),
    evidence: new Map(),
    listing: undefined,
    deciding: [],
    decidedOn: undefined,
  };
};

/** The same children into the same cases, by the same number, with other words; one has another address by now. */
const nominatedAgain = async (making: Making, children: Child[]): Promise<void> => {
  for (const child of children.filter(({ number }) => number === 4 || number === 10)) {
    const person = making.exchange.people.find(({ number }) => number === child.number);
    if (!person) continue;
    const body = nominationBody(making, person);
    const identifiers = { nhsNumber: child.subject.identifiers.nhsNumber };
    const { birthDate } = child.subject;
    const sent = {
      ...body,
      subject: { ...body.subject, birthDate, formerBoroughs: [], identifiers },
    } as unknown as Body;
    expect(await nominate(making, sent)).toBe(child.caseId);
    child.nominated.push(...nominationGiven(sent));
  }
};

/** The days on which each panel meets, since the world began. */
const MEETS = [-12, -2, 0];

const PRESENT: Record<string, string[]> = {
  'south-bcu': ['croydon-yjs', 'croydon-social-care'],
  sutton: ['sutton-yjs', 'sutton-education'],
};

/** Meetings of each panel, quorate and with the chair who decides. */
const opened = async ({ done, mint }: Making): Promise<Meeting[]> => {
  const meetings: Meeting[] = [];
  for (const [panel, agencies] of Object.entries(PRESENT)) {
    for (const day of MEETS) {
      const place = mint.text();
      const body = { panel, meetingOn: dayFrom(day), place };
      const { meetingId } = (await done(PANEL, { method: 'POST', path: '/v1/meetings', body })).body;
      const present = [
        { agency: POLICE, practitioner: 'ch-1', role: 'PANEL_CHAIR' },
        ...agencies.map((agency) => ({ agency, practitioner: `prac-${agency}`, role: 'YJS_PRACTITIONER' })),
      ];
      await done(PANEL, { method: 'PUT', path: `/v1/meetings/${meetingId}/attendance`, body: { present } });
      meetings.push({ meetingId, panel, day, place });
    }
  }
  return meetings;
};

/** The meeting at which the case is talked about: each fourth child's is long past, and each fourth's is today's. */
const dayOf = ({ number }: Child): number => [0, -12, -2, -2][(number - 1) % 4] ?? 0;

const listedFor = async ({ done, mint, hidden }: Making, child: Child, meetings: Meeting[], day: number) => {
  const meetingId = meetings.find((meeting) => meeting.panel === child.panel && meeting.day === day)?.meetingId ?? '';
  if (child.listing) hidden.push(child.listing.reason);
  child.listing = { meetingId, reason: mint.text() };
  await done(PANEL, {
    method: 'PUT',
    path: `/v1/cases/${child.caseId}/listing`,
    case: child.caseId,
    body: child.listing,
  });
};

const asked = async ({ done }: Making, child: Child): Promise<void> => {
  const answer = await done(PANEL, {
    method: 'POST',
    path: `/v1/cases/${child.caseId}/view-requests`,
    case: child.caseId,
    body: { urgent: { replyBy: dayFrom(-67), reason: 'LATE_NOMINATION' } },
  });
  child.requests = answer.body.viewRequests;
};

const TRUSTS = new Set(AGENCIES.filter(({ sector }) => sector === 'HEALTH').map(({ id }) => id));

const approvalOf = ({ mint, random }: Making) => ({
  approvalRole: pick(random, ['CALDICOTT_GUARDIAN', 'DELEGATE'] as const),
  approvalPractitioner: mint.word(),
  approvedAt: mint.instant(),
  approvalBasis: pick(random, v.ApprovalBasis.options),
  approvalReason: mint.text(),
});

const viewOf = (making: Making, trust: boolean): Record<string, Record<string, unknown>> => {
  const { mint, random } = making;
  const judged = {
    riskToOthers: pick(random, v.Judgement.options),
    safetyAndWellbeing: pick(random, v.Judgement.options),
  };
  if (trust) {
    return {
      health: {
        ...judged,
        knownToService: random() < 0.7,
        openStatus: pick(random, ['OPEN', 'CLOSED']),
        thriveGroup: pick(random, v.ThriveGroup.options),
        needSummary: mint.text(),
        safeApproachAdvice: mint.text(),
        contactRoute: mint.text(),
        validUntil: mint.day(),
      },
      approval: approvalOf(making),
    };
  }
  return {
    involvement: {
      knownToService: random() < 0.7,
      status: pick(random, v.InvolvementStatus.options),
      startedOn: mint.day(),
      endedOn: mint.day(),
      leadProfessional: mint.text(),
      leadContact: mint.text(),
    },
    view: {
      ...judged,
      assessmentTool: pick(random, v.AssessmentTool.options),
      assessedOn: mint.day(),
      ratings: [{ scale: mint.word(), rating: mint.word(), tool: mint.word(), assessedOn: mint.day() }],
      statedFacts: [{ topic: pick(random, v.FactTopic.options), is: random() < 0.5, asOf: mint.day() }],
      facts: [mint.text(), mint.text()],
      opinions: [mint.text()],
      needs: [mint.text()],
      protectiveFactors: [mint.text()],
      wishesToHearOutcome: random() < 0.5,
    },
    approach: {
      safeApproachAdvice: mint.text(),
      doNotVisitReason: mint.text(),
      recommendedVenue: pick(random, v.VisitVenue.options),
    },
  };
};

/** Views, corrected views, nil returns, refusals and misunderstandings, in turn. */
const replied = async (making: Making, child: Child): Promise<void> => {
  const { random, mint, done, hidden } = making;
  for (const [i, request] of child.requests.entries()) {
    const trust = TRUSTS.has(request.agency);
    const send = async (reply: Record<string, unknown>) => {
      const path = `/v1/view-requests/${request.viewRequestId}/reply`;
      await done(systemOf(request.agency), { method: 'PUT', path, body: reply });
      const { kind: _kind, reason: _reason, note: _note, ...said } = reply;
      child.returns.set(
        request.agency,
        Object.entries(said).map(([category, fields]) => ({
          category,
          originator: request.agency,
          agreement: request.agreement,
          fields: fields as Record<string, unknown>,
          subject: latestFacts(child),
          handling: { code: 'P', recipients: [] },
          approved: reply.approval !== undefined,
        })),
      );
    };
    const approval = trust ? { approval: approvalOf(making) } : {};
    const turn = (i + child.number) % 6;
    if (turn === 1) {
      const first = { kind: 'VIEW', ...viewOf(making, trust) };
      hidden.push(first);
      await send(first);
    }
    if (turn === 2 && !trust) await send({ kind: 'NOTHING_HELD', ...approval });
    else if (turn === 3) {
      const note = mint.text();
      hidden.push(note, approval);
      await send({ kind: 'WITHHELD', reason: pick(random, v.WithholdingReason.options), note, ...approval });
    } else if (turn === 4) {
      hidden.push(approval);
      await send({ kind: 'CANNOT_IDENTIFY', ...approval });
    } else if (turn !== 5 || trust) await send({ kind: 'VIEW', ...viewOf(making, trust) });
  }
};

/** What the latest nomination says of the child. */
const latestFacts = ({ nominated }: Child): Given['subject'] => {
  const last = nominated.at(-1);
  if (!last) throw new Error('nobody nominated this child');
  return last.subject;
};

const checked = async (making: Making, child: Child): Promise<void> => {
  const { done, mint } = making;
  const check = async (rule: string, finding: string) => {
    const evidence = mint.text();
    const body = { rule, finding, checkedIn: 'PNC', evidence };
    const path = `/v1/cases/${child.caseId}/eligibility`;
    await done(PANEL, { method: 'PUT', path, case: child.caseId, body });
    const before = child.evidence.get(rule);
    if (before) making.hidden.push(before);
    child.evidence.set(rule, evidence);
  };
  await check('NO_WEAPON_CONVICTION', 'NOT_KNOWN');
  await check('NO_WEAPON_CONVICTION', 'MET');
  await check('EVIDENCE_OF_CARRYING', child.number % 5 === 0 ? 'NOT_MET' : 'MET');
};

const RAISERS = [
  POLICE,
  ...AGENCIES.filter(({ sector }) => ['YOUTH_JUSTICE', 'SOCIAL_CARE', 'EDUCATION'].includes(sector)).map(
    ({ id }) => id,
  ),
];

/** Each agency that may give flags raises some, on days of their own; then some are reviewed, disputed, corrected, withdrawn. */
const flagged = async (making: Making, children: Child[]): Promise<void> => {
  const minors = children.filter(({ number }) => number !== ADULT);
  let at = 0;
  const turns: [GivenFlag, number][] = [];
  for (const raiser of RAISERS) {
    for (const agreement of ['MD-SBCU-001', 'MD-SUT-004'].filter((id) => canGive(id, raiser, 'flag'))) {
      for (let turn = 0; turn < 5; turn += 1) {
        const living = minors.filter((child) => turn === 3 || livesNear(child, raiser, agreement));
        const child = living[(at * 5) % living.length];
        if (!child) continue;
        const day = -65 + at;
        at += 1;
        await making.goTo(day);
        turns.push([await raised(making, child, { raiser, agreement, day, at, turn }), turn]);
      }
    }
  }
  for (const [i, [flag, turn]] of turns.entries()) await changed(making, flag, turn, i);
};

/** Whether a flow of the agreement can lead from the raiser to somebody, as far as the child's address goes. */
const livesNear = (child: Child, raiser: string, agreement: string): boolean => {
  const borough =
    AGENCIES.find(({ id }) => id === raiser)?.borough ?? (agreement === 'MD-SUT-004' ? SUTTON : undefined);
  const facts = latestFacts(child);
  return borough === undefined ? facts.borough !== SUTTON : facts.borough === borough;
};

const raised = async (
  making: Making,
  child: Child,
  { raiser, agreement, day, at, turn }: { raiser: string; agreement: string; day: number; at: number; turn: number },
): Promise<GivenFlag> => {
  const { mint, random, done } = making;
  const facts = latestFacts(child);
  // Every third says nothing of former boroughs; one of each agency is restricted.
  const formerBoroughs = at % 3 === 0 ? [] : facts.formerBoroughs;
  const handling =
    turn === 2
      ? { code: 'C', conditions: mint.text(), recipients: [`panel:${child.panel}`, pick(random, RAISERS)] }
      : { code: 'P', conditions: mint.text(), recipients: [] };
  const { nhsNumber } = child.subject.identifiers;
  const subject = {
    givenName: mint.word(),
    familyName: mint.word(),
    birthDate: child.subject.birthDate,
    borough: facts.borough,
    formerBoroughs,
  };
  const flag = {
    ...contentOf(making),
    expiresOn: freeDay(at),
  };
  const body = { agreement, subject: { ...subject, identifiers: { nhsNumber } }, flag, handling };
  const answer = await done(systemOf(raiser), { method: 'POST', path: '/v1/flags', body });
  const about = {
    originator: raiser,
    agreement,
    subject: { birthDate: subject.birthDate, borough: subject.borough, formerBoroughs, category: flag.subjectCategory },
    handling: { code: handling.code, recipients: handling.recipients },
    approved: false,
  };
  const graded = { handlingCode: handling.code, handlingConditions: handling.conditions, raisedOn: dayFrom(day) };
  const given: GivenFlag = {
    flagId: answer.body.flagId,
    identifying: [
      { ...about, category: 'identity', fields: subject },
      { ...about, category: 'identifiers', fields: { nhsNumber } },
    ],
    record: { ...about, category: 'flag', fields: { ...flag, ...graded } },
    earlier: [],
    withdrawn: false,
  };
  child.flags.push(given);
  return given;
};

const contentOf = ({ mint, random }: Making) => ({
  flagKind: pick(random, ['RISK', 'NEED', 'SAFEGUARDING']),
  statement: mint.text(),
  factOrOpinion: 'OPINION',
  subjectCategory: pick(random, v.SubjectCategory.options),
  sourceEvaluation: pick(random, v.SourceEvaluation.options),
  assessment: pick(random, v.IntelligenceAssessment.options),
  contact: mint.word(),
});

/** A day to come that no other flag ends on and no agreement names. */
const freeDay = (at: number): string => {
  let day = 30 + at * 3;
  while (DAYS_OF_AGREEMENTS.has(dayFrom(day))) day += 1;
  return dayFrom(day);
};

const changed = async (making: Making, flag: GivenFlag, turn: number, i: number): Promise<void> => {
  const { done, mint, goTo, hidden } = making;
  const change = (rest: string, by: string, body: object) =>
    done(systemOf(by), { method: 'POST', path: `/v1/flags/${flag.flagId}/${rest}`, body });
  const next = (fields: Record<string, unknown>, subject = flag.record.subject) => {
    flag.earlier = [...flag.earlier, flag.record];
    flag.record = { ...flag.record, fields: { ...flag.record.fields, ...fields }, subject };
  };
  const { originator } = flag.record;
  if (turn === 0 || turn === 2) {
    await goTo(-11);
    const note = mint.text();
    const expiresOn = freeDay(51 + i);
    hidden.push(note);
    await change('review', originator, { expiresOn, note });
    next({ expiresOn, reviewedOn: dayFrom(-11) });
  }
  if (turn < 2) {
    await goTo(-10);
    const statement = mint.text();
    const by = CONTESTERS.find((agency) => agency !== originator && mayContest(agency, flag.record));
    if (by) {
      await change('contest', by, { statement });
      next({ contests: [{ agency: by, contestedOn: dayFrom(-10), statement }] });
    }
  }
  if (turn === 1 || turn === 4) {
    await goTo(-9);
    const content = contentOf(making);
    const note = mint.text();
    hidden.push(note);
    await change('correction', originator, { flag: content, note });
    next(content, { ...flag.record.subject, category: content.subjectCategory });
  }
  // What the police withdraw has a test of its own (people.test.ts).
  if (turn === 4) {
    await goTo(-8);
    const reason = mint.text();
    hidden.push(reason);
    await change('withdrawal', originator, { reason });
    next({});
    flag.withdrawn = true;
  }
};

const CONTESTERS = RAISERS;

const mayContest = (agency: string, record: Given): boolean => {
  const asking = { agency, recipient: agency, purpose: 'PANEL_SELECTION', agreement: undefined };
  return releasing(record, asking).size > 0;
};

const decided = async (making: Making, child: Child, days: number): Promise<void> => {
  await making.goTo(days);
  const outcome =
    child.number % 5 === 0 || child.number === ADULT ? { outcome: 'EXCLUDE', exclusionReason: 'NO_EVIDENCE' } : {};
  await decide(making, child, { outcome: 'INCLUDE', ...outcome });
  child.decidedOn = dayFrom(days);
};

const deferred = async (making: Making, child: Child, days: number): Promise<void> => {
  await making.goTo(days);
  const deferral = { deferralReason: 'INSUFFICIENT_INFORMATION', nextDate: dayFrom(8) };
  await decide(making, child, { outcome: 'DEFER', ...deferral });
};

const decide = async ({ done, mint }: Making, child: Child, what: object): Promise<void> => {
  const path = `/v1/cases/${child.caseId}`;
  const { body: pack } = await done(PANEL, { method: 'GET', path: `${path}/pack`, case: child.caseId });
  const said = {
    rationale: mint.text(),
    dissent: mint.text(),
    acknowledgements: [
      ...pack.gaps.map(({ gapId }: { gapId: string }) => ({ about: gapId, note: mint.text() })),
      ...pack.divergences.map(({ divergenceId }: { divergenceId: string }) => ({
        about: divergenceId,
        note: mint.text(),
      })),
      ...pack.freshness
        .filter(({ state }: { state: string }) => state === 'STALE')
        .map(({ stalenessId }: { stalenessId: string }) => ({ about: stalenessId, note: mint.text() })),
    ],
  };
  const body = {
    ...what,
    ...said,
    packDigest: pack.digest,
    meetingId: pack.meetingId,
    decider: { practitioner: 'ch-1', role: 'PANEL_CHAIR' },
  };
  await done(PANEL, { method: 'POST', path: `${path}/decisions`, case: child.caseId, body });
  child.deciding.push(said);
};

/** Kinds of records that agreements have flows of and no operation takes in yet, as the operations to come would store them. */
const kept = async ({ exchange, mint, random }: Making, child: Child): Promise<void> => {
  const facts = latestFacts(child);
  const about = { subject: facts, handling: { code: 'P', recipients: [] }, approved: false };
  const supervision = () => ({
    openStatus: pick(random, ['OPEN', 'CLOSED']),
    riskToOthers: pick(random, v.Judgement.options),
    safetyAndWellbeing: pick(random, v.Judgement.options),
    likelihoodOfReoffending: pick(random, v.Judgement.options),
    assessmentTool: pick(random, v.AssessmentTool.options),
    assessedOn: mint.day(),
    officer: mint.text(),
    interventionStatus: mint.text(),
    visitOutcome: mint.text(),
  });
  const identity = () => ({
    givenName: mint.word(),
    familyName: mint.word(),
    birthDate: child.subject.birthDate,
    addressLines: [mint.word()],
    postcode: mint.postcode('SM1'),
    borough: facts.borough,
  });
  const given = (originator: string, agreement: string, category: string, fields: Record<string, unknown>): Given => ({
    ...about,
    originator,
    agreement,
    category,
    fields,
  });
  if (child.number % 3 === 0 || child.number === 8) {
    child.kept = [
      ...[POLICE, 'sutton-yjs'].flatMap((agency) => [
        given(agency, 'MD-SUT-002', 'supervision', supervision()),
        given(agency, 'MD-SUT-002', 'identifiers', { localIdentifier: mint.word() }),
      ]),
      given('sutton-yjs', 'MD-SUT-002', 'identity', identity()),
    ];
  }
  const referral = { need: mint.text(), contactRoute: mint.text(), safeContactAdvice: mint.text() };
  child.kept.push(
    given(POLICE, 'MD-VCS-005', 'referral', referral),
    given('safer-paths', 'MD-VCS-005', 'takeUp', {
      takeUp: pick(random, ['ACCEPTED', 'STARTED', 'DECLINED', 'NO_CONTACT']),
      outcome: mint.text(),
    }),
    // A view and an approval that stand with the person by some mistake: no flow leads from where they stand to a partner.
    given('croydon-yjs', 'MD-SBCU-001', 'view', { facts: [mint.text()], riskToOthers: 'LOW' }),
    given('slam', 'MD-CAMHS-003', 'approval', { approvalReason: mint.text() }),
  );
  const { client, names } = exchange.running.database;
  const at = { pk: `AT#case#${child.caseId}`, sk: 'AT' };
  const { Item: locator } = await client.send(new GetCommand({ TableName: names.exchange, Key: at }));
  const head = { pk: `PERSON#${locator?.personId}`, sk: 'HEAD' };
  const { Item: person } = await client.send(new GetCommand({ TableName: names.exchange, Key: head }));
  const stored = child.kept.map((record, i) => ({
    ...record,
    recordId: `rec_${randomUUID().replaceAll('-', '')}`,
    contributedVersion: 1,
    contributedHash: String(integer(random, 0, 9)).repeat(64),
    contributedAt: new Date(Date.now() - i * 1000).toISOString(),
    expiresAt: new Date(Date.now() + 90 * DAY_MS).toISOString(),
  }));
  await client.send(
    new PutCommand({
      TableName: names.exchange,
      Item: { ...person, records: [...(person?.records ?? []), ...stored] },
    }),
  );
};
