/**
 * The modules that a text may import. Some that are found stand in a string or a comment; none is missed that an
 * `import`
 * names. It takes microseconds: only where something is found that may have to be loaded, Python reads the text.
 */

const SPACE = String.raw`(?:[ \t\f]|\\\r?\n)`;
const NAME = String.raw`[^\s,;#()'"\\]+`;
const IMPORTS = new RegExp(
  String.raw`\b(?:from|import)${SPACE}+(${NAME}(?:${SPACE}+as${SPACE}+${NAME})?(?:${SPACE}*,${SPACE}*${NAME}(?:${SPACE}+as${SPACE}+${NAME})?)*)`,
  'g',
);

/** Their top-level names. */
export function mayImport(text: string): Set<string> {
  const names = [...text.matchAll(IMPORTS)].flatMap(([, list = '']) =>
    list.split(',').map((each) => /^(?:\s|\\)*([^\s.\\]*)/.exec(each)?.[1] ?? ''),
  );
  const found = new Set(names);
  found.delete('');
  return found;
}
