import { expect, test } from 'vitest';
import { inEnglish } from '../../model/localize.ts';
import { initialState, type ViewState } from '../../model/view-state.ts';
import { Lesson, type LessonTarget } from './lesson.ts';
import { Progress } from './progress.ts';
import type { Scene } from './scene.ts';

const MAIN = '/home/pyodide/main.py';

/** A program that comes to these lines one after the other. */
class FakeProgram {
  readonly localize = inEnglish;
  readonly did: string[] = [];
  /** Lines that it was to run to until the reader wanted something else. */
  readonly takenBack: number[] = [];
  state: ViewState = { ...initialState, execution: 'ready' };
  readonly files = { main: MAIN } as LessonTarget['files'];
  readonly breakpoints = {
    edit: (place: { line: number }) => void this.did.push(`breakpoint ${place.line}`),
  } as unknown as LessonTarget['breakpoints'];
  readonly jumps = {
    runTo: async ({ line }: { line: number }, { signal }: { signal?: AbortSignal } = {}) => {
      signal?.addEventListener('abort', () => this.state.execution === 'running' && this.takenBack.push(line));
      this.did.push(`to ${line}`);
      const next = this.trace.indexOf(line, this.at + 1);
      this.move({ execution: 'running', paused: undefined });
      if (this.meanwhile) this.meanwhile();
      else if (next < 0) this.move({ execution: 'ended' });
      else this.pauseAt(next);
    },
  };
  /** What happens on the way to a line, in place of the program's coming to it. */
  meanwhile: (() => void) | undefined;
  private readonly listeners = new Set<(state: ViewState, before: ViewState) => void>();
  private at = 0;
  private stops = 0;

  constructor(
    private readonly trace: readonly number[],
    private readonly value = '6',
  ) {}

