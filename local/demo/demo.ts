/**
 * `npm run demo`: one panel week over real HTTP, as separate systems with their own keys. `--
 * --json` prints one object a step; `-- --url http://127.0.0.1:8787` lives it on a sandbox that is
 * running. Exit 0 only if all went as the story says.
 */
import { parseArgs } from 'node:util';
import { startExchange } from '../exchange.ts';
import { loadPartners, SEED } from '../sandbox.ts';
import { jsonNarrator, terminalNarrator } from './narrator.ts';
import { openStage } from './stage.ts';
import { panelWeek } from './week.ts';

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    url: { type: 'string' },
  },
});

const narrator = (values.json ? jsonNarrator : terminalNarrator)((line) =>
  console.log(line),
);

const ownExchange = async () => {
  const exchange = await startExchange({ ephemeral: true, port: 0 });
  loadPartners(exchange.folder, SEED, exchange.world.clock());
  return {
    url: exchange.url,
    folder: exchange.folder.path,
    stop: exchange.stop,
  };
};

const running = (url: string) => ({
  url,
  folder: process.env.DIVAN_DIR ?? '.divan',
  stop: async () => {},
});

const demo = async (): Promise<void> => {
  const { url, folder, stop } = values.url
    ? running(values.url)
    : await ownExchange();
  try {
    await panelWeek(await openStage(url, folder, narrator));
    narrator.end('All went as the story says.');
  } finally {
    await stop();
  }
};

await demo().catch((error: Error) => {
  console.error(`\nThe story broke: ${error.message}`);
  process.exitCode = 1;
});
