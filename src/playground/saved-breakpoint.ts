/** A breakpoint as it is kept and shared: what the person asked for. */
import * as v from 'valibot';
import { type Breakpoint, withoutEmpty } from '../model/breakpoint-list.ts';
import type { FunctionBreakpoint } from '../model/function-breakpoints.ts';

export const breakpointSchema = v.object({
  /** Of a file that is not the program's. */
  path: v.exactOptional(v.pipe(v.string(), v.minLength(1))),
  line: v.pipe(v.number(), v.integer(), v.minValue(1)),
  column: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(1))),
  enabled: v.boolean(),
  condition: v.exactOptional(v.string()),
  hitCondition: v.exactOptional(v.string()),
  logMessage: v.exactOptional(v.string()),
});

/** A function breakpoint, likewise. */
export const functionSchema = v.object({
  name: v.string(),
  enabled: v.boolean(),
  condition: v.exactOptional(v.string()),
  hitCondition: v.exactOptional(v.string()),
});

export type SavedBreakpoint = v.InferOutput<typeof breakpointSchema>;

/** What of a breakpoint is kept: its path too, unless that is `main`, the file of the program. */
export function savedBreakpoint(
  breakpoint: Omit<Breakpoint, 'id' | 'path'> & { readonly path?: string },
  main = breakpoint.path,
): SavedBreakpoint {
  const { path, line, column, enabled } = breakpoint;
  return {
    ...(path !== undefined && path !== main && { path }),
    line,
    ...(column !== undefined && { column }),
    enabled,
    ...withoutEmpty(breakpoint),
  };
}

/** What of a function breakpoint is kept. */
export function savedFunction({
  id: _,
  answer: __,
  ...kept
}: FunctionBreakpoint): v.InferOutput<typeof functionSchema> {
  return kept;
}
