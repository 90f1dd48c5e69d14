/**
 * The agreements of the synthetic exchange, read from `agreements/` and refused together if one of
 * them is unsound.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type AgreementFile,
  breachLine,
  readAgreementSet,
} from '../../rules/sharing/agreement-set.ts';
import type { Agreement } from '../../schemas/contract/agreement/agreement.ts';
import { AGENCIES } from './agencies.ts';

const FOLDER = join(import.meta.dirname, '../../agreements');

/**
 * Every agreement of the folder, in order of file name.
 * @throws Error that lists each breach of each file with its clause, where any is refused: an
 * exchange that ran some of its agreements would deny what was agreed without saying why.
 */
export const loadAgreements = (folder = FOLDER): Agreement[] => {
  const agencies = new Map(AGENCIES.map((agency) => [agency.id, agency]));
  const read = readAgreementSet(filesIn(folder), agencies);
  if (read.ok) return read.agreements;
  const refusals = read.breaches.map(
    (breach) => `  ${breach.file} ${breachLine(breach)}`,
  );
  throw new Error(`agreements refused:\n${refusals.join('\n')}`);
};

const filesIn = (folder: string): AgreementFile[] =>
  readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .sort()
    .map((name) => ({
      name,
      raw: parsed(readFileSync(join(folder, name), 'utf8')),
    }));

/**
 * Text that is not JSON reads as nothing, which breaches the form, so that the other files are
 * still reported.
 */
const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
