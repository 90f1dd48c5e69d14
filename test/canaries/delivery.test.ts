/** What follows a decision: the officer's brief, visits and referrals tell those who deliver what they need, and nobody more. */
import { afterAll, describe, expect, it } from 'vitest';
import { SYSTEMS } from '../../local/registry/agencies.ts';
import { OFFICER } from './delivering.ts';
import {
  type Child,
  dayFrom,
  type MadeReferral,
  type MadeVisit,
} from './making.ts';
import {
  type Asking,
  deliveryFlows,
  type Given,
  type InCase,
} from './model.ts';
import {
  NAMED,
  PANEL,
  PURPOSES,
  type Request,
  reading,
  type System,
  statusOf,
} from './reading.ts';

const told = reading();
afterAll(() => told.print());

type Said = readonly [purpose: string, agreement: string | undefined];
const says: Said[] = PURPOSES.flatMap((purpose) =>
  NAMED.map((agreement): Said => [purpose, agreement]),
);

const VISITS = 'met-police-visits';
const STRANGER = 'off-2';
const officer = (id: string) => ({
  practitioner: `${id}; role=SAFER_SCHOOLS_OFFICER`,
});

const visitsOf = () =>
  told.world.children.flatMap((child) =>
    child.visits.map((visit) => ({ child, visit })),
  );
const referralsOf = () =>
  told.world.children.flatMap((child) =>
    child.referrals.map((referral) => ({ child, referral })),
  );

const inCase = ({ requests, decidedOn }: Child): InCase => ({
  asked: requests.map(({ agency }) => agency),
  finalDecisionOn: decidedOn,
});

/** A call has one purpose; for another it is refused before anybody looks who asks. */
const statusFor = (
  purpose: string,
  system: System,
  scope: System['scopes'][number],
  asking: Asking,
  open: boolean,
) => (asking.purpose === purpose ? statusOf(system, scope, asking, open) : 400);

/** MD-SBCU-001, MD-SUT-004 and MD-CAMHS-003 let the officer know while the visit is to be made, and for 28 days. */
const DAYS = 28;

const briefOf = (
  system: System,
  { child, visit }: { child: Child; visit: MadeVisit },
  by: string,
  said: Said,
) => {
  const [purpose, agreement] = said;
  const asking: Asking = {
    agency: system.agencyId,
    recipient: 'visiting-officer',
    purpose,
    agreement,
  };
  const open =
    by === OFFICER &&
    system.agencyId === 'met-police' &&
    visit.pending &&
    -visit.allocated <= DAYS;
  // A brief is of all that there is: nobody narrows it to an agreement.
  const status = agreement
    ? 400
    : statusFor('VISIT_SAFETY', system, 'visit', asking, open);
  // "Venue, do-not-visit, approach advice, nothing else": of what agencies returned, and of nothing that the police gave.
  const advice = [...child.returns.values()].flat();
  const within = {
    ...inCase(child),
    visit: { allocatedOn: dayFrom(visit.allocated), pending: visit.pending },
  };
  const request: Request = {
    system,
    purpose,
    agreement,
    asked: {
      method: 'GET',
      path: `/v1/visits/${visit.visitId}/brief`,
      ...officer(by),
    },
    expected: {
      status,
      within,
      recipient: 'visiting-officer',
      records: { records: status === 200 ? advice : [] },
      derived: status === 200 ? visit.overrideReason : undefined,
    },
  };
  return request;
};

describe('a brief', () => {
  it('tells the officer to whom the visit is allocated how to approach the child, as long as it is to be made', async () => {
    const requests = visitsOf().flatMap((each) =>
      SYSTEMS.flatMap((system) =>
        [OFFICER, STRANGER].flatMap((by) =>
          says.map((said) => briefOf(system, each, by, said)),
        ),
      ),
    );
    const own = requests.filter(
      ({ system, purpose }) =>
        system.clientId === VISITS && purpose === 'VISIT_SAFETY',
    );
    expect(
      own.filter(({ expected }) => expected.status === 200).length,
    ).toBeGreaterThan(2);
    expect(
      new Set(visitsOf().map(({ visit }) => [visit.pending, visit.held].join()))
        .size,
    ).toBe(3);
    await told.askAll(own, own.length);
    const safely = requests.filter(
      (each) => each.purpose === 'VISIT_SAFETY' && !own.includes(each),
    );
    await told.askAll(safely, 150);
    await told.askAll(requests, 100);
  });

  it('has no place for who the child is, what happened, or what the child said', () => {
    const seen = new Set(
      [...told.seen]
        .filter(([, systems]) => systems.has(VISITS))
        .map(([canary]) => canary),
    );
    const police = told.world.children.flatMap(({ nominated }) => nominated);
    expect(
      told
        .among([police.map(({ fields }) => fields)])
        .filter((canary) => seen.has(canary)),
    ).toEqual([]);
    const overrideReason = told.world.children.flatMap(({ visits }) =>
      visits.map((visit) => visit.overrideReason),
    );
    const reported = told.among(
      told.world.children.map(({ delivery }) => delivery),
    );
    expect(
      reported.filter(
        (canary) =>
          seen.has(canary) && !told.among(overrideReason).includes(canary),
      ),
    ).toEqual([]);
  });
});

