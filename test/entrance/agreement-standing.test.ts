/** What an agreement gave is gone at the next request after it is suspended or ends, whatever a token or a reference says. */
import { beforeAll, describe, expect, it } from 'vitest';
import { publishRegistry } from '../../adapters/dynamodb/registry.ts';
import { AGENCIES } from '../../local/registry/agencies.ts';
import { loadAgreements } from '../../local/registry/agreements.ts';
import { versionHash } from '../../rules/sharing/agreement.ts';
import type { Agreement } from '../../schemas/contract/agreement/agreement.ts';
import { subjectOf, testExchange } from '../exchange.ts';
import * as of from '../functions/requests.ts';
import {
  at,
  CARE,
  entriesOf,
  expectProblem,
  ofCase,
  person,
  reply,
  SLAM,
  YJS,
} from '../functions/requests.ts';

const exchange = testExchange({ sequencing: false });
let caseId: string;
let meetingId: string;
let requests: Map<string, string>;
let reference: string;
let flagId: string;

const child = () => subjectOf(person(exchange, 1));
const publish = (
  change: (agreement: Agreement) => Agreement = (agreement) => agreement,
) =>
  publishRegistry(exchange.running.database, {
    agencies: AGENCIES,
    systems: [],
    agreements: loadAgreements().map((agreement) =>
      agreement.terms.id === 'MD-SBCU-001' ? change(agreement) : agreement,
    ),
  });
const suspended = (agreement: Agreement): Agreement => ({
  ...agreement,
  suspensions: [
    { from: new Date(Date.now() - 1000).toISOString(), because: 'Synthetic.' },
  ],
});
/** The next version, by which nobody is told of a flag, with the signatures as they were. */
const superseded = ({ terms, ...rest }: Agreement): Agreement => ({
  ...rest,
  terms: {
    ...terms,
    version: terms.version + 1,
    flows: terms.flows.filter(({ category }) => category !== 'flag'),
  },
});
const signed = (agreement: Agreement): Agreement => ({
  ...agreement,
  signatures: agreement.signatures.map((each) => ({
    ...each,
    versionHash: versionHash(agreement.terms),
  })),
});

beforeAll(async () => {
  ({ caseId, meetingId, requests } = await of.listedCase(exchange, 1));
  reference = (await exchange.ask(YJS, of.queryAbout(child()))).body.reference;
  flagId = (await exchange.ask(YJS, of.raise(of.flagOn(child())))).body.flagId;
});

const partner: [string, () => ReturnType<typeof exchange.ask>][] = [
  [
    'a query',
    () =>
      exchange.ask(YJS, {
        ...of.queryAbout(child()),
        agreement: 'MD-SBCU-001',
      }),
  ],
  [
    'a reference',
    () =>
      exchange.ask(YJS, {
        method: 'GET',
        path: `/v1/young-people/${reference}`,
        agreement: 'MD-SBCU-001',
      }),
  ],
  [
    'a flag of another',
    () =>
      exchange.ask(CARE, {
        method: 'GET',
        path: `/v1/flags/${flagId}`,
        agreement: 'MD-SBCU-001',
      }),
  ],
  ['a new flag', () => exchange.ask(YJS, of.raise(of.flagOn(child())))],
  ['a nomination', () => exchange.nominate(person(exchange, 2))],
  ['a reply', () => reply(exchange, YJS, requests.get('croydon-yjs'), of.VIEW)],
];
const panel: [string, () => ReturnType<typeof exchange.ask>][] = [
  ['the case', () => ofCase(exchange, caseId, 'GET', '')],
  [
    'a check',
    () => ofCase(exchange, caseId, 'PUT', '/eligibility', of.NO_CONVICTION),
  ],
  [
    'a listing',
    () =>
      ofCase(exchange, caseId, 'PUT', '/listing', {
        meetingId,
        reason: 'Synthetic.',
      }),
  ],
  [
    'view requests',
    () => ofCase(exchange, caseId, 'POST', '/view-requests', {}),
  ],
  [
    'a decision',
    () =>
      ofCase(
        exchange,
        caseId,
        'POST',
        '/decisions',
        of.decisionOn({
          digest: '0'.repeat(64),
          meetingId,
          gaps: [],
          divergences: [],
          freshness: [],
        }),
      ),
  ],
];

it('while it is in force, all of these answer', async () => {
  for (const [name, run] of [...partner, ...panel])
    expect([name, (await run()).status]).not.toEqual([name, 404]);
});

describe('while the agreement is suspended', () => {
  beforeAll(() => publish(suspended));

  it.each(partner)(
    '%s is refused to its parties, and they are told why',
    async (_, run) => {
      const answer = await run();
      expectProblem(answer, 'NO_AGREEMENT');
      expect(await entriesOf(exchange, answer)).toMatchObject([
        { kept: { outcome: 'DENY', status: 403 } },
      ]);
    },
  );

  it('the pack shows nothing that was given under it: only what a trust gave under its own', async () => {
    const { status, body } = await ofCase(exchange, caseId, 'GET', '/pack');
    expect(status === 404 ? {} : body.records).toEqual({});
  });

  // The panel itself is declared in that agreement: without it there is nobody to act.
  it.each(panel)('%s is not the panel’s any more', async (_, run) => {
    expect([403, 404]).toContain((await run()).status);
  });

  it('and another agreement is as good as ever', async () => {
    const asked = {
      method: 'GET',
      path: `/v1/view-requests/${requests.get('slam')}`,
    } as const;
    expect((await exchange.ask(SLAM, asked)).status).toBe(200);
  });
});

describe('while a version that nobody has signed yet has superseded it', () => {
  beforeAll(() => publish(superseded));
  it.each(partner)('%s is refused', async (_, run) =>
    expect([403, 404, 422]).toContain((await run()).status),
  );
});

describe('once all have signed the version that superseded it', () => {
  beforeAll(() => publish((agreement) => signed(superseded(agreement))));

  it('what was given under the one before goes only where the one in force lets it', async () => {
    expectProblem(
      await exchange.ask(CARE, { method: 'GET', path: `/v1/flags/${flagId}` }),
      'NOT_FOUND',
    );
  });

  it('and what it still gives it gives', async () => {
    expect((await exchange.ask(YJS, of.queryAbout(child()))).status).toBe(200);
  });

  it('and nobody who decides by what the store brought can change it', async () => {
    const { agency } = await exchange.running.world.store.enter(
      { clientId: YJS, agencyId: 'croydon-yjs' },
      Date.now(),
    );
    const [agreement] = agency?.agreements ?? [];
    expect(() => agreement?.flows.splice(0)).toThrow(TypeError);
    expect(() => agreement?.flows[0]?.to.push('stranger')).toThrow(TypeError);
  });
});

describe('once it is in force again', () => {
  beforeAll(() => publish());
  it.each(partner)('%s is answered', async (_, run) =>
    expect((await run()).status).toBeLessThan(300),
  );
});

describe('on the day after its review was due', () => {
  it.each([...partner, ...panel])('%s is refused', async (_, run) => {
    await at(exchange, Date.parse('2027-04-01T12:00:00Z'), async () =>
      expect([403, 422]).toContain((await run()).status),
    );
  });
});
