/** Finds what the screen says in the sources: what is said in its language, and what is English in any. */
import { parseAst } from 'vite';
import type { Plural } from '../../src/model/localize.ts';

/** A node of the syntax tree, as ESTree has it. */
interface Node {
  readonly type: string;
  readonly start: number;
  readonly [part: string]: unknown;
}

/** A text and where it stands. */
export interface Said {
  /** Of plurals it is their `other`. */
  readonly text: string;
  /** All plurals of it, by their categories, where it is one of several. */
  readonly plural?: Plural;
  readonly line: number;
}

/** The words of a source. */
export interface Found {
  /** What goes through `localize`, or is marked by `words` for it: the keys of dictionaries. */
  readonly localized: readonly Said[];
  /** What is written into templates and into strings that are sentences, and does not. */
  readonly bare: readonly Said[];
}

/** Attributes that people read, or hear. */
const READ = /\s(?:title|placeholder|label|alt|aria-(?:label|description|roledescription|valuetext))=(?:"([^"]*)"|$)/g;

/** What is the same in every language: keys, code, and what styles and scripts are. */
const CODE = /<(kbd|code|style|script|svg)\b[\s\S]*?<\/\1>/g;

/** The words of one source in TypeScript. */
export function saidIn(source: string): Found {
  const localized: Said[] = [];
  const bare: Said[] = [];
  const at = (node: Node, text: string): Said => ({ text, line: source.slice(0, node.start).split('\n').length });
  const visit = (node: Node, isQuiet: boolean): void => {
    const called = node.type === 'CallExpression' ? calledName(node.callee as Node) : undefined;
    if (called === 'localize' || called === 'words') {
      const [first, ...others] = node.arguments as Node[];
      const texts = first ? literals(first) : [];
      const plural = first?.type === 'ObjectExpression' && pluralOf(first);
      localized.push(...texts.map((text) => ({ ...at(node, text), ...(plural && { plural }) })));
      for (const other of texts.length > 0 ? others : (node.arguments as Node[])) visit(other, isQuiet);
      return;
    }
    if (node.type === 'ImportDeclaration') return;
    if (node.type.startsWith('TS')) {
      // `as const`, say; the others are types.
      visitParts(node.expression, (each) => visit(each, isQuiet));
      return;
    }
    // Mistakes of whoever wrote the code are not said on the screen.
    const staysQuiet = isQuiet || isError(node);
    if (node.type === 'TaggedTemplateExpression') {
      if (calledName(node.tag as Node) === 'html')
        bare.push(...readIn(node.quasi as Node).map((text) => at(node, text)));
      visitParts((node.quasi as Node).expressions, (each) => visit(each, staysQuiet));
      return;
    }
    const text = node.type === 'Literal' || node.type === 'TemplateElement' ? written(node) : undefined;
    if (text !== undefined && !staysQuiet && isSentence(text)) bare.push(at(node, text));
    for (const [name, part] of Object.entries(node))
      if (name !== 'type') visitParts(part, (each) => visit(each, staysQuiet));
  };
  visit(parseAst(source, { lang: 'ts' }) as unknown as Node, false);
  return { localized, bare };
}

function visitParts(part: unknown, visit: (node: Node) => void): void {
  if (Array.isArray(part)) for (const each of part) visitParts(each, visit);
  else if (typeof part === 'object' && part !== null && typeof (part as Node).type === 'string') visit(part as Node);
}

/** The name of what is called, whatever it is a property of. */
function calledName(callee: Node): unknown {
  return callee.type === 'MemberExpression' ? (callee.property as Node).name : callee.name;
}

const isError = (node: Node) =>
  node.type === 'NewExpression' && /^(?:Type|Range)?Error$/.test(String(calledName(node.callee as Node)));

/** The texts that an expression can be, as far as they are written there; for plurals their `other`. */
function literals(node: Node): readonly string[] {
  if (node.type === 'ConditionalExpression')
    return [node.consequent, node.alternate].flatMap((each) => literals(each as Node));
  if (node.type === 'ObjectExpression') {
    const plural = pluralOf(node);
    return plural ? [plural.other] : [];
  }
  if (node.type === 'TemplateLiteral' && (node.expressions as Node[]).length === 0)
    return [written((node.quasis as Node[])[0] as Node) ?? ''];
  const text = node.type === 'Literal' ? written(node) : undefined;
  return text === undefined ? [] : [text];
}

/** Plurals that are written out, by their categories; `undefined` for any other object. */
function pluralOf(node: Node): Plural | undefined {
  const entries = (node.properties as Node[]).map(({ key, value }) => [
    String((key as Node | undefined)?.name),
    value ? (literals(value as Node)[0] ?? '') : '',
  ]);
  const { other, ...rest }: Readonly<Record<string, string>> = Object.fromEntries(entries);
  return other === undefined ? undefined : { ...rest, other };
}

function written(node: Node): string | undefined {
  const value = node.type === 'TemplateElement' ? (node.value as { cooked?: string }).cooked : node.value;
  return typeof value === 'string' ? value : undefined;
}

/** Whether a string is for people: it has more than one word, and begins like a sentence. */
const isSentence = (text: string) => /^\p{Lu}[\p{L}’'-]*[ :]\s*\p{L}/u.test(text);

/** What people read of a template: its text, and some attributes. */
function readIn(quasi: Node): readonly string[] {
  const texts = (quasi.quasis as Node[]).map((each) => written(each) ?? '');
  // A place in the template is one character that is no letter.
  const whole = texts
    .join('\0')
    .replace(CODE, '\0')
    .replace(/<!--[\s\S]*?-->/g, '');
  const attributes = [...whole.matchAll(READ)].map(([, value = '']) => value);
  const between = whole.replace(/<[^>]*>/g, '\n').split(/[\n\0]/);
  return [...attributes.flatMap((value) => value.split('\0')), ...between]
    .map((text) => text.trim())
    .filter((text) => /\p{L}{2}/u.test(text));
}