describe('a visit', () => {
  it('cannot be reported on, acknowledged or allocated by whom it is not given to, and the refusal holds nothing of it', async () => {
    const report = {
      state: 'ATTEMPTED',
      at: new Date(Date.now() - 3_600_000).toISOString(),
    };
    const requests = SYSTEMS.flatMap((system) =>
      visitsOf().flatMap(({ child, visit }): Request[] => {
        const asking = {
          agency: system.agencyId,
          recipient: '',
          purpose: 'VISIT_SAFETY',
          agreement: undefined,
        };
        const of = (rest: string, body: object): Request => ({
          system,
          purpose: 'VISIT_SAFETY',
          asked: {
            method: 'PUT',
            path: `/v1/visits/${visit.visitId}${rest}`,
            body,
            ...officer(STRANGER),
          },
          expected: { status: statusOf(system, 'visit', asking, false) },
        });
        const allocation: Request = {
          system,
          purpose: 'PANEL_SELECTION',
          asked: {
            method: 'POST',
            path: `/v1/cases/${child.caseId}/visits`,
            case: child.caseId,
            body: {
              officer: {
                practitioner: STRANGER,
                role: 'SAFER_SCHOOLS_OFFICER',
              },
              dueBy: dayFrom(5),
              venue: 'HOME',
            },
          },
          expected: { status: 403 },
        };
        const strangers = system.clientId === PANEL ? [] : [allocation];
        return [
          of('', report),
          of('/brief', { digest: '0'.repeat(64) }),
          ...strangers,
        ];
      }),
    );
    await told.askAll(requests, 150);
  });

  it('that is refused to its own officer is refused without a word of it', async () => {
    const visits = SYSTEMS.find(({ clientId }) => clientId === VISITS);
    if (!visits) throw new Error('no devices');
    const report = {
      state: 'DONE',
      at: new Date(told.exchange.running.world.clock()).toISOString(),
    };
    const requests = visitsOf().flatMap(({ visit }): Request[] => {
      const put = (rest: string, body: object, status: number): Request => ({
        system: visits,
        purpose: 'VISIT_SAFETY',
        asked: {
          method: 'PUT',
          path: `/v1/visits/${visit.visitId}${rest}`,
          body,
          ...officer(OFFICER),
        },
        expected: { status },
      });
      const open = visit.pending && -visit.allocated <= DAYS;
      return [
        // An over visit or a held one allows nothing; and nobody knocks on what they have not read.
        ...(visit.pending && !visit.held && open
          ? []
          : [put('', { ...report, parentOrCarerSeen: true }, 409)]),
        put('/brief', { digest: '0'.repeat(64) }, open ? 409 : 404),
      ];
    });
    await told.askAll(requests, requests.length);
  });
});

const PANEL_TOOLING = SYSTEMS.find(({ clientId }) => clientId === PANEL);

/**
 * "Name, contact route, need, safe-contact advice, one way, on an accepted referral; they return take-up and outcome." The
 * service knows while it has work to do; after that it reads what it said itself. The host reads what it gave and what came back.
 */
const readableBy = (
  system: System,
  { agency, given, takeUp, underWay, agreement }: MadeReferral,
): Given[] => {
  const back = takeUp ? [takeUp] : [];
  if (system.agencyId === agency) return underWay ? [...given, ...back] : back;
  return [...(agreement === 'MD-VCS-005' ? given : []), ...back];
};

const referralOf = (
  system: System,
  { child, referral }: { child: Child; referral: MadeReferral },
  said: Said,
) => {
  const [purpose, agreement] = said;
  const asking: Asking = {
    agency: system.agencyId,
    recipient: system.agencyId,
    purpose,
    agreement,
  };
  const party = system.agencyId === referral.agency || system === PANEL_TOOLING;
  const status = statusFor('REFERRAL', system, 'referral', asking, party);
  const request: Request = {
    system,
    purpose,
    agreement,
    asked: { method: 'GET', path: `/v1/referrals/${referral.referralId}` },
    expected: {
      status,
      within: {
        ...inCase(child),
        acceptedBy: referral.accepted ? referral.agency : undefined,
      },
      records: { records: status === 200 ? readableBy(system, referral) : [] },
    },
  };
  return request;
};

