/** Values of classes that do harm when they are inspected: everything is shown, and no request fails. */
import { describe, expect, test } from 'vitest';
import { writeProgram } from './debuggee.ts';
import { debug } from './driver.ts';

const RAISED = ['KeyboardInterrupt', 'SystemExit', 'GeneratorExit', 'RecursionError'] as const;

const META = (raised: string) => `
  def boom(*arguments):
      raise ${raised}("the debugger has called a method of the program")
  armed = False
  def armed_boom(*arguments):
      if armed:
          boom()
      return type.__getattribute__(*arguments)
  class Meta(type):
      __instancecheck__ = __subclasscheck__ = __bool__ = __len__ = __dir__ = boom
      __getattribute__ = armed_boom
      __eq__ = __ne__ = __hash__ = boom
      __name__ = property(boom)
      def __repr__(cls):
          return "odd"
  class Odd(metaclass=Meta):
      part = 1
      def __init__(self):
          self.own = 2
      __class__ = property(boom)
      __eq__ = __bool__ = __len__ = boom
      __hash__ = boom
      def __getattribute__(self, name):
          if armed:
              boom()
          return object.__getattribute__(self, name)
      def __repr__(self):
          return "<odd>"
  class ErrorMeta(Meta):  # the interpreter itself asks these two when an exception is raised
      __instancecheck__ = type.__instancecheck__
      __subclasscheck__ = type.__subclasscheck__
  class OddError(Exception, metaclass=ErrorMeta):
      def __str__(self):
          boom()
      def __getattribute__(self, name):
          if armed:
              boom()
          return Exception.__getattribute__(self, name)
  def work(value, kind, several, error):
      return value  # @work
  odd = Odd()
  several = [odd, Odd, (odd,), {"odd": odd}]
  error = OddError("gone", odd)
  armed = True
  work(odd, Odd, several, error)
  def fails():
      raise error  # @fails
  try:
      fails()
  except:
      pass
  armed = False
  print("end")
`;

describe.each(RAISED)('a class whose metaclass raises %s', (raised) => {
  test('is shown, with its objects and its errors', async () => {
    const driver = await debug(writeProgram(META(raised)), { breakpoints: ['work'], filters: ['raised'] });
    let stop = await driver.stopped();
    while (stop.at !== 'work') stop = await driver.continue();
    const frameId = stop.top.id;
    const shown = await driver.variables(stop);
    expect(shown.get('value')?.value).toBe('<odd>');
    expect(shown.get('value')?.type).toBe('Odd');
    expect(shown.get('several')?.value).toContain('<odd>');
    for (const { variablesReference, name } of shown.values()) {
      const { variables } = await driver.request('variables', { variablesReference });
      expect(variables.length, name).toBeGreaterThan(0);
      for (const inner of variables) {
        if (inner.variablesReference) {
          await driver.request('variables', { variablesReference: inner.variablesReference });
        }
      }
    }
    await driver.variables(stop, 'Globals');
    for (const context of ['hover', 'watch', 'repl', 'clipboard']) {
      for (const expression of ['value', 'kind', 'error', 'several[0]']) {
        await driver.request('evaluate', { frameId, context, expression });
      }
    }
    expect(await driver.refused('evaluate', { frameId, context: 'hover', expression: 'value.own' })).toContain(
      'may run code',
    );
    expect(await driver.refused('evaluate', { frameId, context: 'watch', expression: 'kind == 1' })).toContain(raised);
    for (const text of ['value.', 'kind.', 'error.', 'od']) {
      await driver.request('completions', { frameId, text, column: text.length + 1 });
    }
    expect((await driver.continue()).at).toBe('fails');
    const info = await driver.request('exceptionInfo', { threadId: 1 });
    expect([info.exceptionId, info.details?.typeName]).toEqual(['OddError', 'OddError']);
    expect(info.description).toContain('str() raised');
    await driver.request('setExceptionBreakpoints', { filters: [] });
    expect(await driver.finish()).toBe('end\n');
    expect(driver.output('important')).toBe('');
  });
});

test('an expression nested too deeply gets one clear error, in every context', async () => {
  const driver = await debug(
    writeProgram(`
      class Node:
          def __init__(self):
              self.next = self
      node = Node()
      print("end")  # @here
    `),
    { breakpoints: ['here'] },
  );
  const stop = await driver.stopped();
  const frameId = stop.top.id;
  const chain = (links: number) => `node${'.next'.repeat(links)}`;
  for (const context of ['hover', 'watch', 'repl']) {
    const { result } = await driver.request('evaluate', { frameId, context, expression: chain(100) });
    expect(result).toMatch(/^Node\(next=Node\(/);
    for (const expression of [
      chain(3_000),
      chain(15_000),
      `${'('.repeat(3_000)}1${')'.repeat(3_000)}`,
      `${'-'.repeat(5_000)}1`,
    ]) {
      const answer = await driver
        .request('evaluate', { frameId, context, expression })
        .catch((error: Error) => error.message);
      if (typeof answer === 'string')
        expect(answer).toMatch(/nested too deeply|too many nested parentheses|an operator runs code/);
      else expect(answer.result).toMatch(/Node\(|^1$/);
    }
  }
  await driver.request('completions', { frameId, text: `${chain(3_000)}.`, column: 15_006 });
  expect(await driver.finish()).toBe('end\n');
});

test('built-ins that are a mapping of the program are not asked for their names', async () => {
  const driver = await debug(
    writeProgram(`
      import builtins
      import types
      class Names:
          def __getitem__(self, name):
              return vars(builtins)[name]
          def items(self):
              print("asked")
              return vars(builtins).items()
          keys = __iter__ = items
      def work(x):
          return len(x)  # @here
      odd = types.FunctionType(work.__code__, {"__builtins__": Names(), "__name__": "odd"})
      odd([1, 2])
      print("end")
    `),
    { breakpoints: ['here'] },
  );
  const stop = await driver.stopped();
  const frameId = stop.top.id;
  await driver.request('completions', { frameId, text: 'le', column: 3 });
  await driver.request('evaluate', { frameId, context: 'hover', expression: 'x' });
  const { result } = await driver.request('evaluate', { frameId, context: 'watch', expression: 'len(x) + 1' });
  expect(result).toBe('3');
  expect(await driver.finish()).toBe('end\n');
});
