/** Nobody learns of a child what no agreement releases: queries and records, as every system, for every purpose. */
import { afterAll, describe, expect, it } from 'vitest';
import { SYSTEMS } from '../../local/registry/agencies.ts';
import { type Child, dayFrom } from './making.ts';
import { recognises, usableFlows } from './model.ts';
import {
  AGREEMENTS,
  anyOf,
  LONG,
  NAMED,
  PURPOSES,
  type Request,
  reading,
  type System,
  statusOf,
} from './reading.ts';
import { heldOf } from './world.ts';

const told = reading();
const POLICE = 'met-police';
afterAll(() => told.print());

const askers = SYSTEMS.filter(({ scopes }) => scopes.includes('query'));

const aboutChild = (
  system: System,
  child: Child,
  purpose: string,
  agreement: string | undefined,
  asked: Request['asked'],
  reachable = true,
  subject: Parameters<typeof recognises>[1] | undefined = (
    asked.body as { subject: object } | undefined
  )?.subject,
): Request => {
  const asking = {
    agency: system.agencyId,
    recipient: system.agencyId,
    purpose,
    agreement,
  };
  const held = reachable ? heldOf(child) : [];
  const records = subject && !recognises(held, subject, asking) ? [] : held;
  // The case that a request names is one that is open, in which nobody counts as asked.
  const status = statusOf(system, 'query', asking, anyOf(records, asking));
  return {
    system,
    purpose,
    agreement,
    asked,
    expected: { status, records: { records: status === 200 ? records : [] } },
  };
};

const query = ({ subject }: Child, by: 'number' | 'name') => {
  const { identifiers, ...named } = subject;
  const body = { subject: by === 'number' ? subject : named };
  return { method: 'POST', path: '/v1/queries', body } as const;
};

describe('a query', () => {
  it(
    'shows each system of each child what the agreements release to it, and nothing else',
    async () => {
      const requests = SYSTEMS.flatMap((system) =>
        told.world.children.flatMap((child, i) =>
          PURPOSES.flatMap((purpose) =>
            NAMED.flatMap((agreement) =>
              // Who lacks the scope is refused before the child is looked for; two children say so.
              system.scopes.includes('query') || i < 2
                ? [
                    aboutChild(
                      system,
                      child,
                      purpose,
                      agreement,
                      query(
                        child,
                        (i + purpose.length) % 2 ? 'name' : 'number',
                      ),
                    ),
                  ]
                : [],
            ),
          ),
        ),
      );
      // What most flows serve, each child to each asker; of all the rest as many as there is time for.
      const first = requests.filter(
        ({ system, purpose, agreement }) =>
          system.scopes.includes('query') &&
          agreement === undefined &&
          ['PANEL_SELECTION', 'YOUTH_JUSTICE_SUPERVISION'].includes(purpose),
      );
      const rest = new Set(requests);
      for (const request of first) rest.delete(request);
      await told.askAll(first, first.length);
      await told.askAll([...rest], 120);
    },
    LONG,
  );

  it('that names the case of the child shows no more', async () => {
    const requests = askers.flatMap((system) =>
      told.world.children.flatMap((child, i) =>
        [
          child,
          told.world.children[(i + 1) % told.world.children.length] ?? child,
        ].map(({ caseId }) =>
          aboutChild(system, child, 'PANEL_SELECTION', undefined, {
            ...query(child, 'number'),
            case: caseId,
          }),
        ),
      ),
    );
    await told.askAll(requests, 40);
  });

  it('by names that another agency gave the child finds the same, and no more', async () => {
    const requests = askers.flatMap((system) =>
      told.world.children.flatMap((child) =>
        child.flags.slice(0, 1).map(({ identifying }) => {
          const { givenName, familyName, birthDate } =
            identifying[0]?.fields ?? {};
          const body = { subject: { givenName, familyName, birthDate } };
          return aboutChild(system, child, 'PANEL_SELECTION', undefined, {
            method: 'POST',
            path: '/v1/queries',
            body,
          });
        }),
      ),
    );
    await told.askAll(requests, 40);
  });
});

