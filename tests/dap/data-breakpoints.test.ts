/** Data breakpoints: the program stops where a variable, an attribute, an item or an expression has changed. */
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import { describe, expect, test } from 'vitest';
import { info, rest, start, watch } from './data-watching.ts';
import { BACKEND_NAMES } from './driver.ts';

describe.each(BACKEND_NAMES)('on %s', (backend) => {
  test('an item stays the one that it was, and is called so', async () => {
    const text = 'rows, i, k = [{"a": 1}, {"a": 2}], 1, "a"\nx = 0  # @start\ni = 0\nrows[1][k] = 3\nx = 1  # @end';
    const { driver, stop } = await start(backend, text);
    expect((await info(driver, stop, 'rows[i][k]')).description).toBe("rows[1]['a']");
    await watch(driver, stop, 'rows[i][k]');
    expect(await rest(driver)).toEqual(["end: rows[1]['a'] changed from 2 to 3"]);
  });

  test('a local variable of one call, wherever its function or a function within changes it', async () => {
    const { driver, stop } = await start(
      backend,
      `
      def work(depth):
          x = 1  # @first
          if depth:
              work(depth - 1)

          def inner():
              nonlocal y
              y = 7  # @inner
              return 0  # @within
          y = 1
          z = 0  # @start
          x = 2  # @x2
          x = 2  # @same
          inner()
          for x in "ab": pass  # @loop
          y += 1  # @more
          try:  # @try
              x = [n for n in range(3)]  # @list
              raise KeyError(x)  # @raise
          except KeyError as error:  # @caught
              x = error = None  # @none
          del x  # @del
          x = 5; y = 6  # @again
          return x  # @return

      print(work(0), work(1))
    `,
    );
    const [x, y] = await watch(driver, stop, 'x', 'y');
    expect([x?.verified, y?.verified]).toEqual([true, true]);
    expect(await rest(driver)).toEqual([
      'same: x changed from 1 to 2',
      'within: y changed from 1 to 7',
      "loop: x changed from 2 to 'a'",
      "loop: x changed from 'a' to 'b'",
      'try: y changed from 7 to 8',
      "raise: x changed from 'b' to [0, 1, 2]",
      'del: x changed from [0, 1, 2] to None',
      'again: x has no value any more; it was None',
      'return: x is 5; it had no value; y changed from 8 to 6',
    ]);
    expect(driver.output('stdout')).toBe('5 5\n');
    const removed = driver.happenings.filter(({ event, body }) => event === 'breakpoint' && body.reason === 'removed');
    expect(removed.map(({ body }) => [body.breakpoint.id, body.breakpoint.message])).toEqual([
      [x?.id, 'The call of work is over.'],
      [y?.id, 'The call of work is over.'],
    ]);
  });

  test('a variable of a generator and of a coroutine, and of no comprehension that has the same name', async () => {
    const { driver, stop } = await start(
      backend,
      `
      import asyncio

      def numbers():
          n = 0
          while n < 3:  # @start
              n += 1  # @add
              yield n
          squares = [n * n for n in range(3)]
          yield sum(n for n in squares)  # @sum

      async def main():
          for _ in numbers():
              await asyncio.sleep(0)
          return "over"

      print(asyncio.run(main())) if False else print(list(numbers()))
    `,
    );
    await watch(driver, stop, 'n');
    const found = await rest(driver);
    expect(found.map((each) => each.replace(/^line \d+/, 'yield'))).toEqual([
      'yield: n changed from 0 to 1',
      'yield: n changed from 1 to 2',
      'yield: n changed from 2 to 3',
    ]);
    expect(driver.output('stdout')).toBe('[1, 2, 3, 5]\n');
  });

  test('a global variable, whoever changes it, with a condition and a hit condition', async () => {
    const { driver, stop } = await start(
      backend,
      `
      import sys

      count = 0
      def add(n):
          global count
          count += n  # @add
          return n  # @added

      def other():
          globals()["count"] = -1  # @dict
          setattr(sys.modules[__name__], "count", -2)  # @setattr
          return None  # @set

      ready = True  # @start
      add(1); add(2)  # @calls
      for turn in range(5000):  # @turns
          add(1)
      other()
      sys.modules["__main__"].count = 0  # @module
      del count  # @del
      print("over")  # @over
    `,
    );
    const { canPersist } = await info(driver, stop, 'count');
    expect(canPersist).toBe(true);
    await watch(driver, stop, 'count', { name: 'count', condition: 'n == 2' });
    const first = await driver.continue();
    expect([first.at, first.event.text]).toEqual(['added', 'count changed from 0 to 1']);
    await watch(driver, first, { name: 'count', hitCondition: '==5000' }, { name: 'count', condition: 'missing' });
    const raised = "Condition 'missing' raised NameError: name 'missing' is not defined";
    const second = await driver.continue();
    expect(second.event.text).toBe(`count (if missing) changed from 1 to 3; ${raised}`);
    await watch(driver, second, { name: 'count', hitCondition: '==5000' });
    expect(await rest(driver)).toEqual(['added: count changed from 5001 to 5002']);

    const again = await start(backend, driver.program.text, 'turns');
    await watch(again.driver, again.stop, { name: 'count', condition: 'count <= 0' });
    expect(await rest(again.driver)).toEqual([
      'setattr: count changed from 5003 to -1',
      'set: count changed from -1 to -2',
      'del: count changed from -2 to 0',
      "over: count has no value any more; it was 0; Condition 'count <= 0' raised NameError: name 'count' is not defined",
    ]);
  });

  test('an attribute of an object, however it is set, and where native code does it behind the call', async () => {
    const { driver, stop } = await start(
      backend,
      `
      import functools

      class Shape:
          size = 0

          def grow(self):
              self.size += 1  # @grow
              return self  # @grown

          def fill(self):
              self.__dict__.update(size=9)  # @fill
              return self  # @filled

      class Slotted:
          __slots__ = ("size",)

      shape, other, slotted = Shape(), Shape(), Slotted()
      ready = False
      ready = True  # @start
      other.grow()
      shape.grow()
      shape.fill()
      setattr(shape, "size", [])  # @setattr
      shape.size.append(1)  # @append
      del shape.size  # @del
      Shape.size = 3  # @class
      slotted.size = 1  # @slot
      other.size = 2; shape = None  # @gone
      print("over")  # @over
    `,
    );
    const [, id] = await watch(driver, stop, 'ready', 'shape.size');
    expect(await rest(driver)).toEqual([
      'line 20: ready changed from False to True',
      'grown: shape.size changed from 0 to 1',
      'filled: shape.size changed from 1 to 9',
      'append: shape.size changed from 9 to []',
      'class: shape.size changed from [1] to 0',
      'slot: shape.size changed from 0 to 3',
    ]);
    const gone = await driver.event('breakpoint', ({ reason }) => reason === 'removed');
    expect(gone.breakpoint).toMatchObject({ id: id?.id, message: 'The object that it belonged to is gone.' });
  });

  test('an attribute that changes with the class of its object, or with all its attributes', async () => {
    const { driver, stop } = await start(
      backend,
      `
      class Shape:
          size = 0

      class Round(Shape):
          size = 1

      class Flat(Round):
          size = 2

      def work(shape):
          shape.__class__ = Flat  # @class
          Flat.size, shape = 3, shape  # @other
          shape.__dict__ = {"size": 4}  # @dict
          del shape.__dict__  # @del
          del Flat.size  # @gone
          Flat.__bases__ = (Shape,)  # @bases
          return shape  # @over

      shape = Round()
      ready = True  # @start
      work(shape)
    `,
    );
    await watch(driver, stop, 'shape.size');
    expect(await rest(driver)).toEqual([
      'other: shape.size changed from 1 to 2',
      'dict: shape.size changed from 2 to 3',
      'del: shape.size changed from 3 to 4',
      'gone: shape.size changed from 4 to 3',
      'bases: shape.size changed from 3 to 1',
      'over: shape.size changed from 1 to 0',
    ]);
  });

  test('an item of a dict and of a list, by a line of the variables tree', async () => {
    const { driver, stop } = await start(
      backend,
      `
      import random

      def put(things, key, value):
          things[key] = value  # @put
          return None  # @stored

      table, row = {"k": 1, "other": 2}, [3, 1, 2]
      ready = True  # @start
      put(table, "other", 7)
      put(table, "k", 2)
      table |= {"k": 3}  # @merged
      row.sort()  # @sorted
      row += [9]  # @longer
      row.insert(0, 8)  # @inserted
      random.Random(1).shuffle(row)  # @shuffled
      table.pop("k")  # @popped
      put(table, "k", 4)  # @absent
      row.clear()  # @cleared
      print("over")  # @over
    `,
    );
    const locals = await driver.variables(stop);
    const ids: Dap.DataBreakpoint[] = [];
    for (const [owner, name] of [
      ['table', "'k'"],
      ['row', '2'],
    ] as const) {
      const variablesReference = locals.get(owner)?.variablesReference ?? 0;
      const answer = await driver.request('dataBreakpointInfo', { variablesReference, name });
      expect(answer).toMatchObject({ accessTypes: ['write'], canPersist: false });
      // Asked for again, it is the same one.
      const frame = stop.frames[0]?.id ?? 0;
      const again = await driver.request('dataBreakpointInfo', { name: answer.description, frameId: frame });
      expect(again.dataId).toBe(answer.dataId);
      ids.push({ dataId: answer.dataId ?? '' });
    }
    await driver.request('setDataBreakpoints', { breakpoints: ids });
    expect(await rest(driver)).toEqual([
      "stored: table['k'] changed from 1 to 2",
      "sorted: table['k'] changed from 2 to 3",
      'longer: row[2] changed from 2 to 3',
      'shuffled: row[2] changed from 3 to 2',
      'popped: row[2] changed from 2 to 9',
      "absent: table['k'] has no value any more; it was 3",
      "stored: table['k'] is 4; it had no value",
      'over: row[2] has no value any more; it was 9',
    ]);
  });

  test('an index from the end is of whatever is there at the time', async () => {
    const { driver, stop } = await start(
      backend,
      `
      import collections
      row, queue = [1, 2], collections.deque([5])
      ready = True  # @start
      row.append(2)  # @same
      row.append(3)  # @appended
      row.pop()  # @popped
      row.insert(0, 9)  # @inserted
      queue.append(6)  # @queued
      queue.clear()  # @cleared
      row.clear()  # @emptied
      print("over")  # @over
    `,
    );
    await watch(driver, stop, 'row[-1]', 'queue[-1]');
    expect(await rest(driver)).toEqual([
      'popped: row[-1] changed from 2 to 3',
      'inserted: row[-1] changed from 3 to 2',
      'cleared: queue[-1] changed from 5 to 6',
      'emptied: queue[-1] has no value any more; it was 6',
      'over: row[-1] has no value any more; it was 2',
    ]);
  });

  test('an expression, compared by what it gives; what runs in it stops nowhere', async () => {
    const { driver, stop } = await start(
      backend,
      `
      def total(things):
          return sum(things)  # @total

      def work(xs, n):
          seen = 0
          n += 0  # @start
          xs.append(1)  # @one
          xs.append(0)  # @none
          n = n + 1  # @more
          seen = 1  # @seen
          return n  # @return

      print(work([], 1))
    `,
    );
    await watch(driver, stop, 'total(xs)', '[n, xs[:1]]', 'n > 1 and seen', 'missing if seen else 1');
    expect(await rest(driver)).toEqual([
      'none: total(xs) changed from 0 to 1; [n, xs[:1]] changed from [1, []] to [1, [1]]',
      'seen: [n, xs[:1]] changed from [1, [1]] to [2, [1]]; n > 1 and seen changed from False to 0',
      'return: n > 1 and seen changed from 0 to 1; missing if seen else 1 has no value any more; it was 1',
    ]);
  });

  test('values are compared by identity, and by value only where no code of the program is asked', async () => {
    const { driver, stop } = await start(
      backend,
      `
      class Hostile:
          def __eq__(self, other):
              print("compared")
              return True
          __hash__ = None
          def __repr__(self):
              return "hostile"

      class Text(str):
          __eq__ = Hostile.__eq__
          __hash__ = str.__hash__

      x, y = 1, {Text("x"): 1, "k": 0}
      ready = True  # @start
      x = int("1")  # @equal
      x = 1000 * 1000  # @large
      x = 10 ** 6  # @same
      x = 1.0  # @float
      x = True  # @bool
      x = float("nan")  # @nan
      x = float("nan")  # @nans
      x = Hostile()  # @hostile
      x = Hostile()  # @again
      x = (1, "a", (2,))  # @tuple
      x = (1, "a", (2,)) + ()  # @tuples
      x = Text("t")  # @text
      x = Text("t")  # @texts
      y["k"] = 1  # @key
      print("over")  # @over
    `,
    );
    await watch(driver, stop, 'x', 'y["k"]');
    const found = await rest(driver);
    expect(found.map((each) => each.split(':')[0])).toEqual([
      'same',
      'bool',
      'nan',
      'nans',
      'again',
      'tuple',
      'tuples',
      'texts',
      'key',
      'over',
    ]);
    expect(driver.output('stdout')).toBe('over\n');
  });
});
