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

process.on('message', async ({ url, duration, requests }: Volley) => {
  let next = 0;
  const result = await autocannon({
    url,
    duration,
    connections: requests.length,
    setupClient: (client) =>
      client.setRequests(requests[next++ % requests.length] ?? []),
  });
  process.send?.(hitOf(result));
});

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
