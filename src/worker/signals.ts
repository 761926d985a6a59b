/**
 * How the interpreter asks JavaScript for signals.
 *
 * CPython asks in its evaluation loop every few dozen turns and calls, and besides in every `str()`, `repr()` and
 * buffered write. Pyodide has each question read an interrupt buffer in JavaScript, which costs as much as what is
 * asked around it. Here a function in WebAssembly answers instead (signal-count.wat), and JavaScript is asked when its
 * countdown says so.
 */
import bell from './signal-bell.wat';
import count from './signal-count.wat';
import slot from './signal-slot.wat';

/** What answers when a countdown is down, and how long that may take. */
export interface SignalSource {
  /** The number of the signal to handle now, 0 for none. */
  look(): number;
  /** Whether it wants to look before its countdown is down; heeded only where the countdown is in JavaScript. */
  urgent(): boolean;
}

/** What stands between the interpreter and a `SignalSource`. */
export interface Countdown {
  /** Whether questions of the evaluation loop are distinguished from others; if not, all count as others. */
  readonly tellsApart: boolean;
  /** Has the source look every so many turns and calls of the evaluation loop, and every so many other questions. */
  every(loop: number, others: number): void;
  /** Makes the next question find nothing. */
  mute(): void;
}

/** The part of Pyodide that takes an interrupt buffer. */
interface Interruptible {
  setInterruptBuffer(buffer: Uint8Array): void;
}

interface CountExports {
  check(): number;
  every(turns: number, questions: number, otherQuestions: number): void;
  mute(): void;
}

/**
 * Turns and calls after which the evaluation loop asks at most, whether JavaScript is to look then or not: few enough
 * that a message is seen soon, and so many that asking costs no more than a hundredth.
 */
const MOST_TURNS = 32;

/** The question of one interpreter. */
export class Signals {
  private readonly exports = new WebAssembly.Instance(new WebAssembly.Module(slot)).exports as {
    readonly slot: WebAssembly.Table;
    readonly check: () => number;
    readonly none: () => number;
  };
  private interpreter: WebAssembly.Exports | undefined;

  /** To be imported by the interpreter in place of Pyodide's own function. */
  get check(): () => number {
    return this.exports.check;
  }

  /** Takes the interpreter that has imported `check`. */
  set instance({ exports }: WebAssembly.Instance) {
    this.interpreter = exports;
  }

  /** Whether there is such an interpreter; otherwise questions are answered as Pyodide does it. */
  get exchanged(): boolean {
    return this.interpreter !== undefined;
  }

  /** The interpreter's evaluation loop, a function of WebAssembly. */
  get evaluator(): unknown {
    return this.interpreter?._PyEval_EvalFrameDefault;
  }

  /**
   * Has the source asked from now on.
   *
   * @param inbox - The ring that messages come in by, if one in shared memory: each question of the evaluation loop
   * sees whether one waits.
   */
  connect(pyodide: Interruptible, source: SignalSource, inbox?: WebAssembly.Memory): Countdown {
    if (this.interpreter === undefined) {
      const buffer = new CountingBuffer(source);
      // Pyodide wants a typed array, but only reads and writes element 0.
      pyodide.setInterruptBuffer(buffer as unknown as Uint8Array);
      return buffer;
    }
    const { memory, _Py_emscripten_signal_clock: clock } = this.interpreter;
    const tellsApart = memory instanceof WebAssembly.Memory && clock instanceof WebAssembly.Global;
    // Up to CPython 3.13 nothing tells where the evaluation loop's countdown is: a cell that stands still does as well.
    const host = tellsApart
      ? { memory, clock: new WebAssembly.Global({ value: 'i32' }, clock.value) }
      : { memory: new WebAssembly.Memory({ initial: 1, maximum: 1 }), clock: new WebAssembly.Global({ value: 'i32' }) };
    const look = () => source.look();
    const pending = inbox === undefined ? this.exports.none : pendingIn(inbox);
    const made = new WebAssembly.Instance(new WebAssembly.Module(count), {
      host: { ...host, look, pending, apart: new WebAssembly.Global({ value: 'i32' }, Number(tellsApart)) },
    });
    const { check, every, mute } = made.exports as unknown as CountExports;
    this.exports.slot.set(0, check);
    // Nobody reads it. That there is one has CPython ask.
    pyodide.setInterruptBuffer(new Uint8Array(1));
    return {
      tellsApart,
      every: (loop, others) => {
        const turns = Math.min(loop, MOST_TURNS);
        every(turns, Math.ceil(loop / turns), others);
      },
      mute,
    };
  }
}

/** A function of WebAssembly. */
function pendingIn(ring: WebAssembly.Memory): () => number {
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bell), { host: { ring } });
  return exports.pending as () => number;
}

/** Stands in for an interrupt buffer, where the interpreter's question could not be exchanged: each is a read of ours. */
class CountingBuffer implements Countdown {
  readonly tellsApart = false;
  private stride = 1;
  private left = 1;
  private muted = false;

  constructor(private readonly source: SignalSource) {}

  get 0(): number {
    if (this.muted) {
      this.muted = false;
      return 0;
    }
    this.left -= 1;
    if (this.left > 0 && !this.source.urgent()) return 0;
    this.left = this.stride;
    return this.source.look();
  }

  /** Pyodide clears the element after reading it. */
  set 0(_cleared: number) {}

  every(_loop: number, others: number): void {
    this.stride = this.left = others;
  }

  mute(): void {
    this.muted = true;
  }
}
