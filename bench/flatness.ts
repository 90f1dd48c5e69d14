/** The same requests on a small store and on a large one, in turns. */
import { ask } from './http.ts';
import { interleaved, median, type Ratio, ratioOf } from './rounds.ts';
import { inTurn, MEASURED, type Measured, type Stage } from './stage.ts';

export interface Flatness extends Ratio {
  operation: Measured;
  /** Milliseconds, medians of all rounds. */
  small: number;
  large: number;
}

export const measureFlatness = async (
  small: Stage,
  large: Stage,
  size: { rounds: number; each: number },
): Promise<Flatness[]> => {
  const measured: Flatness[] = [];
  for (const operation of MEASURED) {
    const on = (stage: Stage) => {
      const next = inTurn(stage.ready[operation]);
      return {
        prepare: () => stage.token(stage.ready[operation][0]?.clientId ?? ''),
        run: async () => {
          const ready = next();
          return ask(
            stage.exchange.url,
            ready,
            await stage.token(ready.clientId),
          );
        },
      };
    };
    const times = await interleaved(
      { small: on(small), large: on(large) },
      size,
    );
    measured.push({
      operation,
      small: median(times.small),
      large: median(times.large),
      ...ratioOf(times.large, times.small),
    });
  }
  return measured;
};
