/** The whole run: decisions, requests and their floors on two stores, load, and what each operation costs. */
import { countCalls } from './calls.ts';
import { measureDecisions } from './decisions.ts';
import { measureFlatness } from './flatness.ts';
import { exchangeTarget, measureLoad } from './load.ts';
import type { Machine } from './machine.ts';
import { TIMED } from './operations.ts';
import type { Options } from './options.ts';
import { measureOverhead } from './overhead.ts';
import type { Report } from './report.ts';
import { MEASURED, withStage } from './stage.ts';

export const measureAll = async (
  options: Options,
  machine: Machine,
  say: (what: string) => void,
): Promise<Report> => {
  const began = performance.now();
  const { seed, people, rounds, each, loadSeconds } = options;
  say('decisions');
  const decisions = measureDecisions(options);
  say(`a store with ${people.small} young people`);
  return withStage(people.small, seed, async (small) => {
    say('requests and their floors');
    const near = await measureOverhead(small, TIMED, options);
    const calls = await countCalls(small);
    say(`a store with ${people.large} young people`);
    return withStage(people.large, seed, async (large) => {
      const { seededInSeconds } = large;
      say('requests and their floors, on the large store');
      const overhead = [
        ...near,
        ...(await measureOverhead(large, MEASURED, options)),
      ];
      say('the same requests on both');
      const flatness = await measureFlatness(small, large, options);
      say('load');
      const load = await measureLoad(exchangeTarget(large), loadSeconds);
      const seconds = (performance.now() - began) / 1000;
      const size = { seed, people, seededInSeconds, rounds, each, seconds };
      return { machine, ...size, overhead, flatness, decisions, load, calls };
    });
  });
};
