/** The page's measurement on scripted sessions: a run takes as long as the script says, on a clock that the test turns. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Cancelled, measureOverhead, NotMeasurable, type OverheadProgress } from '../../src/client/overhead.ts';
import { type LaunchArguments, RequestError } from '../../src/protocol/index.ts';
import { FakeSession } from './ui/fake-session.ts';

/** How the program runs under a launch, given how many runs there were before. */
interface Script {
  ms(launch: LaunchArguments, before: number): number;
  readonly refuses?: (launch: LaunchArguments) => boolean;
  readonly prints?: (before: number) => string;
  readonly during?: (session: FakeSession) => void;
}

let sessions: FakeSession[];

beforeEach(() => {
  vi.useFakeTimers();
  sessions = [];
});
afterEach(() => vi.useRealTimers());

function opener(script: Script): () => FakeSession {
  return () => {
    let launched: LaunchArguments | undefined;
    const before = sessions.length;
    const session = new FakeSession({
      launch: (args) => {
        if (script.refuses?.(args)) throw new RequestError({ code: 1011, message: 'no such backend', showUser: true });
        launched = args;
        queueMicrotask(() => session.emit('initialized', undefined));
      },
      configurationDone: () => {
        session.emit('dapper/state', { state: 'running' });
        script.during?.(session);
        session.emit('output', { category: 'stdout', output: script.prints?.(before) ?? 'the same\n' });
        if (!launched) throw new Error('configurationDone before launch');
        setTimeout(() => session.emit('exited', { exitCode: 0 }), script.ms(launched, before));
      },
    });
    vi.spyOn(session, 'dispose');
    sessions.push(session);
    return session;
  };
}

async function measure(script: Script, signal = new AbortController().signal) {
  const seen: OverheadProgress[] = [];
  const onProgress = (progress: OverheadProgress) => seen.push(progress);
  const measured = measureOverhead({ open: opener(script), text: 'work()\n', rounds: 3, onProgress, signal }).then(
    (overhead) => ({ overhead, seen }),
    (error: unknown) => ({ error, seen }),
  );
  await vi.advanceTimersByTimeAsync(300_000);
  const outcome = await measured;
  for (const session of sessions) expect(session.dispose).toHaveBeenCalledOnce();
  return outcome;
}

const overheadOf = async (script: Script) => {
  const outcome = await measure(script);
  if ('error' in outcome) throw outcome.error;
  return outcome;
};

const backendOf = ({ noDebug, frameEvalConfig }: LaunchArguments) =>
  noDebug ? 'bare' : String(frameEvalConfig?.tracing_backend ?? frameEvalConfig?.backend);

const SPEEDS: Readonly<Record<string, number>> = { bare: 100, eval_frame: 101, sys_monitoring: 110, settrace: 900 };
const speed = (launch: LaunchArguments) => SPEEDS[backendOf(launch)] ?? Number.NaN;

test('each backend is compared with the bare run of its round', async () => {
  const { overhead, seen } = await overheadOf({ ms: speed });
  expect(overhead.results.map(({ way, ratio }) => [way.id, ratio?.median.toFixed(2)])).toEqual([
    ['bare', '1.00'],
    ['eval_frame', '1.01'],
    ['sys_monitoring', '1.10'],
    ['settrace', '9.00'],
  ]);
  expect(overhead.results.every(({ times }) => times.length === 3)).toBe(true);
  expect(overhead.notes).toEqual([]);
  expect(sessions).toHaveLength(13);
  expect(seen.map(({ done }) => done)).toEqual([...Array(13).keys()]);
});

test('all ways run the same text, and all but the bare one have a breakpoint on its last line', async () => {
  await overheadOf({ ms: speed });
  const texts = new Set(sessions.map(({ files }) => files.map((file) => ('text' in file ? file.text : undefined))[0]));
  expect(texts.size).toBe(1);
  const lines = [...texts][0]?.trimEnd().split('\n') ?? [];
  expect(lines.at(-1)).toBe('    pass');
  for (const session of sessions) {
    const bare = session.argumentsOf('launch')[0]?.noDebug === true;
    const set = session.argumentsOf('setBreakpoints').map(({ breakpoints }) => breakpoints?.[0]?.line);
    expect(set).toEqual(bare ? [] : [lines.length]);
  }
});

test('a way that is too slow is ended, and said to be', async () => {
  const { overhead } = await overheadOf({ ms: (launch) => (backendOf(launch) === 'settrace' ? 1e9 : 1000) });
  const settrace = overhead.results.find(({ way }) => way.id === 'settrace');
  expect(settrace).toMatchObject({ times: [], moreThan: 20 });
});

test('a backend that is not there is skipped, with the reason', async () => {
  const { overhead } = await overheadOf({ ms: speed, refuses: (launch) => backendOf(launch) === 'eval_frame' });
  expect(overhead.results[1]).toMatchObject({ times: [], unavailable: 'no such backend' });
  expect(overhead.results[3]?.ratio?.median).toBeCloseTo(9);
});

test('output that differs, and stops, are reported', async () => {
  const { overhead } = await overheadOf({
    ms: speed,
    prints: (before) => `run ${before}\n`,
    during: (session) => session.emit('stopped', { reason: 'breakpoint', threadId: 1 }),
  });
  expect(overhead.notes.join(' ')).toMatch(/did not print the same.*stopped by itself \(1 time\)/);
  expect(sessions[0]?.argumentsOf('continue')).toEqual([{ threadId: 1 }]);
});

test('a program that is too short is refused', async () => {
  const outcome = await measure({ ms: () => 4 });
  expect(outcome).toMatchObject({
    error: { name: NotMeasurable.name, message: expect.stringContaining('takes 4.0 ms') },
  });
  expect(sessions).toHaveLength(1);
});

test('a program that reads input is refused', async () => {
  const outcome = await measure({
    ms: () => 1e9,
    during: (session) => session.emit('dapper/inputRequested', { prompt: '' }),
  });
  expect(outcome).toMatchObject({
    error: { name: NotMeasurable.name, message: expect.stringContaining('reads input') },
  });
});

test('the signal ends the run, and its worker', async () => {
  const controller = new AbortController();
  setTimeout(() => controller.abort(), 5000);
  const outcome = await measure({ ms: () => 1e9 }, controller.signal);
  expect(outcome).toMatchObject({ error: expect.any(Cancelled) });
});
