/** A breakpoint as it is kept and shared: what the person asked for. */
import * as v from 'valibot';
import { type Breakpoint, withoutEmpty } from '../model/breakpoint-list.ts';
import type { FunctionBreakpoint } from '../model/function-breakpoints.ts';

export const breakpointSchema = v.object({
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

/** What of a breakpoint is kept. */
export function savedBreakpoint(breakpoint: Omit<Breakpoint, 'id' | 'path'>): SavedBreakpoint {
  const { line, column, enabled } = breakpoint;
  return { line, ...(column !== undefined && { column }), enabled, ...withoutEmpty(breakpoint) };
}

/** What of a function breakpoint is kept. */
export function savedFunction({
  id: _,
  answer: __,
  ...kept
}: FunctionBreakpoint): v.InferOutput<typeof functionSchema> {
  return kept;
}
