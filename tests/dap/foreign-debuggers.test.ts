/** Debuggers and tracers of the program's own: they do what they do without us, and breakpoints stop all the same. */
import { describe, expect, test } from 'vitest';
import { writeProgram } from './debuggee.ts';
import { BACKENDS, type Driver, debug, type Setup } from './driver.ts';

/** A debugger that is given commands, and prints where it stops. */
const PDB = `
  import io
  import pdb
  import sys

  class Told(pdb.Pdb):
      def __init__(self, *commands):
          super().__init__(stdin=io.StringIO("\\n".join(commands) + "\\n"), stdout=io.StringIO(), nosigint=True)
          self.use_rawinput = False

      def do_say(self, argument):
          print("at", self.curframe.f_code.co_name, self.curframe.f_lineno - self.curframe.f_code.co_firstlineno)
`;

const SESSIONS = {
  'its set_trace stops at once': `
    def work():
        start = 1
        Told("say", "n", "say", "n", "say", "c").set_trace()
        one = start + 1
        two = one + 1
        return two
    print(work(), sys.gettrace() is None)
  `,
  'its set_trace stops at once in code that was made of other code': `
    def made():
        Told("say", "s", "say", "s", "say", "c").set_trace()
        one = 1
        return one
    made.__code__ = made.__code__.replace(co_name="renamed")
    print(made())
  `,
  'it stops where the caller goes on': `
    def inner():
        Told("say", "r", "say", "n", "say", "n", "say", "c").set_trace()
        return 1
    def outer():
        value = inner()
        value += 1
        return value
    print(outer())
  `,
  'it stops twice, and functions are new in between': `
    def first():
        Told("say", "n", "say", "c").set_trace()
        return 1
    def second():
        Told("say", "n", "say", "c").set_trace()
        return 2
    print(first(), (lambda: second())())
  `,
  'it hears of every instruction that it asks for': `
    seen = []
    def trace(frame, event, argument):
        frame.f_trace_opcodes = True
        if frame.f_code.co_name == "counted":
            seen.append((event, frame.f_lineno))
        return trace
    def helper():
        return 1
    def counted():
        total = helper()
        for number in range(3):
            total += number
        return total
    sys.settrace(trace)
    counted()
    sys.settrace(None)
    print(seen)
  `,
  'it quits in the middle': `
    import bdb
    def work():
        Told("n", "say", "q").set_trace()
        one = 1
        return one
    try:
        print(work())
    except bdb.BdbQuit:
        print("quit")
    print(sys.gettrace())
  `,
} as const;

async function outputOf(text: string, setup: Setup = {}): Promise<string> {
  return (await debug(writeProgram(text), setup)).ended();
}

const known = new Map<string, Promise<string>>();

/** What it prints without a debugger. */
function bareOutputOf(text: string): Promise<string> {
  const found = known.get(text) ?? outputOf(text, { launch: { noDebug: true } });
  known.set(text, found);
  return found;
}

function withPdb(text: string): string {
  return PDB + text.replaceAll(/^ {2}/gm, '');
}

