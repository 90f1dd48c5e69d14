/** `npm run bench`: how fast, how well? Ratios of one run, with the machine it ran on. */
import { availableParallelism, cpus, loadavg } from 'node:os';
import { countCalls } from './calls.ts';
import { measureDecisions } from './decisions.ts';
import { measureFlatness } from './flatness.ts';
import { closeConnections } from './http.ts';
import { measureLoad } from './load.ts';
import { type Options, optionsFrom } from './options.ts';
import { measureOverhead } from './overhead.ts';
import { printed, type Report } from './report.ts';
import { openStage } from './stage.ts';

const DRAIN_MS = 1000;

const bench = async (options: Options, say: (what: string) => void): Promise<Report> => {
  const began = performance.now();
  const [load = 0] = loadavg();
  const machine = { node: process.version, cores: availableParallelism(), cpu: cpus()[0]?.model ?? '', load };
  const { seed, people, rounds, each } = options;
  say('decisions');
  const decisions = measureDecisions(options);
  say(`a store with ${people.small} young people`);
  const small = await openStage(people.small, seed);
  say('requests and their floor');
  const overhead = await measureOverhead(small, options);
  const calls = await countCalls(small);
  say(`a store with ${people.large} young people`);
  const large = await openStage(people.large, seed);
  say('the same requests on both');
  const flatness = await measureFlatness(small, large, options);
  await small.close();
  say('load');
  const loads = await measureLoad(large, options.loadSeconds);
  // The last requests were cut off at the client, and are still being answered.
  await new Promise((resolve) => setTimeout(resolve, DRAIN_MS));
  await large.close();
  closeConnections();
  const seconds = (performance.now() - began) / 1000;
  const { seededInSeconds } = large;
  return {
    machine,
    seed,
    people,
    seededInSeconds,
    rounds,
    each,
    seconds,
    overhead,
    flatness,
    decisions,
    load: loads,
    calls,
  };
};

const options = optionsFrom(process.argv.slice(2));
const report = await bench(options, (what) => console.error(`… ${what}`));
console.log(options.json ? JSON.stringify(report, null, 2) : printed(report));
