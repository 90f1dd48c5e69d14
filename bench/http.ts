/** The smallest client that is one: the same for every variant, in the same process, over kept-alive connections. */
import { Agent, request } from 'node:http';

/** A request that is ready but for its token. */
export interface Ready {
  clientId: string;
  method: 'GET' | 'POST' | 'PUT';
  path: string;
  headers: Record<string, string>;
  body?: string;
}

export interface Answered {
  status: number;
  headers: Record<string, string>;
  body: string;
}

const agent = new Agent({ keepAlive: true });

/** @throws where the answer is a server's fault: what is measured must be what is meant. */
export const ask = (
  url: string,
  { method, path, headers, body }: Ready,
  token: string,
): Promise<Answered> =>
  new Promise((resolve, reject) => {
    const sent = request(
      url + path,
      {
        method,
        agent,
        headers: {
          ...headers,
          authorization: `Bearer ${token}`,
          ...(body !== undefined && {
            'content-length': Buffer.byteLength(body),
          }),
        },
      },
      (answer) => {
        const parts: Buffer[] = [];
        answer.on('data', (part: Buffer) => parts.push(part));
        answer.on('end', () =>
          resolve({
            status: answer.statusCode ?? 0,
            headers: answer.headers as Record<string, string>,
            body: Buffer.concat(parts).toString('utf8'),
          }),
        );
        answer.on('error', reject);
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });

export const closeConnections = (): void => agent.destroy();
