/** Invalid requests get an answer that a person understands, and the session goes on. */
import { describe, expect, test } from 'vitest';
import { writeProgram } from './debuggee.ts';
import { type Driver, debug, open } from './driver.ts';

const PROGRAM = `
  def work(items):
      total = len(items)  # @work
      return total

  print(work([1, 2]), work([3]))  # @call
  print("end")  # @end
`;

/** The session still works: it stops, shows and ends. */
async function expectAlive(driver: Driver): Promise<void> {
  const stop = await driver.continue();
  expect(stop.at).toBe('work');
  expect(await driver.evaluate(stop, 'items')).toBe('[3]');
  expect(await driver.finish()).toBe('2 1\nend\n');
}

/** A sentence: it begins with a capital or a quoted name, and has no trace of the implementation's own errors. */
function expectSentence(message: string): void {
  expect(message.length).toBeGreaterThan(15);
  expect(message).not.toMatch(/Traceback|undefined|\[object|TypeError|KeyError|at .*\.ts/);
}

describe('a wrong request', () => {
  const WRONG: [string, unknown, RegExp][] = [
    ['setBreakpiont', {}, /setBreakpiont.*not supported/],
    ['', {}, /./],
    ['setBreakpoints', undefined, /source/],
    ['setBreakpoints', {}, /source/],
    ['setBreakpoints', { source: { path: 7 }, breakpoints: [] }, /path/],
    ['setBreakpoints', { source: {}, breakpoints: [{ line: 'three' }] }, /line/],
    ['setBreakpoints', { source: { path: '/main.py' }, breakpoints: [{}] }, /line/],
    ['setExceptionBreakpoints', {}, /filters/],
    ['stackTrace', {}, /threadId/],
    ['stackTrace', { threadId: 'one' }, /threadId/],
    ['scopes', {}, /frameId/],
    ['scopes', { frameId: 987654 }, /987654/],
    ['variables', { variablesReference: 987654 }, /987654/],
    ['variables', { variablesReference: 'x' }, /variablesReference/],
    ['setVariable', { variablesReference: 987654, name: 'a', value: '1' }, /987654/],
    ['evaluate', {}, /expression/],
    ['evaluate', { expression: 'items', frameId: 987654 }, /987654/],
    ['evaluate', { expression: 3 }, /expression/],
    ['continue', {}, /threadId/],
    ['pause', { threadId: -1 }, /threadId/],
    ['initialize', { adapterID: 'again' }, /already/],
    ['launch', { program: '/other.py' }, /already/],
    ['configurationDone', undefined, /already/],
    ['source', {}, /sourceReference|source/],
    ['completions', { text: 'x' }, /column/],
    ['dapper/input', {}, /text|eof/],
    ['dapper/writeFiles', { files: [{ path: '/dev/null/x.py', text: '' }] }, /cannot be written/],
  ];

  test('is answered by a sentence, and the session goes on', async () => {
    const driver = await debug(writeProgram(PROGRAM), { breakpoints: ['work'] });
    await driver.stopped();
    for (const [command, args, message] of WRONG) {
      const said = await driver.refused(command, args);
      expect(said, command).toMatch(message);
      expectSentence(said);
    }
    await expectAlive(driver);
  });

  test('about a thread that does not exist says so, and which ones do', async () => {
    const driver = await debug(writeProgram(PROGRAM), { breakpoints: ['work'] });
    const stop = await driver.stopped();
    const { threads } = await driver.request('threads', undefined);
    expect(threads).toEqual([{ id: stop.event.threadId, name: 'MainThread' }]);
    const messages = new Set<string>();
    for (const command of ['pause', 'continue', 'next', 'stepIn', 'stepOut', 'stackTrace', 'exceptionInfo'])
      messages.add(await driver.refused(command, { threadId: 99 }));
    expect([...messages]).toEqual(['threadId 99 is unknown; the threads are: 1 (MainThread).']);
    await expectAlive(driver);
  });

  test('about a frame or a value of an earlier stop is refused as such', async () => {
    const driver = await debug(writeProgram(PROGRAM), { breakpoints: ['work'] });
    const stop = await driver.stopped();
    const frameId = stop.top.id;
    const { scopes } = await driver.request('scopes', { frameId });
    const reference = scopes[0]?.variablesReference ?? 0;
    const items = (await driver.variables(stop)).get('items')?.variablesReference ?? 0;
    expect(items).toBeGreaterThan(0);
    await driver.continue();
    for (const [command, args] of [
      ['scopes', { frameId }],
      ['evaluate', { expression: 'items', frameId }],
      ['variables', { variablesReference: reference }],
      ['variables', { variablesReference: items }],
      ['setVariable', { variablesReference: reference, name: 'items', value: '[]' }],
    ] as const) {
      const said = await driver.refused(command, args);
      expect(said, command).toMatch(/earlier|gone/);
      expectSentence(said);
    }
    expect(await driver.finish()).toBe('2 1\nend\n');
  });

  test('for an exception filter that does not exist is answered by what there is', async () => {
    const driver = await debug(writeProgram(PROGRAM), { breakpoints: ['end'] });
    await driver.stopped();
    const answer = await driver.request('setExceptionBreakpoints', { filters: ['raised', 'sometimes'] });
    expect(answer?.breakpoints?.map(({ verified }) => verified)).toEqual([true, false]);
    expect(answer?.breakpoints?.[1]?.message).toMatch(
      /sometimes.*raised, uncaught, uncaughtWhereRaised, userUnhandled/,
    );
  });

  test('before initialize is refused, and initialize still works', async () => {
    const driver = open(writeProgram(PROGRAM));
    for (const [command, args] of [
      ['launch', { program: driver.program.path }],
      ['setBreakpoints', { source: { path: driver.program.path }, breakpoints: [] }],
      ['threads', undefined],
      ['configurationDone', undefined],
    ] as const) {
      const said = await driver.refused(command, args);
      expect(said, command).toMatch(/initialize/);
    }
    await driver.start({ breakpoints: ['end'] });
    expect((await driver.stopped()).at).toBe('end');
  });

  test('after the end is refused, and says that the program has ended', async () => {
    const driver = await debug(writeProgram(PROGRAM));
    await driver.ended();
    expect(await driver.refused('stackTrace', { threadId: 1 })).toMatch(/ended/);
    expect(await driver.refused('next', { threadId: 1 })).toMatch(/ended/);
  });
});

describe('a launch', () => {
  test.each([
    [{ program: '/nowhere/at/all.py' }, /nowhere\/at\/all\.py.*does not exist/],
    [{ program: 'relative.py' }, /absolute/],
    [{}, /program/],
    [{ program: 3 }, /program/],
  ])('of %j is refused with what to do', async (args, message) => {
    const driver = open(writeProgram(PROGRAM));
    await driver.request('initialize', { adapterID: 'dapper' });
    const said = await driver.refused('launch', args);
    expect(said).toMatch(message);
    expectSentence(said);
  });

  test.each([
    [{ backend: 'nope' }, /backend.*nope.*eval_frame/],
    [{ condition_budget_s: 'soon' }, /condition_budget_s.*soon/],
    [{ cache_sise: 5 }, /cache_sise/],
    [{ backend: 'tracing', tracing_backend: 7 }, /tracing_backend.*7/],
  ])('with the frame-evaluation config %j is refused with key, value and what is allowed', async (config, message) => {
    const program = writeProgram(PROGRAM);
    const driver = open(program);
    await driver.request('initialize', { adapterID: 'dapper' });
    expect(await driver.refused('launch', { program: program.path, frameEvalConfig: config })).toMatch(message);
  });

  test('passes arguments, environment and folder, and makes the program __main__', async () => {
    const driver = await debug(
      writeProgram(
        `
          import os
          import sys

          from beside import name

          print(sys.argv[1:], os.environ["COLOUR"], os.environ.get("HOME_GONE"), name)
          print(os.getcwd() == os.path.dirname(os.path.abspath(__file__)), __name__, sys.argv[0] == __file__)
          print(sys.path[0] == os.path.dirname(__file__), sys.modules["__main__"].__file__ == __file__)
        `,
        { 'beside.py': 'name = "beside"\n' },
      ),
      { launch: { args: ['one', 'two words'], env: { COLOUR: 'blue' } } },
    );
    expect(await driver.ended()).toBe("['one', 'two words'] blue None beside\nTrue __main__ True\nTrue True\n");
  });

  test('with stopOnEntry stops before the first line', async () => {
    const driver = await debug(writeProgram(PROGRAM), { launch: { stopOnEntry: true } });
    const stop = await driver.stopped();
    expect([stop.event.reason, stop.line, stop.top.name]).toEqual(['entry', 1, '<module>']);
    expect(await driver.finish()).toBe('2 1\nend\n');
  });

  test('with noDebug runs past breakpoints and exceptions', async () => {
    const driver = await debug(writeProgram(PROGRAM), {
      breakpoints: ['work'],
      filters: ['raised', 'uncaught'],
      launch: { noDebug: true },
    });
    expect(await driver.ended()).toBe('2 1\nend\n');
  });
});

describe('a restart', () => {
  test('runs the program again from its start, with the breakpoints that it had', async () => {
    const driver = await debug(writeProgram(PROGRAM), { breakpoints: ['work'] });
    const first = await driver.stopped();
    const second = await driver.continue();
    expect(second.event.hitBreakpointIds).toEqual(first.event.hitBreakpointIds);
    await driver.session.restart();
    const stop = await driver.stoppedAfresh();
    expect(stop.at).toBe('work');
    expect(await driver.evaluate(stop, 'items')).toBe('[1, 2]');
    expect(stop.event.hitBreakpointIds).toEqual(first.event.hitBreakpointIds);
  });

  /** The moments of a restart, as the session tells of them. */
  const MOMENTS = ['at once', 'onAsked', 'onCapabilities', 'onBreakpoints'] as const;

  test.each(MOMENTS)('that is stopped on its way (%s) ends, and another one works', async (moment) => {
    const driver = await debug(writeProgram(PROGRAM), { breakpoints: ['work'] });
    await driver.stopped();
    const before = driver.happenings.length;
    const stopping: Promise<void>[] = [];
    const stop = () => {
      stopping.push(driver.session.request('terminate', undefined));
    };
    const restart = driver.session.restart({}, { [moment]: () => queueMicrotask(stop) });
    // A second restart that waits for the first is meant as well, and has not failed.
    const again = driver.request('restart', undefined);
    if (moment === 'at once') stop();
    await Promise.all([restart, again, ...stopping]);
    await driver.ended();
    await driver.request('setBreakpoints', { source: { path: driver.program.path }, breakpoints: [] });
    const since = driver.happenings.slice(before).map(({ event }) => event);
    expect(since.filter((event) => event === 'terminated' || event === 'stopped')).toEqual(['terminated']);
    await driver.setBreakpoints(['work']);
    await driver.request('restart', undefined);
    expect((await driver.stopped()).at).toBe('work');
  });

  test('that is asked for after the stop is another one', async () => {
    const driver = await debug(writeProgram(PROGRAM), { breakpoints: ['work'] });
    await driver.stopped();
    const first = driver.request('restart', undefined);
    const stop = driver.request('terminate', undefined);
    const second = driver.request('restart', undefined);
    await Promise.all([first, stop, second]);
    await driver.ended();
    expect((await driver.stopped()).at).toBe('work');
  });

  test('that is asked for while others are under way takes the place of those that have not begun', async () => {
    const driver = await debug(writeProgram(PROGRAM), { breakpoints: ['work'] });
    await driver.stopped();
    const before = driver.happenings.length;
    const restart = () => driver.request('restart', undefined);
    await Promise.all([restart(), restart(), restart(), restart()]);
    expect((await driver.stopped()).at).toBe('work');
    const since = driver.happenings.slice(before).map(({ event }) => event);
    expect(since.filter((event) => event === 'loadedSource')).toHaveLength(2);
  });

  test('is answered before the session ends that a client leaves meanwhile', async () => {
    const driver = await debug(writeProgram(PROGRAM), { breakpoints: ['work'] });
    await driver.stopped();
    const answered: string[] = [];
    const ask = async (command: 'restart' | 'disconnect') => {
      await driver.request(command, undefined);
      answered.push(command);
    };
    await Promise.all([ask('restart'), ask('restart'), ask('restart'), ask('disconnect')]);
    expect(answered).toEqual(['restart', 'restart', 'restart', 'disconnect']);
    expect(await driver.refused('threads', undefined)).toMatch(/closed|ended/);
  });

  test('lets the requests that wait for it go on in their order, whatever restarts come between them', async () => {
    const driver = await debug(writeProgram(PROGRAM), { breakpoints: ['work'] });
    await driver.stopped();
    const answered: number[] = [];
    const ask = async (at: number) => {
      await driver.request('threads', undefined);
      answered.push(at);
    };
    const restart = () => driver.request('restart', undefined);
    await Promise.all([restart(), ask(1), restart(), ask(2), restart(), ask(3)]);
    expect(answered).toEqual([1, 2, 3]);
    expect((await driver.stopped()).at).toBe('work');
  });
});
