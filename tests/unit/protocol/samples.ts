/** Samples of what a definition of DAP's JSON schema allows, and of what it just does not. */
import { definitions } from '../../dap/schema.ts';
import { demanded } from './differences.ts';

/** What there is to a sample: it is as it should be (`least`, `all`, `listed`), or differs from that in one thing. */
export type Kind =
  | 'least'
  | 'all'
  | 'absent'
  | 'wrong type'
  | 'negative'
  | 'another'
  | 'listed'
  /** Not one of the names that are listed. Where DAP's list is open, that is right. */
  | 'unlisted';

/** One sample. */
export interface Sample {
  readonly kind: Kind;
  readonly value: unknown;
  /** The property in question and those it is in, from the outside: `SetBreakpointsArguments.source`, `Source.path`. */
  readonly trail: readonly string[];
  /** Of an integer. */
  readonly isInteger: boolean;
}

/** As much of JSON schema as DAP uses for arguments. */
interface Schema {
  readonly $ref?: string;
  readonly allOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly type?: string | readonly string[];
  readonly enum?: readonly string[];
  /** A list of names that is open. */
  readonly _enum?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
}

/** A schema, and the name of the definition that it is. */
interface Named extends Schema {
  readonly name: string;
}

const wrongTypes: Readonly<Record<string, readonly unknown[]>> = {
  string: [5, {}],
  integer: ['1', 1.5],
  boolean: ['true', 1],
  array: [{}, 'x'],
  object: [[], 'x'],
};

/** DAP's sources are in sources, and so on. */
const DEEPEST = 3;

/** All samples of the definition `name`. */
export function samplesOf(name: string): readonly Sample[] {
  return [...samples({ $ref: `#/definitions/${name}` }, '', [])];
}

function* samples(schema: Schema, inside: string, trail: readonly string[]): Generator<Sample> {
  const node = resolved(schema, inside);
  const isInteger = node.type === 'integer';
  const sample = (kind: Kind, value: unknown): Sample => ({ kind, value, trail, isInteger });
  yield sample('least', least(node));
  for (const value of wrongTypes[String(node.type)] ?? []) yield sample('wrong type', value);
  if (isInteger) yield* [sample('negative', -1), sample('another', 2)];
  const names = node.enum ?? node._enum;
  if (names) yield* [...names.map((each) => sample('listed', each)), sample('unlisted', 'none of them')];
  if (node.items && trail.length < DEEPEST) {
    for (const each of samples(node.items, node.name, trail)) yield { ...each, value: [each.value] };
  }
  if (node.properties && trail.length < DEEPEST) yield* ofProperties(node, node.properties, trail);
}

function* ofProperties(
  node: Named,
  properties: Readonly<Record<string, Schema>>,
  trail: readonly string[],
): Generator<Sample> {
  const whole = least(node) as Readonly<Record<string, unknown>>;
  const all = Object.fromEntries(Object.entries(properties).map(([key, each]) => [key, least(resolved(each, ''))]));
  yield { kind: 'all', value: { ...all, ...whole }, trail, isInteger: false };
  for (const [key, schema] of Object.entries(properties)) {
    const longer = [...trail, `${node.name}.${key}`];
    const { [key]: _, ...rest } = whole;
    if (node.required?.includes(key)) yield { kind: 'absent', value: rest, trail: longer, isInteger: false };
    for (const each of samples(schema, node.name, longer)) yield { ...each, value: { ...whole, [key]: each.value } };
  }
}

/** The smallest value that is right, for us too. */
function least(node: Named): unknown {
  if (node.properties || node.type === 'object') {
    const needed = (node.required ?? []).map((key) => [key, least(resolved(node.properties?.[key] ?? {}, ''))]);
    return { ...Object.fromEntries(needed), ...demanded[node.name] };
  }
  const [listed] = node.enum ?? node._enum ?? [];
  const values: Readonly<Record<string, unknown>> = { integer: 1, boolean: true, array: [], string: listed ?? 'x' };
  return values[String(node.type)] ?? 'anything';
}

/** What a schema comes to: the definition that it names, one of several, or all of them together. */
function resolved(schema: Schema, inside: string): Named {
  const { $ref, allOf, anyOf } = schema;
  if ($ref) {
    const name = $ref.slice($ref.lastIndexOf('/') + 1);
    return resolved(definitions[name] as Schema, name);
  }
  const [first] = anyOf ?? [];
  if (first) return resolved(first, inside);
  const parts = (allOf ?? []).map((part) => resolved(part, inside));
  return {
    ...schema,
    name: inside,
    ...(allOf ? { properties: Object.assign({}, ...parts.map((p) => p.properties)) } : {}),
  };
}
