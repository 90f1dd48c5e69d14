/**
 * Rules take everything they depend on as arguments, or a decision could not be replayed. This looks for the ways in which
 * a module reaches the clock, chance, the environment or the outside without importing anything.
 *
 * It reads the syntax and nothing else: it knows neither types nor what a called function does, and it does not look into
 * packages. `Date` and `Math` may appear only in the forms that are allowed below, so a second name for them is found too.
 */
import ts from 'typescript';

export interface Impurity {
  file: string;
  line: number;
  what: string;
}

const OUTSIDE = new Set([
  ...[
    'console',
    'crypto',
    'eval',
    'fetch',
    'global',
    'globalThis',
    'Function',
    'navigator',
    'performance',
  ],
  ...[
    'process',
    'queueMicrotask',
    'require',
    'setImmediate',
    'setInterval',
    'setTimeout',
    'Temporal',
    'WebSocket',
  ],
]);
const OF_DATE = new Set(['parse', 'UTC']);
const OF_NODE_CRYPTO = new Set([
  'createHash',
  'createHmac',
  'hash',
  'hkdfSync',
  'timingSafeEqual',
]);
/** Of Intl.DateTimeFormat: without an argument they format the present moment. */
const FORMATTING = new Set(['format', 'formatToParts']);

export const impurities = (file: string, text: string): Impurity[] => {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const found: Impurity[] = [];
  const visit = (node: ts.Node): void => {
    const what = impurityOf(node);
    if (what)
      found.push({
        file,
        line: source.getLineAndCharacterOfPosition(node.getStart()).line + 1,
        what,
      });
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
};

const impurityOf = (node: ts.Node): string | undefined => {
  if (ts.isIdentifier(node)) return impureName(node);
  if (ts.isImportSpecifier(node)) return impureImport(node);
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node))
    return wholesale(node);
  if (ts.isMetaProperty(node)) return 'import.meta';
  if (ts.isCallExpression(node)) {
    if (node.expression.kind === ts.SyntaxKind.ImportKeyword) return 'import()';
    const of = ts.isPropertyAccessExpression(node.expression)
      ? node.expression.name.text
      : '';
    if (FORMATTING.has(of) && node.arguments.length === 0)
      return `${of}() of the present moment`;
  }
  return undefined;
};

const impureName = (node: ts.Identifier): string | undefined => {
  const { parent, text } = node;
  if (isMerelyAName(node)) return undefined;
  if (OUTSIDE.has(text)) return text;
  const member =
    ts.isPropertyAccessExpression(parent) && parent.expression === node
      ? parent.name.text
      : undefined;
  if (text === 'Math')
    return member === undefined || member === 'random'
      ? `Math.${member ?? '…'}`
      : undefined;
  if (text !== 'Date' || (member !== undefined && OF_DATE.has(member)))
    return undefined;
  const made =
    ts.isNewExpression(parent) &&
    parent.expression === node &&
    parent.arguments?.[0];
  if (made) return ts.isSpreadElement(made) ? 'new Date(...)' : undefined;
  return ts.isNewExpression(parent)
    ? 'new Date()'
    : `Date${member === undefined ? '' : `.${member}`}`;
};

/** A property, a key or a type of that name reaches nothing. */
const isMerelyAName = (node: ts.Identifier): boolean => {
  const { parent } = node;
  if ((parent as { name?: ts.Node }).name === node)
    return !ts.isShorthandPropertyAssignment(parent);
  // `class A extends Date` is a type node to the parser, and a use all the same.
  const type =
    ts.isTypeNode(parent) && !ts.isExpressionWithTypeArguments(parent);
  return type || ts.isQualifiedName(parent) || ts.isImportSpecifier(parent);
};

const fromNodeCrypto = (specifier: ts.Expression | undefined): boolean =>
  specifier !== undefined &&
  ts.isStringLiteral(specifier) &&
  /^(node:)?crypto$/.test(specifier.text);

const impureImport = (node: ts.ImportSpecifier): string | undefined => {
  const name = (node.propertyName ?? node.name).text;
  const { moduleSpecifier } = node.parent.parent.parent as ts.ImportDeclaration;
  return fromNodeCrypto(moduleSpecifier) && !OF_NODE_CRYPTO.has(name)
    ? `${name} of node:crypto`
    : undefined;
};

/** All of node:crypto would bring its chance along. */
const wholesale = (
  node: ts.ImportDeclaration | ts.ExportDeclaration,
): string | undefined => {
  if (!fromNodeCrypto(node.moduleSpecifier)) return undefined;
  const { namedBindings, name } =
    (ts.isImportDeclaration(node) && node.importClause) || {};
  return name || !namedBindings || !ts.isNamedImports(namedBindings)
    ? 'all of node:crypto'
    : undefined;
};
