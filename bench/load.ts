/** Requests in a second at eight connections, against the real server with real tokens. Each leaves its ledger entry. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import type { Request } from 'autocannon';
import type { Hit, Volley } from './cannon.ts';
import type { Ready } from './http.ts';
import { raise } from './requests.ts';
import { inTurn, type Stage } from './stage.ts';

export interface Load extends Hit {
  operation: 'read' | 'flag' | 'pack';
  quoted: string;
}

const CONNECTIONS = 8;
/** More than are answered in a second at one connection, so that no flag is sent twice. */
const FLAGS_A_SECOND = 120;

/** From performance.md, section 4: the same shape of load on the same kind of machine, another day. Never a ratio. */
const QUOTED: Record<Load['operation'], string> = {
  read: 'Directus 117, FHIR Works 362 (no audit), fastify+pg RLS 832',
  flag: 'Directus 66, FHIR Works 312, fastify+pg RLS 871',
  pack: 'Directus 39, FHIR Works -, fastify+pg RLS 536',
};

export const measureLoad = async (
  stage: Stage,
  seconds: number,
): Promise<Load[]> => {
  const cannon = fork(new URL('./cannon.ts', import.meta.url), {
    stdio: 'inherit',
  });
  const fire = async (volley: Volley): Promise<Hit> => {
    const exited = once(cannon, 'exit').then(() =>
      Promise.reject(new Error('the load generator stopped')),
    );
    cannon.send(volley);
    const [hit] = (await Promise.race([once(cannon, 'message'), exited])) as [
      Hit,
    ];
    exited.catch(() => {});
    return hit;
  };
  const measured: Load[] = [];
  const person = inTurn(
    Array.from({ length: stage.people * 2 }, (_, i) => i + 1),
  );
  for (const operation of ['read', 'flag', 'pack'] as const) {
    const lists = (duration: number): Ready[][] =>
      Array.from({ length: CONNECTIONS }, () =>
        operation === 'flag'
          ? Array.from({ length: FLAGS_A_SECOND * duration }, () =>
              raise(stage.person(person()), stage.exchange.world.clock()),
            )
          : stage.ready[operation],
      );
    const volley = async (duration: number): Promise<Volley> => ({
      url: stage.exchange.url,
      duration,
      requests: await Promise.all(
        lists(duration).map((list) => withTokens(stage, list)),
      ),
    });
    await fire(await volley(Math.ceil(seconds / 5)));
    measured.push({
      operation,
      ...(await fire(await volley(seconds))),
      quoted: QUOTED[operation],
    });
  }
  cannon.disconnect();
  return measured;
};

const withTokens = async (stage: Stage, list: Ready[]): Promise<Request[]> => {
  const token = await stage.token(list[0]?.clientId ?? '');
  return list.map(({ clientId: _, headers, ...request }) => ({
    ...request,
    headers: { ...headers, authorization: `Bearer ${token}` },
  }));
};
