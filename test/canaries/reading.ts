/**
 * Asking everything as everybody, and holding each answer against the model: the canaries in it are exactly those that the
 * agreements release to whoever asked, and each record has exactly the fields that they release, with the values given.
 */
import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, vi } from 'vitest';
import type { Answer, Asked } from '../../local/client.ts';
import { shuffled, stream } from '../../local/cohort/random.ts';
import { SYSTEMS } from '../../local/registry/agencies.ts';
import type { LedgerEntry } from '../../schemas/store/ledger.ts';
import { type TestExchange, testExchange } from '../exchange.ts';
import { proving } from '../prove.ts';
import { answeredIn, type File } from './answered.ts';
import { canariesIn } from './canary.ts';
import { inflated } from './ledger-item.ts';
import {
  type Asking,
  type Given,
  type InCase,
  mayAsk,
  releasing,
} from './model.ts';
import { toldTwice } from './telling.ts';
import { buildWorld, type CanaryWorld } from './world.ts';

export const PURPOSES = [
  'PANEL_SELECTION',
  'VISIT_SAFETY',
  'REFERRAL',
  'YOUTH_JUSTICE_SUPERVISION',
  'IMMEDIATE_SAFETY',
];
export const AGREEMENTS = [
  'MD-SBCU-001',
  'MD-SUT-002',
  'MD-CAMHS-003',
  'MD-SUT-004',
  'MD-VCS-005',
];
export const NAMED = [undefined, ...AGREEMENTS];

/** For what asks hundreds of times: a machine that others use too is no reason to fail. */
export const LONG = 300_000;

export type System = (typeof SYSTEMS)[number];
export const PANEL = 'met-police-panel';

/** What should come of a request. */
export interface Expected {
  status: number;
  /** By where they stand in the answer (`records`, `returns/slam`, …), the records and who they are released to. */
  records?: Record<string, Given[]>;
  within?: InCase | undefined;
  recipient?: string;
  /** What else the panel's process made of it. */
  derived?: unknown;
}

export interface Request {
  system: System;
  purpose: string;
  agreement?: string | undefined;
  asked: Pick<Asked, 'method' | 'path'> & Partial<Asked>;
  expected: Expected;
}

export interface Reading {
  readonly exchange: TestExchange;
  readonly world: CanaryWorld;
  /** As `<flow or OWN>/<category>.<field>`: what was seen to be released, by whom. */
  readonly released: Map<string, Set<string>>;
  /** By canary, the systems that have seen it. */
  readonly seen: Map<string, Set<string>>;
  readonly count: { requests: number };
  /** The canaries in what was said. */
  among(value: unknown): string[];
  ask(request: Request): Promise<void>;
  /** All of them under PROVE=full, else so many, chosen by the seed. */
  askAll(requests: Request[], atMost: number): Promise<void>;
  /** The ledger, the log and the keys of the store hold no canary, though all that the file should was answered. */
  expectNothingBeside(file?: File | 'WORLD'): Promise<void>;
  print(): void;
}