describe.each(['eval_frame', 'sys_monitoring'] as const)('on %s', (backend) => {
  const launch = { frameEvalConfig: BACKENDS[backend] };

  test.each(Object.entries(SESSIONS))('pdb as without a debugger: %s', async (_name, text) => {
    const bare = await bareOutputOf(withPdb(text));
    expect(bare).not.toBe('');
    expect(await outputOf(withPdb(text), { launch, filters: ['userUnhandled'] })).toBe(bare);
  });

  test('an exception that a trace function raises at a line with a false condition reaches the program', async () => {
    const text = `
      import sys
      def trace(frame, event, argument):
          if frame.f_code.co_name in names and event == "line":
              raise ValueError("from the tracer")
          return trace
      def plain():
          value = 1  # @plain
          return value
      def handles():
          try:
              value = 1  # @handles
          except ValueError as error:
              return f"handled {error} {len(list(chain(error)))}"
          return value
      def chain(error):
          trace = error.__traceback__
          while trace:
              yield trace.tb_frame.f_code.co_name
              trace = trace.tb_next
      def run(function):
          global names
          names = {function.__name__}
          sys.settrace(trace)
          try:
              return function()
          except ValueError as error:
              return f"raised {error} {list(chain(error))} {error.__context__}"
          finally:
              sys.settrace(None)
      print(run(plain))
      print(run(handles))
    `;
    const condition = '0 > 1';
    const breakpoints = [
      { at: 'plain', condition },
      { at: 'handles', condition },
    ];
    const bare = await bareOutputOf(text);
    expect(await outputOf(text, { launch, breakpoints })).toBe(bare);
    expect(bare).toContain("raised from the tracer ['run', 'plain', 'trace'] None");
  });

  test('what is thrown into a generator that a trace function has moved to a false condition is not of that', async () => {
    const text = `
      import sys
      def numbers():
          print("again")  # @again
          yield 3
      def trace(frame, event, argument):
          if frame.f_code.co_name == "numbers" and event == "return" and argument == 3 and not jumps:
              jumps.append(frame.f_lineno)
              try:
                  frame.f_lineno = frame.f_lineno - 1
              except ValueError as error:
                  print(error)
          return trace
      jumps = []
      sys.settrace(trace)
      moved = numbers()
      next(moved)
      sys.settrace(None)
      try:
          moved.throw(KeyError("thrown"))
      except KeyError as error:
          print("out", error, error.__traceback__.tb_next.tb_lineno)
    `;
    const bare = await bareOutputOf(text);
    const breakpoints = [{ at: 'again', condition: '0 > 1' }];
    expect(await outputOf(text, { launch, breakpoints })).toBe(bare);
    expect(bare).toContain("out 'thrown'");
  });

  test('a jump that is not allowed raises at a line with a false condition too', async () => {
    const text = `
      import sys
      def jumping(function, line, target):
          first = function.__code__.co_firstlineno
          def trace(frame, event, argument):
              if frame.f_code.co_name == function.__name__ and event == "line" and frame.f_lineno == first + line:
                  frame.f_lineno = first + target
              return trace
          sys.settrace(trace)
          try:
              return function()
          except ValueError as error:
              return error
          finally:
              sys.settrace(None)
      def into_a_loop():
          out = [1]  # @loop
          for number in (1, 2):
              out.append(number)
          return out
      def out_of_a_with():
          with open(__file__) as file:
              out = 1  # @with
          return out
      def past():
          out = [1]  # @past
          out.append(2)
          out.append(3)
          return out
      print(jumping(into_a_loop, 1, 3))
      print(jumping(out_of_a_with, 2, 99))
      print(jumping(past, 2, 3))
    `;
    const condition = '0 > 1';
    const breakpoints = ['loop', 'with', 'past'].map((at) => ({ at, condition }));
    const bare = await bareOutputOf(text);
    expect(await outputOf(text, { launch, breakpoints })).toBe(bare);
    expect(bare).toMatch(/can't jump into[^\n]*\n[^\n]*comes after[^\n]*\n\[1, 3\]\n$/);
  });

  test('a condition that fails by itself is reported, also while a trace function is there', async () => {
    const program = writeProgram(`
      import sys
      def trace(frame, event, argument):
          return trace
      def work(value):
          return value  # @work
      def fail():
          raise KeyError("gone")
      sys.settrace(trace)
      work(1)
      sys.settrace(None)
    `);
    const driver = await debug(program, { launch, breakpoints: [{ at: 'work', condition: 'fail()' }] });
    const stop = await driver.stopped();
    expect([stop.at, stop.event.text]).toEqual(['work', expect.stringContaining("KeyError: 'gone'")]);
    await driver.finish();
  });

  test('breakpoints stop while a debugger of the program steps', async () => {
    const text = withPdb(`
    def inner(value):
        return value + 1  # @inner
    def work():
        Told("say", "n", "say", "n", "say", "c").set_trace()
        one = inner(1)  # @call
        two = inner(one)
        two += 1
        two -= 1  # @next
        return two  # @back
    print(work())
    `);
    const driver = await debug(writeProgram(text), { launch, breakpoints: ['inner', 'call', 'next', 'back'] });
    expect(await places(driver)).toEqual(['call', 'inner', 'inner', 'next', 'back']);
    expect(driver.output('stdout')).toBe(await bareOutputOf(text));
  });
});

/** Where the program stops, to its end. */
async function places(driver: Driver): Promise<string[]> {
  const found: string[] = [];
  for (let stop = await driver.stoppedOrEnded(); stop; stop = await driver.stoppedOrEnded()) {
    found.push(stop.at);
    await driver.resume();
  }
  return found;
}
