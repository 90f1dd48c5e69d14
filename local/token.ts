/** Prints an access token of a sandbox system: `npm run -s token -- <client_id>`. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { requestToken, systemFile } from './client.ts';

const folder = process.env.DIVAN_DIR ?? '.divan';
const systems = join(folder, 'systems');
const [clientId = ''] = process.argv.slice(2);

const print = async (): Promise<void> => {
  if (!existsSync(systems))
    throw new Error(
      `There are no systems in ${folder}. Start the exchange first: npm start`,
    );
  const known = readdirSync(systems).map((name) => name.replace(/\.json$/, ''));
  if (!known.includes(clientId)) {
    throw new Error(
      `usage: npm run -s token -- <client_id>\n\nSystems of this sandbox:\n  ${known.join('\n  ')}`,
    );
  }
  const file = systemFile(folder, clientId);
  const { access_token } = await requestToken(
    new URL(file.tokenEndpoint).origin,
    file,
  );
  console.log(access_token);
};

await print().catch((error: Error) => {
  const unreachable =
    error instanceof TypeError
      ? 'Nothing answers. Is the exchange running? npm start'
      : error.message;
  console.error(unreachable);
  process.exitCode = 1;
});
