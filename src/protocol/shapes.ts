/** What the parts of the worker's messages look like. */
import * as v from 'valibot';

export const text = v.string();
export const flag = v.boolean();
/** DAP's numbers have 32 bits, but for lines and columns. */
export const int32 = v.pipe(v.number(), v.integer(), v.minValue(-(2 ** 31)), v.maxValue(2 ** 31 - 1));
export const count = v.pipe(int32, v.minValue(0));
export const large = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
export const quantity = v.pipe(v.number(), v.finite(), v.minValue(0));
/** Of a property: that it may be absent. */
export const maybe = v.exactOptional;
/** Of a body. */
export const orNone = v.optional;
export const list = v.array;
/** A list has properties too, and is not an object here. */
const noList = v.custom<object>((value) => !Array.isArray(value));
export const object = <Entries extends v.ObjectEntries>(entries: Entries) => v.pipe(noList, v.looseObject(entries));
export const anything = maybe(v.unknown());
export const record = v.pipe(noList, v.record(text, anything));

export const place = { line: maybe(large), column: maybe(large), endLine: maybe(large), endColumn: maybe(large) };
export const sizes = { namedVariables: maybe(large), indexedVariables: maybe(large) };
export const hint = maybe(
  object({ kind: maybe(text), attributes: maybe(list(text)), visibility: maybe(text), lazy: maybe(flag) }),
);

export const source = object({
  name: maybe(text),
  path: maybe(text),
  sourceReference: maybe(count),
  presentationHint: maybe(v.picklist(['normal', 'emphasize', 'deemphasize'])),
  origin: maybe(text),
  sources: maybe(v.never()),
  checksums: maybe(v.never()),
});

/** Why a text does not compile. */
export const syntaxError = object({
  exceptionId: text,
  message: text,
  line: large,
  column: large,
  endLine: maybe(large),
  endColumn: maybe(large),
});
