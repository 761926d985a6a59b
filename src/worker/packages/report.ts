/** Tells a client how the packages of a launch come in: by a message of ours, and by DAP's where the client shows it.
 * */
import type { Events } from '../../protocol/index.ts';
import type { LoadListener } from './load.ts';

type Send = <E extends keyof Events>(event: E, body: Events[E]) => void;

export class LoadReport implements LoadListener {
  private hasBegun = false;
  private readonly progressId: string;

  /**
   * @param isShown - Whether the client shows DAP's progress.
   * @param requestId - The launch.
   */
  constructor(
    private readonly send: Send,
    private readonly isShown: boolean,
    private readonly requestId: number,
  ) {
    this.progressId = progressOf(requestId);
  }

  progress({ name, number, of, done, total }: Parameters<LoadListener['progress']>[0]): void {
    const label = of > 1 ? `Loading ${name} (${number} of ${of})` : `Loading ${name}`;
    this.send('dapper/progress', { step: 'packages', label, done, total, package: { name, number, of } });
    if (!this.isShown) return;
    const { progressId, requestId } = this;
    const percentage = total > 0 ? { percentage: Math.min(100, Math.round((done / total) * 100)) } : {};
    if (this.hasBegun) this.send('progressUpdate', { progressId, message: label, ...percentage });
    else {
      const title = 'Loading packages';
      this.send('progressStart', { progressId, title, message: label, requestId, cancellable: true, ...percentage });
    }
    this.hasBegun = true;
  }

  say(output: string): void {
    this.send('output', { category: 'important', output });
  }

  /** Nothing comes in any more. */
  end(): void {
    this.send('dapper/progress', { step: 'ready', label: 'Ready', done: 1, total: 1 });
    if (this.hasBegun && this.isShown) this.send('progressEnd', { progressId: this.progressId });
  }
}

/** The id of the progress of a launch. */
export function progressOf(requestId: number): string {
  return `packages-${requestId}`;
}
