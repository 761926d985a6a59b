/** Where a breakpoint lands: on code, on the next line with code, or nowhere, and what the client learns. */
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import { describe, expect, test } from 'vitest';
import { moduleBeside, writeProgram } from './debuggee.ts';
import { type Driver, debug } from './driver.ts';

/** What is known of breakpoints now: the answer, brought up to date by the events since. */
function uptodate(driver: Driver, answers: readonly Dap.Breakpoint[]): Dap.Breakpoint[] {
  const changes = driver.happenings.filter(({ event }) => event === 'breakpoint').map(({ body }) => body.breakpoint);
  return answers.map((answer) => Object.assign({}, answer, ...changes.filter(({ id }) => id === answer.id)));
}

const LINES = `
  """The module's docstring.

  Its second line.  # @docstring
  """

  # A comment.  # @comment
  import functools  # @import
                                          # @blank

  def decorate(function):
      @functools.wraps(function)
      def wrapper(*args):
          return function(*args)
      return wrapper


  @decorate  # @decorator
  def decorated(  # @decorated_def
      first,  # @parameter
      second=2,  # @default
  ):
      """A function's docstring."""  # @function_docstring
      return first + second  # @decorated_body


  def plain(number):  # @def
      global counter  # @global
      if number:
          counter = 1  # @then_body
      else:  # @else
          counter = 2  # @else_body
      try:  # @try
          number / 1  # @try_body
      finally:  # @finally
          counter += 1  # @finally_body
      return counter  # @return


  class Thing:  # @class
      """A docstring."""  # @class_docstring

      size = 1  # @size

      def method(self): return self.size  # @one_line


  result = max(  # @call
      plain(0),  # @first_argument
      plain(1),  # @second_argument
  )  # @close
  # The string.  # @before_string
  text = """
  A long  # @inside_string
  string.
  """  # @string_end
  table = {  # @table
      "a": 1,
      # A comment in a display.  # @comment_in_display
      "b": plain(2),  # @display_value
  }  # @display_end
  double = lambda number: number * 2  # @lambda
  total = [
      number  # @element
      for number in range(2)  # @in_range
  ]
  decorated(1), Thing().method(), double(2)  # @calls
  if result > 100:
      pass  # @pass
  print("end")  # @end
  # The last comment.  # @after_the_end
`;

describe('the breakpoints of one file, asked for together', () => {
  /** Where each of the markers may land; the first that is named where more than one is right. */
  const LANDS: Readonly<Record<string, readonly string[]>> = {
    docstring: ['import'],
    comment: ['import'],
    import: ['import'],
    decorator: ['decorator'],
    decorated_def: ['decorated_def', 'decorator', 'default'],
    function_docstring: ['decorated_body'],
    decorated_body: ['decorated_body'],
    def: ['def'],
    then_body: ['then_body'],
    else: ['else_body'],
    else_body: ['else_body'],
    try_body: ['try_body'],
    finally: ['finally_body'],
    return: ['return'],
    class: ['class'],
    class_docstring: ['size'],
    one_line: ['one_line'],
    call: ['call'],
    first_argument: ['first_argument'],
    close: ['call'],
    inside_string: ['before_string'],
    comment_in_display: ['display_value', 'table'],
    display_end: ['table', 'display_value'],
    lambda: ['lambda'],
    element: ['element'],
    pass: ['pass'],
    end: ['end'],
  };
  const MARKERS = Object.keys(LANDS);

  test('are verified on lines that run; past the end they are not, and the client learns why', async () => {
    const program = writeProgram(LINES);
    const driver = await debug(program, { breakpoints: [...MARKERS, 'after_the_end', 9999] });
    const stop = await driver.stopped();
    expect(stop.at).toBe('import');
    const answers = uptodate(driver, await driver.setBreakpoints([...MARKERS, 'after_the_end', 9999]));
    for (const [index, marker] of MARKERS.entries()) {
      const answer = answers[index];
      expect(answer?.verified, `${marker}: ${answer?.message}`).toBe(true);
      // A line of a string has no room for a marker: the one before its statement stands for it.
      const line = answer?.line ?? 0;
      const lands = program.markerAt(line) ?? program.markerAt(line - 1);
      expect(LANDS[marker], `line of ${marker}`).toContain(lands);
    }
    for (const answer of answers.slice(MARKERS.length)) {
      expect(answer.verified).toBe(false);
      expect(answer.message).toMatch(/no code/i);
    }
  });

  test('stop at the line that the answer named, in the order in which the program runs', async () => {
    const program = writeProgram(LINES);
    const asked = [
      'comment',
      'decorated_def',
      'class_docstring',
      'close',
      'else',
      'finally',
      'one_line',
      'pass',
      'end',
    ];
    const driver = await debug(program, { breakpoints: asked });
    const stop = await driver.stopped();
    const lines = uptodate(driver, await driver.setBreakpoints(asked)).map(({ line }) => line);
    const visited = new Set([stop.line]);
    for (let at = stop.at; at !== 'end'; ) {
      const next = await driver.continue();
      expect(lines).toContain(next.line);
      visited.add(next.line);
      at = next.at;
    }
    // The pass is never reached, all the others are.
    expect([...new Set(lines)].filter((line) => !visited.has(line ?? 0))).toEqual([program.line('pass')]);
    expect(await driver.finish()).toBe('end\n');
  });
});

