/** What else can be asked of the debugger, after a program has done its harm to the standard library. */
import { expect, test } from 'vitest';
import { writeProgram } from './debuggee.ts';
import { debug } from './driver.ts';
import { HARMS, harmModule } from './harms.ts';

const PROGRAM = `
  import sys, json.decoder
  write = sys.stdout.write
  library = json.decoder.__file__
  caught = Exception, KeyError
  raw = bytearray(b"abc")
  class Point:
      def __init__(self, x):
          self.x = x
  class Ready:
      def __await__(self):
          return 7
          yield
  def outer():
      seen = 1
      items = {"a": [1, 2], "b": (3, 4)}
      data = raw
      point = Point(1)
      def inner(n):
          total = seen + n  # @inner
          return helper(total)
      inner(2)
      point.x = 5
      seen = 3  # @outer
      inner(4)
      again(5)
      return seen
  def helper(n):
      return n + 1  # @helper
  def again(n):
      return n * 2  # @again
  def fails():
      try:
          raise caught[1]("cause")
      except caught[1] as error:
          raise caught[0]("gone") from error  # @fails
  from harm import harm
  harm()
  outer()
  try:
      fails()
  except caught:
      pass
  write("end\\n")
`;

test.each(Object.entries(HARMS))('everything is there after a program that %s', async (_name, harm) => {
  const program = writeProgram(PROGRAM, { 'harm.py': harmModule([harm]) });
  const driver = await debug(program, { breakpoints: ['inner'] });
  const stop = await driver.stopped();
  const frameId = stop.top.id;
  const entered = (expression: string) => driver.request('evaluate', { frameId, context: 'repl', expression });
  expect((await entered('n = await Ready()\nn')).result).toBe('7');
  expect((await entered('nonlocal seen\nseen = 10\nseen')).result).toBe('10');
  expect((await entered('def f(x=1):\n    class A: y = x\n    return A.y\nf(2)')).result).toBe('2');
  expect((await entered('    first = 3\n\n    first + 1')).result).toBe('4');
  const outer = stop.frames[1]?.id ?? 0;
  const { scopes } = await driver.request('scopes', { frameId: outer });
  const reference = scopes[0]?.variablesReference ?? 0;
  const { variables } = await driver.request('variables', { variablesReference: reference });
  const named = (name: string) => variables.find((variable) => variable.name === name);
  expect(named('items')?.value).toBe("{'a': [1, 2], 'b': (3, 4)}");
  const data = named('data')?.memoryReference ?? '';
  const memory = await driver.request('readMemory', { memoryReference: data, count: 3 });
  expect(memory?.data).toBe('YWJj');
  await driver.request('writeMemory', { memoryReference: data, data: 'eHl6' });
  await driver.request('setVariable', { variablesReference: reference, name: 'seen', value: '20' });
  const { values } = await driver.request('dapper/inlineValues', { frameId });
  expect(values.length).toBeGreaterThan(0);
  const watched = await driver.request('dataBreakpointInfo', {
    variablesReference: named('point')?.variablesReference ?? 0,
    name: 'x',
  });
  await driver.request('setDataBreakpoints', { breakpoints: [{ dataId: watched.dataId ?? '' }] });
  await driver.request('setFunctionBreakpoints', { breakpoints: [{ name: 'again', condition: 'n == 5' }] });
  await driver.request('dapper/skipFunctions', { functions: ['helper'] });
  await driver.request('dapper/justMyCode', { enabled: false });
  await driver.request('dapper/justMyCode', { enabled: true });
  await driver.request('dapper/checkBreakpoint', { condition: 'n > 1', hitCondition: '>= 2', logMessage: '{n}' });
  const memoryReference = stop.top.instructionPointerReference ?? '';
  const { instructions } = await driver.request('disassemble', { memoryReference, instructionCount: 4 });
  expect(instructions).toHaveLength(4);
  const { targets } = await driver.request('gotoTargets', {
    source: { path: program.path },
    line: program.line('inner') + 1,
  });
  expect(targets).toHaveLength(1);
  expect((await driver.request('stepInTargets', { frameId })).targets).toEqual([]);
  const text = (await driver.request('source', { source: { path: stop.top.source?.path ?? '' }, sourceReference: 0 }))
    .content;
  expect(text).toContain('@inner');
  const library = (await driver.request('evaluate', { frameId, context: 'clipboard', expression: 'library' })).result;
  const read = driver.request('source', { source: { path: library.replaceAll("'", '') }, sourceReference: 0 });
  const found = await read.then(
    ({ content }) => content,
    (error: Error) => error.message, // some releases of Pyodide have no sources of the library
  );
  expect(found).toMatch(/class JSONDecoder|is not available/);
  const [label] = (await driver.request('completions', { frameId, text: 'helper(', column: 8 })).targets;
  expect(label?.label).toContain('n');

  await driver.request('setBreakpoints', { source: { path: program.path }, breakpoints: [] });
  await driver.request('restartFrame', { frameId });
  expect((await driver.stopped()).line).toBe(program.line('inner'));
  const calling = await driver.step('next');
  const calls = (await driver.request('stepInTargets', { frameId: calling.top.id })).targets;
  expect(calls.map(({ label }) => label)).toEqual(['helper']);
  expect((await driver.continue()).event.reason).toBe('data breakpoint');
  await driver.request('setDataBreakpoints', { breakpoints: [] });
  const changed = await driver.request('dapper/hotReload', {
    source: { path: program.path },
    text: program.text.replace('n * 2', 'n * 3'),
  });
  expect(changed.updated.length + changed.refused.length).toBeGreaterThan(0);
  const called = await driver.continue();
  expect([called.top.name, called.event.reason]).toEqual(['again', 'function breakpoint']);
  await driver.request('setExceptionBreakpoints', {
    filters: [],
    filterOptions: [{ filterId: 'raised', condition: "__exception__.__class__.__name__ == 'Exception'" }],
  });
  expect((await driver.continue()).at).toBe('fails');
  const info = await driver.request('exceptionInfo', { threadId: 1 });
  expect(info.details?.innerException?.[0]?.fullTypeName).toBe('KeyError');
  await driver.request('setExceptionBreakpoints', { filters: [] });
  expect(await driver.finish()).toBe('end\n');
  expect(driver.output('important')).toBe('');
});
