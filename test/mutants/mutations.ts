/** The small faults that a source file could have: each a span of its text and what stands there instead. */
import ts from 'typescript';

export interface Mutation {
  start: number;
  end: number;
  text: string;
}

type Found = Mutation | undefined;

/** Every mutation of a file that still parses, in the order of the text. */
export const mutationsOf = (source: string): Mutation[] => {
  const file = ts.createSourceFile(
    'source.ts',
    source,
    ts.ScriptTarget.Latest,
    true,
  );
  /** By what the file then is: some faults can be made in two ways. */
  const found = new Map<string, Mutation>();
  visit(file, (mutation) => {
    const result = mutated(source, mutation);
    if (result !== source && !found.has(result) && parses(result))
      found.set(result, mutation);
  });
  return [...found.values()].sort((a, b) => a.start - b.start || a.end - b.end);
};

export const mutated = (
  source: string,
  { start, end, text }: Mutation,
): string => source.slice(0, start) + text + source.slice(end);

const parses = (source: string): boolean =>
  ts.transpileModule(source, { reportDiagnostics: true }).diagnostics
    ?.length === 0;

const visit = (node: ts.Node, found: (mutation: Mutation) => void): void => {
  if (isOnlySaid(node)) return;
  for (const mutation of OPERATORS.flatMap((operator) => operator(node)))
    if (mutation) found(mutation);
  ts.forEachChild(node, (child) => visit(child, found));
};

/** Types, imports and re-exports do nothing at run time; who reads the words of a fault is a person. */
const isOnlySaid = (node: ts.Node): boolean =>
  (ts.isNewExpression(node) && node.expression.getText().endsWith('Error')) ||
  ts.isTypeNode(node) ||
  ts.isInterfaceDeclaration(node) ||
  ts.isTypeAliasDeclaration(node) ||
  ts.isImportDeclaration(node) ||
  ts.isExportDeclaration(node);

const replaced = (node: ts.Node, text: string): Mutation => ({
  start: node.getStart(),
  end: node.getEnd(),
  text,
});

/** Also takes the comma that follows, so that the rest of a list stands as before. */
const dropped = (node: ts.Node): Mutation => {
  const source = node.getSourceFile().text;
  const comma = /^\s*,/.exec(source.slice(node.getEnd()))?.[0] ?? '';
  return {
    start: node.getStart(),
    end: node.getEnd() + comma.length,
    text: '',
  };
};

const OTHER_OPERATORS: Readonly<Record<string, readonly string[]>> = {
  '<': ['<=', '>='],
  '<=': ['<', '>'],
  '>': ['>=', '<='],
  '>=': ['>', '<'],
  '===': ['!=='],
  '!==': ['==='],
  '&&': ['||'],
  '||': ['&&'],
  '+': ['-'],
  '-': ['+'],
  '*': ['/'],
  '/': ['*'],
  '%': ['*'],
  '+=': ['-='],
  '-=': ['+='],
};

const otherOperator = (node: ts.Node): Found[] => {
  if (!ts.isBinaryExpression(node)) return [];
  const others = OTHER_OPERATORS[node.operatorToken.getText()] ?? [];
  return others.map((other) => replaced(node.operatorToken, other));
};

const oneSide = (node: ts.Node): Found[] => {
  if (ts.isConditionalExpression(node))
    return [
      replaced(node, node.whenTrue.getText()),
      replaced(node, node.whenFalse.getText()),
    ];
  if (
    !ts.isBinaryExpression(node) ||
    node.operatorToken.kind !== ts.SyntaxKind.QuestionQuestionToken
  )
    return [];
  return [
    replaced(node, node.left.getText()),
    replaced(node, node.right.getText()),
  ];
};

const withoutSign = (node: ts.Node): Found[] =>
  ts.isPrefixUnaryExpression(node) && /^[!-]/.test(node.getText())
    ? [replaced(node, node.operand.getText())]
    : [];

const alwaysOrNever = (node: ts.Node): Found[] => {
  if (ts.isIfStatement(node))
    return [
      replaced(node.expression, 'true'),
      replaced(node.expression, 'false'),
    ];
  return ts.isWhileStatement(node) ? [replaced(node.expression, 'false')] : [];
};

const nothingReturned = (node: ts.Node): Found[] => {
  if (ts.isReturnStatement(node) && node.expression)
    return [replaced(node.expression, 'undefined')];
  return ts.isArrowFunction(node) && !ts.isBlock(node.body)
    ? [replaced(node.body, 'undefined')]
    : [];
};

const statementDropped = (node: ts.Node): Found[] =>
  ts.isExpressionStatement(node) || ts.isThrowStatement(node)
    ? [replaced(node, ';')]
    : [];

const otherLiteral = (node: ts.Node): Found[] => {
  if (node.kind === ts.SyntaxKind.TrueKeyword) return [replaced(node, 'false')];
  if (node.kind === ts.SyntaxKind.FalseKeyword) return [replaced(node, 'true')];
  if (ts.isNumericLiteral(node) && !isSign(node))
    return [replaced(node, String(Number(node.text.replaceAll('_', '')) + 1))];
  if (ts.isTemplateExpression(node)) return [replaced(node, '``')];
  const isName =
    ts.isPropertyAssignment(node.parent ?? node) &&
    (node.parent as ts.PropertyAssignment).name === node;
  if (!ts.isStringLiteralLike(node) || isName) return [];
  return [replaced(node, node.text === '' ? "'mutated'" : "''")];
};

/** `-1` or `1` out of a comparison: a sort asks for no more than the sign. */
const isSign = ({ parent }: ts.Node): boolean =>
  ts.isConditionalExpression(
    ts.isPrefixUnaryExpression(parent) ? parent.parent : parent,
  );

const emptied = (node: ts.Node): Found[] => {
  if (ts.isArrayLiteralExpression(node) && node.elements.length > 0)
    return [replaced(node, '[]'), ...node.elements.map(dropped)];
  if (ts.isObjectLiteralExpression(node) && node.properties.length > 0)
    return [replaced(node, '{}'), ...node.properties.map(dropped)];
  return [];
};

const SWAPPED_CALLS: Readonly<Record<string, string>> = {
  some: 'every',
  every: 'some',
  find: 'findLast',
  findLast: 'find',
  min: 'max',
  max: 'min',
  startsWith: 'endsWith',
  endsWith: 'startsWith',
};
const NEEDLESS_CALLS =
  'filter toSorted sort toReversed slice trim toLowerCase toUpperCase'.split(
    ' ',
  );

const otherCall = (node: ts.Node): Found[] => {
  if (
    !ts.isCallExpression(node) ||
    !ts.isPropertyAccessExpression(node.expression)
  )
    return [];
  const { name, expression } = node.expression;
  const swapped = SWAPPED_CALLS[name.text];
  return [
    swapped === undefined ? undefined : replaced(name, swapped),
    NEEDLESS_CALLS.includes(name.text)
      ? replaced(node, expression.getText())
      : undefined,
  ];
};

const OPERATORS: readonly ((node: ts.Node) => Found[])[] = [
  otherOperator,
  oneSide,
  withoutSign,
  alwaysOrNever,
  nothingReturned,
  statementDropped,
  otherLiteral,
  emptied,
  otherCall,
];
