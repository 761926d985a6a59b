/** What the debugger has looked at is freed when the program frees it, without the garbage collector, and is as it was. */
import { describe, expect, test } from 'vitest';
import { writeProgram } from './debuggee.ts';
import { BACKEND_NAMES, BACKENDS, type Driver, debug, type Spot } from './driver.ts';

const PROGRAM = `
  import gc
  gc.disable()

  class Counted:
      alive = 0

      def __init__(self):
          Counted.alive += 1

      def __del__(self):
          Counted.alive -= 1

  def work():
      kept = Counted()
      items = [1]
      x = 1  # @stop
      return x

  for turn in range(3):
      work()
      print(Counted.alive)
`;

const FREED = '0\n0\n0\n';

/** What is entered, watched and copied at a stop. */
const ENTERED = [
  'items = 5',
  'new = 5',
  'def made(): return kept',
  '[each for each in items]',
  'nope',
  '1/0',
  'next(iter([]))',
  'raise StopIteration',
];

/** Continues until the program has ended. */
async function finish(driver: Driver): Promise<string> {
  let stop = await driver.continueOrEnd();
  while (stop) stop = await driver.continueOrEnd();
  return driver.output('stdout');
}

describe.each(BACKEND_NAMES)('on %s', (backend) => {
  const start = (text: string, ...breakpoints: readonly Spot[]) =>
    debug(writeProgram(text), { launch: { frameEvalConfig: BACKENDS[backend] }, breakpoints });

  test.each([
    [{ logMessage: 'x' }, 'x'],
    [{ logMessage: '{items[0]:{items[0]}} {next(iter([]))}' }, '1 StopIteration'],
    [{ condition: '[each for each in []]' }, ''],
    [{ condition: '(found := 0)' }, ''],
    [{ condition: 'next(iter([]))' }, "Condition 'next(iter([]))' raised StopIteration"],
  ])('by %j', async (details, said) => {
    const driver = await start(PROGRAM, { at: 'stop', ...details });
    let stop = await driver.stoppedOrEnded();
    while (stop) stop = await driver.continueOrEnd();
    expect(driver.output('stdout')).toBe(FREED);
    expect(driver.output('console')).not.toContain('mistake');
    expect(driver.output('console') + driver.output('important')).toContain(said);
  });

  test.each([
    [{}, []],
    [{ condition: 'result.get()' }, []],
    [{ condition: '[result.get() for _ in "a"]' }, []],
    [{ logMessage: '{result.get()} {result.value}' }, []],
    [{}, ['raise', 'result.get()', 'await asyncio.sleep(0); result.get()', 'raise TypeError from result.error']],
  ])('an exception that is raised once more, by %j and %j, has the traceback that it had', async (details, entered) => {
    const driver = await start(
      `
        import asyncio

        class Result:
            def __init__(self, error): self.error = error
            def get(self): raise self.error
            def __repr__(self): raise self.error
            value = property(get)

        def fails(): raise KeyError("original")

        def work():
            try:
                fails()
            except KeyError as error:
                result = Result(error)
                pass  # @stop
                trace = error.__traceback__
                while trace:
                    print(trace.tb_frame.f_code.co_name)
                    trace = trace.tb_next

        work()
      `,
      { at: 'stop', ...details },
    );
    const stop = await driver.stoppedOrEnded();
    if (stop) {
      const frameId = stop.top.id;
      for (const expression of entered)
        expect(await driver.refused('evaluate', { expression, frameId, context: 'repl' })).not.toContain('/dapper/');
      for (const expression of ['result.get()', 'result.value', 'result', 'f"{result}"']) {
        for (const context of ['watch', 'hover', 'clipboard'])
          await driver.session.request('evaluate', { expression, frameId, context }).catch(() => {});
      }
      await driver.refused('setExpression', { expression: 'result.get().x', value: '1', frameId });
      const { variablesReference = 0 } = (await driver.variables(stop)).get('result') ?? {};
      const { variables } = await driver.request('variables', { variablesReference });
      const lazy = variables.find(({ name }) => name === 'value');
      await driver.request('variables', { variablesReference: lazy?.variablesReference ?? 0 });
      await driver.resume();
      await driver.ended();
    }
    expect(driver.output('stdout')).toBe('work\nfails\n');
  });

  test('by what is evaluated, and what raises StopIteration is no mistake of the debugger', async () => {
    const driver = await start(PROGRAM, 'stop');
    const { top } = await driver.stopped();
    for (const expression of ENTERED) {
      for (const context of ['repl', 'watch', 'clipboard'] as const) {
        const answer = driver.request('evaluate', { expression, frameId: top.id, context });
        const text = await answer.then(
          ({ result }) => result,
          (error: Error) => error.message,
        );
        expect(text).not.toContain('mistake');
        if (/next|raise/.test(expression) && context === 'repl') expect(text).toMatch(/\nStopIteration$/);
      }
    }
    expect(await finish(driver)).toBe(FREED);
  });

  test('by looks, changes, steps and a frame that begins again', async () => {
    const driver = await start(PROGRAM, 'stop');
    const { top } = await driver.stopped();
    const frameId = top.id;
    const { scopes } = await driver.request('scopes', { frameId });
    const variablesReference = scopes[0]?.variablesReference ?? 0;
    const { variables } = await driver.request('variables', { variablesReference });
    for (const each of variables.filter((one) => one.variablesReference > 0)) {
      await driver.request('variables', { variablesReference: each.variablesReference });
    }
    await driver.request('setVariable', { variablesReference, name: 'items', value: '[2, kept]' });
    await expect(driver.request('setVariable', { variablesReference, name: 'items', value: '1/0' })).rejects.toThrow();
    await driver.request('completions', { text: 'kept.', column: 6, frameId });
    await driver.request('stepInTargets', { frameId });
    await driver.request('dapper/inlineValues', { frameId });
    await driver.step('next');
    const { top: next } = await driver.step('stepOut');
    expect(next.name).toBe('<module>');
    const stop = await driver.continue();
    await driver.request('restartFrame', { frameId: stop.top.id });
    await driver.stopped();
    expect(await finish(driver)).toBe(FREED);
  });

  test.each(['n', 'len(items)', 'kept'])('by a data breakpoint on %s', async (name) => {
    const driver = await start(
      `
        import gc, weakref
        gc.disable()

        class Kept:
            pass

        def work():
            global reference
            kept = Kept()
            reference = weakref.ref(kept)
            items = [1]
            n = 1  # @stop
            n = 2
            items.append(2)
            return n

        work()
        print(reference())
      `,
      'stop',
    );
    const { top } = await driver.stopped();
    const { dataId } = await driver.request('dataBreakpointInfo', { name, frameId: top.id });
    expect(dataId).not.toBeNull();
    await driver.request('setDataBreakpoints', { breakpoints: [{ dataId: dataId ?? '' }] });
    expect(await finish(driver)).toBe('None\n');
  });
});
