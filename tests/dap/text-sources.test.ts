/** Code that is in no file: what `exec`, `eval` and `compile` are given, cells, what libraries make of texts. */
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import { describe, expect, test } from 'vitest';
import { Course } from './course.ts';
import { writeProgram } from './debuggee.ts';
import { BACKEND_NAMES, BACKENDS, type Driver, debug, type Stop } from './driver.ts';

const CELLS = `
  cells = {
      "<cell 1>": "def area(w, h):\\n    size = w * h\\n    return size\\n",
      "<cell 2>": "total = 0\\nfor n in range(3):\\n    total += area(n, n)\\nprint(total)\\n",
  }
  space = {}
  for name, text in cells.items():
      exec(compile(text, name, "exec"), space)  # @run
  edited = cells["<cell 2>"].replace("range(3)", "range(2)")
  exec(compile(edited, "<cell 2>", "exec"), space)
  exec(compile(edited, "<cell 2>", "exec"), space)
`;

/** The text of a frame's source. */
async function textOf(driver: Driver, frame: Dap.StackFrame | undefined): Promise<string> {
  const source = frame?.source ?? {};
  return (await driver.request('source', { source, sourceReference: source.sourceReference ?? 0 })).content;
}

/** Where the program stops from here on: the name of each source and the line. */
async function places(driver: Driver): Promise<string[]> {
  const found: string[] = [];
  await driver.resume();
  for (let stop = await driver.stoppedOrEnded(); stop; stop = await driver.stoppedOrEnded()) {
    found.push(`${stop.top.source?.name}:${stop.line}`);
    await driver.resume();
  }
  return found;
}

const line = (at: number) => [{ line: at }];

