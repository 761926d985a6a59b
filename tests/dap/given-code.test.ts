/** Code that reaches a function without the code around it having run: made of other code, read from bytes, or handed over. */
import { describe, expect, test } from 'vitest';
import { Course } from './course.ts';
import { moduleBeside } from './debuggee.ts';
import { BACKEND_NAMES, type Driver } from './driver.ts';

const HELPER = `
  """What is written here runs, and the body of this module never does."""
  assert __name__ == "never"

  def shout(text):
      loud = text.upper()  # @shout
      return loud + "!"

  class Box:
      def open(self):
          return "opened"  # @open

  def count():
      yield 1
      yield 2  # @second
`;

/** Ways to a function of helper.py; each prints what it says. */
const WAYS = {
  'types.FunctionType of what was compiled': `
    module = compile(text, path, "exec")
    code = next(each for each in module.co_consts if getattr(each, "co_name", "") == "shout")
    print(types.FunctionType(code, {})("a"))
  `,
  'marshal.loads and types.FunctionType': `
    module = marshal.loads(marshal.dumps(compile(text, path, "exec")))
    code = next(each for each in module.co_consts if getattr(each, "co_name", "") == "shout")
    print(types.FunctionType(code, {}, "other")("a"))
  `,
  'an assignment to __code__': `
    module = compile(text, path, "exec")
    code = next(each for each in module.co_consts if getattr(each, "co_name", "") == "shout")
    def stand_in(text):
        return text
    before = stand_in("a")
    stand_in.__code__ = code
    print(stand_in("a"))
  `,
  'a function that was made while nothing was asked for': `
    module = compile(text, path, "exec")
    code = next(each for each in module.co_consts if getattr(each, "co_name", "") == "shout")
    made = [types.FunctionType(code, {}) for _ in range(3)]
    print([function("a") for function in made][0])
  `,
  'code.replace': `
    module = compile(text, path, "exec")
    code = next(each for each in module.co_consts if getattr(each, "co_name", "") == "shout")
    print(types.FunctionType(code.replace(co_name="renamed"), {})("a"))
  `,
} as const;

const START = `import marshal
import os
import types
path = os.path.join(os.path.dirname(__file__), "helper.py")
text = open(path).read()  # @start
`;

describe.each(BACKEND_NAMES)('on %s', (backend) => {
  const course = new Course({ backend });

  const started = async (way: string) => {
    const body = way.replaceAll(/^ {4}/gm, '').trimStart();
    const driver = await course.run(START + body, { breakpoints: ['start'] }, { 'helper.py': HELPER });
    await driver.stopped();
    return { driver, helper: moduleBeside(driver.program, 'helper.py') };
  };

  test.each(Object.entries(WAYS))('%s stops at the breakpoint', async (_name, way) => {
    const { driver, helper } = await started(way);
    const [answer] = await driver.setBreakpoints(['shout'], helper);
    expect(answer?.verified).toBe(false);
    const lines = await stopLines(driver);
    expect(new Set(lines)).toEqual(new Set([helper.line('shout')]));
    await driver.setBreakpoints([], helper);
    expect(driver.output('stdout')).toMatch(/A!\n$/);
  });

  test.each(Object.entries(WAYS))('%s stops where a condition holds', async (_name, way) => {
    const { driver, helper } = await started(way);
    await driver.setBreakpoints([{ at: 'shout', condition: 'text == "a"' }], helper);
    const stop = await driver.continue();
    expect([stop.line, await driver.evaluate(stop, 'text')]).toEqual([helper.line('shout'), "'a'"]);
    await driver.setBreakpoints([], helper);
    expect(await driver.finish()).toMatch(/A!\n$/);
  });

  test('a breakpoint that is set after the function was made stops', async () => {
    const { driver, helper } = await started(`
    module = compile(text, path, "exec")
    codes = {each.co_name: each for each in module.co_consts if hasattr(each, "co_name")}
    shout, count = types.FunctionType(codes["shout"], {}), types.FunctionType(codes["count"], {})
    running = count()
    next(running)
    breakpoint()
    print(shout("b"))
    print(next(running), list(count()))
    again = types.FunctionType(codes["shout"], {})
    print(again("c"))
    `);
    await driver.continue();
    await driver.setBreakpoints(['shout', 'second'], helper);
    const [shout, second] = [helper.line('shout'), helper.line('second')];
    expect(await stopLines(driver)).toEqual([shout, second, second, shout]);
    expect(driver.output('stdout')).toMatch(/B!\n2 \[1, 2\]\nC!\n$/);
  });

  test('what a function is given runs as it is where nobody asks for it', async () => {
    const { driver, helper } = await started(`
    module = compile(text, path, "exec")
    code = next(each for each in module.co_consts if getattr(each, "co_name", "") == "shout")
    function = types.FunctionType(code, {})
    print(function.__code__ is code, function("d"), function.__code__.co_filename == path)
    `);
    await driver.setBreakpoints(['open'], helper);
    expect(await driver.finish()).toMatch(/True D! True\n$/);
  });
});

/** The lines of all stops from here to the end. */
async function stopLines(driver: Driver): Promise<number[]> {
  const lines: number[] = [];
  await driver.resume();
  for (let stop = await driver.stoppedOrEnded(); stop; stop = await driver.stoppedOrEnded()) {
    lines.push(stop.line);
    await driver.resume();
  }
  return lines;
}
