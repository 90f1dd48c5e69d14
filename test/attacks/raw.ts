/** Requests that no HTTP client would write: bytes on a socket, and the first answer that comes back. */
import { connect } from 'node:net';

export interface RawAnswer {
  status: number;
  head: string;
  body: string;
}

const PATIENCE_MS = 5000;

/** @param parts each written once the one before is on its way. Undefined where the connection was closed without a word. */
export const raw = async (
  url: string,
  ...parts: (string | Uint8Array)[]
): Promise<RawAnswer | undefined> => {
  const connection = keptAlive(url);
  const answer = await connection.send(...parts);
  connection.close();
  return answer;
};

/** One connection for several requests, one after another. */
export const keptAlive = (url: string) => {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.setEncoding('utf8');
  // A server that has heard enough closes while we still send: what it said before counts.
  socket.on('error', () => undefined);
  return {
    send: (...parts: (string | Uint8Array)[]): Promise<RawAnswer | undefined> =>
      new Promise((resolve) => {
        let received = '';
        const hear = (data: string) => {
          received += data;
          if (isWhole(received)) end();
        };
        const end = () => {
          clearTimeout(timer);
          socket.off('data', hear).off('close', end);
          resolve(answerOf(received));
        };
        const timer = setTimeout(end, PATIENCE_MS);
        socket.on('data', hear).on('close', end);
        for (const part of parts) socket.write(part);
      }),
    close: () => socket.destroy(),
  };
};

const isWhole = (received: string): boolean => {
  const [head = '', body] = received.split('\r\n\r\n');
  if (body === undefined) return false;
  const length = /^content-length: *(\d+)/im.exec(head)?.[1];
  if (length !== undefined) return Buffer.byteLength(body) >= Number(length);
  return received.endsWith('0\r\n\r\n');
};

const answerOf = (received: string): RawAnswer | undefined => {
  const [, status] = /^HTTP\/1\.1 (\d{3})/.exec(received) ?? [];
  const [head = '', body = ''] = received.split('\r\n\r\n');
  return status === undefined
    ? undefined
    : { status: Number(status), head, body };
};
