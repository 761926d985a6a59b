/** Whose turn it is to start: whoever has asked last, once all that a start waits for has ended. */
import { isActive, type ViewState } from '../../model/view-state.ts';

export class StartTurn {
  private asked = 0;
  private saving: Promise<unknown> | undefined;

  /** What is being saved, which a start waits for; undefined if nothing is. */
  get before(): Promise<unknown> | undefined {
    return this.saving;
  }

  /** A start waits until `promise` has ended, which must not fail. */
  after(promise: Promise<unknown>): void {
    const before = Promise.all([this.saving, promise]).then(() => {
      if (this.saving === before) this.saving = undefined;
    });
    this.saving = before;
  }

  /**
   * Asks for a start.
   *
   * @param ended - Fulfilled when no program is being stopped any more; undefined if none is.
   * @returns undefined if there is nothing to wait for; false if meanwhile another was asked for, or none any more.
   */
  ask(ended: Promise<void> | undefined): Promise<boolean> | undefined {
    const asked = ++this.asked;
    if (!ended && !this.saving) return undefined;
    return (async () => {
      await ended;
      await this.saving;
      return asked === this.asked;
    })();
  }

  /** Takes back a start that waits. */
  takeBack(): void {
    this.asked++;
  }
}

/** Fulfilled when no program of `target` is under way any more. */
export function over(target: {
  readonly state: ViewState;
  subscribe(listener: (state: ViewState) => void): () => void;
}): Promise<void> {
  return new Promise((resolve) => {
    if (!isActive(target.state)) return resolve();
    const unsubscribe = target.subscribe((state) => {
      if (isActive(state)) return;
      unsubscribe();
      resolve();
    });
  });
}
