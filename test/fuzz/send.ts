/** A request as it leaves, and the answer as it arrives. */
import type { OperationId } from '../../schemas/contract/operations.ts';

export interface Sent {
  /** Ascending in the order of sending. */
  number: number;
  id: OperationId;
  client: string;
  agency: string;
  method: string;
  path: string;
  params: Record<string, string>;
  query: URLSearchParams;
  headers: Record<string, string>;
  /** As it travels. */
  text: string | undefined;
  /** As it was before it was written out, for the record. */
  raw: unknown;
  /** In what is wrong with it, so that an echo is recognised. */
  canary: string;
}

export interface Answer {
  status: number;
  headers: Headers;
  text: string;
  // biome-ignore lint/suspicious/noExplicitAny: a client reads what the server says; the oracle checks it
  body: any;
}

export const send = async (
  url: string,
  { method, path, query, headers, text }: Sent,
  token?: string,
): Promise<Answer> => {
  const search = query.size > 0 ? `?${query}` : '';
  const answer = await fetch(`${url}${path}${search}`, {
    method,
    headers: {
      ...headers,
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
    },
    ...(text !== undefined && { body: text }),
  });
  const received = await answer.text();
  return {
    status: answer.status,
    headers: answer.headers,
    text: received,
    body: parsed(received),
  };
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** Everything that is needed to send it again by hand. */
export const shown = (
  { id, client, method, path, query, headers, text }: Sent,
  answer: Answer,
): string =>
  `${id} by ${client}: ${method} ${path}?${query}\n  ${JSON.stringify(headers)}\n  ${text?.slice(0, 1500)}\n` +
  `  answered ${answer.status} ${answer.text.slice(0, 600)}`;
