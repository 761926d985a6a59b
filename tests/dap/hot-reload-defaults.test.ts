/** Hot reload of what belongs to a function beside its code: the default values, and what a class makes of it by its name. */
import { describe, expect, test } from 'vitest';
import type { HotReloadBody } from '../../src/protocol/custom.ts';
import { Course } from './course.ts';
import { BACKEND_NAMES, type Driver } from './driver.ts';

async function reload(driver: Driver, changes: Readonly<Record<string, string>>): Promise<HotReloadBody> {
  const { text } = driver.program;
  for (const part of Object.keys(changes)) expect(text).toContain(part);
  const changed = Object.entries(changes).reduce((so, [part, other]) => so.replace(part, other), text);
  return (await driver.request('dapper/hotReload', {
    source: { path: driver.program.path },
    text: changed,
  })) as HotReloadBody;
}

describe.each(BACKEND_NAMES)('on %s', (backend) => {
  const course = new Course({ backend });

  test('default values and decorators of a method that is added see the names of its class', async () => {
    const driver = await course.run(
      `
        N = "of the module"

        class A:
            N = 3
            __hidden = 4
            def twice(function): return lambda *given: function(*given) * 2
            def old(self): pass

            class B:
                N = 5
                def old(self): pass

        ready = 1  # @ready
        print(A().new(), A.B().new(), A().look()())
      `,
      { breakpoints: ['ready'] },
    );
    await driver.stopped();
    const { added, refused } = await reload(driver, {
      'class A:\n':
        'class A:\n    @twice\n    def new(self, n=N, *, m=__hidden): return n + m\n    def look(self, f=lambda: N): return f\n\n',
      'class B:\n': 'class B:\n        def new(self, n=N): return n\n',
    });
    expect(refused).toEqual([]);
    expect(added).toEqual(expect.arrayContaining(['A.new', 'A.B.new']));
    expect(await driver.finish()).toBe('14 5 of the module\n');
  });

  test('default values that are all that has changed are new, and told', async () => {
    const driver = await course.run(
      `
        mark = []

        def one(a, b=1, c=mark): return a, b, c is mark
        def named(a, *, b=1): return a, b
        def moved(a, b=1): return a, b
        def gone(a, b=1): return a, b
        def counted(a, b=1): return a, b
        def same(a, b=1): return a, b
        class C:
            def m(self, b=1): return b
        pick = lambda b=1: b

        for turn in range(2):
            ready = turn  # @turn
            try:
                print(one(0), named(0), moved(0), counted(0), same(0), C().m(), pick())
                print(gone(0))
            except TypeError:
                print("needs b")
      `,
      { breakpoints: ['turn'] },
    );
    await driver.stopped();
    await driver.continue();
    const { updated, refused, needsRestart } = await reload(driver, {
      'def one(a, b=1, c=mark)': 'def one(a, b=2, c=mark)',
      'def named(a, *, b=1)': 'def named(a, *, b=2)',
      'def moved(a, b=1)': '\ndef moved(a, b=2)',
      'def gone(a, b=1)': 'def gone(a, b)',
      'def counted(a, b=1)': 'def counted(a, b=len("ab"))',
      'def m(self, b=1)': 'def m(self, b=2)',
      'pick = lambda b=1': 'pick = lambda b=2',
    });
    expect(updated).toEqual(expect.arrayContaining(['C.m', 'gone', 'moved', 'named', 'one']));
    expect(updated).not.toContain('same');
    expect(updated).not.toContain('counted');
    expect(refused).toEqual([]);
    expect(JSON.stringify(needsRestart)).toContain('counted');
    expect(await driver.finish()).toBe(
      '(0, 1, True) (0, 1) (0, 1) (0, 1) (0, 1) 1 1\n(0, 1)\n(0, 2, True) (0, 2) (0, 2) (0, 1) (0, 1) 2 2\nneeds b\n',
    );
  });

  test('annotations stay what they were, whether somebody has asked for them or not, and are no function', async () => {
    const driver = await course.run(
      `
        from dataclasses import dataclass

        def asked(a: int): return a
        def unasked(a: int): return a
        @dataclass
        class C:
            x: int = 1
        class D:
            y: int
        asked.__annotations__
        for turn in range(2):
            ready = turn  # @turn
            names = [each["a"].__name__ for each in (asked.__annotations__, unasked.__annotations__)]
            print(asked(1), *names, C.__annotations__["x"].__name__, D.__annotations__["y"].__name__)
      `,
      { breakpoints: ['turn'] },
    );
    await driver.stopped();
    const answer = await reload(driver, {
      'def asked(a: int): return a': 'def asked(a: str): return a + 10',
      'def unasked(a: int)': 'def unasked(a: str)',
      'x: int = 1': 'x: str = 1',
      'y: int': 'y: str',
    });
    expect(answer.updated).toEqual(['asked']);
    expect(answer.needsRestart.map(({ text }) => text)).toEqual(['x: str = 1', 'y: str']);
    await driver.setBreakpoints([]);
    expect(await driver.finish()).toBe('11 int int int int\n'.repeat(2));
  });

  test('a method that is added has its annotations, and equality that is added takes the hash away', async () => {
    const text = `
        class C:
            class Inner: pass
            def m(self): return 1
        class Kept:
            def __hash__(self): return 7

        def said(function):
            return {name: getattr(each, "__name__", each) for name, each in function.__annotations__.items()}

        for turn in range(2):
            ready = turn  # @turn
            if turn:
                print(said(C.added), said(C.late), C.late.__defaults__, C.__hash__, Kept.__hash__ is None)
      `;
    const changes = {
      'def m(self): return 1': [
        'def m(self): return 1',
        '    def added(self, a: int, *rest: Inner, b: "text" = 1) -> str: return a',
        '    def late(self, a: later = 3): return a',
        '    def __eq__(self, other): return True',
      ].join('\n'),
      'def __hash__(self): return 7': 'def __hash__(self): return 7\n    def __eq__(self, other): return True',
      'for turn': 'class later: pass\nfor turn',
    };
    for (const first of ['', 'from __future__ import annotations\n']) {
      const driver = await course.run(first + text.replace(/^ {8}/gm, '').trimStart(), { breakpoints: ['turn'] });
      await driver.stopped();
      const { added, refused } = await reload(driver, changes);
      expect([added, refused]).toEqual([['later', 'C.added', 'C.late', 'C.__eq__', 'Kept.__eq__'], []]);
      await driver.setBreakpoints([]);
      const b = first ? `"'text'"` : "'text'";
      expect(await driver.finish()).toBe(
        `{'a': 'int', 'rest': 'Inner', 'b': ${b}, 'return': 'str'} {'a': 'later'} (3,) None False\n`,
      );
    }
  });

  test('a private method that is added has the name that its class gives it', async () => {
    const driver = await course.run(
      `
        class _C:
            __kept = 100
            def __p(self): return 1
            def m(self): return self.__p()

        for turn in range(2):
            ready = turn  # @turn
            print(_C().m())
      `,
      { breakpoints: ['turn'] },
    );
    await driver.stopped();
    await driver.continue();
    const { added } = await reload(driver, {
      'return self.__p()': [
        'return self.__p() + self.__q() + self.__r',
        '    def __q(self): return 10',
        '    @property',
        '    def __r(self): return self.__kept',
        '    @__r.setter',
        '    def __r(self, value): self.__kept = value',
      ].join('\n'),
    });
    expect(added).toEqual(expect.arrayContaining(['_C.__q', '_C.__r']));
    expect(await driver.finish()).toBe('1\n111\n');
  });

  test('a method that is added is told its name, and is of the kind that its own name says', async () => {
    const driver = await course.run(
      `
        import functools

        class Refusing:
            def __init__(self, function): pass
            def __set_name__(self, owner, name): raise KeyError(name)

        class C:
            def m(self): return 1

        c = C()
        for turn in range(2):
            ready = turn  # @turn
            print(c.m(), hasattr(C, "odd"))
      `,
      { breakpoints: ['turn'] },
    );
    await driver.stopped();
    await driver.continue();
    const { added, refused } = await reload(driver, {
      'return 1': [
        'return self.kept, C[5], type("D", (C,), {}).made, C.__new__ is vars(C)["__new__"].__func__',
        '    @functools.cached_property',
        '    def kept(self): return "kept"',
        '    def __class_getitem__(cls, item): return cls.__name__, item',
        '    def __init_subclass__(cls): cls.made = True',
        '    def __new__(cls): return super().__new__(cls)',
        '    @Refusing',
        '    def odd(self): pass',
      ].join('\n'),
    });
    expect(added).toEqual(['C.kept', 'C.__class_getitem__', 'C.__init_subclass__', 'C.__new__']);
    expect(refused).toEqual([{ name: 'C.odd', reason: 'it raises KeyError' }]);
    expect(await driver.finish()).toBe("1 False\n('kept', ('C', 5), True, True) False\n");
  });
});
