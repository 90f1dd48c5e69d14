declare module 'autocannon' {
  export interface Request {
    method: string;
    path: string;
    headers: Record<string, string>;
    body?: string;
  }
  export interface Result {
    requests: { average: number; total: number };
    latency: { p50: number; p99: number };
    duration: number;
    errors: number;
    timeouts: number;
    non2xx: number;
  }
  export interface Client {
    setRequests(requests: Request[]): void;
  }
  const autocannon: (options: {
    url: string;
    connections: number;
    duration: number;
    setupClient: (client: Client) => void;
  }) => Promise<Result>;
  export default autocannon;
}