describe('the life of a breakpoint', () => {
  test('in a module that is not imported yet it is pending, then bound by an event when the import runs', async () => {
    const main = writeProgram(
      `
        print("before")  # @before
        import helper
        print(helper.double(2))
      `,
      {
        'helper.py': `
          # A comment.  # @comment
          def double(n):
              return n * 2  # @double
        `,
      },
    );
    const helper = moduleBeside(main, 'helper.py');
    const driver = await debug(main, { breakpoints: ['before'] });
    await driver.stopped();
    const [comment, double] = await driver.setBreakpoints(['comment', 'double'], helper);
    expect([comment?.verified, double?.verified]).toEqual([false, false]);
    expect(double?.message).toMatch(/pending/i);
    await driver.setBreakpoints(['double'], helper);
    const stop = await driver.continue();
    expect([stop.top.source?.path, stop.line]).toEqual([helper.path, helper.line('double')]);
    const bound = await driver.event('breakpoint', (body) => body.breakpoint.id === double?.id);
    expect([bound.reason, bound.breakpoint.verified, bound.breakpoint.line]).toEqual([
      'changed',
      true,
      helper.line('double'),
    ]);
    expect(await driver.finish()).toBe('before\n4\n');
  });

  test('it is removed while the program stands on it, and does not stop again', async () => {
    const driver = await debug(
      writeProgram(`
        for number in range(3):
            print(number)  # @print
      `),
      { breakpoints: ['print'] },
    );
    await driver.stopped();
    await driver.continue();
    await driver.setBreakpoints([]);
    expect(await driver.finish()).toBe('0\n1\n2\n');
  });

  test('set on a later line of a function that is running, it stops in that very call', async () => {
    const driver = await debug(
      writeProgram(`
        def work():
            total = 0  # @first
            for number in range(3):
                total += number  # @loop
            return total  # @return

        print(work())
      `),
      { breakpoints: ['first'] },
    );
    await driver.stopped();
    await driver.setBreakpoints([{ at: 'loop', condition: 'number == 2' }, 'return']);
    const stop = await driver.continue();
    expect([stop.at, await driver.evaluate(stop, 'total, number')]).toEqual(['loop', '(1, 2)']);
    expect((await driver.continue()).at).toBe('return');
  });

  test('the stop names the ids of the breakpoints that were hit', async () => {
    const program = writeProgram('print("x")  # @print\n');
    const driver = await debug(program, { breakpoints: [] });
    await driver.ended();
    const again = await debug(program, { breakpoints: ['print'] });
    const stop = await again.stopped();
    const [known] = await again.setBreakpoints(['print']);
    expect(stop.event.hitBreakpointIds).toEqual([known?.id]);
    expect(stop.event.allThreadsStopped).toBe(true);
  });

  test('breakpointLocations names the lines of a range where the program can stop', async () => {
    const program = writeProgram(LINES);
    const driver = await debug(program, { breakpoints: ['import'] });
    await driver.stopped();
    const { breakpoints } = await driver.request('breakpointLocations', {
      source: { path: program.path },
      line: program.line('def'),
      endLine: program.line('return'),
    });
    const markers = breakpoints.map(({ line }) => program.markerAt(line));
    expect(markers).toEqual(
      expect.arrayContaining(['def', 'then_body', 'else_body', 'try_body', 'finally_body', 'return']),
    );
    expect(markers).not.toContain('global');
    expect(markers).not.toContain('else');
  });

  test('a `break`, a `continue` and a one-line docstring have lines of their own, whatever they are compiled to', async () => {
    const driver = await debug(
      writeProgram(`
        def leaves(items):
            for item in items:
                if item:
                    break  # @break
            return 1

        def falls(items):
            for item in items:
                for other in items:
                    if other:
                        break  # @inner_break
                if item:
                    break  # @outer_break

        def goes_on(items):
            while items:
                if items.pop():
                    continue  # @continue
                return None

        async def waits(items):
            async for item in items:
                if item:
                    break  # @async_break
            return item

        async def made():
            yield 1
            yield 2

        def documented(): "Says it all."; return 4  # @documented

        leaves([1]), falls([1]), goes_on([1]), documented()
        await waits(made())
        print("end")  # @end
      `),
      { breakpoints: ['break', 'inner_break', 'outer_break', 'continue', 'async_break', 'documented', 'end'] },
    );
    const places: string[] = [];
    for (let stop = await driver.stopped(); stop.at !== 'end'; stop = await driver.continue()) {
      places.push(`${stop.at} in ${stop.top.name}`);
    }
    expect(places).toEqual([
      'documented in <module>',
      'break in leaves',
      'inner_break in falls',
      'outer_break in falls',
      'continue in goes_on',
      'documented in documented',
      'async_break in waits',
    ]);
    await driver.finish();
  });

  test('on one line functions, it stops when they run and when they are defined', async () => {
    const driver = await debug(
      writeProgram(`
        double = lambda n: n * 2  # @lambda
        def triple(n): return n * 3  # @one_line
        class Small: size = 4  # @class
        print(double(1), triple(1), Small.size)  # @print
      `),
      { breakpoints: ['lambda', 'one_line', 'class'] },
    );
    const places: string[] = [];
    let stop = await driver.stopped();
    while (places.length < 5) {
      places.push(`${stop.at} in ${stop.top.name}`);
      if (places.length < 5) stop = await driver.continue();
    }
    expect(places).toEqual([
      'lambda in <module>',
      'one_line in <module>',
      'class in <module>',
      'lambda in <lambda>',
      'one_line in triple',
    ]);
    expect(await driver.finish()).toBe('2 3 4\n');
  });
});

test('a breakpoint in a function that is nothing but a docstring stands where its code is: on its first line', async () => {
  const program = writeProgram(`
    import functools

    def short():  # @short
        """Nothing else."""

    class Thing:
        @functools.cache  # @decorated
        def method(
            self,
        ):

            """Nothing else.
            """

    def other():
        return 1  # @other

    print(short(), Thing().method(), other())  # @end
  `);
  const inside = [program.line('short') + 1, program.line('decorated') + 5] as const;
  const driver = await debug(program, { breakpoints: ['end'], launch: { stopOnEntry: true } });
  await driver.stopped();
  const answers = await driver.setBreakpoints([...inside, { at: inside[0], condition: 'False' }]);
  expect(answers.map(({ line }) => program.markerAt(line ?? 0))).toEqual(['short', 'decorated', 'short']);
  const seen: string[] = [];
  for (let stop = await driver.continueOrEnd(); stop; stop = await driver.continueOrEnd()) {
    seen.push(`${stop.at} in ${stop.top.name}`);
  }
  expect(seen).toEqual(['short in <module>', 'decorated in Thing', 'short in short', 'decorated in Thing.method']);
});
