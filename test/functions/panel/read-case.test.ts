/** GET /v1/cases/{id}: how a case stands; and a further nomination of the child, which joins it and is judged anew. */
import { describe, expect, it } from 'vitest';
import {
  endOfLondonDay,
  workingDaysAfter,
} from '../../../rules/time/working-days.ts';
import { BOROUGHS } from '../../../schemas/vocabulary/codes.ts';
import { testExchange, textOf } from '../../exchange.ts';
import {
  type Fresh,
  type NominationBody,
  nominateFresh,
} from '../fresh-child.ts';
import {
  date,
  meetingIn,
  NO_CONVICTION,
  ofCase,
  PANEL,
  POLICE,
  queryAbout,
  SLAM,
  screenAndList,
  TRIAGE,
  underWay,
  YJS,
} from '../requests.ts';

const exchange = testExchange({ sequencing: false });
const read = async (caseId: string) =>
  (await ofCase(exchange, caseId, 'GET', '')).body;
const pack = async (caseId: string) =>
  (await ofCase(exchange, caseId, 'GET', '/pack')).body;
const ruleOf = async (caseId: string, rule: string) =>
  (await read(caseId)).eligibility.find(
    (each: { rule: string }) => each.rule === rule,
  );
const again = (
  body: NominationBody,
  change: (body: NominationBody) => object,
) =>
  exchange.nominate(exchange.people[0] as never, () =>
    change(structuredClone(body)),
  );
const opened = async (fresh: Fresh = {}) => {
  const { answer, body } = await nominateFresh(exchange, fresh);
  return { caseId: answer.body.caseId as string, body };
};

describe('a case says', () => {
  it('whose co-ordinator works on it, its meeting, its clock and what is under way', async () => {
    const { caseId } = await opened({
      incidentType: 'INC_CONFIRMED',
      borough: BOROUGHS.BROMLEY,
    });
    const meetingId = await meetingIn(exchange, 7);
    await screenAndList(exchange, caseId, meetingId);
    await ofCase(exchange, caseId, 'PUT', '/investigation', underWay());
    await ofCase(exchange, caseId, 'PUT', '/strategy-discussion', underWay());
    await ofCase(exchange, caseId, 'POST', '/triage', TRIAGE);
    const said = await read(caseId);
    expect(said).toMatchObject({
      ...{
        caseId,
        panel: 'south-bcu',
        borough: BOROUGHS.BROMLEY,
        state: 'LISTED',
        reopened: [],
      },
      ...{ meetingId, meetingOn: date(7), listingReason: 'Synthetic.' },
      investigation: { status: 'ONGOING' },
      strategyDiscussion: { status: 'ONGOING' },
      triage: [{ outcome: 'REFER_YJS', continues: true }],
      ...{ followUps: [], decisions: [] },
    });
    expect(Date.parse(said.clock.dueAt)).toBe(
      endOfLondonDay(workingDaysAfter(date(0), 1)),
    );
    expect(said.closedOn).toBeUndefined();
  });

  it.each([
    ['a victim', { subjectCategory: 'VICTIM' }, 'NOT_MET'],
    ['a witness', { subjectCategory: 'WITNESS' }, 'NOT_MET'],
    [
      'somebody of whom it is suspected to be false',
      { assessment: 'E', factOrOpinion: 'OPINION' },
      'NOT_KNOWN',
    ],
  ])(
    'nothing of a clock, nor of carrying, of %s of a confirmed incident',
    async (_, incident, finding) => {
      const change = (body: NominationBody) => ({
        ...body,
        incident: {
          ...body.incident,
          ...incident,
          priorContact: [],
          background: [],
        },
      });
      const { caseId } = await opened({
        incidentType: 'INC_CONFIRMED',
        change,
      });
      expect((await read(caseId)).clock).toBeUndefined();
      expect((await ruleOf(caseId, 'EVIDENCE_OF_CARRYING')).finding).toBe(
        finding,
      );
      const path = '/v1/worklist?panel=south-bcu&borough=E09000008';
      const rows: { caseId: string; kind: string }[] = (
        await exchange.ask(PANEL, { method: 'GET', path })
      ).body.tasks;
      expect(
        rows.filter((row) => row.caseId === caseId).map(({ kind }) => kind),
      ).toEqual(['SCREEN']);
    },
  );

  it('nothing of a clock where no weapon was confirmed', async () => {
    expect((await read((await opened()).caseId)).clock).toBeUndefined();
  });

  it('of each rule what it rests on; of a check who made it, when, and where they looked', async () => {
    const { caseId } = await opened();
    await ofCase(exchange, caseId, 'PUT', '/eligibility', NO_CONVICTION, {
      practitioner: 'co-7; role=PANEL_COORDINATOR',
    });
    for (const { evidence } of (await read(caseId)).eligibility)
      expect(evidence).not.toBe('');
    const check = await ruleOf(caseId, 'NO_WEAPON_CONVICTION');
    expect(check).toMatchObject({
      finding: 'MET',
      checkedIn: 'PNC',
      checkedBy: 'met-police/co-7',
    });
    expect(Date.now() - Date.parse(check.checkedAt)).toBeLessThan(60_000);
    for (const rule of ['UNDER_18', 'LIVES_IN_AREA', 'EVIDENCE_OF_CARRYING']) {
      const computed = await ruleOf(caseId, rule);
      expect([computed.checkedIn, computed.checkedBy]).toEqual([
        undefined,
        'computed',
      ]);
      expect(computed.checkedAt).toBe(
        (await pack(caseId)).records.identity[0].contributedAt,
      );
    }
  });
});

