/**
 * When a pause is over, as far as a person can tell.
 *
 * A step is mostly over before a frame is drawn. To show that the program runs, and then where it stopped, would have
 * the browser lay out and draw the page twice, which takes much longer than the step.
 */
import type { ViewState } from '../../model/view-state.ts';

/** What can be watched. */
interface Observed {
  readonly state: ViewState;
  /** Calls `listener` at each change, until the returned function is called. */
  subscribe(listener: () => void): () => void;
}

/** A step that takes longer is shown as a program that runs. In milliseconds. */
const longStep = 60;

/** Settles as soon as `target` shows something else than the pause `number`, and when the step takes long. */
export function pauseOver(target: Observed, number: number): Promise<void> {
  return new Promise((resolve) => {
    const isOver = () => target.state.paused?.number !== number;
    const end = () => {
      clearTimeout(timer);
      unsubscribe();
      resolve();
    };
    const timer = setTimeout(end, longStep);
    const unsubscribe = target.subscribe(() => {
      if (isOver()) end();
    });
    if (isOver()) end();
  });
}
