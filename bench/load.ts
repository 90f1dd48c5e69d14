/** Requests in a second at eight connections, against a real server with real tokens. Each leaves its ledger entry. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import type { Request } from 'autocannon';
import type { Hit, Volley } from './cannon.ts';
import type { Ready } from './http.ts';
import { raise } from './requests.ts';
import { inTurn, type Stage } from './stage.ts';

export const LOADED = ['read', 'flag', 'pack'] as const;
export type Loaded = (typeof LOADED)[number];

export interface Load extends Hit {
  operation: Loaded;
  /** Milliseconds of processor that this process, which is the server, spent on a request. The store's are not in it. */
  cpuMs: number;
}

/** Who is asked, and with what. */
export interface Target {
  url: string;
  /** One list a connection; a second list of the same operation repeats nothing that may be sent once only. */
  requests(operation: Loaded, seconds: number): Promise<Request[][]>;
}

export interface Cannon {
  /** Hands over what is to be sent. @returns how to send it. */
  aim(
    target: Target,
    operation: Loaded,
    seconds: number,
  ): Promise<() => Promise<Load>>;
  stop(): void;
}

export const CONNECTIONS = 8;
/** More than are answered in a second at one connection, so that no flag is sent twice. */
export const FLAGS_A_SECOND = 150;

export const startCannon = (): Cannon => {
  const cannon = fork(new URL('./cannon.ts', import.meta.url), {
    stdio: 'inherit',
  });
  const exited = once(cannon, 'exit').then(() =>
    Promise.reject(new Error('the load generator stopped')),
  );
  // Where nobody waits for it, that it stops is as it should be.
  exited.catch(() => {});
  const tell = async (order: Volley | 'FIRE'): Promise<unknown> => {
    cannon.send(order);
    const [answer] = await Promise.race([once(cannon, 'message'), exited]);
    return answer;
  };
  return {
    aim: async ({ url, requests }, operation, duration) => {
      await tell({
        url,
        duration,
        requests: await requests(operation, duration),
      });
      return async () => {
        const before = process.cpuUsage();
        const hit = (await tell('FIRE')) as Hit;
        const { user, system } = process.cpuUsage(before);
        const cpuMs = (user + system) / 1000 / hit.answered;
        return { operation, ...hit, cpuMs };
      };
    },
    stop: () => cannon.disconnect(),
  };
};

/** Each operation in turn, after a warm-up of a fifth of its time. */
export const measureLoad = async (
  target: Target,
  seconds: number,
): Promise<Load[]> => {
  const cannon = startCannon();
  const measured: Load[] = [];
  for (const operation of LOADED) {
    const warmUp = await cannon.aim(target, operation, Math.ceil(seconds / 5));
    await warmUp();
    const fire = await cannon.aim(target, operation, seconds);
    measured.push(await fire());
  }
  cannon.stop();
  return measured;
};

export const exchangeTarget = (stage: Stage): Target => {
  const person = inTurn(
    Array.from({ length: stage.people * 2 }, (_, i) => i + 1),
  );
  const flags = (count: number) =>
    Array.from({ length: count }, () =>
      raise(stage.person(person()), stage.exchange.world.clock()),
    );
  return {
    url: stage.exchange.url,
    requests: (operation, seconds) => {
      const list = () =>
        operation === 'flag'
          ? flags(FLAGS_A_SECOND * seconds)
          : stage.ready[operation];
      return Promise.all(
        Array.from({ length: CONNECTIONS }, () => withTokens(stage, list())),
      );
    },
  };
};

const withTokens = async (stage: Stage, list: Ready[]): Promise<Request[]> => {
  const token = await stage.token(list[0]?.clientId ?? '');
  return list.map(({ clientId: _, headers, ...request }) => ({
    ...request,
    headers: { ...headers, authorization: `Bearer ${token}` },
  }));
};