describe('age is judged on the day of the meeting', () => {
  it('a child who comes of age on that day is eligible the day before it and not on it', async () => {
    const cameOfAge = date(7).replace(/^\d{4}/, (year) =>
      String(Number(year) - 18),
    );
    const change = (body: NominationBody) => ({
      ...body,
      subject: { ...body.subject, birthDate: cameOfAge },
    });
    const { caseId } = await opened({ change });
    await screenAndList(exchange, caseId, await meetingIn(exchange, 6));
    expect(await ruleOf(caseId, 'UNDER_18')).toMatchObject({
      finding: 'MET',
      evidence: `Aged 17 on ${date(6)}.`,
    });
    await screenAndList(exchange, caseId, await meetingIn(exchange, 7));
    expect(await ruleOf(caseId, 'UNDER_18')).toMatchObject({
      finding: 'NOT_MET',
      evidence: `Aged 18 on ${date(7)}.`,
    });
  });
});

describe('a further nomination', () => {
  it('of another address is judged anew', async () => {
    const { caseId, body } = await opened();
    expect((await ruleOf(caseId, 'LIVES_IN_AREA')).finding).toBe('MET');
    const moved = await again(body, (b) => ({
      ...b,
      subject: { ...b.subject, borough: 'E09000022' },
    }));
    expect(moved.body.caseId).toBe(caseId);
    expect((await ruleOf(caseId, 'LIVES_IN_AREA')).finding).toBe('NOT_MET');
  });

  it('with a weapon confirmed is evidence of carrying, and starts a clock', async () => {
    const { caseId, body } = await opened();
    expect((await ruleOf(caseId, 'EVIDENCE_OF_CARRYING')).finding).toBe(
      'NOT_KNOWN',
    );
    await again(body, (b) => ({
      ...b,
      incident: { ...b.incident, incidentType: 'INC_CONFIRMED' },
    }));
    expect((await ruleOf(caseId, 'EVIDENCE_OF_CARRYING')).finding).toBe('MET');
    expect((await read(caseId)).clock).toBeDefined();
    const path = '/v1/worklist?panel=south-bcu&borough=E09000008';
    const rows: { caseId: string; kind: string }[] = (
      await exchange.ask(PANEL, { method: 'GET', path })
    ).body.tasks;
    expect(
      rows.filter((row) => row.caseId === caseId).map(({ kind }) => kind),
    ).toContain('YJS_CLOCK');
  });

  it('is to be checked again: what was found before it was found without it, and says so', async () => {
    const { caseId, body } = await opened();
    await ofCase(exchange, caseId, 'PUT', '/eligibility', NO_CONVICTION);
    await again(body, (b) => b);
    expect(await ruleOf(caseId, 'NO_WEAPON_CONVICTION')).toMatchObject({
      finding: 'NOT_KNOWN',
      evidence: `Found MET on ${date(0)} (PNC), before the nomination of ${date(0)}: to be checked again.`,
    });
    await ofCase(exchange, caseId, 'PUT', '/eligibility', NO_CONVICTION);
    expect((await ruleOf(caseId, 'NO_WEAPON_CONVICTION')).finding).toBe('MET');
  });

  it('adds its incident, its profile and its grading, each with who says so and whether it is a fact', async () => {
    const { caseId, body } = await opened();
    const background = [
      {
        code: 'BG_EDUCATION',
        source: 'croydon-education',
        factOrOpinion: 'OPINION',
      },
    ];
    const priorContact = [
      { code: 'PRIOR_MISSING', source: 'met-police', factOrOpinion: 'FACT' },
    ];
    const incident = {
      incidentSummary: 'A second matter.',
      assessment: 'D',
      factOrOpinion: 'OPINION',
    };
    await again(body, (b) => ({
      ...b,
      incident: { ...b.incident, ...incident, background, priorContact },
    }));
    const [first, second] = (await pack(caseId)).records.incident;
    expect(first.incidentSummary).toBe(body.incident.incidentSummary);
    expect(second).toMatchObject({
      ...incident,
      background,
      priorContact,
      subjectCategory: 'SUSPECT',
    });
  });

  it('keeps its category: a victim of the second incident is not made a suspect of it by the first', async () => {
    const { caseId, body } = await opened();
    const victim = {
      incidentType: 'INC_VICTIM_OR_NO_SUSPICION',
      subjectCategory: 'VICTIM',
    };
    await again(body, (b) => ({
      ...b,
      incident: { ...b.incident, ...victim },
    }));
    const categories = (await pack(caseId)).records.incident.map(
      (each: { subjectCategory: string }) => each.subjectCategory,
    );
    expect(categories).toEqual(['SUSPECT', 'VICTIM']);
  });

  it('changes the pack, so that no decision rests on what was known before', async () => {
    const { caseId, body } = await opened();
    const { digest } = await pack(caseId);
    await again(body, (b) => b);
    expect((await pack(caseId)).digest).not.toBe(digest);
  });
});

