/** The operations that are timed against their floors. */
import {
  freshOfEightAgencies,
  freshPerson,
  listedCase,
  openMeeting,
} from './fresh.ts';
import type { Ready } from './http.ts';
import { askForViews, nominate, raise } from './requests.ts';
import { inTurn, MEASURED, type Stage } from './stage.ts';

export const TIMED = [
  ...MEASURED,
  'flag',
  'nomination',
  'asking eight agencies',
] as const;
export type Timed = (typeof TIMED)[number];

export interface Operation {
  /** How many different requests take turns; where each is made anew, one is like another. */
  kinds: number;
  /** Makes so many requests ready, and whatever each of them needs to be there. */
  prepare(count: number): Promise<void>;
  next(): Ready;
}

export const operationsOn = (stage: Stage): Record<Timed, Operation> => ({
  query: repeated(stage.ready.query),
  read: repeated(stage.ready.read),
  pack: repeated(stage.ready.pack),
  flag: once(async () =>
    raise(freshPerson(stage), stage.exchange.world.clock()),
  ),
  nomination: once(async () => nominate(freshOfEightAgencies(stage))),
  'asking eight agencies': asking(stage),
});

const repeated = (all: Ready[]): Operation => ({
  kinds: all.length,
  prepare: async () => {},
  next: inTurn(all),
});

const once = (make: () => Promise<Ready>): Operation => {
  const made: Ready[] = [];
  return {
    kinds: 1,
    prepare: async (count) => {
      while (made.length < count) made.push(await make());
    },
    next: () => {
      const ready = made.pop();
      if (!ready) throw new RangeError('no request is ready');
      return ready;
    },
  };
};

/** A meeting has room for so many cases, and each block has a meeting of its own. */
const asking = (stage: Stage): Operation => {
  let meetingId = '';
  const each = once(async () =>
    askForViews(await listedCase(stage, meetingId)),
  );
  return {
    ...each,
    prepare: async (count) => {
      meetingId = await openMeeting(stage);
      await each.prepare(count);
    },
  };
};
