/** `--profile read|flag|pack`: where the server's time goes under load, by the functions that spend it themselves. */
import { type Profiler, type Runtime, Session } from 'node:inspector/promises';
import { exchangeTarget, type Loaded, startCannon } from './load.ts';
import { type Machine, machineSays } from './machine.ts';
import type { Stage } from './stage.ts';
import { fixed, table } from './table.ts';

export interface Profile {
  operation: Loaded;
  perSecond: number;
  /** Milliseconds of processor a request, of the server's process. */
  cpuMs: number;
  /** Milliseconds in which the process was not idle. */
  busyMs: number;
  /** The functions that spend most themselves. */
  top: Spent[];
  /** Whose they are: a package, a folder of ours, node's own. */
  owners: { owner: string; share: number }[];
}

export interface Spent {
  /** A function and where it is: a file of ours, a package, node itself; what the engine does for itself has no place. */
  name: string;
  place: string;
  selfMs: number;
  /** Of the time that was not idle. */
  share: number;
}

const TOP = 10;

export const profileLoad = async (
  stage: Stage,
  operation: Loaded,
  seconds: number,
): Promise<Profile> => {
  const cannon = startCannon();
  const target = exchangeTarget(stage);
  const warmUp = await cannon.aim(target, operation, Math.ceil(seconds / 2));
  await warmUp();
  const fire = await cannon.aim(target, operation, seconds);
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.start');
  const { perSecond, cpuMs } = await fire();
  const { profile } = await session.post('Profiler.stop');
  session.disconnect();
  cannon.stop();
  return { operation, perSecond, cpuMs, ...selfTimes(profile) };
};

/** The same function at several places of the call tree counts once. */
export const selfTimes = ({
  nodes,
  samples = [],
  timeDeltas = [],
}: Profiler.Profile): Pick<Profile, 'busyMs' | 'top' | 'owners'> => {
  const frames = new Map(nodes.map(({ id, callFrame }) => [id, callFrame]));
  const spent = new Map<string, Omit<Spent, 'share'>>();
  samples.forEach((id, i) => {
    const frame = frames.get(id);
    if (!frame || isNotWork(frame)) return;
    const [name, place] = [frame.functionName || '(anonymous)', placeOf(frame)];
    const key = `${name} ${place}`;
    const selfMs = (spent.get(key)?.selfMs ?? 0) + (timeDeltas[i] ?? 0) / 1000;
    spent.set(key, { name, place, selfMs });
  });
  const all = [...spent.values()].toSorted((a, b) => b.selfMs - a.selfMs);
  const busyMs = all.reduce((sum, { selfMs }) => sum + selfMs, 0);
  return {
    busyMs,
    top: all
      .slice(0, TOP)
      .map((each) => ({ ...each, share: each.selfMs / busyMs })),
    owners: ownersOf(all, busyMs),
  };
};

const ownersOf = (
  all: Omit<Spent, 'share'>[],
  busyMs: number,
): Profile['owners'] => {
  const spent = new Map<string, number>();
  for (const { place, selfMs } of all) {
    const owner = ownerOf(place);
    spent.set(owner, (spent.get(owner) ?? 0) + selfMs);
  }
  return [...spent]
    .map(([owner, selfMs]) => ({ owner, share: selfMs / busyMs }))
    .toSorted((a, b) => b.share - a.share)
    .slice(0, TOP);
};

/** The first name in a path, with its scope where it has one. */
const ownerOf = (place: string): string => {
  if (place === '') return 'native code and garbage collection';
  if (place.startsWith('node:')) return 'node';
  const [first = '', second = ''] = place.split('/');
  return first.startsWith('@') ? `${first}/${second}` : first;
};

/** Waiting, and the profiler's own beginning and end. */
const isNotWork = ({ functionName, url }: Runtime.CallFrame): boolean =>
  functionName === '(idle)' || url.startsWith('node:inspector');

const ROOT = new URL('..', import.meta.url).href;

const placeOf = ({ url, lineNumber }: Runtime.CallFrame): string => {
  if (url === '') return '';
  const path = url.startsWith(ROOT) ? url.slice(ROOT.length) : url;
  return `${path.replace(/^.*node_modules\//, '')}:${lineNumber + 1}`;
};

export const printedProfile = ({
  machine,
  operation,
  perSecond,
  cpuMs,
  busyMs,
  top,
  owners,
}: Profile & { machine: Machine }): string =>
  [
    machineSays(machine),
    `${operation}: ${fixed(perSecond, 0)} requests a second with the profiler on, ${fixed(cpuMs, 2)} ms of processor each, ${fixed(busyMs, 0)} ms busy.`,
    ...table(
      ['self ms', 'share', 'function', 'where'],
      top.map(({ name, place, selfMs, share }) => [
        fixed(selfMs, 0),
        `${fixed(share * 100, 1)}%`,
        name,
        place,
      ]),
    ),
    `By owner: ${owners.map(({ owner, share }) => `${owner} ${fixed(share * 100, 1)}%`).join(', ')}.`,
  ].join('\n');
