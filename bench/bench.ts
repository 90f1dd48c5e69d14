/** `npm run bench`: how fast, how well, at what cost? Ratios of one run, with the machine it ran on. */
import { measureAll } from './all.ts';
import { thisMachine } from './machine.ts';
import { type Options, optionsFrom } from './options.ts';
import { measurePeer, printedPeer } from './peers/beside.ts';
import { printedProfile, profileLoad } from './profile.ts';
import { measureRates, printedRates } from './rates.ts';
import { printed } from './report.ts';
import { withStage } from './stage.ts';

const say = (what: string): void => console.error(`… ${what}`);

const run = async (options: Options): Promise<string> => {
  const machine = thisMachine();
  const show = <T>(report: T, print: (report: T) => string) =>
    options.json ? JSON.stringify(report, null, 2) : print(report);
  const { mode, people, seed, loadSeconds } = options;
  switch (mode.of) {
    case 'ALL':
      return show(await measureAll(options, machine, say), printed);
    case 'RATES':
      return show(await measureRates(options, machine), printedRates);
    case 'PEER':
      return show(await measurePeer(options, machine, say), printedPeer);
    case 'PROFILE': {
      const { operation } = mode;
      const profiled = await withStage(people.loaded, seed, (stage) =>
        profileLoad(stage, operation, loadSeconds),
      );
      return show({ machine, ...profiled }, printedProfile);
    }
  }
};

console.log(await run(optionsFrom(process.argv.slice(2))));
