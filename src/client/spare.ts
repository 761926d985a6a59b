/** The worker of the next start, booted ahead: beside a program that runs or stands, or when it has ended. */
import { type ProgramState, sessionDisposed } from '../protocol/index.ts';
import type { Engine } from './engine.ts';

/** When the next worker is booted: `beside` a program that needs its own, only `after` it, or `never` ahead. */
export type BootAhead = 'beside' | 'after' | 'never';

/**
 * Milliseconds that a program has been in a state when the next worker boots beside it: at its start it has the machine
 * to itself, and at a stop the panels do, and what a person unfolds first. Whoever steps does not wait for a boot.
 */
const CALM: Partial<Record<ProgramState, number>> = { running: 2000, sleeping: 2000, waiting_input: 700, stopped: 700 };

/** Milliseconds after the end of a program, in which the page shows what has come of it. */
const SHOWN = 30;

export class Spare {
  private engine: Engine | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  /** One has died: there is no memory for two, say. */
  private tooMuch = false;

  constructor(
    private readonly start: () => Engine,
    private readonly when: BootAhead,
  ) {}

  /** The program is in this state now. */
  beside(state: ProgramState): void {
    clearTimeout(this.timer);
    const calm = CALM[state];
    if (calm === undefined || this.when !== 'beside' || this.tooMuch) return;
    this.timer = setTimeout(() => this.boot(), calm);
  }

  /** The program has ended. */
  after(): void {
    clearTimeout(this.timer);
    if (this.when !== 'never') this.timer = setTimeout(() => this.boot(), SHOWN);
  }

  /** The engine, which is the caller's now; undefined if none has booted or is booting, or its boot is stalled. */
  take(): Engine | undefined {
    clearTimeout(this.timer);
    const { engine } = this;
    this.engine = undefined;
    if (!engine?.stalls) return engine;
    engine.kill(sessionDisposed());
    return undefined;
  }

  dispose(): void {
    this.take()?.kill(sessionDisposed());
  }

  private boot(): void {
    if (this.engine) return;
    const engine = this.start();
    this.engine = engine;
    engine.onDeath = () => {
      this.engine = undefined;
      this.tooMuch = true;
    };
  }
}
