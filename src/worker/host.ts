/**
 * What Python may ask of the worker; `bootstrap.py` wraps it for the package `dapper`.
 *
 * Invariant: nothing here calls into Python. With JSPI, a Python stack is suspended from `receiveLater` or `turnLater`
 * until `awake`, and the gate keeps everyone else out of it.
 */
import type { WorkerChannel } from '../channel/index.ts';
import type { ProgramState } from '../protocol/index.ts';
import type { Adapter } from './adapter.ts';
import type { Gate } from './gate.ts';
import type { OutputBatcher } from './output.ts';
import { Tick } from './tick.ts';

/** UTF-16 units that may be under way to a client that has not caught up. */
const MOST_UNACKNOWLEDGED = 256 * 1024;
/** Milliseconds between two looks at the inbox while the worker waits for the client to catch up. */
const CATCH_UP_SLICE = 50;
/** Milliseconds between two turns of the event loop while a suspended program waits for the client to catch up. */
const CATCH_UP_TURN = 1;
/** Milliseconds after which a message may interrupt the handling of the one before. */
const LONGEST_DRAIN = 500;

export class Host {
  readonly tick: Tick;
  private programState: ProgramState = 'idle';
  private announced: ProgramState = 'idle';
  /** When Python took a command from `poll` that was not the last; see `isDraining`. */
  private drainingSince = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly channel: WorkerChannel,
    private readonly adapter: Adapter,
    private readonly output: OutputBatcher,
    private readonly gate: Gate,
  ) {
    this.tick = new Tick({
      channel,
      state: () => this.programState,
      suspended: () => gate.closed,
      draining: () => this.isDraining(),
      congested: () => this.congested(),
      flushOutput: (now) => {
        if (output.due(now)) output.flush();
      },
    });
  }

  /** Takes an answer or an event of Python, which may send many: a log message in a loop does. */
  send(text: string): void {
    this.adapter.receive(text);
    this.letClientCatchUp();
  }

  /** The next command for Python; null when the inbox is empty. */
  poll(): string | null {
    this.drainingSince = performance.now();
    for (;;) {
      const text = this.channel.poll();
      if (text === null) {
        this.drainingSince = Number.NEGATIVE_INFINITY;
        this.tick.answered();
        return null;
      }
      const command = this.adapter.accept(text);
      if (command !== null) return command;
    }
  }

  /** Blocks the thread for the next command; null after `seconds` (null: never). */
  receive(seconds: number | null): string | null {
    this.output.flush();
    const end = seconds === null ? null : performance.now() + seconds * 1000;
    for (;;) {
      const command = this.poll();
      if (command !== null) return command;
      const left = remaining(end);
      if (left === 0) return null;
      this.channel.block(left);
    }
  }

  /** As `receive`, for a Python stack that is suspended until `awake`. */
  async receiveLater(seconds: number | null): Promise<string | null> {
    this.gate.close();
    this.output.flush();
    const end = seconds === null ? null : performance.now() + seconds * 1000;
    for (;;) {
      const command = this.poll();
      if (command !== null) return command;
      const left = remaining(end);
      if (left === 0) return null;
      await this.channel.arrival(left);
    }
  }

  /**
   * Lets the event loop turn, at least once and until the client has caught up, for a Python stack that is suspended
   * until `awake`.
   */
  async turnLater(): Promise<void> {
    this.gate.close();
    await turn();
    while (this.congested() && !this.channel.pending()) await pauseFor(CATCH_UP_TURN);
  }

  /** Called by Python when it is back from `receiveLater` or `turnLater`. */
  awake(): void {
    this.gate.open();
  }

  /** See `Tick.setDeadline`. */
  setDeadline(seconds: number | null): void {
    this.tick.setDeadline(seconds);
  }

  /** Sends the output that waits. */
  flush(): void {
    this.output.flush();
  }

  /** Takes note of who is on Python's stack, and tells the client when that is news to a person. */
  setState(state: ProgramState): void {
    this.programState = state;
    this.drainingSince = Number.NEGATIVE_INFINITY;
    this.tick.changed();
    if (state === 'evaluating' || state === this.announced) return;
    this.announced = state;
    this.adapter.event('dapper/state', { state });
  }

  /** Called after output was sent: waits for a client that cannot keep up, where waiting is possible. */
  letClientCatchUp(): void {
    if (!this.channel.abilities.block) return;
    while (this.congested() && !this.channel.pending()) this.channel.blockForAcknowledgement(CATCH_UP_SLICE);
  }

  /** A drain this long was left by an exception, as by a terminated program, or is stuck in a value's code. */
  private isDraining(): boolean {
    return performance.now() - this.drainingSince < LONGEST_DRAIN;
  }

  private congested(): boolean {
    return this.channel.unacknowledged() > MOST_UNACKNOWLEDGED;
  }
}

/** `host` as Python sees it: bound functions, and `undefined` for None in both directions. */
export function hostForPython(host: Host, gate: Gate) {
  return {
    send: (text: string) => host.send(text),
    poll: () => host.poll() ?? undefined,
    receive: (seconds?: number) => host.receive(seconds ?? null) ?? undefined,
    // A promise that a function returns Pyodide makes a future of.
    receiveLater: (seconds?: number) => ({
      promise: host.receiveLater(seconds ?? null).then((command) => command ?? undefined),
    }),
    turnLater: () => ({ promise: host.turnLater() }),
    awake: () => host.awake(),
    setDeadline: (seconds?: number) => host.setDeadline(seconds ?? null),
    flush: () => host.flush(),
    setState: (state: ProgramState) => host.setState(state),
    later: gate.later,
  };
}

function remaining(end: number | null): number | null {
  return end === null ? null : Math.max(0, end - performance.now());
}

/**
 * One turn of the event loop, in which messages that have arrived are delivered. By a message of its own, which queues
 * behind those: browsers hold timers back for milliseconds.
 */
export function turn(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}

export function pauseFor(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });
}
