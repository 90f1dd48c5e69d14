/**
 * `node cli/agreement.ts check <files…> [--agencies <file.json>]`: would the exchange accept these
 * agreements together?
 *
 * Each sound file prints its version hash and who has not signed it; each other its breaches as
 * `clause pointer message`, and the exit code is 1. The files know each other's panels.
 * `--agencies`, a JSON array of `{id, sector, regime}`, decides alone who exists and as what;
 * without it the files are taken at their word, which the last line then says.
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import * as z from 'zod';
import { versionHash } from '../rules/sharing/agreement.ts';
import {
  type AgreementFile,
  agenciesAsStated,
  breachLine,
  readAgreementSet,
} from '../rules/sharing/agreement-set.ts';
import {
  type Agreement,
  Sector,
} from '../schemas/contract/agreement/agreement.ts';
import type {
  Breach,
  KnownWorld,
} from '../schemas/contract/agreement/clause.ts';
import { AgencyId } from '../schemas/vocabulary/shapes.ts';

const Registry = z.array(
  z.strictObject({
    id: AgencyId,
    sector: Sector,
    regime: z.enum(['UKGDPR', 'PART3']),
  }),
);

const main = (args: string[]): number => {
  const options = { agencies: { type: 'string' } } as const;
  const { positionals, values } = parseArgs({
    args,
    options,
    allowPositionals: true,
  });
  const [command, ...names] = positionals;
  if (command !== 'check' || names.length === 0)
    throw new Error('usage: check <files…> [--agencies <file.json>]');

  const files = names.map((name) => ({ name, raw: json(name) }));
  if (values.agencies !== undefined)
    return check(files, registry(values.agencies));
  const code = check(files, agenciesAsStated(files));
  console.log(
    "no --agencies: each agency's sector and regime were taken on the agreements' own word",
  );
  return code;
};

const check = (
  files: AgreementFile[],
  agencies: KnownWorld['agencies'],
): number => {
  const read = readAgreementSet(files, agencies);
  for (const [i, { name }] of files.entries()) {
    const agreement = read.ok
      ? read.agreements[i]
      : read.sound.find(({ file }) => file === name)?.agreement;
    const breaches = read.ok
      ? []
      : read.breaches.filter(({ file }) => file === name);
    console.log(
      `${name} ${agreement ? accepted(agreement) : refused(breaches)}`,
    );
  }
  return read.ok ? 0 : 1;
};

const refused = (breaches: Breach[]): string =>
  ['REFUSED', ...breaches.map((breach) => `  ${breachLine(breach)}`)].join(
    '\n',
  );

/** A draft may wait for its signatures. */
const accepted = (agreement: Agreement): string => {
  const { terms } = agreement;
  const hash = versionHash(terms);
  const missing = unsigned(agreement, hash).join(', ');
  const signed =
    missing === '' ? 'signed by every party' : `not yet signed by ${missing}`;
  return `OK ${terms.id} v${terms.version} ${hash} ${signed}`;
};

/** Parties without a signature over these very terms and this document. */
const unsigned = (
  { terms, signatures, documentHash }: Agreement,
  hash: string,
): string[] => {
  const valid = signatures.filter(
    (s) => s.versionHash === hash && s.documentHash === documentHash,
  );
  return terms.parties
    .map(({ agency }) => agency)
    .filter((id) => !valid.some(({ agency }) => agency === id));
};

const registry = (file: string): KnownWorld['agencies'] => {
  const read = Registry.safeParse(json(file));
  if (!read.success)
    throw new Error(
      `${file} is no array of {id, sector, regime}: ${z.prettifyError(read.error)}`,
    );
  return new Map(read.data.map((agency) => [agency.id, agency]));
};

const json = (file: string): unknown => {
  const text = readFileSync(file, 'utf8');
  try {
    return JSON.parse(text);
  } catch {
    throw new Error(`${file} is not JSON`);
  }
};

try {
  process.exitCode = main(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
