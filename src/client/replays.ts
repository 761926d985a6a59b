/** Restarts that are under way: what else a client asks for waits until they are over. */
import { Launch, type Starter } from './launch.ts';
import type { StartObserver, StartPlan } from './start.ts';

/** These end what is under way. */
const END: ReadonlySet<string> = new Set(['terminate', 'disconnect']);

export class Replays {
  private current: { readonly launch: Launch; readonly over: Promise<unknown> } | undefined;
  /** The restart that follows it, however often it was asked for. */
  private next: { begin: () => Promise<void>; isAfterStop: boolean; readonly over: Promise<void> } | undefined;

  /** The turns of those who wait, one after the other. */
  private turns = Promise.resolve();
  private waiting = 0;

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

  /** Whether a request has to wait until none is under way, and those have had their turn that wait for that already. */
  delays(command: string): boolean {
    return (this.isUnderWay || this.waiting > 0) && command !== 'restart' && !END.has(command);
  }

  /** Begins `work` when none is under way; who waits first goes on first. */
  async inTurn<T>(work: () => Promise<T>): Promise<T> {
    this.waiting += 1;
    const turn = this.turns.then(async () => {
      while (this.isUnderWay) await (this.next ?? this.current)?.over.catch(() => {}); // who asked for it hears of it
      this.waiting -= 1;
      return { begun: work() };
    });
    this.turns = turn.then(() => {});
    const { begun } = await turn;
    return begun;
  }

  /**
   * Begins a restart when the one that is under way is over. Those that wait are one, the last that was asked for; a stop
   * that comes meanwhile meant them all. None of them has failed then: VS Code takes a restart that does for the end of
   * its session, and hears of nothing any more.
   */
  async follow(begin: () => Promise<void>): Promise<void> {
    const { current, next } = this;
    const isAfterStop = current?.launch.takenBack ?? true;
    if (next) {
      next.begin = begin;
      next.isAfterStop ||= isAfterStop;
      return next.over;
    }
    if (!current) return begin();
    const over = current.over.then(() => this.beginNext(current.launch));
    this.next = { begin, isAfterStop, over };
    return over;
  }

  /** Takes back the restart that is under way. @returns whether there is one that the worker knows nothing of yet. */
  takeBack(): boolean {
    const launch = this.current?.launch;
    launch?.takeBack();
    return launch?.asked === false;
  }

  private get isUnderWay(): boolean {
    return this.current !== undefined || this.next !== undefined;
  }

  private async beginNext(former: Launch): Promise<void> {
    const { next } = this;
    this.next = undefined;
    if (next && (next.isAfterStop || !former.takenBack)) await next.begin();
  }
}
