/** Programs that replace or delete what the standard library offers: the debugger does its work with its own copies. */
import { describe, expect, test } from 'vitest';
import { moduleBeside, writeProgram } from './debuggee.ts';
import { BACKEND_NAMES, BACKENDS, debug, type Setup } from './driver.ts';
import { HARMS, harmModule } from './harms.ts';

/** Does everything that a person does at a stop, after the program has done its harm. */
async function debugThrough(harms: readonly string[], setup: Setup = {}): Promise<void> {
  const program = writeProgram(
    `
    import sys
    write = sys.stdout.write
    caught = Exception, KeyError
    class Point:
        def __init__(self, x):
            self.x = x
    def work(value):
        total = value.x + 1  # @work
        return total
    def tested(i):
        return i  # @tested
    def told(i):
        return i  # @told
    def later(i):
        return i  # @later
    def fails():
        raise caught[1]("gone")  # @fails
    from harm import harm
    work(Point(1))
    harm()
    work(Point(2))
    tested(3)
    told(4)
    later(5)
    try:
        fails()
    except caught:
        pass
    write("end\\n")
  `,
    { 'harm.py': harmModule(harms) },
  );
  const driver = await debug(program, {
    ...setup,
    breakpoints: ['work', { at: 'tested', condition: 'i == 3' }, { at: 'told', logMessage: 'i is {i}' }],
    filters: ['raised'],
  });
  expect((await driver.stopped()).at).toBe('work');
  const stop = await driver.continue();
  expect([stop.at, stop.top.name, stop.frames.length]).toEqual(['work', 'work', 2]);
  expect((await driver.variables(stop)).get('value')?.value).toBe('Point(x=2)');
  const globals = await driver.variables(stop, 'Globals');
  expect(globals.get('write')?.value).toContain('write');
  expect(await driver.evaluate(stop, 'value.x * 3')).toBe('6');
  expect(await driver.evaluate(stop, '[value for _ in (1, 2)][0].x')).toBe('2');
  const frameId = stop.top.id;
  const typed = { frameId, context: 'repl', expression: 'for each in (1, 2):\n    value.x = each' };
  expect((await driver.request('evaluate', typed)).result).toBe('');
  expect(await driver.refused('evaluate', { frameId, context: 'repl', expression: 'value.y' })).toContain(
    'no attribute',
  );
  expect((await driver.request('evaluate', { frameId, context: 'hover', expression: 'value.x' })).result).toBe('2');
  const { targets } = await driver.request('completions', { frameId, text: 'value.', column: 7 });
  expect(targets.map(({ label }) => label)).toContain('x');
  await driver.request('setExpression', { frameId, expression: 'value.x', value: '5' });
  expect((await driver.request('source', { source: { path: program.path }, sourceReference: 0 })).content).toContain(
    '@work',
  );
  await driver.request('modules', {});
  await driver.request('loadedSources', {});
  await driver.request('breakpointLocations', { source: { path: program.path }, line: 1, endLine: 20 });
  await driver.setBreakpoints(['tested', 'later', { at: 'told', logMessage: 'i is {i}' }]);
  expect((await driver.step('next')).line).toBe(program.line('work') + 1);
  expect(await driver.evaluate(stop, 'total').catch(() => 'stale')).toBe('stale');
  expect((await driver.continue()).at).toBe('tested');
  expect((await driver.step('stepIn')).top.name).toBe('<module>');
  expect((await driver.continue()).at).toBe('later');
  expect(driver.output('console')).toContain('i is 4');
  expect((await driver.continue()).at).toBe('fails');
  const info = await driver.request('exceptionInfo', { threadId: 1 });
  expect([info.exceptionId, info.description, info.details?.fullTypeName]).toEqual(['KeyError', "'gone'", 'KeyError']);
  expect(info.details?.stackTrace).toContain('in fails');
  expect((await driver.request('dapper/frameEvalStatus', undefined)).runtimeStatus.python_version).toMatch(/^3\./);
  // What the interpreter itself calls of the program's functions at its end does not concern this test.
  await driver.request('setExceptionBreakpoints', { filters: [] });
  expect(await driver.finish()).toBe('end\n');
  expect(driver.output('important')).toBe('');
}

test.each(Object.entries(HARMS))('a program that %s is debugged on', async (_name, harm) => {
  await debugThrough([harm]);
});

describe.each(BACKEND_NAMES)('on %s', (backend) => {
  test('a program that takes everything away at once is debugged on', async () => {
    const every = HARMS['replaces everything in the modules that Python has loaded, but for its own'];
    const harms = [every, HARMS['empties sys.modules']];
    await debugThrough(harms, { launch: { frameEvalConfig: BACKENDS[backend] } });
  });
});

// Nothing of the kind is known: it stands for a mistake of the debugger's.
test.each(BACKEND_NAMES)(
  'a condition that fails to be compiled into a module is tested there all the same: %s',
  async (backend) => {
    const program = writeProgram(
      `
    import gc, types
    x = 1  # @start
    for each in gc.get_objects():
        if type(each) is types.FunctionType and each.__qualname__ == "inject":
            each.__code__ = (lambda *arguments: 1 / 0).__code__
    import other
  `,
      { 'other.py': 'def f(i):\n    return i  # @here\nfor i in range(5): f(i)\n' },
    );
    const driver = await debug(program, { breakpoints: ['start'], launch: { frameEvalConfig: BACKENDS[backend] } });
    await driver.stopped();
    await driver.setBreakpoints([{ at: 'here', condition: 'i == 3' }], moduleBeside(program, 'other.py'));
    const stop = await driver.continue();
    expect([stop.line, await driver.evaluate(stop, 'i')]).toEqual([2, '3']);
    const { breakpoint } = await driver.event(
      'breakpoint',
      (body) => body.breakpoint.message && body.breakpoint.verified,
    );
    expect(breakpoint.message).toMatch(
      /^'Compiling a breakpoint's condition into the program' failed because of a mistake in the debugger: ZeroDivisionError.* It is evaluated at each visit of the line instead, which is slower\.$/,
    );
    expect(driver.output('important')).toContain("Compiling a breakpoint's condition");
    await driver.finish();
  },
);
