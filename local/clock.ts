/**
 * The sandbox clock: wall time, moved by an offset that outlives the process. Tokens always use
 * wall time.
 */
import * as z from 'zod';
import type { Folder } from './folder.ts';

export interface SandboxClock {
  now(): number;
  moveTo(instant: number): void;
}

export const sandboxClock = (folder: Folder): SandboxClock => {
  let { offset } = z
    .object({ offset: z.number() })
    .parse(folder.read('clock.json') ?? { offset: 0 });
  return {
    now: () => Date.now() + offset,
    moveTo: (instant) => {
      offset = instant - Date.now();
      folder.write('clock.json', { offset });
    },
  };
};
