/** `--peer`: read, flag and pack a second, the peer's beside ours. The peer is measured before us and after us. */
import { loadAgreements } from '../../local/registry/agreements.ts';
import { liveAgreement } from '../../rules/sharing/agreement.ts';
import { londonDate } from '../../rules/time/london-time.ts';
import type { Ready } from '../http.ts';
import {
  CONNECTIONS,
  LOADED,
  type Load,
  type Loaded,
  measureLoad,
  type Target,
} from '../load.ts';
import { type Machine, machineSays } from '../machine.ts';
import type { Options } from '../options.ts';
import { peopleOf } from '../people.ts';
import { measureRates } from '../rates.ts';
import * as requests from '../requests.ts';
import { inTurn } from '../stage.ts';
import { fixed, table } from '../table.ts';
import { CHILDREN, caseId, type Filling, personId } from './fill.ts';
import { type Peer, startPeer } from './peer.ts';
import { findPostgres } from './postgres.ts';

/** The peer's server is a process of its own, whose processor time nobody takes. */
type Measured = Omit<Load, 'cpuMs'>;

export interface BesidePeer {
  machine: Machine;
  people: number;
  /** Left out where there is no PostgreSQL on the PATH. */
  peer: { before: Measured[]; after: Measured[] } | 'LEFT_OUT';
  ours: Load[];
}

export const measurePeer = async (
  options: Options,
  machine: Machine,
  say: (what: string) => void,
): Promise<BesidePeer> => {
  const people = options.people.loaded;
  const programs = findPostgres();
  if (!programs) {
    say('ours alone: there is no PostgreSQL');
    return {
      machine,
      people,
      peer: 'LEFT_OUT',
      ours: (await measureRates(options, machine)).load,
    };
  }
  const loadPeer = async () => {
    say(`the peer, with ${people} young people`);
    const filling = fillingOf(options);
    const peer = await startPeer(programs, filling);
    const target = peerTarget(peer, filling);
    const load = await measureLoad(target, options.loadSeconds).finally(
      peer.stop,
    );
    return load.map(({ cpuMs: _, ...measured }) => measured);
  };
  const before = await loadPeer();
  say(`ours, with ${people} young people`);
  const ours = (await measureRates(options, machine)).load;
  return { machine, people, ours, peer: { before, after: await loadPeer() } };
};

const fillingOf = ({ people, seed }: Options): Filling => {
  const now = Date.now();
  return {
    now,
    count: people.loaded,
    person: peopleOf(seed, londonDate(now)),
    agreements: loadAgreements().map(liveAgreement),
  };
};

/** More than are answered in a second at one connection, so that no flag is sent twice. */
const FLAGS_A_SECOND = 400;

/** The requests that are ours as well, to the peer's own paths. */
export const peerTarget = (
  peer: Peer,
  { count, person, now }: Filling,
): Target => {
  const next = inTurn(Array.from({ length: count * 2 }, (_, i) => i + 1));
  const listOf: Record<Loaded, (seconds: number) => Ready[]> = {
    read: () => CHILDREN.map((number) => requests.read(personId(number))),
    flag: (seconds) =>
      Array.from({ length: FLAGS_A_SECOND * seconds }, () =>
        requests.raise(person(next()), now),
      ),
    pack: () => CHILDREN.map((number) => requests.pack(caseId(number))),
  };
  return {
    url: peer.url,
    requests: async (operation, seconds) => {
      const agency = operation === 'pack' ? 'met-police' : 'croydon-yjs';
      const authorization = `Bearer ${await peer.token(`${agency}-system`, agency)}`;
      return Array.from({ length: CONNECTIONS }, () =>
        listOf[operation](seconds).map(
          ({ clientId: _, headers, ...request }) => ({
            ...request,
            headers: { ...headers, authorization },
          }),
        ),
      );
    },
  };
};

export const printedPeer = ({
  machine,
  people,
  peer,
  ours,
}: BesidePeer): string =>
  [
    machineSays(machine),
    `8 connections, audit on, ${people} young people in either store, the generator in its own process.`,
    ...(peer === 'LEFT_OUT' ? LEFT_OUT : PRESENT),
    ...table(
      [
        'operation',
        'ours, req/s (p50, p99 ms)',
        'peer before',
        'peer after',
        'ours / peer',
      ],
      LOADED.map((operation) => rowOf(operation, ours, peer)),
    ),
  ].join('\n');

const PRESENT = [
  'Peer: fastify and pg on PostgreSQL with row-level security by agreement flow, a field filter and the audit row in the same',
  'transaction, a JWT verified each time; it waits for no disk, as our engine does not.',
];

const LEFT_OUT = [
  'The peer is left out: there is no postgres and initdb on the PATH.',
];

const rowOf = (
  operation: Loaded,
  ours: Load[],
  peer: BesidePeer['peer'],
): string[] => {
  const own = ours.find((load) => load.operation === operation);
  if (peer === 'LEFT_OUT') return [operation, says(own), '-', '-', '-'];
  const [before, after] = [peer.before, peer.after].map((load) =>
    load.find((each) => each.operation === operation),
  );
  const theirs =
    ((before?.perSecond ?? Number.NaN) + (after?.perSecond ?? Number.NaN)) / 2;
  return [
    operation,
    says(own),
    says(before),
    says(after),
    fixed((own?.perSecond ?? Number.NaN) / theirs, 2),
  ];
};

const says = (load: Measured | undefined): string => {
  if (!load) return '-';
  const { perSecond, p50, p99, failed } = load;
  const times = `${fixed(perSecond, 0)} (${fixed(p50, 0)}, ${fixed(p99, 0)})`;
  return failed === 0 ? times : `${times}, ${failed} FAILED`;
};
