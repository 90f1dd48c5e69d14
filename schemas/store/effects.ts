/**
 * The changes of a write, as data: rules derive it, the store's adapter carries it out in one
 * transaction. Nothing here knows of DynamoDB.
 */
import type { Case, Entity, Review, Task, ViewRequest } from './entities.ts';

/**
 * The condition on the item that is written.
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
  /**
   * A view request is still for the meeting and the day that were read: what is written rests on
   * them.
   */
  | { do: 'check'; entity: ViewRequest }
  /** Takes a case off the agenda of a meeting, whatever else stands on it. */
  | { do: 'unlist'; meetingId: string; caseId: string }
  /**
   * Counts a printed copy of a case's pack, and its version: nobody else printed since it was read.
   */
  | { do: 'copy'; entity: Case }
  /** Files a person under their features. */
  | {
      do: 'post';
      personId: string;
      features: readonly Feature[];
      expiresAt: string;
      /**
       * The number of people that each feature led to when it was read: no more may have come
       * since.
       */
      expects: 'ANY' | readonly number[];
    };

/**
 * The guards without which a request does not count: the proof is used once, and the use window is
 * not full.
 */
export type GuardName = 'PROOF_ID' | 'USE_WINDOW';

export interface Guard {
  name: GuardName;
  effect: Effect;
}

/** The recipients of each record of a person: a recall works from these. */
export interface Marker {
  personId: string;
  recipient: string;
  recordIds: string[];
}
