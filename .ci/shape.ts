/**
 * How the source is shaped: lines, tokens, inputs, complexity and imports, beside the goals of the house. It prints and
 * refuses nothing: a figure is a question to whoever changes the code, not a gate.
 *
 * Tokens are those of the TypeScript scanner without comments and white space. A function's own tokens leave out the
 * functions inside it. Its inputs are the names that its parameters bind, each destructured name counted by itself.
 * Complexity is McCabe's (IEEE TSE 1976): one, and one more for each branch.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import ts from 'typescript';

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

interface FunctionShape {
  where: string;
  lines: number;
  tokens: number;
  inputs: number;
  complexity: number;
}

interface FileShape {
  lines: number;
  textLines: number;
  tokens: number;
  imports: number;
  functions: FunctionShape[];
}

const BRANCHES = new Set([
  ts.SyntaxKind.IfStatement,
  ts.SyntaxKind.ConditionalExpression,
  ts.SyntaxKind.CaseClause,
  ts.SyntaxKind.CatchClause,
  ts.SyntaxKind.ForStatement,
  ts.SyntaxKind.ForInStatement,
  ts.SyntaxKind.ForOfStatement,
  ts.SyntaxKind.WhileStatement,
  ts.SyntaxKind.DoStatement,
]);

const BRANCHING_OPERATORS = new Set([
  ts.SyntaxKind.AmpersandAmpersandToken,
  ts.SyntaxKind.BarBarToken,
  ts.SyntaxKind.QuestionQuestionToken,
]);

const isFunction = (node: ts.Node): node is ts.FunctionLikeDeclaration =>
  (ts.isFunctionLike(node) && 'body' in node && node.body !== undefined) ||
  ts.isArrowFunction(node);

/** A callback of one expression is a step of the function around it, and is counted with it. */
const standsAlone = (node: ts.FunctionLikeDeclaration): boolean =>
  !ts.isArrowFunction(node) ||
  ts.isBlock(node.body) ||
  ts.isVariableDeclaration(node.parent);

const isBranch = (node: ts.Node): boolean =>
  BRANCHES.has(node.kind) ||
  (ts.isBinaryExpression(node) &&
    BRANCHING_OPERATORS.has(node.operatorToken.kind));

const boundNames = (name: ts.BindingName): number =>
  ts.isIdentifier(name)
    ? 1
    : name.elements.reduce(
        (sum, each) =>
          sum + (ts.isBindingElement(each) ? boundNames(each.name) : 0),
        0,
      );

const inputsOf = ({ parameters }: ts.FunctionLikeDeclaration): number =>
  parameters.reduce((sum, { name }) => sum + boundNames(name), 0);

/** Leaves of the syntax tree are the tokens of the text. */
const isToken = (node: ts.Node, file: ts.SourceFile): boolean =>
  node.getChildCount(file) === 0 &&
  node.getWidth(file) > 0 &&
  !ts.isJSDoc(node);

const shapeOfFile = (path: string): FileShape => {
  const text = readFileSync(path, 'utf8');
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const shape: FileShape = {
    lines: text.split('\n').length - 1,
    textLines: text.split('\n').filter((line) => line.trim() !== '').length,
    tokens: 0,
    imports: 0,
    functions: [],
  };
  const lineOf = (position: number) =>
    file.getLineAndCharacterOfPosition(position).line + 1;

  const walk = (node: ts.Node, within: FunctionShape | undefined): void => {
    const own = isFunction(node) && standsAlone(node) ? entered(node) : within;
    if (ts.isImportDeclaration(node)) shape.imports += 1;
    if (own && isBranch(node)) own.complexity += 1;
    if (isToken(node, file)) {
      shape.tokens += 1;
      if (own) own.tokens += 1;
    }
    for (const child of node.getChildren(file))
      if (!ts.isJSDoc(child)) walk(child, own);
  };

  const entered = (node: ts.FunctionLikeDeclaration): FunctionShape => {
    const from = lineOf(node.getStart(file));
    const made = {
      where: `${path}:${from}`,
      lines: lineOf(node.getEnd()) - from + 1,
      tokens: 0,
      inputs: inputsOf(node),
      complexity: 1,
    };
    shape.functions.push(made);
    return made;
  };

  walk(file, undefined);
  return shape;
};

const quantile = (sorted: readonly number[], q: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? 0;

const spread = (values: readonly number[]): string => {
  const sorted = values.toSorted((a, b) => a - b);
  return [0.5, 0.9, 1]
    .map((q) => String(quantile(sorted, q)).padStart(5))
    .join(' ');
};

const worst = (
  functions: readonly FunctionShape[],
  of: 'tokens' | 'inputs' | 'complexity',
): string =>
  functions
    .toSorted((a, b) => b[of] - a[of])
    .slice(0, 5)
    .map((each) => `${each[of]} ${each.where}`)
    .join(' · ');

const paths = execFileSync(
  'git',
  ['ls-files', '--cached', '--others', '--exclude-standard', ...FOLDERS],
  {
    encoding: 'utf8',
  },
)
  .split('\n')
  .filter((path) => path.endsWith('.ts') && !path.endsWith('.d.ts'));

const files = paths.map(shapeOfFile);
const functions = files.flatMap((file) => file.functions);
const sum = (values: readonly number[]): number =>
  values.reduce((total, value) => total + value, 0);
const tokensALine =
  sum(files.map(({ tokens }) => tokens)) /
  sum(files.map(({ textLines }) => textLines));

const rows: [string, string, string][] = [
  ['lines a file', spread(files.map(({ lines }) => lines)), ''],
  ['lines a function', spread(functions.map(({ lines }) => lines)), ''],
  [
    'tokens a function',
    spread(functions.map(({ tokens }) => tokens)),
    'p90 at most 140',
  ],
  [
    'inputs a function',
    spread(functions.map(({ inputs }) => inputs)),
    'p90 at most 6, none over 8',
  ],
  [
    'complexity',
    spread(functions.map(({ complexity }) => complexity)),
    'at most 15',
  ],
  [
    'imports a file',
    spread(files.map(({ imports }) => imports)),
    'p90 at most 10',
  ],
];

console.log(`${files.length} files, ${functions.length} functions`);
console.log('                      median   p90   max');
for (const [name, figures, goal] of rows)
  console.log(`${name.padEnd(20)} ${figures}  ${goal}`);
console.log(
  `${'tokens a line'.padEnd(20)} ${tokensALine.toFixed(1).padStart(5)}              at most 6`,
);
console.log(`most tokens:     ${worst(functions, 'tokens')}`);
console.log(`most inputs:     ${worst(functions, 'inputs')}`);
console.log(`most complexity: ${worst(functions, 'complexity')}`);
