/** The peer as it is started: its PostgreSQL, its young people, its server, and the tokens that it takes. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { type CryptoKey, exportJWK, generateKeyPair, SignJWT } from 'jose';
import type { ClientConfig } from 'pg';
import { type Filling, fill } from './fill.ts';
import { startPostgres } from './postgres.ts';
import type { Start } from './server.ts';

export interface Peer {
  url: string;
  connection: ClientConfig;
  token(clientId: string, agencyId: string): Promise<string>;
  stop(): Promise<void>;
}

const ISSUER = 'https://peer.example';

/** @param programs the folder that holds `postgres` and `initdb`. */
export const startPeer = async (
  programs: string,
  filling: Filling,
): Promise<Peer> => {
  const postgres = await startPostgres(programs);
  try {
    await fill(postgres.connection, filling);
    const { privateKey, publicKey } = await generateKeyPair('ES256');
    const connection = { ...postgres.connection, user: 'api' };
    const { url, stop } = await startServer({
      connection,
      issuer: ISSUER,
      key: await exportJWK(publicKey),
    });
    return {
      url,
      connection: postgres.connection,
      token: (clientId, agencyId) => tokenFor(clientId, agencyId, privateKey),
      stop: async () => {
        await stop();
        await postgres.stop();
      },
    };
  } catch (error) {
    await postgres.stop();
    throw error;
  }
};

const startServer = async (start: Start) => {
  const server = fork(new URL('./server.ts', import.meta.url), {
    stdio: 'inherit',
  });
  server.send(start);
  const exited = once(server, 'exit');
  const [url] = (await Promise.race([
    once(server, 'message'),
    exited.then(() => Promise.reject(new Error('the peer did not start'))),
  ])) as [string];
  return {
    url,
    stop: async () => {
      server.disconnect();
      await exited;
    },
  };
};

const tokenFor = (
  clientId: string,
  agencyId: string,
  key: CryptoKey,
): Promise<string> =>
  new SignJWT({ client_id: clientId, agency_id: agencyId })
    .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt' })
    .setIssuer(ISSUER)
    .setAudience(ISSUER)
    .setSubject(clientId)
    .setIssuedAt()
    .setExpirationTime('1h')
    .sign(key);