describe.each(BACKEND_NAMES)('on %s', (backend) => {
  const course = new Course({ backend });
  const launch = { frameEvalConfig: BACKENDS[backend] };

  test('frames of a text have a source, and those of another text of the same name have another one', async () => {
    const driver = await course.run(`
      def first(text):
          space = {}
          exec(text, space)
          return space["f"]

      one = first("def f(stop):\\n    stop()\\n    return 'one'\\n")
      two = first("# two\\ndef f(stop):\\n    stop()\\n    return 'two'\\n")
      print(one(breakpoint), two(breakpoint))
    `);
    const sources: Dap.Source[] = [];
    const texts: string[] = [];
    let stop: Stop | undefined = await driver.stopped();
    while (stop) {
      sources.push(stop.top.source ?? {});
      texts.push(await textOf(driver, stop.top));
      await driver.resume();
      stop = await driver.stoppedOrEnded();
    }
    expect(texts).toEqual([
      "def f(stop):\n    stop()\n    return 'one'\n",
      "# two\ndef f(stop):\n    stop()\n    return 'two'\n",
    ]);
    expect(sources.map(({ name }) => name)).toEqual(['<string>', '<string>']);
    expect(new Set(sources.map(({ sourceReference }) => sourceReference)).size).toBe(2);
    expect(driver.output('stdout')).toBe('one two\n');
  });

  test('steps go into a text, through it, and back', async () => {
    const driver = await course.run(CELLS, { breakpoints: ['run'] });
    await driver.stopped();
    const where: string[] = [];
    for (const command of ['next', 'next', 'stepIn', 'stepIn', 'stepIn', 'stepIn', 'next', 'stepOut'] as const) {
      const { top } = await driver.step(command);
      where.push(`${top.source?.name}:${top.line} ${top.name}`);
    }
    const main = driver.program.path.split('/').at(-1);
    expect(where.map((each) => each.replace(`${main}:`, 'main:'))).toEqual([
      `main:${driver.program.line('run') - 1} <module>`,
      `main:${driver.program.line('run')} <module>`,
      '<cell 2>:1 <module>',
      '<cell 2>:2 <module>',
      '<cell 2>:3 <module>',
      '<cell 1>:2 area',
      '<cell 1>:3 area',
      '<cell 2>:3 <module>',
    ]);
  });

  test('a breakpoint by the name of a cell waits for it, and stops in each text of that name', async () => {
    const driver = await course.run(CELLS, { breakpoints: ['run'] });
    await driver.stopped();
    const breakpoints = line(3);
    const { breakpoints: set } = await driver.request('setBreakpoints', { source: { path: '<cell 2>' }, breakpoints });
    expect(set).toMatchObject([{ verified: false }]);
    await driver.setBreakpoints([]);
    const name = '<cell 2>:3';
    expect(await places(driver)).toEqual([name, name, name, name, name, name, name]);
    const changed = driver.happenings.filter(({ event, body }) => event === 'breakpoint' && body.breakpoint.verified);
    expect(changed.map(({ body }) => body.breakpoint.id)).toContain(set[0]?.id);
    await driver.request('setBreakpoints', { source: { path: '<cell 2>' }, breakpoints: [] });
  });

  test('a breakpoint by reference stops in that text alone, whenever it runs', async () => {
    const driver = await course.run(CELLS, { breakpoints: ['run'] });
    await driver.stopped();
    await driver.setBreakpoints([]);
    await driver.request('setBreakpoints', { source: { path: '<cell 2>' }, breakpoints: line(1) });
    await driver.continue();
    const edited = await driver.continue();
    const source = edited.top.source ?? {};
    expect(await textOf(driver, edited.top)).toContain('range(2)');
    await driver.request('setBreakpoints', { source: { path: '<cell 2>' }, breakpoints: [] });
    const { breakpoints } = await driver.request('setBreakpoints', {
      source: { sourceReference: source.sourceReference ?? 0 },
      breakpoints: line(3),
    });
    expect(breakpoints).toMatchObject([{ verified: true, line: 3, source: { path: source.path } }]);
    expect(await places(driver)).toEqual(Array(4).fill('<cell 2>:3'));
    await driver.request('setBreakpoints', { source, breakpoints: [] });
    expect(driver.output('stdout')).toBe('5\n1\n1\n');
  });

  test('conditions, log messages and hit counts hold in a text', async () => {
    const driver = await course.run(CELLS, { breakpoints: ['run'] });
    await driver.stopped();
    await driver.setBreakpoints([]);
    const asked = [
      { line: 2, condition: 'w == 2' },
      { line: 3, logMessage: 'size {size}' },
    ];
    await driver.request('setBreakpoints', { source: { path: '<cell 1>' }, breakpoints: asked });
    const stop = await driver.continue();
    expect([stop.top.source?.name, stop.line, await driver.evaluate(stop, 'w')]).toEqual(['<cell 1>', 2, '2']);
    expect(await textOf(driver, stop.top)).toContain('def area');
    expect(await places(driver)).toEqual([]);
    const logged = driver.output('console') + driver.output('stdout');
    expect(logged.match(/size \d/g)).toEqual(['size 0', 'size 1', 'size 4', 'size 0', 'size 1', 'size 0', 'size 1']);
    await driver.request('setBreakpoints', { source: { path: '<cell 1>' }, breakpoints: [] });
  });

  test('where code can be is told of a text, and a step can be taken to a line of it', async () => {
    const driver = await course.run(CELLS, { breakpoints: ['run'] });
    await driver.stopped();
    await driver.setBreakpoints([]);
    await driver.request('setBreakpoints', { source: { path: '<cell 2>' }, breakpoints: line(2) });
    const stop = await driver.continue();
    const source = stop.top.source ?? {};
    const { breakpoints } = await driver.request('breakpointLocations', { source, line: 1, endLine: 9 });
    expect(breakpoints.map(({ line }) => line)).toEqual([1, 2, 3, 4]);
    const { targets } = await driver.request('gotoTargets', { source, line: 4 });
    expect(targets).toMatchObject([{ line: 4 }]);
    await driver.request('setBreakpoints', { source: { path: '<cell 2>' }, breakpoints: [] });
  });

  test('texts that the program has compiled are listed, told of at a stop, and keep their references', async () => {
    const driver = await debug(writeProgram(CELLS), { launch, breakpoints: ['run'] });
    await driver.stopped();
    await driver.continue();
    const event = await driver.event('loadedSource', ({ source }) => source.name === '<cell 1>');
    const listed = async () => {
      const { sources } = await driver.request('loadedSources', undefined);
      return sources.filter(({ name }) => name === '<cell 1>');
    };
    const [cell] = await listed();
    expect(cell).toEqual(event.source);
    await driver.step('next');
    expect(await listed()).toEqual([cell]);
    const { content } = await driver.request('source', { sourceReference: cell?.sourceReference ?? 0 });
    expect(content).toContain('def area');
  });

  test('what libraries make of texts is shown as theirs, and not entered', async () => {
    const driver = await course.run(
      `
      from dataclasses import dataclass
      @dataclass
      class Point:
          x: int
          def __post_init__(self):
              self.y = self.x  # @post
      point = Point(1)  # @point
      done = True  # @done
    `,
      { breakpoints: ['point'] },
    );
    await driver.stopped();
    const stop = await driver.step('stepIn');
    expect(stop.at).toBe('post');
    const made = stop.frames.find(({ name }) => name.endsWith('__init__'));
    expect(made).toMatchObject({ presentationHint: 'subtle', source: { presentationHint: 'deemphasize' } });
    expect(await textOf(driver, made)).toMatch(/def __init__\(self, ?x/);
    expect(await driver.steps('stepOut', 'next')).toEqual(['point', 'done']);
  });

  test('code of a file that there is not has an answer for its source, and an empty file is one', async () => {
    const driver = await course.run(`
      import linecache
      text = "breakpoint()\\n"
      linecache.cache["/nowhere/kept.py"] = (len(text), None, [text], "/nowhere/kept.py")
      exec(compile(text, "/nowhere/kept.py", "exec"), {})
      exec(compile(text, "/nowhere/plain.py", "exec"), {})
      open("/tmp/empty_module.py", "w").close()
    `);
    expect(await textOf(driver, (await driver.stopped()).top)).toBe('breakpoint()\n');
    const plain = (await driver.continue()).top;
    expect(plain.source).toMatchObject({ path: '/nowhere/plain.py', sourceReference: expect.any(Number) });
    expect(await textOf(driver, plain)).toMatch(/^The text of \/nowhere\/plain.py is not known/);
    expect(await driver.refused('source', { source: { path: '/nowhere/else.py' } })).toMatch(/there is no such text/);
    await driver.finish();
    const empty = { path: '/tmp/empty_module.py' };
    expect((await driver.request('source', { source: empty, sourceReference: 0 })).content).toBe('');
  });

  test('a text that the program has registered in linecache is found, and one that nobody has is explained', async () => {
    const driver = await course.run(`
      import ast, linecache
      def compiled(text, name):
          tree = ast.parse(text)
          tree.body[0].body.insert(0, ast.parse("marker = 1").body[0])
          ast.increment_lineno(tree.body[0].body[0], 1)
          space = {}
          exec(compile(ast.fix_missing_locations(tree), name, "exec"), space)
          return space["f"]
      text = "def f():\\n    breakpoint()\\n"
      linecache.cache["<made>"] = (len(text), None, text.splitlines(True), "<made>")
      compiled(text, "<made>")()
      compiled(text, "<lost>")()
    `);
    const made = await driver.stopped();
    expect([made.top.source?.name, await textOf(driver, made.top)]).toEqual(['<made>', 'def f():\n    breakpoint()\n']);
    const lost = await driver.continue();
    expect(lost.top.source).toMatchObject({ name: '<lost>', presentationHint: 'deemphasize' });
    expect(await textOf(driver, lost.top)).toMatch(/^The text of <lost> is not known/);
  });

  test('doctests, namedtuples, eval and top-level await have their texts', async () => {
    const driver = await course.run(`
      import ast, collections, doctest
      def example():
          """
          >>> value = 1
          >>> breakpoint()
          """
      doctest.run_docstring_examples(example, {"breakpoint": breakpoint}, name="example")
      eval("[breakpoint() for _ in (1,)]")
      Pair = collections.namedtuple("Pair", "a b", defaults=[2])
      print(Pair(1))
    `);
    const seen: (string | undefined)[] = [];
    for (let stop = await driver.stoppedOrEnded(); stop; stop = await driver.stoppedOrEnded()) {
      const frame = stop.frames.find(({ source }) => source?.name?.startsWith('<'));
      seen.push(frame?.source?.name, await textOf(driver, frame));
      await driver.resume();
    }
    expect(seen).toEqual(['<doctest example[1]>', 'breakpoint()\n', '<string>', '[breakpoint() for _ in (1,)]']);
  });

  test('a program that compiles and runs texts causes no callback, while nothing is set in them', async () => {
    const driver = await debug(
      writeProgram(`
        start = True  # @start
        space = {}
        for n in range(500):
            exec(f"def f():\\n    return {n}\\n", space)
            space["f"]()
        print(eval("f()", space))
        end = True  # @end
      `),
      { launch, breakpoints: ['start', 'end'] },
    );
    await driver.stopped();
    await driver.session.request('dapper/frameEvalReset', undefined);
    await driver.continue();
    const { hookStats } = await driver.session.frameEvalStatus();
    if (backend === 'eval_frame') {
      expect(hookStats).toMatchObject({ slow_path_attempts: 0, frames_evaluated: 0, armings: 0, texts_kept: 501 });
    }
    // A trace function is called for every frame, whatever is in it.
    if (backend !== 'settrace') expect(hookStats.line_events).toBeLessThan(10);
    await driver.finish();
  });
});

test("what the debugger parses for itself is not among the program's texts", async () => {
  const program = writeProgram(`
    def work(n):
        return n + 1  # @work
    print(work(1), work(2), work(3))  # @start
    print(work(4))  # @end
  `);
  const driver = await debug(program, { launch: { frameEvalConfig: BACKENDS.eval_frame }, breakpoints: ['start'] });
  const start = await driver.stopped();
  const kept = async () => (await driver.session.frameEvalStatus()).hookStats.texts_kept;
  const before = await kept();
  await driver.request('stepInTargets', { frameId: start.top.id });
  await driver.request('evaluate', { expression: 'x = 1\nx + 1', frameId: start.top.id, context: 'repl' });
  await driver.setBreakpoints([{ at: 'work', condition: 'n == 2' }]);
  expect((await driver.continue()).at).toBe('work');
  await driver.setBreakpoints([{ at: 'work', logMessage: 'n is {n}' }, 'end']);
  expect((await driver.continue()).at).toBe('end');
  expect(await kept()).toBe(before);
  expect(await driver.finish()).toContain('2 3 4');
});

test('breakpoints in texts outlast a restart, by name and by reference', async () => {
  const driver = await debug(writeProgram(CELLS), { breakpoints: ['run'] });
  await driver.stopped();
  await driver.setBreakpoints([]);
  await driver.request('setBreakpoints', { source: { path: '<cell 1>' }, breakpoints: line(2) });
  const stop = await driver.continue();
  const cell = stop.frames[1]?.source ?? {};
  expect(cell.name).toBe('<cell 2>');
  const { name = '', path = '', sourceReference = 0 } = cell;
  await driver.request('setBreakpoints', { source: { name, path, sourceReference }, breakpoints: line(4) });
  await driver.request('restart', undefined);
  const after = [await driver.stoppedAfresh()];
  for (let count = 0; count < 3; count += 1) after.push(await driver.continue());
  expect(after.map(({ top, line }) => `${top.source?.name}:${line}`)).toEqual([
    '<cell 1>:2',
    '<cell 1>:2',
    '<cell 1>:2',
    '<cell 2>:4',
  ]);
  expect(after.at(-1)?.top.source).toEqual(cell);
});

test.each(BACKEND_NAMES)(
  'a breakpoint in what exec and eval are given as a text is hit in each run, on %s',
  async (backend) => {
    const driver = await debug(
      writeProgram(`
      for turn in range(2):
          exec("a = 1\\nb = 2\\nc = a + b")  # @exec
          print(eval("[a for a in (1,)]"))
    `),
      { launch: { frameEvalConfig: BACKENDS[backend] }, breakpoints: ['exec'] },
    );
    await driver.stopped();
    const { source } = (await driver.step('stepIn')).top;
    const { path = '' } = source ?? {};
    await driver.setBreakpoints([]);
    await driver.request('setBreakpoints', { source: { path }, breakpoints: line(3) });
    const hits = async () => {
      const stops = [];
      for (let stop = await driver.stoppedOrEnded(); stop; stop = await driver.stoppedOrEnded()) {
        stops.push(`${stop.top.source?.path}:${stop.line}`);
        await driver.resume();
      }
      return stops;
    };
    await driver.resume();
    expect(await hits()).toEqual([`${path}:3`, `${path}:3`]);
    await driver.request('restart', undefined);
    const first = await driver.stoppedAfresh();
    expect([first.top.source?.path, first.line]).toEqual([path, 3]);
    await driver.request('setBreakpoints', { source: { path: '<string>' }, breakpoints: line(1) });
    await driver.request('setBreakpoints', { source: { path }, breakpoints: [] });
    await driver.resume();
    const later = await hits();
    expect(later.map((each) => each.replace(/#.*:/, ':'))).toEqual(Array(3).fill('<string>:1'));
    expect(new Set(later).size).toBe(2);
  },
);

test('a reference that nobody has given is refused with what to do', async () => {
  const driver = await debug(writeProgram('x = 1  # @x\n'), { breakpoints: ['x'] });
  await driver.stopped();
  const asked = { source: { sourceReference: 77 }, breakpoints: line(1) };
  expect(await driver.refused('setBreakpoints', asked)).toMatch(/sourceReference 77 is unknown, and the source has no/);
  expect(await driver.refused('source', { sourceReference: 77 })).toMatch(/77 is unknown; take one from a stack frame/);
});
