/** A request end to end over HTTP, against its bare floor in the same process. */
import { EMPTY, type LaidFloor, startFloor } from './floor.ts';
import { ask } from './http.ts';
import { interleaved, median, type Ratio, ratioOf } from './rounds.ts';
import { inTurn, MEASURED, type Measured, type Stage } from './stage.ts';

export interface Overhead extends Ratio {
  operation: Measured;
  /** Young people in the store. */
  people: number;
  /** Milliseconds, medians of all rounds; `empty` is the client and a server that does nothing. */
  ours: number;
  floor: number;
  empty: number;
  /** The ratio without what `empty` is in both. */
  within: number;
}

export const measureOverhead = async (
  stage: Stage,
  size: { rounds: number; each: number },
): Promise<Overhead[]> => {
  const floor = await startFloor(stage);
  const measured: Overhead[] = [];
  for (const operation of MEASURED) {
    const all = stage.ready[operation];
    const laid: LaidFloor[] = [];
    for (const ready of all) laid.push(await floor.lay(ready));
    const [ours, theirs] = [inTurn(all), inTurn(laid)];
    const token = () => stage.token(all[0]?.clientId ?? '');
    const times = await interleaved(
      {
        ours: {
          prepare: token,
          run: async () => ask(stage.exchange.url, ours(), await token()),
        },
        floor: {
          prepare: async (count) => {
            await token();
            for (const each of laid) each.prepare(count);
          },
          run: async () =>
            succeeded(await ask(floor.url, theirs().ready, await token())),
        },
        empty: {
          run: async () =>
            ask(
              floor.url,
              { clientId: '', method: 'GET', path: EMPTY, headers: {} },
              await token(),
            ),
        },
      },
      size,
    );
    const less = (values: number[]) =>
      values.map((value, round) => value - (times.empty[round] ?? 0));
    measured.push({
      operation,
      people: stage.people,
      ours: median(times.ours),
      floor: median(times.floor),
      empty: median(times.empty),
      ...ratioOf(times.ours, times.floor),
      within: ratioOf(less(times.ours), less(times.floor)).ratio,
    });
  }
  await floor.close();
  return measured;
};

const succeeded = ({
  status,
  body,
}: {
  status: number;
  body: string;
}): void => {
  if (status >= 300) throw new Error(`the floor answered ${status}: ${body}`);
};