export const reading = (): Reading => {
  vi.setConfig({ testTimeout: LONG });
  const { seed } = proving(1);
  const exchange = testExchange({ telemetry: toldTwice() });
  const logged: unknown[] = [];
  const released = new Map<string, Set<string>>();
  const seen = new Map<string, Set<string>>();
  const count = { requests: 0 };
  let made: CanaryWorld | undefined;
  const world = () => {
    if (!made) throw new Error('the world is made before the tests');
    return made;
  };

  beforeAll(async () => {
    for (const method of ['log', 'error', 'warn', 'info', 'debug'] as const) {
      vi.spyOn(console, method).mockImplementation(
        (...said: unknown[]) => void logged.push(said.map(String)),
      );
    }
    made = await buildWorld(exchange, seed);
  }, LONG);
  afterAll(() => {
    vi.restoreAllMocks();
    vi.unstubAllEnvs();
  });

  const known = (value: unknown): string[] =>
    [...canariesIn(value)].filter((canary) => world().known.has(canary)).sort();

  const ask = async ({
    system,
    purpose,
    agreement,
    asked,
    expected,
  }: Request): Promise<void> => {
    const answer = await exchange.ask(system.clientId, {
      ...asked,
      purpose,
      ...(agreement !== undefined && { agreement }),
      headers: { ...asked.headers },
    });
    count.requests += 1;
    const { agencyId } = system;
    const asking: Asking = {
      agency: agencyId,
      recipient: expected.recipient ?? agencyId,
      purpose,
      agreement,
    };
    const about = `${system.clientId} ${asked.method} ${asked.path} for ${purpose} under ${agreement ?? 'any'}`;
    const leaving = Object.fromEntries(
      Object.entries(expected.records ?? {}).map(([where, records]) => [
        where,
        records.flatMap((given) => {
          const by = releasing(given, asking, expected.within);
          const fields = Object.fromEntries(
            Object.entries(given.fields).filter(([field]) => by.has(field)),
          );
          return by.size === 0 ? [] : [{ given, by, fields }];
        }),
      ]),
    );
    expect([
      about,
      answer.status,
      answer.status === expected.status ? '' : answer.body,
    ]).toEqual([about, expected.status, '']);
    const all = Object.values(leaving).flat();
    const told = known([answer.body, [...answer.headers]]);
    for (const canary of told)
      seen.set(canary, (seen.get(canary) ?? new Set()).add(system.clientId));
    expect([about, told]).toEqual([
      about,
      known([all.map(({ fields }) => fields), expected.derived]),
    ]);
    expect([about, known([[...answer.headers]])]).toEqual([about, []]);
    for (const [where, records] of Object.entries(leaving)) {
      const wanted = records.map(
        ({ given: { category, originator, agreement: under }, fields }) =>
          canonical({ category, originator, agreement: under, ...fields }),
      );
      expect([about, where, recordsAt(answer, where)]).toEqual([
        about,
        where,
        wanted.sort(),
      ]);
      for (const { given, by } of records) {
        for (const [field, flow] of by) {
          const key = `${flow === 'OWN' ? 'OWN' : `${given.agreement} ${flow}`}/${given.category}.${field}`;
          released.set(
            key,
            (released.get(key) ?? new Set()).add(system.clientId),
          );
        }
      }
    }
  };

  return {
    exchange,
    get world() {
      return world();
    },
    released,
    seen,
    count,
    among: known,
    ask,
    askAll: async (requests, atMost) => {
      const chosen =
        process.env.PROVE === 'full'
          ? requests
          : shuffled(stream(seed, String(requests.length)), requests).slice(
              0,
              atMost,
            );
      const queue = chosen.values();
      const work = async () => {
        for (const request of queue) await ask(request);
      };
      await Promise.all(Array.from({ length: 12 }, work));
    },
    expectNothingBeside: async (file = 'WORLD') => {
      expect(known(logged)).toEqual([]);
      await exchange.running.sequence();
      const { client, names } = exchange.running.database;
      const items = async (TableName: string) => {
        const found: Record<string, unknown>[] = [];
        let ExclusiveStartKey: Record<string, unknown> | undefined;
        do {
          const page = await client.send(
            new ScanCommand({ TableName, ExclusiveStartKey }),
          );
          found.push(...(page.Items ?? []));
          ExclusiveStartKey = page.LastEvaluatedKey;
        } while (ExclusiveStartKey);
        return found;
      };
      const ledger = (await items(names.ledger)).map(inflated);
      expect(ledger.length).toBeGreaterThan(count.requests);
      expect(known(ledger)).toEqual([]);
      const answered = new Set(ledger.map(endpointAnswered));
      expect(answeredIn(file).filter((id) => !answered.has(id))).toEqual([]);
      const held = await items(names.exchange);
      expect(known(held.map(({ pk, sk }) => [pk, sk]))).toEqual([]);
      const types = new Set(
        held.filter((item) => known(item).length > 0).map(({ type }) => type),
      );
      expect([...types].sort()).toEqual([
        ...[
          'Case',
          'Decision',
          'EligibilityCheck',
          'Flag',
          'FollowUp',
          'Meeting',
          'Nomination',
          'Person',
        ],
        ...['Question', 'Referral', 'Return', 'Triage', 'Visit'],
      ]);
    },
    print: () => {
      vi.restoreAllMocks();
      console.log(
        `seed ${seed}: ${world().known.size} canaries, ${count.requests} requests of ${SYSTEMS.length} systems, ` +
          `${released.size} ways out of a field seen`,
      );
    },
  };
};

/** Of an entry of the ledger; of a place in the log nothing. */
const endpointAnswered = ({ kept }: { kept?: LedgerEntry['kept'] }) =>
  kept && kept.status < 300 ? kept.endpoint : undefined;

const recordsAt = ({ body }: Answer, where: string): string[] => {
  const [place, agency] = where.split('/');
  const records =
    place === 'toConfirm'
      ? body.toConfirm?.records
      : place === 'returns'
        ? body.returns?.find(
            (each: { agency: string }) => each.agency === agency,
          )?.records
        : place === 'earlier'
          ? undefined
          : body[place ?? ''];
  const all: object[] =
    place === 'earlier' ? (body.earlier ?? []) : [records ?? {}];
  return all
    .flatMap((each) => Object.entries(each))
    .flatMap(([category, list]: [string, Record<string, unknown>[]]) =>
      list.map(({ contributedAt: _, ...fields }) =>
        canonical({ category, ...fields }),
      ),
    )
    .sort();
};

/** Whatever the order of its members. */
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, each: unknown) =>
    typeof each === 'object' && each !== null && !Array.isArray(each)
      ? Object.fromEntries(
          Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1)),
        )
      : each,
  );

/** What a request that names no child in particular, or one that may be known, answers with. */
export const statusOf = (
  system: System,
  scope: System['scopes'][number],
  asking: Omit<Asking, 'recipient' | 'agency'>,
  anything: boolean,
): number => {
  if (!system.scopes.includes(scope)) return 403;
  if (!mayAsk({ ...asking, agency: system.agencyId })) return 403;
  return anything ? 200 : 404;
};

/** Whether anything of the records is released. */
export const anyOf = (
  records: readonly Given[],
  asking: Asking,
  within?: InCase,
): boolean =>
  records.some((given) => releasing(given, asking, within).size > 0);
