/**
 * What a person enters at a stop to be evaluated.
 *
 * It may take as long as a program, or have no end. So the page says that it runs as soon as it takes longer than a
 * moment, and it is ended by what ends a program that runs: Pause, or Control-C.
 */
import type { EvaluateBody } from '../../protocol/index.ts';
import type { Disposable } from '../panel.ts';
import type { Debugger } from '../session/debugger.ts';

/** What has come of it. */
export type Answer = EvaluateBody;

/** What is over sooner is not worth a word: the status would flicker. In milliseconds. */
const moment = 300;

export class Entered implements Disposable {
  /** What ends each that has no answer yet, the oldest first: the adapter works at that one. */
  private readonly controls = new Set<AbortController>();

  private readonly unsubscribe: () => void;

  constructor(private readonly target: Debugger) {
    this.unsubscribe = target.signals.on('interrupt', () => this.interrupt());
  }

  dispose(): void {
    this.unsubscribe();
  }

  /**
   * Evaluates in the selected frame.
   *
   * @throws RequestError with what Python says; Error if it was interrupted.
   */
  async evaluate(expression: string): Promise<Answer> {
    const control = new AbortController();
    this.controls.add(control);
    const timer = setTimeout(() => this.target.dispatch({ type: 'evaluating', evaluating: true }), moment);
    try {
      return await this.target.evaluate(expression, 'repl', control.signal);
    } catch (error) {
      // The adapter's word is that of a request that was cancelled, the person's that of an interpreter.
      throw control.signal.aborted ? new Error('KeyboardInterrupt') : error;
    } finally {
      clearTimeout(timer);
      this.controls.delete(control);
      if (this.controls.size === 0) this.target.dispatch({ type: 'evaluating', evaluating: false });
    }
  }

  /** Ends what is evaluated, if anything is. Returns whether it is. */
  interrupt(): boolean {
    const [oldest] = this.controls;
    oldest?.abort();
    return oldest !== undefined;
  }
}
