/** One line of a tree of values: a variable, a scope, a watched expression, or the offer to load more of them. */
import type { DebugProtocol } from '@vscode/debugprotocol';
import { type Localize, words } from '../../model/localize.ts';
import { numberText } from '../../model/numbers.ts';
import type { TableForm, VariablesBody } from '../../protocol/index.ts';

/** A node that shows a value. */
export interface ValueNode {
  readonly kind: 'value' | 'scope';
  /** The same at every stop: the names from the root down. What is unfolded, focused or changed is known by it. */
  readonly key: string;
  readonly name: string;
  readonly value: string;
  readonly type?: string | undefined;
  /** Asks for the children; 0 when there are none. Valid until the program goes on. */
  readonly reference: number;
  readonly namedCount?: number | undefined;
  readonly indexedCount?: number | undefined;
  /** How many of those with names are items of a dict; they come first. Absent where all of them are, or none. */
  readonly itemCount?: number | undefined;
  /** The `variablesReference` that this variable belongs to, by which it is set; absent where it cannot be set. */
  readonly container?: number | undefined;
  /** An expression for the value. */
  readonly expression?: string | undefined;
  /** Asks for the bytes of a value that has any. Valid until the program goes on. */
  readonly memory?: string | undefined;
  /** How it gives the rows of a table, if it does. */
  readonly table?: TableForm | undefined;
  /** There is no value just now, and `value` says so. */
  readonly absent?: boolean;
  /** The value is only computed when a person asks for it, since computing it runs the program's code. */
  readonly lazy?: boolean | undefined;
  /** The value is the message of an error. */
  readonly failed?: boolean | undefined;
  /** Why there is no value; shown when the node is unfolded. */
  readonly reason?: string;
}

/** How many children are asked for at once. */
export const pageSize = 100;

/** A part of a node's children. */
export interface Page {
  readonly filter?: 'named' | 'indexed';
  readonly start?: number;
  readonly count?: number;
}

/** The pages of a node's children, in the order in which they are shown: first the named ones. */
export function pagesOf(node: ValueNode): readonly Page[] {
  const { namedCount = 0, indexedCount = 0 } = node;
  if (namedCount + indexedCount <= pageSize) return [{}];
  return [...cut('named', namedCount), ...cut('indexed', indexedCount)];
}

/** How many children a node has that is shown in pages; `undefined` where all of them are shown at once. */
export function pagedCount({ namedCount = 0, indexedCount = 0, itemCount }: ValueNode): number | undefined {
  // Items are what is counted where a value has them: what has a name beside them is an attribute or a group.
  return namedCount + indexedCount <= pageSize ? undefined : indexedCount || itemCount || namedCount;
}

/** The page with a child, by its index, or by its place among those with names where none has an index. */
export function pageWith({ namedCount = 0, indexedCount = 0 }: ValueNode, at: number): number {
  const before = indexedCount > 0 ? Math.ceil(namedCount / pageSize) : 0;
  return before + Math.floor(at / pageSize);
}

/** How many children the pages from `first` to before `end` hold. */
export function remaining(pages: readonly Page[], first: number, end = pages.length): number {
  return pages.slice(first, end).reduce((sum, { count = 0 }) => sum + count, 0);
}

/** The node of a variable that the adapter answered under the node named `parentKey`. */
export function nodeOf(variable: VariablesBody['variables'][number], parentKey: string, container: number): ValueNode {
  return {
    kind: 'value',
    key: `${parentKey}/${variable.name}`,
    name: variable.name,
    value: variable.value,
    type: variable.type,
    reference: variable.variablesReference,
    namedCount: variable.namedVariables,
    indexedCount: variable.indexedVariables,
    itemCount: variable['dapper/items'],
    container: isSettable(variable) ? container : undefined,
    expression: variable.evaluateName,
    memory: variable.memoryReference,
    table: variable['dapper/table'],
    lazy: variable.presentationHint?.lazy,
    failed: variable.presentationHint?.attributes?.includes('failedEvaluation'),
  };
}

/** A group has no value to set; a property has one, computed or not. */
function isSettable({ value, variablesReference, presentationHint }: DebugProtocol.Variable): boolean {
  if (presentationHint?.attributes?.includes('readOnly')) return false;
  return value !== '' || variablesReference === 0 || presentationHint?.lazy === true;
}

