/** Fifty who change one case at the same time lose nothing of each other's. */
import { describe, expect, it, vi } from 'vitest';
import type { Answer, Asked } from '../../local/client.ts';
import { shuffled, stream } from '../../local/cohort/random.ts';
import { nominationOf } from '../../local/sandbox.ts';
import { subjectOf, testExchange } from '../exchange.ts';
import {
  date,
  flagOn,
  meetingIn,
  NO_CONVICTION,
  PANEL,
  POLICE,
  person,
  screenAndList,
} from '../functions/requests.ts';
import { proving } from '../prove.ts';
import { entriesOf, fileAt, itemsOf, persistently } from './faults.ts';

const exchange = testExchange();
const { seed } = proving(1);

const SYSTEM_OF: Record<string, string> = {
  'croydon-yjs': 'croydon-yjs-case-system',
  'croydon-social-care': 'croydon-social-care-case-system',
  'croydon-education': 'croydon-education-pupil-system',
  'bromley-yjs': 'bromley-yjs-case-system',
  'bromley-social-care': 'bromley-social-care-case-system',
  'bromley-education': 'bromley-education-pupil-system',
};

type Change = [
  clientId: string,
  asked: Partial<Asked> & Pick<Asked, 'method' | 'path'>,
];

describe('fifty changes of one case at the same time', () => {
  it('all take effect, each once, each with its entry, and none is an error of the exchange', async () => {
    const child = person(exchange, 1);
    const { caseId } = (await exchange.nominate(child)).body;
    const ofCase = (
      method: Asked['method'],
      rest: string,
      body: unknown,
    ): Change => [
      PANEL,
      { method, path: `/v1/cases/${caseId}${rest}`, case: caseId, body },
    ];
    await screenAndList(exchange, caseId, await meetingIn(exchange, 7));
    const asking = (agencies?: string[]) =>
      ofCase('POST', '/view-requests', { agencies });
    const asked = await exchange.ask(
      ...asking(['croydon-yjs', 'croydon-social-care', 'bromley-yjs']),
    );
    expect(asked.status).toBe(201);
    const requests: { viewRequestId: string; agency: string }[] =
      asked.body.viewRequests;
    const first = await exchange.ask('croydon-yjs-case-system', {
      method: 'POST',
      path: '/v1/flags',
      body: flagOn(subjectOf(child)),
    });
    const { flagId } = first.body;

    const replies = requests.flatMap(({ viewRequestId, agency }): Change[] =>
      ['LOW', 'MEDIUM', 'HIGH', 'VERY_HIGH'].map((riskToOthers) => [
        SYSTEM_OF[agency] ?? '',
        {
          method: 'PUT',
          path: `/v1/view-requests/${viewRequestId}/reply`,
          body: { kind: 'VIEW', view: { riskToOthers } },
        },
      ]),
    );
    const checks = Array.from({ length: 8 }, (_, i) =>
      ofCase('PUT', '/eligibility', {
        ...NO_CONVICTION,
        rule: i % 2 ? 'NO_WEAPON_CONVICTION' : 'EVIDENCE_OF_CARRYING',
        evidence: `Look ${i}.`,
      }),
    );
    const flags = Object.values(SYSTEM_OF).flatMap((clientId, i): Change[] =>
      [0, 1].map((j) => [
        clientId,
        {
          method: 'POST',
          path: '/v1/flags',
          body: flagOn(subjectOf(child), { statement: `Concern ${i}.${j}.` }),
        },
      ]),
    );
    const nominations = Array.from(
      { length: 5 },
      (): Change => [
        POLICE,
        { method: 'POST', path: '/v1/nominations', body: nominationOf(child) },
      ],
    );
    const contests = Array.from(
      { length: 6 },
      (_, i): Change => [
        i % 2
          ? 'croydon-social-care-case-system'
          : 'croydon-education-pupil-system',
        {
          method: 'POST',
          path: `/v1/flags/${flagId}/contest`,
          body: { statement: `Not so, ${i}.` },
        },
      ],
    );
    const reviews = Array.from(
      { length: 3 },
      (_, i): Change => [
        'croydon-yjs-case-system',
        {
          method: 'POST',
          path: `/v1/flags/${flagId}/review`,
          body: { expiresOn: date(100 + i), note: 'Stands.' },
        },
      ],
    );
    const more = Array.from({ length: 4 }, () => asking());
    const changes = [
      ...replies,
      ...checks,
      ...flags,
      ...nominations,
      ...contests,
      ...reviews,
      ...more,
    ];
    expect(changes).toHaveLength(50);

    const before = await fileAt(exchange, caseId);
    const done = await Promise.all(
      shuffled(stream(seed, 'changes'), changes).map(([clientId, what]) =>
        persistently(exchange, clientId, what),
      ),
    );
    const answers: Answer[] = done.flatMap((each) => each.answers);
    expect(
      answers.filter(({ status }) => status >= 500).map(({ body }) => body),
    ).toEqual([]);
    expect(
      done
        .filter(({ last }) => last.status >= 300)
        .map(({ last }) => last.body),
    ).toEqual([]);

    const file = await fileAt(exchange, caseId);
    expect(file.cases).toHaveLength(1);
    expect(file.nominations).toHaveLength(1 + nominations.length);
    expect(file.flags).toHaveLength(1 + flags.length);
    // The first look, with which the case was screened, and those of the fifty.
    expect(file.checks.map(({ evidence }) => evidence).sort()).toEqual([
      ...checks.map((_, i) => `Look ${i}.`),
      NO_CONVICTION.evidence,
    ]);
    for (const { agency } of requests) {
      const versions = file.returns
        .filter((each) => each.agency === agency)
        .map(({ version }) => version);
      expect([agency, versions.sort()]).toEqual([agency, [1, 2, 3, 4]]);
    }
    const agencies = file.viewRequests.map(({ agency }) => agency);
    expect(new Set(agencies).size).toBe(agencies.length);
    expect(agencies.length).toBeGreaterThan(requests.length);
    const changed = file.flags.find((flag) => flag.flagId === flagId);
    expect(changed?.version).toBe(1 + contests.length + reviews.length);
    expect(changed?.record.fields.contests).toHaveLength(contests.length);
    expect(changed?.history.map(({ version }) => version)).toEqual(
      changed?.history.map((_, i) => i + 1),
    );

    // Whoever asks first asks all who are left. The others find nobody to ask, and change nothing.
    const foundSomebody = 1;
    const touching =
      replies.length + checks.length + nominations.length + foundSomebody;
    expect(file.cases[0]?.version).toBe(
      (before.cases[0]?.version ?? 0) + touching,
    );
    const filing =
      flags.length + nominations.length + contests.length + reviews.length;
    expect(file.person?.version).toBe((before.person?.version ?? 0) + filing);
    // The person's own copies are those of the flags: a query says what the flags say.
    const copies = new Map(
      file.person?.records.map((record) => [record.recordId, record]),
    );
    for (const { record } of file.flags)
      expect(copies.get(record.recordId)).toEqual(record);
    // One child, and not two.
    const people = (await itemsOf(exchange, 'exchange')).filter(
      ({ type }) => type === 'Person',
    );
    expect(people).toHaveLength(1);

    const entries = await entriesOf(exchange);
    for (const { headers, status } of answers) {
      const own = entries.filter(
        ({ kept }) => kept.requestId === headers.get('x-request-id'),
      );
      expect(own.map(({ kept }) => kept.status)).toEqual([status]);
    }
    console.log(
      `${changes.length} changes, ${answers.length - changes.length} of them repeated by their client`,
    );
  });
});

