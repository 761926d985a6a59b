/** What names mean that are evaluated in the body of a class, or bound by functions that are typed in. */
import { describe, expect, test } from 'vitest';
import { Course } from './course.ts';
import { writeProgram } from './debuggee.ts';
import { BACKEND_NAMES, debug } from './driver.ts';

describe.each(BACKEND_NAMES)('on %s', (backend) => {
  const course = new Course({ backend });

  async function paused(text: string) {
    const driver = await course.run(text, { breakpoints: ['stop'] });
    const { top } = await driver.stopped();
    const evaluated = (expression: string, context: 'repl' | 'watch' | 'hover' = 'repl') =>
      driver.request('evaluate', { expression, frameId: top.id, context }).then(
        ({ result }) => result,
        (error: Error) => error.message,
      );
    return { driver, top, evaluated };
  }

  test('__class__ in a method without an argument that leads to its class, by the names of the classes around it', async () => {
    const { driver, evaluated } = await paused(`
      class Outer:
          class Inner:
              @staticmethod
              def made(number):
                  def within():
                      return number  # @stop
                  return within()

      print(Outer.Inner.made(3))
    `);
    expect(await evaluated('__class__')).toBe("<class '__main__.Outer.Inner'>");
    expect(await evaluated('(lambda: __class__.__name__)()')).toBe("'Inner'");
    expect(await driver.finish()).toBe('3\n');
  });

  test('the body of a class sees what the functions around it have', async () => {
    const { driver, top, evaluated } = await paused(`
      def outer(p):
          fv = 2
          class Middle:
              mv = 0
              class C:
                  x = 1
                  here = fv, p  # @stop
          return Middle.C

      print(outer(5).here, vars(outer(6))["x"])
    `);
    for (const context of ['repl', 'watch', 'hover'] as const) expect(await evaluated('fv', context)).toBe('2');
    expect(await evaluated('x + fv + p')).toBe('8');
    expect(await evaluated('(lambda: fv)()')).toBe('2');
    expect(await evaluated('[fv * n for n in range(2)]')).toBe('[0, 2]');
    expect(await evaluated('mv')).toMatch(/NameError: name 'mv' is not defined/);
    const { targets } = await driver.request('completions', { text: 'f', column: 2, frameId: top.id });
    expect(targets.map(({ label }) => label)).toContain('fv');
    // A class gets a name of its own by an assignment; the function's stays.
    expect(await evaluated('fv = 9')).toBe('');
    expect(await evaluated('fv')).toBe('9');
    expect(await driver.evaluate({ frames: [{ id: top.id }] } as never, 'x')).toBe('1');
    await driver.setBreakpoints([]);
    expect(await driver.finish()).toBe('(9, 5) 1\n');
  });

  test('what is made in the console is called as what stands there would be', async () => {
    const { driver, evaluated } = await paused(`
      def outer():
          class C:
              a = 7
              x = 1  # @stop
          return C

      made = outer()
      print(made.I.__qualname__, made.fn.__qualname__, made.I.In.__qualname__, made.fn().__qualname__)
    `);
    expect(await evaluated('class I:\n    here = a\n    class In: pass')).toBe('');
    expect(await evaluated('def fn(*self):\n    def inner(): pass\n    return inner')).toBe('');
    await driver.setBreakpoints([]);
    expect(await driver.finish()).toBe(
      'outer.<locals>.C.I outer.<locals>.C.fn outer.<locals>.C.I.In outer.<locals>.C.fn.<locals>.inner\n',
    );
  });

  test('a function that is typed in may rebind variables of the frame, and what was added is deleted', async () => {
    const { driver, evaluated } = await paused(`
      def f():
          v = 1
          def g(): return v
          x = 1  # @stop
          return v

      print(f())
    `);
    expect(await evaluated('def h():\n    nonlocal v\n    v = 77\nh()\nv')).toBe('77');
    expect(await evaluated('h.__qualname__')).toBe("'f.<locals>.h'");
    expect(await evaluated('def bad():\n    nonlocal nowhere\n    nowhere = 1')).toMatch(
      /SyntaxError: no binding for nonlocal 'nowhere' found/,
    );
    expect(await evaluated('new = 5')).toBe('');
    expect(await evaluated('del new')).toBe('');
    expect(await evaluated('new')).toMatch(/NameError/);
    expect(await evaluated('del v')).toMatch(/is not possible here/);
    await driver.setBreakpoints([]);
    expect(await driver.finish()).toBe('77\n');
  });

  test('a text that stands first is a value like any other', async () => {
    const { driver, evaluated } = await paused(`
      "about it"
      x = 1  # @stop
      print(__doc__, x)
    `);
    expect(await evaluated('"other"; x = 2')).toBe('');
    expect(await evaluated('"other"; "and another"; x')).toBe('2');
    expect(await evaluated('"""a\n  b"""')).toBe(String.raw`'a\n  b'`);
    expect(await evaluated(String.raw`'\ud800'`)).toBe(String.raw`'\ud800'`);
    expect(await evaluated(String.raw`'\ud800'; x`)).toBe('2');
    await driver.setBreakpoints([]);
    expect(await driver.finish()).toBe('about it 1\n');
  });

  test('what `import *` and `exec` bind stays with the frame', async () => {
    const { driver, evaluated } = await paused(`
      def f(a, exec_=exec):
          pi = 0
          x = 1  # @stop
          return a, pi

      print(f(2), "floor" in globals(), "zz" in globals())
    `);
    expect(await evaluated('from math import *')).toBe('');
    expect(await evaluated('floor(2.5)')).toBe('2');
    expect(await evaluated('from os.path import *; basename("a/b")')).toBe("'b'");
    expect(await evaluated('from nowhere_at_all import *')).toMatch(/ModuleNotFoundError: No module named/);
    expect(await evaluated('exec("zz = 3")')).toBe('');
    expect(await evaluated('zz')).toBe('3');
    expect(await evaluated('new = 4; exec("newer = new + zz + a"); new')).toBe('4');
    expect(await evaluated('newer')).toBe('9');
    expect(await evaluated('[exec(f"n{i} = {i}") for i in range(2)]; 0')).toBe('0');
    expect(await evaluated('eval("(yy := 5)") + eval("a")')).toBe('7');
    expect(await evaluated('yy')).toBe('5');
    expect(await evaluated('exec("here = 1", {}, {})')).toBe('');
    expect(await evaluated('here')).toMatch(/NameError/);
    expect(await evaluated('exec("a = 7"); exec("b = a"); b = 1')).toBe('');
    expect(await evaluated('a, b')).toBe('(7, 1)');
    expect(await evaluated('def exec(text): return text')).toBe('');
    expect(await evaluated('exec("own")')).toBe("'own'");
    await driver.setBreakpoints([]);
    expect(await driver.finish()).toMatch(/^\(7, 3\.14\d+\) False False\n/);
  });

  test('what binds names unseen has them ready for the code behind it in the same entry', async () => {
    const { driver, evaluated } = await paused(`
      def f(a):
          x = 1  # @stop
          return a

      print(f(2), "floor" in globals(), "q" in globals())
    `);
    expect(await evaluated('if True:\n    from math import *\n    r = floor(2.5)\nr + ceil(0.5)')).toBe('3');
    expect(await evaluated('floor(3.5)')).toBe('3');
    expect(await evaluated('for m in ("nowhere_at_all",):\n    from nowhere_at_all import *')).toMatch(
      /ModuleNotFoundError: No module named/,
    );
    expect(await evaluated('exec("b = 1"); print(b); b')).toBe('1');
    expect(
      await evaluated('exec("c = 5"); [c + n for n in range(2)], (lambda v: v + c)(1), sum(c for _ in "ab")'),
    ).toBe('([5, 6], 6, 10)');
    expect(await evaluated('exec("d = 6")\ndef g(): return d\ng()')).toBe('6');
    expect(await evaluated('e = 1; exec("e += 1; a = 9"); e, a, [a for _ in "ab"]')).toBe('(2, 9, [9, 9])');
    expect(await evaluated('if e:\n    exec("h = e")\nmatch h:\n    case int(): k = h\nh, k')).toBe('(2, 2)');
    const wrong = await evaluated('exec("b = 1")\nnope + b');
    expect(wrong).toMatch(/line 2, in f\n {4}nope \+ b\n(?:.*\n)?NameError: name 'nope' is not defined/);
    expect(wrong).not.toContain('dapper');
    await driver.setBreakpoints([]);
    expect(await driver.finish()).toBe('1\n9 False False\n');
  });

  test('what is set on `locals()` itself is set in the frame, as in pdb; else it is a copy, as in the program', async () => {
    const { driver, evaluated } = await paused(`
      def f(a):
          x = 1  # @stop
          return a

      print(f(2))
    `);
    expect(await evaluated('locals()["q"] = a')).toBe('');
    expect(await evaluated('q')).toBe('2');
    expect(await evaluated('locals().update(r=3, s=4); r + s')).toBe('7');
    expect(await evaluated('locals().setdefault("u", 5)')).toBe('5');
    expect(await evaluated('locals().pop("u"), u')).toBe('(5, 5)');
    expect(await evaluated('vars()["v"] = 3; exec("w = v", globals(), locals()); v, w')).toBe('(3, 3)');
    expect(await evaluated('w, vars()["w"]')).toBe('(3, 3)');
    expect(await evaluated('locals()["a"] = 7; a')).toBe('7');
    expect(await evaluated('copy = locals(); copy["a"] = 8; copy["t"] = 1; type(copy), a')).toBe("(<class 'dict'>, 7)");
    // Before CPython 3.13 a function has one such dict, and what runs there is a function.
    if (!/0\.2[56]$/.test(process.env.DAPPER_RELEASE ?? '')) expect(await evaluated('t')).toMatch(/NameError/);
    expect(await evaluated('locals')).toMatch(/built-in function locals/);
    await driver.setBreakpoints([]);
    expect(await driver.finish()).toBe('7\n');
  });

  test('what is bound so in the body of a class is the class’s', async () => {
    const { driver, evaluated } = await paused(`
      class C:
          x = 1  # @stop

      print(C.floor(2.5), C.zz)
    `);
    expect(await evaluated('from math import *')).toBe('');
    expect(await evaluated('exec("zz = x if False else 3")')).toBe('');
    await driver.setBreakpoints([]);
    expect(await driver.finish()).toBe('2 3\n');
  });

  test('an annotation that is entered takes none from the module', async () => {
    const { driver, evaluated } = await paused(`
      first: int = 1
      second: str = ""  # @stop
      names = __annotate__(1) if "__annotate__" in globals() else __annotations__
      print(names["first"].__name__, names["second"].__name__, new)
    `);
    expect(await evaluated('new: bytes = 7\nif new:\n    other: int\nother')).toMatch(/NameError: name 'other'/);
    expect(await evaluated('new')).toBe('7');
    expect(await evaluated('class A:\n    x: int = 1\nA.__annotations__')).toBe("{'x': <class 'int'>}");
    await driver.setBreakpoints([]);
    expect(await driver.finish()).toBe('int str 7\n');
  });

  test('what a pattern binds is bound', async () => {
    const { driver, evaluated } = await paused(`
      def f(v):
          x = 1  # @stop
          return v

      print(f(3))
    `);
    expect(await evaluated('match v, {"k": 1}:\n    case v, {**rest}: pass\nv, rest')).toBe("(3, {'k': 1})");
    expect(await evaluated('rest')).toBe("{'k': 1}");
    expect(await evaluated('match [4, 5, 6]:\n    case [v, *rest]: pass\nv')).toBe('4');
    expect(await evaluated('rest')).toBe('[5, 6]');
    await driver.setBreakpoints([]);
    expect(await driver.finish()).toBe('4\n');
  });

  test('of what was entered before, a traceback quotes no line of what is entered now', async () => {
    for (const place of ['x = 1  # @stop', 'def f():\n    x = 1  # @stop\n\nf()']) {
      const { driver, evaluated } = await paused(place);
      expect(await evaluated('def bad(): 1 / 0')).toBe('');
      const lines = (await evaluated('try:\n    bad()\nexcept ArithmeticError as e:\n    raise KeyError from e')).split(
        '\n',
      );
      expect(lines.filter((line) => /^ {4}\w/.test(line))).toEqual(['    bad()', '    raise KeyError from e']);
      expect(lines.filter((line) => /in bad$/.test(line))).toHaveLength(1);
      // Code that was entered in one go has its text.
      expect(await evaluated('def worse(): 1 / 0\nworse()')).toContain('in worse\n    def worse(): 1 / 0\n');
      await driver.setBreakpoints([]);
      await driver.finish();
    }
  });

  test('a type parameter is seen in the body of its class', async () => {
    const { driver, evaluated } = await paused(`
      class G[U]:
          x = 1
          w = U  # @stop

      print(G.w)
    `);
    expect(await evaluated('U')).toBe('U');
    expect(await evaluated('list[U]')).toBe('list[U]');
    await driver.setBreakpoints([]);
    expect(await driver.finish()).toBe('U\n');
  });
});

