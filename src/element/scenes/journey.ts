/**
 * Takes the program to the points of a lesson, in their order.
 *
 * Where it stands at a step is what the points before it have made of it. So a step back, or a reader who has gone
 * elsewhere, means a new start, and all points up to the one that is wanted.
 */
import { topFrame } from '../../model/pause.ts';
import { isActive, type ViewState } from '../../model/view-state.ts';
import type { Debugger } from '../../ui/session/debugger.ts';
import { messageOf } from '../../ui/session/message-of.ts';
import type { Point } from './scene.ts';

/** What it needs of a debugger. */
export type Driven = Pick<Debugger, 'state' | 'subscribe' | 'start' | 'stop' | 'files' | 'localize'> & {
  readonly jumps: Pick<Debugger['jumps'], 'runTo'>;
};

/** Somebody wants to be elsewhere. */
export class GivenUp extends Error {}

export class Journey {
  /** How many points the program has come by since its start; undefined if that was not ours, or it has ended. */
  private passed: number | undefined;
  /** Points that the program did not come to, which it is not sent to on its way to others. */
  private readonly missed = new Set<number>();
  /** The stop at the last of them. */
  private stop: number | undefined;
  private isStarting = false;
  private isGivenUp = false;
  /** Takes back the line to which the program runs. */
  private way = new AbortController();
  /** End what is being waited for. */
  private readonly waiting = new Set<(reason: GivenUp) => void>();
  private readonly unsubscribe: () => void;

  constructor(
    private readonly target: Driven,
    private readonly points: readonly Point[],
  ) {
    this.unsubscribe = target.subscribe((state, before) => {
      const isOther = state.execution === 'starting' && before.execution !== 'starting' && !this.isStarting;
      if (isOther || !isActive(state)) this.passed = undefined;
    });
  }

  dispose(): void {
    this.unsubscribe();
  }

  /** Ends the way that is under way: the program may wait for input. It stays where it is until the next one. */
  giveUp(): void {
    this.isGivenUp = true;
    this.way.abort();
    for (const reject of this.waiting) reject(new GivenUp());
    this.waiting.clear();
  }

  /**
   * Takes the program to the point with this number, counted from 0.
   *
   * @throws Error with a sentence, if it does not get there; GivenUp if nobody wants that any more.
   */
  async reach(number: number): Promise<void> {
    this.isGivenUp = false;
    this.way = new AbortController();
    try {
      await this.go(number);
    } catch (error) {
      // It runs on its way, or waits there: the next one begins anew.
      if (error instanceof GivenUp) this.passed = undefined;
      throw error;
    }
  }

  private async go(number: number): Promise<void> {
    const { localize, state } = this.target;
    const { hindrance: why } = state;
    if (why !== undefined)
      throw new Error(localize('This browser can run the program, but not stop it: {why}.', { why }));
    const isThere = this.passed === number + 1 && this.target.state.paused?.number === this.stop;
    if (isThere) return;
    this.missed.delete(number);
    if (this.passed === undefined || this.passed > number) await this.begin();
    let isFresh = this.passed === 0;
    for (;;) {
      const missed = await this.tries(number);
      if (missed === undefined) return;
      // The reader may have gone past the point.
      if (isFresh) {
        if (missed.number === number) throw new Error(missed.problem);
        this.missed.add(missed.number);
      }
      await this.begin();
      isFresh = true;
    }
  }

  /**
   * Goes on from point to point.
   *
   * @returns the one that the program has not come to, and why, in a sentence.
   * @throws Error with a sentence, if somebody did not want it to: then it is not started anew.
   */
  private async tries(number: number): Promise<{ readonly number: number; readonly problem: string } | undefined> {
    for (let next = this.passed ?? 0; next <= number; next++) {
      const point = this.points[next];
      if (point === undefined || this.missed.has(next)) continue;
      const problem = await this.runTo(point);
      if (problem !== undefined) return { number: next, problem };
      this.passed = next + 1;
      this.stop = this.target.state.paused?.number;
    }
    return undefined;
  }

  /** Starts the program, and stops it before its first statement. */
  private async begin(): Promise<void> {
    const { target } = this;
    const { localize } = target;
    this.passed = undefined;
    if (isActive(target.state)) {
      await target.stop();
      await this.until((state) => !isActive(state));
    }
    this.isStarting = true;
    try {
      await target.start('debug', { stopOnEntry: true });
      const state = await this.until((state) => state.paused !== undefined || isOver(state) || isTakenBack(state));
      if (state.stopped || isTakenBack(state)) throw new Error(localize('The start was taken back.'));
      const { paused, refusal, death } = state;
      if (!paused) throw new Error(refusal ?? death ?? localize('The program ended before its first statement.'));
    } finally {
      this.isStarting = false;
    }
    this.passed = 0;
  }

  private async runTo({ line, details }: Point): Promise<string | undefined> {
    const { target } = this;
    const { localize } = target;
    const { paused: before } = target.state;
    if (!before) return localize('The program is not paused.');
    const isAt = ({ paused }: ViewState) => {
      const frame = topFrame(paused);
      return frame?.line === line && frame.source?.path === target.files.main;
    };
    // A start stops at the first line, where a point may be.
    const isPlain = details.condition === undefined && details.hitCondition === undefined;
    if (this.passed === 0 && isPlain && isAt(target.state)) return undefined;
    const wasThere = isAt(target.state);
    try {
      const { signal } = this.way;
      await target.jumps.runTo({ path: target.files.main, line }, { ...details, alone: true, signal });
    } catch (error) {
      return messageOf(error); // it has no code, say
    }
    const state = await this.until((state) => (state.paused ? state.paused.number !== before.number : isOver(state)));
    if (state.execution === 'dead') throw new Error(state.death ?? localize('Python has stopped.'));
    const aim = wasThere
      ? localize('before it came to line {line} again.', { line })
      : localize('before it came to line {line}.', { line });
    if (state.stopped) throw new Error(`${localize('The program was stopped')} ${aim}`);
    if (!state.paused) return `${localize('The program ended')} ${aim}`;
    if (isAt(state)) return undefined;
    const stopped = localize('The program stopped at line {line}', { line: topFrame(state.paused)?.line ?? '' });
    const problem = `${stopped}, ${aim}`;
    if (state.paused.reason === 'pause') throw new Error(problem);
    return problem;
  }

  /** The first state for which `holds` is true. */
  private until(holds: (state: ViewState) => boolean): Promise<ViewState> {
    return new Promise((resolve, reject) => {
      if (this.isGivenUp) return reject(new GivenUp());
      if (holds(this.target.state)) return resolve(this.target.state);
      const giveUp = (reason: GivenUp) => {
        unsubscribe();
        reject(reason);
      };
      const unsubscribe = this.target.subscribe((state) => {
        if (!holds(state)) return;
        this.waiting.delete(giveUp);
        unsubscribe();
        resolve(state);
      });
      this.waiting.add(giveUp);
    });
  }
}

function isOver({ execution }: ViewState): boolean {
  return execution === 'ended' || execution === 'dead';
}

/** Whether nothing waits for Python's boot any more, as it does from a start to the boot's end. */
function isTakenBack({ execution, queued }: ViewState): boolean {
  return (execution === 'booting' || execution === 'ready') && queued === undefined;
}
