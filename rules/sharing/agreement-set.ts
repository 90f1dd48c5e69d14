/**
 * Reads agreements beside each other: panels are declared in one and released to in another, and
 * ids must not meet.
 */
import {
  type Agreement,
  Agreement as AgreementSchema,
} from '../../schemas/contract/agreement/agreement.ts';
import { readAgreement } from '../../schemas/contract/agreement/agreement-clauses.ts';
import {
  type Breach,
  breach,
  type KnownAgency,
  type KnownWorld,
} from '../../schemas/contract/agreement/clause.ts';
import { versionHash } from './agreement.ts';

/** A file by its name and its parsed JSON, not trusted. */
export interface AgreementFile {
  name: string;
  raw: unknown;
}

export interface FileBreach extends Breach {
  file: string;
}

export type AgreementSet =
  | { ok: true; agreements: Agreement[] }
  /** The sound ones are for a report: some of a set must never be executed without the others. */
  | {
      ok: false;
      breaches: FileBreach[];
      sound: { file: string; agreement: Agreement }[];
    };

/**
 * @param files one agreement each; what is not JSON may be given as undefined.
 * @param agencies the registry's own record, by id.
 * @returns the agreements in the order of their files, or every breach of every file in that order.
 */
export const readAgreementSet = (
  files: readonly AgreementFile[],
  agencies: KnownWorld['agencies'],
): AgreementSet => {
  const read = files.map(readFile(files, agencies));
  const breaches = read.flatMap(({ file, breaches }) =>
    breaches.map((found) => ({ file, ...found })),
  );
  const sound = read.flatMap(({ file, agreement, breaches }) =>
    agreement && breaches.length === 0 ? [{ file, agreement }] : [],
  );
  if (breaches.length > 0) return { ok: false, breaches, sound };
  return { ok: true, agreements: sound.map(({ agreement }) => agreement) };
};

/** Reads one file beside the others of its set. */
const readFile =
  (files: readonly AgreementFile[], agencies: KnownWorld['agencies']) =>
  ({ name, raw }: AgreementFile, i: number) => {
    const others = termsOf(files.filter((_, j) => j !== i));
    const result = readAgreement(raw, { agencies, panels: panelsOf(others) });
    const shared = sharedId(termsOf([{ raw }]), others);
    if (!result.ok)
      return { file: name, breaches: [...result.breaches, ...shared] };
    const { agreement } = result;
    const breaches = [...unsignedVersion(agreement), ...shared];
    return { file: name, agreement, breaches };
  };

/**
 * Reads the agencies as the agreements describe them, where no registry is at hand. The first of
 * two descriptions counts.
 */
export const agenciesAsStated = (
  files: readonly AgreementFile[],
): Map<string, KnownAgency> => {
  const terms = termsOf(files);
  const operators = terms.map(
    ({ operation }) => [operation.operator, OPERATOR] as const,
  );
  const parties = terms.flatMap(({ parties }) =>
    parties.map((party) => [party.agency, party] as const),
  );
  // A map keeps the last of two entries. An operator that is a party too is described as a party.
  return new Map(
    [...operators, ...parties.toReversed()].map(([id, { sector, regime }]) => [
      id,
      { sector, regime },
    ]),
  );
};

const OPERATOR: KnownAgency = { sector: 'OPERATOR', regime: 'UKGDPR' };

/**
 * One line for a reader. Hostile input: a breach quotes the document, and a control or bidi
 * character in it could forge a line of the report or turn one round.
 */
export const breachLine = ({ clause, pointer, message }: Breach): string =>
  `${clause} ${pointer} ${message}`.replaceAll(
    /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu,
    (unsafe) => `\\u{${unsafe.codePointAt(0)?.toString(16)}}`,
  );

/**
 * An active agreement may not rest on signatures over other terms: signing what was does not bind
 * to what is.
 */
const unsignedVersion = ({
  status,
  terms,
  signatures,
}: Agreement): Breach[] => {
  if (status !== 'ACTIVE') return [];
  const hash = versionHash(terms);
  return signatures.flatMap((signature, i) =>
    signature.versionHash === hash
      ? []
      : [
          breach(
            'signatures',
            `/signatures/${i}/versionHash`,
            `${signature.agency} has not signed version ${hash}`,
          ),
        ],
  );
};

/** A decision cites its agreement by id: if two had one id, nobody could say which allowed it. */
const sharedId = (
  own: Agreement['terms'][],
  others: Agreement['terms'][],
): Breach[] =>
  own
    .filter(({ id }) => others.some((other) => other.id === id))
    .map(({ id }) => breach('id', '/terms/id', `another file is ${id} too`));

const panelsOf = (terms: Agreement['terms'][]): KnownWorld['panels'] =>
  new Map(
    terms.flatMap(({ panels }) =>
      panels.map(({ id, members }) => [id, members]),
    ),
  );

/**
 * A document that is refused itself still tells the others of its id and panels where its form
 * holds.
 */
const termsOf = (files: readonly { raw: unknown }[]): Agreement['terms'][] =>
  files.flatMap(({ raw }) => AgreementSchema.safeParse(raw).data?.terms ?? []);
