/** Which test files reach a source file through what they import, the nearest first. */
import { globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import ts from 'typescript';

/** The importers of each file of a tree, by paths from its root. */
export type Importers = ReadonlyMap<string, readonly string[]>;

export const importersIn = (root: string): Importers => {
  const importers = new Map<string, string[]>();
  for (const file of globSync('**/*.ts', {
    cwd: root,
    exclude: ['node_modules'],
  })) {
    for (const imported of importsOf(
      file,
      readFileSync(join(root, file), 'utf8'),
    )) {
      importers.set(imported, [...(importers.get(imported) ?? []), file]);
    }
  }
  return importers;
};

const importsOf = (file: string, source: string): string[] =>
  ts
    .preProcessFile(source, true, true)
    .importedFiles.filter(({ fileName }) => fileName.startsWith('.'))
    .map(({ fileName }) => normalize(join(dirname(file), fileName)));

/** The file's own test comes first, then by how many imports lie between. */
export const testsOf = (file: string, importers: Importers): string[] => {
  const own = join('test', file.replace(/\.ts$/, ''));
  const reached = new Set([file]);
  // A set is walked in the order in which it grows, so what is nearer comes before what is further away.
  for (const each of reached)
    for (const importer of importers.get(each) ?? []) reached.add(importer);
  const tests = [...reached].filter((each) => each.endsWith('.test.ts'));
  return tests.toSorted(
    (a, b) => Number(b.startsWith(own)) - Number(a.startsWith(own)),
  );
};
