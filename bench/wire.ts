/** What travels to and from the store, whoever sends it: read off node's own HTTP client. */
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { ClientRequest, IncomingMessage } from 'node:http';

export interface Wire {
  /** Bytes of bodies since the last call. */
  take(): { sent: number; received: number };
  stop(): void;
}

const ANSWERED = 'http.client.response.finish';

export const listenToWire = (): Wire => {
  const bytes = { sent: 0, received: 0 };
  const hear = (message: unknown) => {
    const { request, response } = message as {
      request: ClientRequest;
      response: IncomingMessage;
    };
    // DynamoDB's protocol names its operation in this header; the bench's own requests go through the same client.
    if (!request.getHeader('x-amz-target')) return;
    bytes.sent += Number(request.getHeader('content-length') ?? 0);
    bytes.received += Number(response.headers['content-length'] ?? 0);
  };
  subscribe(ANSWERED, hear);
  return {
    take: () => {
      const taken = { ...bytes };
      Object.assign(bytes, { sent: 0, received: 0 });
      return taken;
    },
    stop: () => unsubscribe(ANSWERED, hear),
  };
};