it('what is suspected to be false is nowhere stated as a fact', async () => {
  const incident = { assessment: 'E', factOrOpinion: 'FACT' };
  const { answer } = await nominateFresh(exchange, {
    change: (body) => ({
      ...body,
      incident: { ...body.incident, ...incident },
    }),
  });
  expect([answer.status, answer.body.errors?.[0].pointer]).toEqual([
    422,
    '/incident/factOrOpinion',
  ]);
});

it('the sources of all its nominations stay with the police: no panel, partner, case, pack or request shows one', async () => {
  const source = (n: number) => ({
    sourceSystem: 'CRIMINT',
    sourceReference: `SECRET/000000${n}/26`,
    sourceEvaluation: '1',
    sourceReport: `The secret report number ${n}.`,
  });
  const { caseId, body } = await opened({
    change: (b) => ({ ...b, sources: [source(1)] }),
  });
  await again(body, (b) => ({ ...b, sources: [source(2), source(3)] }));
  await screenAndList(exchange, caseId, await meetingIn(exchange, 7));
  const asked = await ofCase(exchange, caseId, 'POST', '/view-requests', {});
  const requests: { agency: string; viewRequestId: string }[] =
    asked.body.viewRequests;
  const subject = (({ givenName, familyName, birthDate }) => ({
    givenName,
    familyName,
    birthDate,
  }))(body.subject);
  const clients: Record<string, string> = { 'croydon-yjs': YJS, slam: SLAM };
  const answers = [
    await ofCase(exchange, caseId, 'GET', ''),
    await ofCase(exchange, caseId, 'GET', '/pack'),
    await exchange.ask(YJS, queryAbout(subject)),
  ];
  for (const { agency, viewRequestId } of requests) {
    const client = clients[agency];
    if (client)
      answers.push(
        await exchange.ask(client, {
          method: 'GET',
          path: `/v1/view-requests/${viewRequestId}`,
        }),
      );
  }
  expect(answers.map(({ status }) => status)).toEqual([
    200, 200, 200, 200, 200,
  ]);
  for (const answer of answers) {
    for (const secret of ['SECRET/', 'secret report', 'CRIMINT'])
      expect(textOf(answer)).not.toContain(secret);
  }
  // What they gave themselves is no secret to them.
  const own = (await exchange.ask(POLICE, queryAbout(subject))).body.records
    .incidentSource;
  expect(own).toHaveLength(3);
});
