/** A copy of the tree as it lies on the disk, so that no fault is ever written into the tree itself. */
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Where the copy is. It is the caller's to remove. */
export const scratchCopyOf = (root: string): string => {
  const copy = mkdtempSync(join(tmpdir(), 'mutants-'));
  for (const file of filesOf(root)) {
    if (existsSync(join(root, file)))
      cpSync(join(root, file), join(copy, file));
  }
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  return copy;
};

const filesOf = (root: string): string[] =>
  execFileSync(
    'git',
    ['ls-files', '-z', '--cached', '--others', '--exclude-standard'],
    { cwd: root, encoding: 'utf8' },
  )
    .split('\0')
    .filter((file) => file !== '');
