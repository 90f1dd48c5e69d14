/**
 * JSON that means one thing. `JSON.parse` keeps the last of two equal names, where another parser
 * keeps the first: what one system checked is then not what the next one acts on (RFC 8259 section
 * 4). Depth is bounded, because what walks the value later may recurse.
 */

const MAX_DEPTH = 32;

export class UnfitJson extends Error {}

/**
 * @throws SyntaxError where it is not JSON, UnfitJson where it repeats a name, is nested too deep,
 * or names a prototype.
 */
export const parseJson = (text: string): unknown => {
  // The platform's parser first: what follows may then rely on the text being JSON.
  const value: unknown = JSON.parse(text);
  inspect(text);
  return value;
};

/**
 * One pass over the text: strings are skipped whole, and a string before a colon is a name of the
 * innermost object.
 */
const inspect = (text: string): void => {
  const open: (Set<string> | undefined)[] = [];
  const token = /"(?:[^"\\]|\\.)*"|[{}[\]]/gs;
  for (let found = token.exec(text); found; found = token.exec(text)) {
    const [part] = found;
    if (part === '}' || part === ']') open.pop();
    else if (part === '{') enter(open, new Set());
    else if (part === '[') enter(open, undefined);
    else if (isName(text, token.lastIndex))
      checkName(JSON.parse(part) as string, open.at(-1));
  }
};

/** @param names of the object that begins; a list has none. */
const enter = (
  open: (Set<string> | undefined)[],
  names: Set<string> | undefined,
): void => {
  if (open.push(names) > MAX_DEPTH)
    throw new UnfitJson(`nested deeper than ${MAX_DEPTH}`);
};

const isName = (text: string, after: number): boolean => {
  let at = after;
  while (' \t\r\n'.includes(text.charAt(at)) && at < text.length) at += 1;
  return text.charAt(at) === ':';
};

const checkName = (name: string, names: Set<string> | undefined): void => {
  if (name === '__proto__') throw new UnfitJson('a member is called __proto__');
  if (names?.has(name))
    throw new UnfitJson('a name stands twice in one object');
  names?.add(name);
};