/**
 * What a field shows when a value is edited: `text` to start from, else the old value as a `hint`. A value that is
 * shown as no expression, such as `<object at 0x…>`, or cut short, is nothing to start from.
 */
export function editableValue({ value }: ValueNode): { readonly text: string; readonly hint: string } {
  return hasLiteralForm(value) ? { text: value, hint: '' } : { text: '', hint: value };
}

/** Longer texts are not written anew in one line. In characters. */
const longestText = 10_000;

/** Whether all of a value was not shown, and may be something to start from. */
export function wasCut({ value }: ValueNode): boolean {
  return value.includes('…');
}

/** Whether all of a value is something to start from. */
export function isEditable(whole: string): boolean {
  return whole.length <= longestText && hasLiteralForm(whole);
}

function hasLiteralForm(value: string): boolean {
  // What stands between quotes may be anything; a quote that is left was cut off.
  const outside = value.replace(/'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"/gs, '');
  return !/[<>…'"]/.test(outside);
}

/** What stands in place of a value that was not computed yet. */
export const lazyText = words('… (click to compute)');

/** The text that stands under an unfolded node: why it has no value, or the value in its own lines. */
export function unfoldedText({ reason, value, lazy }: ValueNode): string | undefined {
  return reason ?? (value.includes('\n') && !lazy ? value : undefined);
}

/** `node`, which says itself why it has no value; where that is more than a line, all of it stands under the first. */
export function withReason({ reason, ...node }: ValueNode): ValueNode {
  if (reason === undefined) return node;
  const [value = '', ...more] = reason.trimEnd().split('\n');
  return { ...node, value, ...(more.length > 0 && { reason }) };
}

/** A `node` that was computed only now: its answer holds one value, which stands in its place. */
export function computedNode({ key, name }: ValueNode, [value]: readonly ValueNode[]): ValueNode | undefined {
  return value && { ...value, key, name };
}

/** Whether there is more to a node than its own row. */
export function isExpandable(node: ValueNode): boolean {
  return node.reference > 0 || unfoldedText(node) !== undefined;
}

/** From this many characters on, a value is preceded by its type and its length. */
const longValue = 80;

/** What is said before a long value: its type, and how much there is of it. One that was cut says so itself. */
export function sizeText(
  { value, type, indexedCount, absent, failed }: ValueNode,
  localize: Localize,
): string | undefined {
  if (value.length <= longValue || !type || absent || failed || value.startsWith(`${type} (`)) return undefined;
  if (!indexedCount) return type;
  const count = { number: numberText(indexedCount, localize), count: indexedCount };
  return localize({ other: '{type}, {number} items' }, { type, ...count });
}

/** Whether the node only holds others and has no value of its own. */
export function isGroup(node: ValueNode): boolean {
  return node.kind === 'scope' || (node.value === '' && node.reference > 0);
}

/** What a node is called: scopes and groups have names of the adapter's, values those of the program. */
export function nameOf(node: ValueNode, localize: Localize): string {
  return isGroup(node) ? localize(node.name) : node.name;
}

/** The accessible name of a node's tree item: `name = value`. */
export function nodeText(node: ValueNode, localize: Localize): string {
  if (node.lazy) return `${node.name} ${localize(lazyText)}`;
  if (isGroup(node)) return nameOf(node, localize);
  const size = sizeText(node, localize);
  return `${node.name} = ${size ? `${size} ` : ''}${node.value}`;
}

/** A rough look by the value's text, for its colour only. */
export function lookOf({
  value: text,
  absent,
}: Pick<ValueNode, 'value' | 'absent'>): 'number' | 'text' | 'word' | 'absent' | 'other' {
  if (absent) return 'absent';
  if (/^[-+]?\(?\d/.test(text)) return 'number';
  if (/^[bru]*['"]/i.test(text)) return 'text';
  return /^(None|True|False)$/.test(text) ? 'word' : 'other';
}

/** A million children make ten thousand pages of three numbers each; only those that are opened are asked for. */
function cut(filter: 'named' | 'indexed', total: number): Page[] {
  const pages: Page[] = [];
  for (let start = 0; start < total; start += pageSize) {
    pages.push({ filter, start, count: Math.min(pageSize, total - start) });
  }
  return pages;
}
