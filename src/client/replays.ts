/** Restarts that are under way: what else a client asks for waits until they are over. */
import { Launch, type Starter } from './launch.ts';
import type { StartObserver, StartPlan } from './start.ts';

/** These do not wait: they end what is under way. */
const END: ReadonlySet<string> = new Set(['terminate', 'disconnect']);

export class Replays {
  private current: { readonly launch: Launch; readonly over: Promise<unknown> } | undefined;

  constructor(private readonly starter: Starter) {}

  /** Settled when the program has begun to run, or the restart was taken back. */
  async run(plan: StartPlan, observer: StartObserver, signal?: AbortSignal): Promise<void> {
    const launch = new Launch(this.starter);
    const replay = launch.run(plan, observer, signal);
    this.current = { launch, over: replay.catch(() => {}) };
    try {
      await replay;
    } finally {
      if (this.current?.launch === launch) this.current = undefined;
    }
  }

  /** Whether a request has to wait. */
  delays(command: string): boolean {
    return this.current !== undefined && !END.has(command);
  }

  /**
   * Waits until the restart that is under way is over.
   *
   * @returns whether there is nothing left to do: a stop that came meanwhile meant all restarts that had been asked for.
   *   They have not failed: VS Code takes a restart that does for the end of its session, and hears no `terminated` then.
   */
  async before(command: string): Promise<boolean> {
    const { current } = this;
    const isTakenBack = () => current?.launch.takenBack === true;
    const isAfterStop = isTakenBack();
    await current?.over;
    return command === 'restart' && !isAfterStop && isTakenBack();
  }

  /** Takes back the restart that is under way. @returns whether there is one that the worker knows nothing of yet. */
  takeBack(): boolean {
    const launch = this.current?.launch;
    launch?.takeBack();
    return launch?.asked === false;
  }
}