// What it changes lasts as long as the session: each has its own.
test.each(['x = 1  # @stop', 'def f():\n    x = 1  # @stop\n\nf()'])(
  'a future statement lasts for what is entered next, as at Python’s own prompt: %j',
  async (place) => {
    const driver = await debug(writeProgram(place), { breakpoints: ['stop'] });
    const { top } = await driver.stopped();
    const evaluated = (expression: string) =>
      driver.request('evaluate', { expression, frameId: top.id, context: 'repl' }).then(
        ({ result }) => result,
        (error: Error) => error.message,
      );
    const kind = 'def f(a: list[int]): pass\ntype(f.__annotations__["a"]).__name__';
    expect(await evaluated(kind)).toBe("'GenericAlias'");
    expect(await evaluated('from __future__ import nothing_such')).toMatch(
      /future feature nothing_such is not defined/,
    );
    expect(await evaluated('x = 2\nfrom __future__ import annotations')).toMatch(/must occur at the beginning/);
    expect(await evaluated('"doc"\nfrom __future__ import annotations, division\n1 / 2')).toBe('0.5');
    expect(await evaluated(kind)).toBe("'str'");
    expect(await evaluated('from math import *\ndef f(a: int): pass\nf.__annotations__')).toBe("{'a': 'int'}");
    await driver.setBreakpoints([]);
    await driver.finish();
  },
);