describe('a referral', () => {
  it('tells its service whom it helps once it has taken that on, the host what came of it, and nobody else anything', async () => {
    const requests = referralsOf().flatMap((each) =>
      SYSTEMS.flatMap((system) =>
        says.map((said) => ({ each, request: referralOf(system, each, said) })),
      ),
    );
    const own = requests
      .filter(({ request }) => request.expected.status === 200)
      .map(({ request }) => request);
    expect(own.length).toBeGreaterThan(40);
    await told.askAll(own, own.length);
    const rest = requests
      .map(({ request }) => request)
      .filter((request) => request.expected.status !== 200);
    await told.askAll(
      rest.filter(({ purpose }) => purpose === 'REFERRAL'),
      150,
    );
    await told.askAll(rest, 80);
  });

  it('in a poll names no child, and is in the inbox of its own service alone', async () => {
    for (const system of SYSTEMS) {
      const status = system.scopes.includes('referral') ? 200 : 403;
      const asked = { method: 'GET', path: '/v1/referrals?limit=50' } as const;
      await told.ask({
        system,
        purpose: 'REFERRAL',
        asked,
        expected: { status },
      });
      if (status !== 200) continue;
      const { body } = await told.exchange.ask(system.clientId, {
        ...asked,
        purpose: 'REFERRAL',
      });
      const ids = body.referrals
        .map(({ referralId }: MadeReferral) => referralId)
        .sort();
      const own = referralsOf().filter(
        ({ referral }) => referral.agency === system.agencyId,
      );
      expect([system.clientId, ids]).toEqual([
        system.clientId,
        own.map(({ referral }) => referral.referralId).sort(),
      ]);
    }
  });

  it('cannot be made, or answered, by whom it is not for, and the refusal holds nothing of it', async () => {
    const body = {
      kind: 'REFERRED',
      serviceId: 'harbour-mentoring',
      need: 'MENTORING',
      basis: 'CONSENT',
    };
    const requests = SYSTEMS.flatMap((system) =>
      referralsOf().flatMap(({ child, referral }): Request[] => {
        const asking = {
          agency: system.agencyId,
          purpose: 'REFERRAL',
          agreement: undefined,
        };
        const path = `/v1/referrals/${referral.referralId}/response`;
        const mayAnswer =
          referral.agency === undefined
            ? system === PANEL_TOOLING
            : system.agencyId === referral.agency;
        const answering: Request = {
          system,
          purpose: 'REFERRAL',
          asked: { method: 'PUT', path, body: { state: 'ACKNOWLEDGED' } },
          expected: { status: statusOf(system, 'referral', asking, false) },
        };
        const making: Request = {
          system,
          purpose: 'PANEL_SELECTION',
          asked: {
            method: 'POST',
            path: `/v1/cases/${child.caseId}/referrals`,
            case: child.caseId,
            body,
          },
          expected: { status: 403 },
        };
        return [
          ...(mayAnswer ? [] : [answering]),
          ...(system === PANEL_TOOLING ? [] : [making]),
        ];
      }),
    );
    await told.askAll(requests, 120);
  });
});

describe('the directory of services', () => {
  it('is of services, and of no child', async () => {
    const paths = [
      '/v1/services',
      '/v1/services?need=MENTORING&borough=E09000008&age=14',
    ];
    const requests = SYSTEMS.flatMap((system) =>
      paths.map((path): Request => {
        const status = system.scopes.includes('panel') ? 200 : 403;
        return {
          system,
          purpose: 'PANEL_SELECTION',
          asked: { method: 'GET', path },
          expected: { status },
        };
      }),
    );
    await told.askAll(requests, requests.length);
  });
});

describe('the test', () => {
  it('has seen every flow of a visit and of a referral release each of its fields, but those that a brief has no place for', () => {
    const unseen = deliveryFlows()
      .flatMap(({ agreement, flow }) =>
        flow.fields.map(
          (field) => `${agreement} ${flow.id}/${flow.category}.${field}`,
        ),
      )
      .filter((way) => !told.released.has(way));
    const ofPolice = deliveryFlows().filter(
      ({ flow }) =>
        flow.to.includes('visiting-officer') &&
        flow.from.includes('met-police'),
    );
    expect(unseen).toEqual(
      ofPolice.flatMap(({ agreement, flow }) =>
        flow.fields.map(
          (field) => `${agreement} ${flow.id}/${flow.category}.${field}`,
        ),
      ),
    );
  });

  it('has shown nobody what is for nobody, and a service the words of no other', () => {
    for (const canary of told.world.hidden)
      expect([canary, told.seen.get(canary)]).toEqual([canary, undefined]);
    for (const { referral } of referralsOf()) {
      const words = told.among(
        referral.given
          .filter(({ category }) => category === 'referral')
          .map((g) => g.fields),
      );
      const seers = new Set(
        words.flatMap((word) => [...(told.seen.get(word) ?? [])]),
      );
      seers.delete(PANEL);
      const service = SYSTEMS.filter(
        ({ agencyId }) => agencyId === referral.agency,
      ).map(({ clientId }) => clientId);
      expect([...seers].filter((system) => !service.includes(system))).toEqual(
        [],
      );
    }
  });
});

describe('beside the answers', () => {
  it('no ledger entry, no line of the log and no key of the store holds anything of a child', () =>
    told.expectNothingBeside('delivery'));
});
