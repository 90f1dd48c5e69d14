/**
 * `npm start`: a whole exchange on this machine, filled with synthetic children. `-- --ephemeral`
 * keeps nothing.
 */
import { parseArgs } from 'node:util';
import * as z from 'zod';
import { type Exchange, startExchange } from './exchange.ts';
import { SYSTEMS } from './registry/agencies.ts';
import {
  loadPartners,
  nominateFirst,
  policeRecordIn,
  SEED,
} from './sandbox.ts';

const { values } = parseArgs({
  options: {
    ephemeral: { type: 'boolean', default: false },
    seed: { type: 'string', default: String(SEED) },
  },
});

const start = async (): Promise<void> => {
  const port = Number(process.env.PORT ?? 8787);
  const seed = Number(values.seed);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new Error(`PORT must be a port, not "${process.env.PORT}".`);
  if (!Number.isSafeInteger(seed))
    throw new Error(`--seed must be a whole number, not "${values.seed}".`);
  console.log(
    'Divan Exchange (synthetic data only). Starting the engine, the tables and the functions …',
  );
  const exchange = await startExchange({ ephemeral: values.ephemeral, port });
  stopOnSignal(exchange);
  await fill(exchange, seed);
  console.log(welcome(exchange));
};

/** Once for a folder: what is there survives, and nobody is nominated twice. */
const fill = async (exchange: Exchange, seed: number): Promise<void> => {
  const { folder, world } = exchange;
  const filled = z
    .object({ cases: z.tuple([z.string()], z.string()) })
    .safeParse(folder.read('sandbox.json'));
  // The folder may remember an engine that is not the one we talk to now.
  if (filled.success && (await isThere(exchange, filled.data.cases[0]))) return;
  console.log(
    'Loading 157 synthetic young people into the partners’ own systems, nominating 12 …',
  );
  loadPartners(folder, seed, world.clock());
  const cases = await nominateFirst(exchange);
  folder.write('sandbox.json', { seed, cases });
};

const isThere = async (
  { world }: Exchange,
  caseId: string,
): Promise<boolean> => {
  const { located } = await world.store.enter(
    { clientId: '', agencyId: '', locate: caseId },
    world.clock(),
  );
  return located !== undefined;
};

const stopOnSignal = (exchange: Exchange): void => {
  let stopping = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (stopping) return;
      stopping = true;
      console.log('\nStopping …');
      exchange.stop().then(
        () => process.exit(0),
        () => process.exit(1),
      );
    });
  }
};

const welcome = ({ url, folder }: Exchange): string => {
  const { givenName, familyName, birthDate } = policeRecordIn(folder.path, 1);
  const prefix =
    folder.ephemeral || process.env.DIVAN_DIR
      ? `DIVAN_DIR=${folder.path} `
      : '';
  const body = JSON.stringify({
    subject: { givenName, familyName, birthDate },
  });
  return `
  API            ${url}          to read and try: ${url}/docs, ${url}/openapi.json
  Data           ${folder.path}${folder.ephemeral ? ' (removed when this stops)' : ''}
  Systems        ${folder.path}/systems/<client_id>.json, each with its own private key
                 ${SYSTEMS.map(({ clientId }) => clientId)
                   .join(', ')
                   .replaceAll(/(.{60,90}), /g, '$1,\n                 ')}
  Partners       ${folder.path}/partners/<agency>/records.json, what each agency's own system holds

  A first request, as a practitioner of Croydon's youth justice service:

    curl -s ${url}/v1/queries \\
      -H "Authorization: Bearer $(${prefix}npm run -s token -- croydon-yjs-case-system)" \\
      -H 'Content-Type: application/json' \\
      -H 'Sharing-Purpose: PANEL_SELECTION' \\
      -H 'Sharing-Practitioner: yjs-2210; role=YJS_PRACTITIONER' \\
      -H 'Sharing-Reason: NEW_INCIDENT' \\
      -d '${body.replaceAll("'", "'\\''")}'

  Ctrl-C stops everything.`;
};

await start().catch((error: Error) => {
  console.error(`\n${error.message}`);
  process.exit(1);
});
