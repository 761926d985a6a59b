/**
 * Measures what a debugger costs a program: runs it without one and on each backend, every run in a worker of its own,
 * in rounds in which the order turns, so that what else the machine does hits all alike.
 *
 * The program's output is thrown away, but compared: a program that prints something else each time may do other work.
 */
import { type ArgumentsOf, HOME_FOLDER, type LaunchArguments, RequestError } from '../protocol/index.ts';
import type { DebugSession } from './connection.ts';
import { programPath } from './program.ts';
import { startProgram } from './start.ts';

/** A way to run the program. */
export interface Way {
  readonly id: 'bare' | 'eval_frame' | 'sys_monitoring' | 'settrace';
  readonly title: string;
  readonly launch: Partial<LaunchArguments>;
}

const BARE: Way = { id: 'bare', title: 'No debugger', launch: { noDebug: true } };

/** All ways; the first is what the others are compared with. */
export const WAYS: readonly Way[] = [
  BARE,
  {
    id: 'eval_frame',
    title: 'Eval-frame hook',
    launch: { frameEvalConfig: { backend: 'eval_frame', fallback_to_tracing: false } },
  },
  {
    id: 'sys_monitoring',
    title: 'sys.monitoring',
    launch: { frameEvalConfig: { backend: 'tracing', tracing_backend: 'sys_monitoring' } },
  },
  {
    id: 'settrace',
    title: 'sys.settrace',
    launch: { frameEvalConfig: { backend: 'tracing', tracing_backend: 'settrace' } },
  },
];

/** What was measured of one way. */
export interface WayResult {
  readonly way: Way;
  /** Milliseconds, one for each round; empty if it is too slow or not there. */
  readonly times: readonly number[];
  /** Time as a ratio to the bare run of the same round: median, least and most. */
  readonly ratio?: { readonly median: number; readonly low: number; readonly high: number };
  /** It was ended when it had taken this many times what the bare run takes. */
  readonly moreThan?: number;
  /** Why it cannot be used here. */
  readonly unavailable?: string;
}

/** What came out. */
export interface Overhead {
  readonly results: readonly WayResult[];
  /** What there is to know about the numbers, in sentences. */
  readonly notes: readonly string[];
}

/** Its progress. */
export interface OverheadProgress {
  readonly way: Way;
  /** 0 is the first run, which warms up and tells how long the program takes. */
  readonly round: number;
  readonly rounds: number;
  /** Runs that are over, and runs that there will be. */
  readonly done: number;
  readonly total: number;
}

/** How to measure. */
export interface MeasureOptions {
  /** A session over a fresh worker. */
  readonly open: () => DebugSession;
  readonly text: string;
  readonly rounds: number;
  readonly onProgress: (progress: OverheadProgress) => void;
  /** Ends it. */
  readonly signal: AbortSignal;
}

/** The program cannot be measured; the message says why, and what to do. */
export class NotMeasurable extends Error {
  override readonly name = 'NotMeasurable';
}

/** The measurement was ended by its signal. */
export class Cancelled extends Error {
  override readonly name = 'Cancelled';
}

interface Run {
  readonly ms: number;
  readonly exitCode: number;
  /** Stands for all that it printed. */
  readonly printed: number;
  readonly stops: number;
}

/** In milliseconds: what is shorter is lost in the machine's other work. */
const SHORTEST = 50;
/** A way is ended when it takes this many times as long as the bare program and at least these milliseconds. */
const PATIENCE = { ratio: 20, ms: 10_000 };
/** Has the breakpoint that all ways but the first have. It is part of the program in all, so that all run the same. */
const NEVER_CALLED = '\n\ndef _never_called():\n    pass\n';

/**
 * Measures a program.
 *
 * @throws NotMeasurable if it is too short, reads input, or ends its worker.
 * @throws Cancelled if the signal says so.
 */
export async function measureOverhead(options: MeasureOptions): Promise<Overhead> {
  const { rounds, onProgress } = options;
  const total = 1 + rounds * WAYS.length;
  let done = 0;
  const tell = (way: Way, round: number) => onProgress({ way, round, rounds, done, total });
  tell(BARE, 0);
  const first = await runOnce(options, BARE, undefined);
  if (first === 'too slow') throw new Error('The first run has no limit.');
  if (first.ms < SHORTEST) throw new NotMeasurable(tooShort(first));
  done += 1;
  const limit = Math.max(PATIENCE.ms, PATIENCE.ratio * first.ms);
  const kept = WAYS.map((way) => ({
    way,
    times: [] as number[],
    unavailable: undefined as string | undefined,
    moreThan: undefined as number | undefined,
  }));
  const runs: Run[] = [first];
  for (let round = 1; round <= rounds; round += 1) {
    for (const each of [...kept.slice(round % kept.length), ...kept.slice(0, round % kept.length)]) {
      tell(each.way, round);
      done += 1;
      if (each.unavailable !== undefined || each.moreThan !== undefined) continue;
      const run = await runOnce(options, each.way, each.way === BARE ? undefined : limit).catch((error) => {
        if (each.way === BARE || !(error instanceof RequestError)) throw error;
        each.unavailable = error.message;
      });
      if (run === 'too slow') each.moreThan = limit / first.ms;
      else if (run) {
        each.times.push(run.ms);
        runs.push(run);
      }
    }
  }
  const bare = kept[0]?.times ?? [];
  const results = kept.map(({ way, times, unavailable, moreThan }) => {
    // A way that was too slow in one round only is too slow.
    if (unavailable !== undefined) return { way, times: [], unavailable };
    if (moreThan !== undefined) return { way, times: [], moreThan };
    return { way, times, ratio: spread(times.map((ms, round) => ms / (bare[round] ?? Number.NaN))) };
  });
  return { results, notes: notesOn(runs) };
}