describe('a child whom nobody has spoken of', () => {
  it('is one person, however many speak of them first at the same time', async () => {
    const child = person(exchange, 4);
    const before = (await itemsOf(exchange, 'exchange')).filter(
      ({ type }) => type === 'Person',
    ).length;
    const said = await Promise.all(
      [...Object.values(SYSTEM_OF), ...Object.values(SYSTEM_OF)].map(
        (clientId) =>
          persistently(exchange, clientId, {
            method: 'POST',
            path: '/v1/flags',
            body: flagOn(subjectOf(child)),
          }),
      ),
    );
    expect(said.map(({ last }) => last.status)).toEqual(said.map(() => 201));
    const people = (await itemsOf(exchange, 'exchange')).filter(
      ({ type }) => type === 'Person',
    );
    expect(people).toHaveLength(before + 1);
    const [{ last }] = said as [(typeof said)[number]];
    expect((await fileAt(exchange, last.body.flagId)).flags).toHaveLength(
      said.length,
    );
  });
});

describe('two checks of one rule in the same millisecond', () => {
  it('are both kept', async () => {
    const { caseId } = (await exchange.nominate(person(exchange, 7))).body;
    const { world } = exchange.running;
    const instant = world.clock();
    vi.spyOn(world, 'clock').mockImplementation(() => instant);
    const check = (evidence: string) =>
      exchange.ask(PANEL, {
        method: 'PUT',
        path: `/v1/cases/${caseId}/eligibility`,
        case: caseId,
        body: { ...NO_CONVICTION, evidence },
      });
    const answers = await Promise.all([
      check('First.'),
      check('Second.'),
    ]).finally(() => vi.restoreAllMocks());
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(
      (await fileAt(exchange, caseId)).checks
        .map(({ evidence }) => evidence)
        .sort(),
    ).toEqual(['First.', 'Second.']);
  });
});
