/**
 * What a write changes, as data: rules derive it, the store's adapter carries it
 * out in one transaction. Nothing here knows of DynamoDB.
 */
import type { Case, Entity, Review, Task, ViewRequest } from './entities.ts';

/**
 * What must be so of the item that is written.
 *
 * - `ABSENT`: there is none, since its id is new. One that stands there is a fault.
 * - `FIRST`: nobody has made it yet. Whoever finds that somebody has, reads again.
 * - `PRESENT`: it is there. Whoever finds it gone reads again.
 * - `ANY`: whatever is there is replaced.
 * - a number: the version that is replaced.
 */
export type Expectation = 'ABSENT' | 'FIRST' | 'PRESENT' | 'ANY' | number;

/** Something by which a person can be found. The store keeps only an HMAC of it. */
export interface Feature {
  kind: 'nhsNumber' | 'upn' | 'pncId' | 'nameAndBirthDate';
  value: string;
}

export type Effect =
  | { do: 'put'; entity: Entity; expects: Expectation }
  | { do: 'remove'; entity: Review | Task; expects: 'PRESENT' | 'ANY' }
  /** Counts a case's version up, so that whoever decides on what they read of it finds out. */
  | { do: 'touch'; entity: Case; while?: Case['state'] }
  /** A view request is still for the meeting and the day that were read: what is written rests on them. */
  | { do: 'check'; entity: ViewRequest }
  /** Takes a case off the agenda of a meeting, whatever else stands on it. */
  | { do: 'unlist'; meetingId: string; caseId: string }
  /** Counts a printed copy of a case's pack, and its version: nobody else printed since it was read. */
  | { do: 'copy'; entity: Case }
  /** Files a person under their features. */
  | {
      do: 'post';
      personId: string;
      features: readonly Feature[];
      expiresAt: string;
      /** How many people each feature led to when it was read: no more may have come since. */
      expects: 'ANY' | readonly number[];
    };

/** What must hold for a request to count at all: the proof is used once, the use window has room. */
export type GuardName = 'PROOF_ID' | 'USE_WINDOW';

export interface Guard {
  name: GuardName;
  effect: Effect;
}

/** To whom which records of a person went: a recall works from these. */
export interface Marker {
  personId: string;
  recipient: string;
  recordIds: string[];
}
