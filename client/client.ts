/**
 * Calls the exchange from a program: the operations of the contract, typed by the published
 * document (`npm run client`). Written by hand is only what no document says: where it is, whose
 * token is sent, for whom, and what a refusal is.
 */
import createClient, { type Client, type Middleware } from 'openapi-fetch';
import type { paths } from './openapi.d.ts';
import { type SaidPaths, type Sharing, sharingHeaders } from './sharing.ts';

export interface Connection {
  /** The address of the exchange, e.g. `https://exchange.example`. */
  baseUrl: string;
  /**
   * An access token that is valid now. Asked for at each request, so that a token can be kept until
   * it expires.
   */
  token: () => Promise<string>;
  /** A UUID that joins the requests of one piece of work. */
  correlationId?: string;
  /** Sends a request. Left out, the platform's own `fetch`. */
  send?: (request: Request) => Promise<Response>;
}

/** A printed page is for people: a program reads JSON. */
type Media = 'application/json' | 'application/problem+json';

export type ExchangeClient<Said extends Sharing> = Client<
  SaidPaths<paths, Said>,
  Media
>;

/**
 * A client that says at each request why it is made and for whom. A POST gets a new
 * `Idempotency-Key` and each request an `X-Request-Id`, unless the call gives its own: give one to
 * repeat what may have been done already.
 */
export const exchangeClient = <const Said extends Sharing>(
  connection: Connection,
  said: Said,
): ExchangeClient<Said> => {
  const { baseUrl, send } = connection;
  const client = createClient<SaidPaths<paths, Said>, Media>({
    baseUrl,
    headers: sharingHeaders(said),
    ...(send && { fetch: send }),
  });
  client.use(ofItself(connection));
  return client;
};

/** The headers that no caller has to think of. */
const ofItself = ({ token, correlationId }: Connection): Middleware => ({
  onRequest: async ({ request }) => {
    const { headers, method } = request;
    const add = (name: string, value: string): void => {
      if (!headers.has(name)) headers.set(name, value);
    };
    add('authorization', `Bearer ${await token()}`);
    add('x-request-id', crypto.randomUUID());
    if (correlationId) add('x-correlation-id', correlationId);
    if (method === 'POST') add('idempotency-key', crypto.randomUUID());
    return request;
  },
});
