/** The values beside the lines of a stopped frame: of which names, on which lines, and that a bad one fails alone. */
import { describe, expect, test } from 'vitest';
import { type Debuggee, writeProgram } from './debuggee.ts';
import { BACKEND_NAMES, BACKENDS, type Driver, debug } from './driver.ts';

/** The values of the frame at `index` of the stop, as `marker: name = value`. */
async function beside(driver: Driver, program: Debuggee, index = 0): Promise<string[]> {
  const { stackFrames } = await driver.request('stackTrace', { threadId: 1 });
  const { values } = await driver.request('dapper/inlineValues', { frameId: stackFrames[index]?.id ?? 0 });
  const lines = program.text.split('\n');
  return values.map(({ line, name, value }) => {
    const [, marker = `line ${line}`] = /# @(\w+)/.exec(lines[line - 1] ?? '') ?? [];
    return `${marker}: ${name} = ${value}`;
  });
}

const TALLY = `
  import functools
  LIMIT = 3  # @limit

  def plain(f):
      return f

  @plain
  @functools.lru_cache
  def tally(words, /, *rest, least=1, **more):  # @head
      found = {}  # @found
      for word in words:  # @loop
          size = len(word)  # @size
          found[word] = size + LIMIT  # @store
          if size > least:  # @test
              print(word)  # @print
      last = [w for w in found if len(w) > least]  # @last
      def inner():
          return found, last  # @inner
      return inner()  # @back

  class Box:
      width = 2  # @width
      height = width * 2  # @height

  result = tally(("ab", "c"), least=1)  # @call
  print(result)  # @end
`;

const CLOSURES = `
  def work():
      total, step = 1, 2  # @given
      def inner(start=step):  # @inner
          return total + start
      class Held(list if step else dict):  # @held
          size = total
      return inner, Held  # @back

  work()
`;

describe.each(BACKEND_NAMES)('on %s', (backend) => {
  const launch = { frameEvalConfig: BACKENDS[backend] };

  test('a def has those that stand in its line, and not what its function takes along', async () => {
    const program = writeProgram(CLOSURES);
    const driver = await debug(program, { breakpoints: ['back'], launch });
    await driver.stopped();
    expect(await beside(driver, program)).toEqual([
      'given: total = 1',
      'given: step = 2',
      'inner: step = 2',
      'held: step = 2',
    ]);
  });

  test('stand at the lines up to the stop, parameters at the def', async () => {
    const program = writeProgram(TALLY);
    const driver = await debug(program, { breakpoints: ['print', 'inner', 'height', 'end'], launch });
    await driver.stopped();
    expect(await beside(driver, program)).toEqual(['width: width = 2', 'height: width = 2']);
    await driver.resume();
    await driver.stopped();
    expect((await beside(driver, program)).filter((each) => each.startsWith('head'))).toEqual([
      "head: words = ('ab', 'c')",
      'head: least = 1',
      'head: rest = ()',
      'head: more = {}',
    ]);
    expect((await beside(driver, program)).filter((each) => !each.startsWith('head'))).toEqual([
      "found: found = {'ab': 5}",
      "loop: word = 'ab'",
      "loop: words = ('ab', 'c')",
      'size: size = 2',
      "size: word = 'ab'",
      "store: found = {'ab': 5}",
      "store: word = 'ab'",
      'store: size = 2',
      'test: size = 2',
      'test: least = 1',
      "print: word = 'ab'",
    ]);
    // The caller's, up to its call; what was defined and imported has no value that anybody asks for.
    expect(await beside(driver, program, 1)).toEqual(['limit: LIMIT = 3']);
    await driver.resume();
    await driver.stopped();
    expect(await beside(driver, program)).toEqual(["inner: found = {'ab': 5, 'c': 4}", "inner: last = ['ab']"]);
    await driver.resume();
    await driver.stopped();
    expect(await beside(driver, program)).toEqual([
      'limit: LIMIT = 3',
      "call: result = ({'ab': 5, 'c': 4}, ['ab'])",
      "end: result = ({'ab': 5, 'c': 4}, ['ab'])",
    ]);
    expect(await driver.finish()).toBe("ab\n({'ab': 5, 'c': 4}, ['ab'])\n");
  });

  test('a value whose text never comes, or is no text, leaves the others as they are', async () => {
    const program = writeProgram(`
      class Endless:
          def __repr__(self):
              while True:
                  pass

      class Wrong:
          def __repr__(self):
              return 7

      def work():
          endless = Endless()
          wrong = Wrong()
          long = "x" * 10_000
          fine = 1  # @fine
          return fine  # @here

      work()
    `);
    const driver = await debug(program, { breakpoints: ['here'], launch });
    const stop = await driver.stopped();
    const { values } = await driver.request('dapper/inlineValues', { frameId: stop.top.id });
    const texts = new Map(values.map(({ name, value }) => [name, value]));
    expect([...texts.keys()]).toEqual(['endless', 'wrong', 'long', 'fine']);
    expect(texts.get('endless')).toContain('Endless object');
    expect(texts.get('wrong')).toContain('<Wrong object; repr raised TypeError');
    expect(texts.get('long')?.length).toBeLessThan(100);
    expect(texts.get('fine')).toBe('1');
    expect(await driver.finish()).toBe('');
  });
});

test('a frame that is gone has none', async () => {
  const program = writeProgram('x = 1  # @one\ny = 2  # @two\n');
  const driver = await debug(program, { breakpoints: ['one', 'two'] });
  const first = await driver.stopped();
  await driver.resume();
  await driver.stopped();
  expect(await driver.refused('dapper/inlineValues', { frameId: first.top.id })).toContain('frameId');
  await driver.finish();
});

test('in a text that was compiled, and in a file that has changed since, lines are those of its own text', async () => {
  const program = writeProgram(`
    text = '''
    def made(first, *, second=2):
        third = first + second
        return third
    '''
    names = {}
    exec(text, names)
    stop = 1  # @before
    def mine(n):
        from math import pi as found
        return n  # @mine
    mine(4)
    names["made"](1)
  `);
  const driver = await debug(program, { breakpoints: ['before', 'mine'] });
  await driver.stopped();
  expect((await driver.continue()).at).toBe('mine');
  // Lines in front of it, so that its former lines hold other text by now.
  const text = `# 1\n# 2\n# 3\n${program.text}`;
  await driver.request('dapper/hotReload', { source: { path: program.path }, text });
  const { stackFrames } = await driver.request('stackTrace', { threadId: 1 });
  const values = async (frameId = 0) => {
    const answer = await driver.request('dapper/inlineValues', { frameId });
    return answer.values.map(({ line, name, value }) => `${line}: ${name} = ${value}`);
  };
  const line = program.line('mine') + 3;
  expect(await values(stackFrames[0]?.id)).toEqual([`${line - 2}: n = 4`, `${line}: n = 4`]);
  await driver.setBreakpoints([line + 2]);
  await driver.continue();
  await driver.step('stepIn');
  await driver.step('next');
  const { stackFrames: inner } = await driver.request('stackTrace', { threadId: 1 });
  expect(inner[0]?.name).toBe('made');
  expect(await values(inner[0]?.id)).toEqual([
    '2: first = 1',
    '2: second = 2',
    '3: third = 3',
    '3: first = 1',
    '3: second = 2',
    '4: third = 3',
  ]);
  expect(await driver.finish()).toBe('');
});