  subscribe(listener: (state: ViewState, before: ViewState) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  async start(mode: string, options: { stopOnEntry?: boolean } = {}): Promise<void> {
    this.did.push(`${mode}${options.stopOnEntry ? ' to its entry' : ''}`);
    this.move({ execution: 'starting' });
    this.move({ execution: 'running' });
    this.pauseAt(0);
  }

  async stop(): Promise<void> {
    this.did.push('stop');
    this.move({ execution: 'ended', paused: undefined });
  }

  async evaluate(_expression: string, context: string) {
    if (context !== 'clipboard') return { result: 'False', variablesReference: 0 };
    return { result: this.value, variablesReference: 0 };
  }

  /** The reader steps. */
  step(): void {
    this.pauseAt(this.at + 1);
  }

  get line(): number | undefined {
    return this.state.paused?.frames[0]?.line;
  }

  pauseAt(at: number, reason = 'breakpoint'): void {
    this.at = at;
    this.stops += 1;
    const frames = [{ id: 1, name: 'm', line: this.trace[at] ?? 0, column: 1, source: { path: MAIN } }];
    this.move({
      execution: 'paused',
      paused: { number: this.stops, reason, frames } as unknown as ViewState['paused'],
    });
  }

  move(changes: Partial<ViewState>): void {
    const before = this.state;
    this.state = { ...before, ...changes } as ViewState;
    for (const listener of this.listeners) listener(this.state, before);
  }
}

const plain: Scene = {
  title: '',
  prose: '',
  breakpoints: [],
  runTo: undefined,
  lines: [],
  names: [],
  question: undefined,
};
const at = (line: number, more: Partial<Scene> = {}): Scene => ({ ...plain, runTo: { line, details: {} }, ...more });
const asks = (line?: number) => ({
  question: {
    text: 'What?',
    expression: 'total',
    at: line === undefined ? undefined : { line, details: {} },
  },
});

/** A lesson, and all that is kept of it. */
function lessonOn(program: FakeProgram, scenes: readonly Scene[], kept = { text: null as string | null }) {
  const storage = {
    getItem: () => kept.text,
    setItem(_: string, text: string) {
      kept.text = text;
    },
  };
  return { lesson: new Lesson(program as unknown as LessonTarget, scenes, new Progress(storage, 'k')), kept };
}

test('each step takes the program on from the one before', async () => {
  const program = new FakeProgram([1, 2, 3, 4]);
  const { lesson } = lessonOn(program, [plain, at(2, { breakpoints: [{ line: 4, details: {} }] }), at(4)]);
  await lesson.run();
  expect(program.did).toEqual([]);
  await lesson.go(1);
  await lesson.go(2);
  expect(program.did).toEqual(['breakpoint 4', 'debug to its entry', 'to 2', 'to 4']);
  expect([program.line, lesson.remark]).toEqual([4, undefined]);
});

test('a step that has been passed needs a new start, with all that came before it', async () => {
  const program = new FakeProgram([1, 2, 3, 2, 3, 4]);
  const { lesson } = lessonOn(program, [at(2), at(2), at(4)]);
  for (const index of [0, 1, 2, 1]) await lesson.go(index);
  expect(program.did).toEqual([
    'debug to its entry',
    'to 2',
    'to 2',
    'to 4',
    'stop',
    'debug to its entry',
    'to 2',
    'to 2',
  ]);
  expect(program.line).toBe(2);
});

test('a step where the program stands already moves nothing', async () => {
  const program = new FakeProgram([1, 2, 3]);
  const { lesson } = lessonOn(program, [at(1), at(3)]);
  await lesson.go(0);
  await lesson.run();
  expect([program.did, program.line]).toEqual([['debug to its entry'], 1]);
});

test('a reader who has gone elsewhere is taken back', async () => {
  const program = new FakeProgram([1, 2, 3, 4]);
  const { lesson } = lessonOn(program, [at(2), at(3)]);
  await lesson.go(0);
  program.step();
  program.step();
  await lesson.go(1);
  expect(program.did).toEqual(['debug to its entry', 'to 2', 'to 3', 'debug to its entry', 'to 2', 'to 3']);
  expect([program.line, lesson.remark]).toEqual([3, undefined]);
});

test('a program that does not come to the place of a step is no silence', async () => {
  const program = new FakeProgram([1, 2]);
  const { lesson } = lessonOn(program, [at(9)]);
  await lesson.run();
  expect(lesson.remark).toEqual({ kind: 'problem', text: 'The program ended before it came to line 9.' });
  expect(lesson.isBusy).toBe(false);
});

test('a browser that cannot stop a program says so', async () => {
  const program = new FakeProgram([1]);
  program.state = { ...program.state, hindrance: 'nothing is shared' };
  const { lesson } = lessonOn(program, [at(1)]);
  await lesson.run();
  expect(lesson.remark?.text).toBe('This browser can run the program, but not stop it: nothing is shared.');
});

test('a prediction is checked where the author says, and the next step goes on from there', async () => {
  const program = new FakeProgram([1, 2, 3, 4]);
  const { lesson, kept } = lessonOn(program, [at(2, asks(3)), at(4)]);
  await lesson.run();
  await lesson.check('5');
  expect(lesson.remark).toEqual({ kind: 'wrong', text: 'Not this time: total is 6. You wrote 5.' });
  expect([program.line, lesson.answer]).toEqual([3, false]);
  await lesson.check('6');
  expect([lesson.remark?.kind, lesson.answer]).toEqual(['right', true]);
  await lesson.go(1);
  expect(program.did).toEqual(['debug to its entry', 'to 2', 'to 3', 'to 4']);
  expect(kept.text).toBe('{"step":1,"answers":{"0: total":true}}');
});

test('a reader comes back to the step and the answers of the last visit', async () => {
  const program = new FakeProgram([1, 2, 3]);
  const kept = { text: '{"step":1,"answers":{"1: total":true}}' };
  const { lesson } = lessonOn(program, [at(2), at(3, asks())], kept);
  expect([lesson.index, lesson.answer]).toEqual([1, true]);
  await lesson.run();
  expect(program.line).toBe(3);
  expect(lessonOn(program, [at(2)], { text: '{"step":7,"answers":{}}' }).lesson.index).toBe(0);
});

test('who goes on while the program is on its way is taken there', async () => {
  const program = new FakeProgram([1, 2, 3]);
  const { lesson } = lessonOn(program, [at(2), at(3)]);
  const first = lesson.go(0);
  await lesson.go(1);
  await first;
  expect([lesson.index, program.line]).toEqual([1, 3]);
});

test.each<[string, string, (program: FakeProgram) => void]>([
  [
    'stopped',
    'The program was stopped before it came to line 3.',
    (program) => program.move({ execution: 'ended', paused: undefined, stopped: true }),
  ],
  ['paused', 'The program stopped at line 2, before it came to line 3.', (program) => program.pauseAt(1, 'pause')],
  [
    'ended by another one',
    'Another program has Python.',
    (program) => program.move({ execution: 'dead', paused: undefined, death: 'Another program has Python.' }),
  ],
])('a program that is %s on its way is not started anew', async (_, text, meanwhile) => {
  const program = new FakeProgram([1, 2, 3]);
  const { lesson } = lessonOn(program, [at(1), at(3)]);
  await lesson.go(0);
  program.meanwhile = () => meanwhile(program);
  await lesson.go(1);
  expect(lesson.remark).toEqual({ kind: 'problem', text });
  expect(program.did).toEqual(['debug to its entry', 'to 3']);
  expect(lesson.isBusy).toBe(false);
});

test('a start that is taken back while Python boots leaves the lesson usable', async () => {
  const program = new FakeProgram([1, 2]);
  const { start } = program;
  program.start = async () => program.move({ execution: 'booting', queued: 'debug' });
  const { lesson } = lessonOn(program, [at(2)]);
  const done = lesson.run();
  await Promise.resolve();
  expect(lesson.isBusy).toBe(true);
  program.move({ queued: undefined });
  await done;
  expect(lesson.remark).toEqual({ kind: 'problem', text: 'The start was taken back.' });
  program.move({ execution: 'ready' });
  program.start = start;
  await lesson.run();
  expect([program.line, lesson.remark]).toEqual([2, undefined]);
});

test('a start that goes on when Python has booted is waited for', async () => {
  const program = new FakeProgram([1, 2]);
  const { start } = program;
  program.start = async () => program.move({ execution: 'booting', queued: 'debug' });
  const { lesson } = lessonOn(program, [at(2)]);
  const done = lesson.run();
  await Promise.resolve();
  program.move({ execution: 'ready' });
  program.move({ queued: undefined, execution: 'starting' });
  await start.call(program, 'debug');
  await done;
  expect([program.line, lesson.remark]).toEqual([2, undefined]);
});

test('a line that runs once is not reached twice, and that is said', async () => {
  const { lesson } = lessonOn(new FakeProgram([1, 2, 3]), [at(2), at(2)]);
  await lesson.go(0);
  await lesson.go(1);
  expect(lesson.remark?.text).toBe('The program ended before it came to line 2 again.');
});

test('a step whose place is wrong says so, and the others are shown all the same', async () => {
  const program = new FakeProgram([1, 2, 3, 4]);
  const { lesson } = lessonOn(program, [at(2), at(9), at(3), at(4)]);
  await lesson.go(0);
  await lesson.go(1);
  expect(lesson.remark?.text).toBe('The program ended before it came to line 9.');
  await lesson.go(2);
  expect([program.line, lesson.remark]).toEqual([3, undefined]);
  program.did.length = 0;
  await lesson.go(3);
  expect([program.line, lesson.remark]).toEqual([4, undefined]);
  expect(program.did).toEqual(['to 4']);
  await lesson.go(1);
  expect(lesson.remark?.text).toBe('The program ended before it came to line 9.');
});

test('a step is shown though a place before it is wrong and was never shown', async () => {
  const program = new FakeProgram([1, 2, 3]);
  const { lesson } = lessonOn(program, [at(8), at(9), at(3)]);
  await lesson.go(2);
  expect([program.line, lesson.remark]).toEqual([3, undefined]);
});

test('a line without code is said where it is a step’s, and no other step fails for it', async () => {
  const program = new FakeProgram([1, 2, 3]);
  const { runTo } = program.jumps;
  program.jumps.runTo = async (place) => {
    if (place.line === 2) throw new Error('Line 2 has no code to run to.');
    await runTo(place);
  };
  const { lesson } = lessonOn(program, [at(2), at(3)]);
  await lesson.run();
  expect(lesson.remark).toEqual({ kind: 'problem', text: 'Line 2 has no code to run to.' });
  await lesson.go(1);
  expect([program.line, lesson.remark]).toEqual([3, undefined]);
});

test('an answer to another question, of an earlier version of the lesson, is none to this one', () => {
  const program = new FakeProgram([1, 2]);
  const kept = { text: '{"step":0,"answers":{"0: sum":true,"1: total":true}}' };
  expect(lessonOn(program, [at(1, asks())], kept).lesson.answer).toBeUndefined();
});

test('a reader goes on while the program waits for input, and it is started anew for where they are', async () => {
  const program = new FakeProgram([1, 2, 3, 4]);
  const { lesson } = lessonOn(program, [plain, at(2), at(4), plain]);
  program.meanwhile = () => {};
  const waits = lesson.go(1);
  await expect.poll(() => program.did.at(-1)).toBe('to 2');
  program.meanwhile = undefined;
  await Promise.all([waits, lesson.go(2)]);
  const again = ['debug to its entry', 'to 2'];
  expect(program.did).toEqual([...again, 'stop', ...again, 'to 4']);
  expect([program.line, lesson.index, lesson.isBusy, lesson.remark]).toEqual([4, 2, false, undefined]);
});

test('the line to which a program runs is taken back when the reader goes to a step that has none', async () => {
  const program = new FakeProgram([1, 2, 3]);
  const { lesson } = lessonOn(program, [plain, at(2), plain]);
  program.meanwhile = () => {};
  const waits = lesson.go(1);
  await expect.poll(() => program.did.at(-1)).toBe('to 2');
  await Promise.all([waits, lesson.go(2)]);
  expect([program.did, program.takenBack]).toEqual([['debug to its entry', 'to 2'], [2]]);
});

test('of steps that are asked for while the program is on its way, it is taken to the last', async () => {
  const program = new FakeProgram([1, 2, 3, 4]);
  const { lesson } = lessonOn(program, [plain, at(2), at(3), at(4)]);
  program.meanwhile = () => {};
  const waits = lesson.go(1);
  await expect.poll(() => program.did.at(-1)).toBe('to 2');
  program.meanwhile = undefined;
  const passed = lesson.go(3);
  expect(lesson.index).toBe(3);
  await Promise.all([waits, passed, lesson.go(0)]);
  expect([program.did.length, lesson.index, lesson.isBusy]).toEqual([2, 0, false]);
});
