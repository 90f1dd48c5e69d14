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
import { openStage, type Stage } from './stage.ts';

const DRAIN_MS = 1000;

const bench = async (
  options: Options,
  say: (what: string) => void,
): Promise<Report> => {
  const began = performance.now();
  const [atStart = 0] = loadavg();
  const machine = {
    node: process.version,
    cores: availableParallelism(),
    cpu: cpus()[0]?.model ?? '',
    load: atStart,
  };
  const { seed, people, rounds, each } = options;
  const stages: Stage[] = [];
  const open = async (count: number): Promise<Stage> => {
    say(`a store with ${count} young people`);
    const stage = await openStage(count, seed);
    stages.push(stage);
    return stage;
  };
  try {
    say('decisions');
    const decisions = measureDecisions(options);
    const small = await open(people.small);
    say('requests and their floor');
    const near = await measureOverhead(small, options);
    const calls = await countCalls(small);
    const large = await open(people.large);
    const { seededInSeconds } = large;
    say('requests and their floor, on the large store');
    const overhead = [...near, ...(await measureOverhead(large, options))];
    say('the same requests on both');
    const flatness = await measureFlatness(small, large, options);
    say('load');
    const load = await measureLoad(large, options.loadSeconds);
    // The last requests were cut off at the client, and are still being answered.
    await new Promise((resolve) => setTimeout(resolve, DRAIN_MS));
    const seconds = (performance.now() - began) / 1000;
    const run = {
      machine,
      seed,
      people,
      seededInSeconds,
      rounds,
      each,
      seconds,
    };
    return { ...run, overhead, flatness, decisions, load, calls };
  } finally {
    for (const stage of stages) await stage.close();
    closeConnections();
  }
};

const options = optionsFrom(process.argv.slice(2));
const report = await bench(options, (what) => console.error(`… ${what}`));
console.log(options.json ? JSON.stringify(report, null, 2) : printed(report));
