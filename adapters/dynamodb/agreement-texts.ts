/**
 * The text of an agreement is long and never changes; its state is short and may change at any
 * moment. An agency's item therefore holds how each of its agreements stands, and names what it
 * says by its hash. A process fetches a text once and keeps it; how it stands is read with every
 * request.
 */
import { hashOf } from '../../rules/canonical.ts';
import type { LiveAgreement } from '../../rules/sharing/agreement.ts';
import {
  type Agency,
  AgreementState,
  AgreementText,
} from '../../schemas/store/entities.ts';
import { bare, type Item } from './items.ts';
import { type Key, keyAt } from './keys.ts';

type Named = Agency['agreements'][number];
type Text = Omit<LiveAgreement, keyof AgreementState>;

/**
 * A process keeps this many texts, and as many of their states: all that the parties of a few
 * boroughs sign.
 */
const KEPT = 200;

/** The two halves of an agreement that is executed, as they are stored. */
export const halvesOf = (
  live: LiveAgreement,
): { named: Named; text: AgreementText } => {
  const {
    id,
    version,
    hash,
    status,
    startsOn,
    reviewOn,
    endsOn,
    signedAt,
    suspensions,
    ...said
  } = live;
  const state = AgreementState.parse({
    id,
    version,
    hash,
    status,
    startsOn,
    reviewOn,
    endsOn,
    signedAt,
    suspensions,
  });
  const text = AgreementText.parse({
    type: 'AgreementText',
    hash: hashOf(said),
    json: JSON.stringify(said),
  });
  return { named: { text: text.hash, state: JSON.stringify(state) }, text };
};

/**
 * The agreements that an agency's item names. @throws where a text is not there, or is not what its
 * hash says.
 */
export type AgreementReader = (
  named: readonly Named[],
) => Promise<LiveAgreement[]>;

/**
 * @param fetch reads items by their keys, strongly consistent; called only for texts that are not
 * yet known.
 */
export const agreementReader = (
  fetch: (keys: Key[]) => Promise<Item[]>,
): AgreementReader => {
  const texts = keeping<Text>();
  const whole = keeping<LiveAgreement>();

  const learn = async (named: readonly Named[]): Promise<void> => {
    const hashes = new Set(named.map(({ text }) => text));
    const unknown = [...hashes].filter((hash) => !texts.get(hash));
    if (unknown.length === 0) return;
    for (const item of await fetch(
      unknown.map((hash) => keyAt('AgreementText', { hash })),
    )) {
      const { hash, json } = AgreementText.parse(bare(item));
      texts.set(hash, textOf(hash, json));
    }
  };
  const agreementOf = ({ text: hash, state }: Named): LiveAgreement => {
    const key = `${hash} ${state}`;
    return whole.get(key) ?? whole.set(key, composed(texts.get(hash), state));
  };
  return async (named) => {
    await learn(named);
    return named.map(agreementOf);
  };
};

const textOf = (hash: string, json: string): Text => {
  const text = frozen(json) as Text;
  if (hashOf(text) !== hash)
    throw new Error(`the text of an agreement is not what ${hash} names`);
  return text;
};

/**
 * The same object for the same agreement in the same state: rules keep what they work out from it.
 */
const composed = (text: Text | undefined, state: string): LiveAgreement => {
  if (!text) throw new Error('an agency names a text that is not there');
  const standing = AgreementState.parse(JSON.parse(state));
  return Object.freeze({
    ...text,
    ...(frozen(JSON.stringify(standing)) as AgreementState),
  });
};

/** Frozen from the inside out: all requests of a process share it. */
const frozen = (json: string): unknown =>
  JSON.parse(json, (_, value) => Object.freeze(value));

/** Keeps the most recent ones. */
const keeping = <T>() => {
  const kept = new Map<string, T>();
  return {
    get: (key: string): T | undefined => kept.get(key),
    set: (key: string, value: T): T => {
      const [oldest] = kept.keys();
      if (kept.size >= KEPT && oldest !== undefined) kept.delete(oldest);
      kept.set(key, value);
      return value;
    },
  };
};