describe('a reference', () => {
  it('opens to its own agency what a query does, and to any other nothing', async () => {
    const references: { reference: string; child: Child; agency: string }[] =
      [];
    for (const system of askers) {
      for (const child of told.world.children.slice(0, 4)) {
        for (const purpose of [
          'PANEL_SELECTION',
          'YOUTH_JUSTICE_SUPERVISION',
        ]) {
          const answer = await told.exchange.ask(system.clientId, {
            ...query(child, 'number'),
            purpose,
          });
          const { reference } = answer.body;
          if (reference)
            references.push({ reference, child, agency: system.agencyId });
          if (reference) break;
        }
      }
    }
    const all = references.flatMap(({ reference, child, agency }) =>
      SYSTEMS.flatMap((system) =>
        PURPOSES.flatMap((purpose) =>
          [undefined, ...AGREEMENTS.slice(0, 2)].map((agreement) => ({
            own: system.agencyId === agency && system.scopes.includes('query'),
            request: aboutChild(
              system,
              child,
              purpose,
              agreement,
              { method: 'GET', path: `/v1/young-people/${reference}` },
              system.agencyId === agency,
            ),
          })),
        ),
      ),
    );
    await told.askAll(
      all.filter(({ own }) => own).map(({ request }) => request),
      60,
    );
    await told.askAll(
      all.filter(({ own }) => !own).map(({ request }) => request),
      60,
    );
  });
});

describe('the test', () => {
  it('has seen every flow to a partner release every field that it names and somebody gave', () => {
    const unseen = usableFlows()
      .filter(({ flow }) => flow.to.some((to) => !to.startsWith('panel:')))
      // Trusts read of a child in their view requests only, and nobody has ever been asked in a query.
      .filter(
        ({ flow }) =>
          !flow.conditions.some(
            ({ condition }) => condition === 'VIEW_REQUESTED',
          ),
      )
      // Flags have a file of their own.
      .filter(({ flow }) => flow.category !== 'flag')
      .flatMap(({ agreement, flow }) =>
        flow.fields
          .map((field) => `${agreement} ${flow.id}/${flow.category}.${field}`)
          .filter((way) => !told.released.has(way)),
      );
    expect(unseen).toEqual(
      // The youth justice service gives no PNC id here; the police do.
      ['MD-SUT-002 B5/identifiers.pncId'],
    );
  });

  it('has seen every canary withheld from somebody, and those that show to nobody from everybody', () => {
    const everyone = askers.length;
    for (const systems of told.seen.values())
      expect(systems.size).toBeLessThan(everyone);
    for (const canary of told.world.hidden)
      expect([canary, told.seen.get(canary)]).toEqual([canary, undefined]);
  });
});

describe('a flag of the police that is withdrawn', () => {
  it('takes nothing of what their nomination says with it', async () => {
    const [child] = told.world.children.filter(({ flags }) =>
      flags.every(({ record }) => record.originator !== POLICE),
    );
    const police = SYSTEMS.find(
      ({ clientId }) => clientId === 'met-police-intelligence',
    );
    if (!child || !police)
      throw new Error('no child without a flag of the police');
    const read = aboutChild(
      police,
      child,
      'PANEL_SELECTION',
      undefined,
      query(child, 'number'),
    );
    await told.ask(read);
    const subject = {
      ...child.subject,
      borough: child.nominated[0]?.subject.borough,
    };
    const raised = await told.exchange.ask(police.clientId, {
      method: 'POST',
      path: '/v1/flags',
      body: {
        agreement: child.nominated[0]?.agreement,
        subject,
        flag: {
          flagKind: 'NEED',
          statement: 'Synthetic.',
          factOrOpinion: 'OPINION',
          subjectCategory: 'OTHER',
          expiresOn: dayFrom(20),
          contact: 'duty@example.org',
        },
      },
    });
    expect(raised.status).toBe(201);
    const path = `/v1/flags/${raised.body.flagId}/withdrawal`;
    const withdrawn = await told.exchange.ask(police.clientId, {
      method: 'POST',
      path,
      body: { reason: 'Mistaken.' },
    });
    expect(withdrawn.status).toBe(201);
    const after = await told.exchange.ask(police.clientId, {
      ...query(child, 'number'),
    });
    const identity = (after.body.records?.identity ?? []).map(
      ({ agreement }: { agreement: string }) => agreement,
    );
    expect(identity).toContain(child.nominated[0]?.agreement);
  });
});

describe('beside the answers', () => {
  it('no ledger entry, no line of the log and no key of the store holds anything of a child', () =>
    told.expectNothingBeside('people'));
});