/** Runs the program once, in a worker of its own; `limit` in milliseconds. */
async function runOnce(options: MeasureOptions, way: Way, limit: number | undefined): Promise<Run | 'too slow'> {
  const { open, text, signal } = options;
  if (signal.aborted) throw new Cancelled();
  const session = open();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let onAbort = () => {};
  try {
    return await new Promise<Run | 'too slow'>((resolve, reject) => {
      onAbort = () => reject(new Cancelled());
      signal.addEventListener('abort', onAbort);
      let began: number | undefined;
      let stops = 0;
      const print = new Checksum();
      session.on('dapper/state', ({ state }) => {
        if (state !== 'running' || began !== undefined) return;
        began = performance.now();
        if (limit !== undefined) timer = setTimeout(() => resolve('too slow'), limit);
      });
      session.on('exited', ({ exitCode }) => {
        const ended = performance.now();
        resolve({ ms: ended - (began ?? ended), exitCode, printed: print.value, stops });
      });
      session.on('output', ({ category, output }) => {
        if (category === 'stdout' || category === 'stderr') print.add(output);
      });
      session.on('stopped', ({ threadId = 1 }) => {
        stops += 1;
        session.request('continue', { threadId }).catch(reject);
      });
      session.on('dapper/inputRequested', () => reject(new NotMeasurable(READS_INPUT)));
      session.on('dapper/died', ({ reason }) => reject(new NotMeasurable(reason)));
      start(session, text, way).catch(reject);
    });
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', onAbort);
    session.dispose();
  }
}

const READS_INPUT =
  'The program reads input, and would wait for a person. Take the input out of it, or choose another program.';

function tooShort({ ms, exitCode }: Run): string {
  const ended = exitCode === 0 ? '' : ` (and ended with exit code ${exitCode})`;
  return `The program takes ${ms.toFixed(ms < 10 ? 1 : 0)} ms${ended}: too short to measure. Let it do more, ${SHORTEST} ms or longer.`;
}

async function start(session: DebugSession, text: string, { launch }: Way): Promise<void> {
  const program = `${text}${NEVER_CALLED}`;
  const line = program.split('\n').length - 1; // its last, before the newline that ends it
  const breakpoint: ArgumentsOf<'setBreakpoints'> = { source: { path: programPath }, breakpoints: [{ line }] };
  await startProgram(session, {
    files: [{ path: programPath, text: program }],
    launch: { program: programPath, cwd: HOME_FOLDER, ...launch },
    breakpoints: () => (launch.noDebug ? [] : [breakpoint]),
    filters: () => ({ filters: [] }),
  });
}

function notesOn(runs: readonly Run[]): string[] {
  const [first] = runs;
  if (!first) return [];
  const notes: string[] = [];
  if (runs.some(({ printed, exitCode }) => printed !== first.printed || exitCode !== first.exitCode)) {
    notes.push('The program did not print the same each time, so it may have done more in one run than in another.');
  }
  const stops = Math.max(...runs.map((run) => run.stops));
  if (stops > 0)
    notes.push(`The program stopped by itself (${stops} ${stops === 1 ? 'time' : 'times'}), which is in the times.`);
  return notes;
}

function spread(values: readonly number[]): { median: number; low: number; high: number } {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (index: number) => sorted[index] ?? Number.NaN;
  const middle = sorted.length >> 1;
  const median = sorted.length % 2 ? at(middle) : (at(middle - 1) + at(middle)) / 2;
  return { median, low: at(0), high: at(sorted.length - 1) };
}

/** A number that stands for a text of any length, however it is cut (FNV-1a). */
class Checksum {
  value = 0x811c9dc5;

  add(text: string): void {
    for (let index = 0; index < text.length; index += 1) {
      this.value = Math.imul(this.value ^ text.charCodeAt(index), 0x01000193) >>> 0;
    }
  }
}
