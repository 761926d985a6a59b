/** When the page does what can wait, so that Python's boot and a program that is being started go first. */
import type { Execution, ViewState } from '../model/view-state.ts';
import { nextTask } from '../ui/layout/next-task.ts';
import type { Debugger } from '../ui/session/debugger.ts';

/** What starts programs. */
export type Started = Pick<Debugger, 'state' | 'subscribe'>;

/** How long Python may keep the rest of the page waiting, in milliseconds. */
const PATIENCE = 2000;

/** Until when it is not known whether there is much to download, in milliseconds since the page was opened. */
const SOON = 500;

/** How long after a program has begun, or has stopped, it is still to go first, in milliseconds. */
const AFTER: Partial<Record<Execution, number>> = { running: 250, paused: 50 };

/**
 * Makes a function whose promises settle when the next part of what can wait may be done, each in a task of its own.
 *
 * @param target - Is listened to for as long as the page is there.
 */
export function givingWayTo(target: Started): () => Promise<void> {
  let until = 0;
  target.subscribe(({ execution }, before) => {
    if (execution !== before.execution) until = performance.now() + (AFTER[execution] ?? 0);
  });
  return async () => {
    await nextTask();
    const began = performance.now();
    while (isUrgent(target.state) || performance.now() < until) {
      const now = performance.now();
      if (now - began > PATIENCE) return;
      await changed(target, Math.max(until - now, LOOK));
      await nextTask();
    }
  };
}

/** How often it is looked whether that is over what no change tells of, in milliseconds. */
const LOOK = 50;

/**
 * A start, and a boot that is no download: one from what the browser has kept is over so soon that anything beside it
 * would only make it longer.
 */
function isUrgent({ execution, boot }: ViewState): boolean {
  if (execution === 'starting') return true;
  return execution === 'booting' && (boot.step !== 'download' || performance.now() < SOON);
}

/** Settles when the state of `target` has changed, or after `most` milliseconds. */
function changed(target: Started, most: number): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      unsubscribe();
      clearTimeout(timer);
      resolve();
    };
    const timer = setTimeout(done, most);
    const unsubscribe = target.subscribe(done);
  });
}
