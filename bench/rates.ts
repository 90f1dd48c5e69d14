/** `--rates`: read, flag and pack a second, to compare two commits in alternation on one machine. */
import { exchangeTarget, type Load, measureLoad } from './load.ts';
import { type Machine, machineSays } from './machine.ts';
import type { Options } from './options.ts';
import { withStage } from './stage.ts';
import { fixed, table } from './table.ts';

export interface Rates {
  machine: Machine;
  people: number;
  seconds: number;
  load: Load[];
}

export const measureRates = async (
  options: Options,
  machine: Machine,
): Promise<Rates> => {
  const { people, seed, loadSeconds: seconds } = options;
  const load = await withStage(people.loaded, seed, (stage) =>
    measureLoad(exchangeTarget(stage), seconds),
  );
  return { machine, people: people.loaded, seconds, load };
};

export const printedRates = ({
  machine,
  people,
  seconds,
  load,
}: Rates): string =>
  [
    machineSays(machine),
    `8 connections for ${seconds} s, audit on, ${people} young people in the store, the generator in its own process.`,
    ...loadTable(load),
  ].join('\n');

export const loadTable = (load: Load[]): string[] =>
  table(
    [
      'operation',
      'req/s',
      'p50 ms',
      'p99 ms',
      'server CPU ms a request',
      'answered',
      'failed',
    ],
    load.map(({ operation, perSecond, p50, p99, cpuMs, answered, failed }) => [
      operation,
      fixed(perSecond, 0),
      fixed(p50, 0),
      fixed(p99, 0),
      fixed(cpuMs, 2),
      fixed(answered, 0),
      fixed(failed, 0),
    ]),
  );
