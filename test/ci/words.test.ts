/** One thing has one word (docs/glossary.md): the words that were given up name nothing in the code. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');

const FOLDERS = [
  'adapters',
  'cli',
  'client',
  'entrance',
  'functions',
  'infra',
  'local',
  'rules',
  'schemas',
];

const GIVEN_UP = new Set([
  'room',
  'inRoom',
  'hiddenFromRoom',
  'despite',
  'alsoUnder',
  'leavePanel',
  'heldThen',
]);

/** Names alone: in comments and texts the words are English like any other. */
const namesIn = (code: string): string[] => {
  const names: string[] = [];
  const walk = (node: ts.Node): void => {
    if (ts.isIdentifier(node)) names.push(node.text);
    ts.forEachChild(node, walk);
  };
  walk(ts.createSourceFile('a.ts', code, ts.ScriptTarget.Latest));
  return names;
};

const givenUpIn = (code: string): string[] =>
  namesIn(code).filter((name) => GIVEN_UP.has(name));

const sources = execFileSync('git', ['ls-files', ...FOLDERS], {
  cwd: ROOT,
  encoding: 'utf8',
})
  .split('\n')
  .filter((path) => path.endsWith('.ts'));

describe('the words that were given up', () => {
  it('name nothing in any source file', () => {
    const found = sources.flatMap((path) =>
      givenUpIn(readFileSync(join(ROOT, path), 'utf8')).map(
        (name) => `${path}: ${name}`,
      ),
    );
    expect(sources.length).toBeGreaterThan(200);
    expect(found).toEqual([]);
  });

  it('turn this red as a name, and not in a comment or a text', () => {
    expect(givenUpIn('const despite = { alsoUnder: 1 };')).toEqual([
      'despite',
      'alsoUnder',
    ]);
    expect(givenUpIn("/** The room. */ const said = 'in the room';")).toEqual(
      [],
    );
  });

  it('stand in the glossary, with the words to say instead', () => {
    const glossary = readFileSync(join(ROOT, 'docs/glossary.md'), 'utf8');
    for (const word of GIVEN_UP) expect(glossary).toContain(`\`${word}\``);
  });
});
