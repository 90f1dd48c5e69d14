/** A request end to end over HTTP, against its two floors in the same process. */
import { EMPTY, type Floor, type LaidFloor, startFloor } from './floor.ts';
import { ask, type Ready } from './http.ts';
import { leanCalls } from './lean-calls.ts';
import { type Operation, operationsOn, type Timed } from './operations.ts';
import {
  interleaved,
  median,
  type Ratio,
  type Rounds,
  ratioOf,
  type Variant,
} from './rounds.ts';
import { sameCalls } from './same-calls.ts';
import { recordSends, type Sends } from './sends.ts';
import { inTurn, type Stage } from './stage.ts';

export interface Against extends Ratio {
  /** Milliseconds, the median of all rounds. */
  floor: number;
  /** The ratio without what an empty request costs in both. */
  within: number;
}

export interface Overhead {
  operation: Timed;
  /** Young people in the store. */
  people: number;
  /** Milliseconds, medians of all rounds; `empty` is the client and a server that does nothing. */
  ours: number;
  empty: number;
  /** The same store calls with the same items. */
  present: Against;
  /** The fewest store calls with the smallest items. */
  lean: Against;
}

export const measureOverhead = async (
  stage: Stage,
  timed: readonly Timed[],
  size: { rounds: number; each: number },
): Promise<Overhead[]> => {
  const sends = recordSends(stage.exchange.database);
  const floor = await startFloor(stage, sends.send);
  const operations = operationsOn(stage);
  const measured: Overhead[] = [];
  for (const name of timed) {
    const operation = operations[name];
    const { present, lean } = await layFloors(
      { stage, sends, floor },
      name,
      operation,
    );
    const times = await interleaved(
      {
        ours: {
          prepare: (count) => operation.prepare(count),
          run: async () =>
            succeeded(await asked(stage, stage.exchange.url, operation.next())),
        },
        present: onFloor(stage, floor, present),
        lean: onFloor(stage, floor, lean),
        empty: {
          run: () =>
            ask(
              floor.url,
              { clientId: '', method: 'GET', path: EMPTY, headers: {} },
              '',
            ),
        },
      },
      size,
    );
    measured.push({
      operation: name,
      people: stage.people,
      ...overheadOf(times),
    });
  }
  await floor.close();
  sends.restore();
  return measured;
};

const layFloors = async (
  { stage, sends, floor }: { stage: Stage; sends: Sends; floor: Floor },
  name: Timed,
  operation: Operation,
): Promise<{ present: LaidFloor[]; lean: LaidFloor[] }> => {
  await operation.prepare(operation.kinds);
  const laid = { present: [] as LaidFloor[], lean: [] as LaidFloor[] };
  for (let i = 0; i < operation.kinds; i += 1) {
    const same = await sameCalls(stage, sends, operation.next());
    const lean = await leanCalls(
      { stage, send: sends.send },
      { operation: name, at: `${name} ${i}` },
      same,
    );
    laid.present.push(floor.lay(same));
    laid.lean.push(floor.lay(lean));
  }
  return laid;
};

const onFloor = (stage: Stage, floor: Floor, laid: LaidFloor[]): Variant => {
  const next = inTurn(laid);
  return {
    prepare: (count) => {
      for (const each of laid) each.prepare(count);
    },
    run: async () => succeeded(await asked(stage, floor.url, next().ready)),
  };
};

const asked = async (stage: Stage, url: string, ready: Ready) =>
  ask(url, ready, await stage.token(ready.clientId));

const overheadOf = (times: Rounds<'ours' | 'present' | 'lean' | 'empty'>) => {
  const net = (values: number[]) =>
    values.map((value, round) => value - (times.empty[round] ?? 0));
  const against = (floor: number[]): Against => ({
    floor: median(floor),
    ...ratioOf(times.ours, floor),
    within: ratioOf(net(times.ours), net(floor)).ratio,
  });
  return {
    ours: median(times.ours),
    empty: median(times.empty),
    present: against(times.present),
    lean: against(times.lean),
  };
};

const succeeded = ({
  status,
  body,
}: {
  status: number;
  body: string;
}): void => {
  if (status >= 300)
    throw new Error(`the answer was ${status}: ${body.slice(0, 400)}`);
};
