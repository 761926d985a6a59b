/** What a page and the frame of a sandboxed interpreter say to each other; each side checks what it gets. */
import * as v from 'valibot';

/** UTF-16 units of a reason. */
const LONGEST_REASON = 4000;

const worker = v.pipe(v.number(), v.safeInteger(), v.minValue(1));

/** What the page tells the frame. The port that goes with `start` is where the worker's calls come (see `WorkerApi`). */
export const orderSchema = v.variant('type', [
  v.strictObject({ type: v.literal('dapper/start'), worker, script: v.pipe(v.string(), v.url()) }),
  v.strictObject({ type: v.literal('dapper/end'), worker }),
]);

/** What the frame tells the page. */
export const newsSchema = v.variant('type', [
  v.strictObject({ type: v.literal('dapper/open') }),
  v.strictObject({
    type: v.literal('dapper/dead'),
    worker,
    reason: v.pipe(v.string(), v.maxLength(LONGEST_REASON)),
  }),
]);

export type Order = v.InferOutput<typeof orderSchema>;
export type News = v.InferOutput<typeof newsSchema>;

/** A reason that fits. */
export function asReason(text: string): string {
  return text.slice(0, LONGEST_REASON);
}
