/** The load, in a process of its own so that it does not share the server's thread. Started by `load.ts`. */
import autocannon, { type Request, type Result } from 'autocannon';

export interface Volley {
  url: string;
  duration: number;
  /** One list a connection: what must be sent once is in one list only. */
  requests: Request[][];
}

export interface Hit {
  perSecond: number;
  p50: number;
  p99: number;
  answered: number;
  failed: number;
}

let aimed: Volley | undefined;

/** A volley is taken in first, and fired on its own word: what it costs to hand it over is no part of the load. */
process.on('message', async (order: Volley | 'FIRE') => {
  if (order !== 'FIRE') {
    aimed = order;
    process.send?.('AIMED');
    return;
  }
  if (aimed) process.send?.(hitOf(await fire(aimed)));
});

const fire = ({ url, duration, requests }: Volley): Promise<Result> => {
  let next = 0;
  return autocannon({
    url,
    duration,
    connections: requests.length,
    setupClient: (client) =>
      client.setRequests(requests[next++ % requests.length] ?? []),
  });
};

const hitOf = ({
  requests,
  latency,
  duration,
  errors,
  timeouts,
  non2xx,
}: Result): Hit => ({
  perSecond: requests.total / duration,
  p50: latency.p50,
  p99: latency.p99,
  answered: requests.total,
  failed: errors + timeouts + non2xx,
});
