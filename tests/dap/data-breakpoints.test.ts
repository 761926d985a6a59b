/** Data breakpoints: the program stops where a variable, an attribute, an item or an expression has changed. */
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import { describe, expect, test } from 'vitest';
import { writeProgram } from './debuggee.ts';
import { BACKEND_NAMES, BACKENDS, type Driver, debug, type Stop } from './driver.ts';

type Words = Omit<Dap.DataBreakpoint, 'dataId'>;

/** What a frame of a stop offers to watch. */
function info(driver: Driver, stop: Stop, name: string, frame = 0) {
  return driver.request('dataBreakpointInfo', { name, frameId: stop.frames[frame]?.id ?? 0 });
}

/** Watches expressions of a frame of a stop, in place of what was watched before. */
async function watch(driver: Driver, stop: Stop, ...names: (string | ({ readonly name: string } & Words))[]) {
  const breakpoints: Dap.DataBreakpoint[] = [];
  for (const each of names) {
    const { name, ...words } = typeof each === 'string' ? { name: each } : each;
    const { dataId, description } = await info(driver, stop, name);
    expect(dataId, description).not.toBeNull();
    breakpoints.push({ dataId: dataId ?? '', ...words });
  }
  return (await driver.request('setDataBreakpoints', { breakpoints })).breakpoints;
}

/** The stops from here to the end of the program: where, and what is said. */
async function rest(driver: Driver): Promise<string[]> {
  const found: string[] = [];
  await driver.resume();
  for (let stop = await driver.stoppedOrEnded(); stop; stop = await driver.stoppedOrEnded()) {
    expect(stop.event.reason, stop.event.text).toBe('data breakpoint');
    found.push(`${stop.at}: ${stop.event.text}`);
    await driver.resume();
  }
  return found;
}

describe.each(BACKEND_NAMES)('on %s', (backend) => {
  const launch = { frameEvalConfig: BACKENDS[backend] };
  const start = async (text: string, at = 'start') => {
    const driver = await debug(writeProgram(text), { breakpoints: [at], launch });
    const stop = await driver.stopped();
    await driver.setBreakpoints([]);
    return { driver, stop };
  };

  test('a local variable of one call, wherever its function or a function within changes it', async () => {
    const { driver, stop } = await start(`
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
    `);
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
    const { driver, stop } = await start(`
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
    `);
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
    const { driver, stop } = await start(`
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
    `);
    const { canPersist } = await info(driver, stop, 'count');
    expect(canPersist).toBe(true);
    await watch(driver, stop, 'count', { name: 'count', condition: 'n == 2' });
    const first = await driver.continue();
    expect([first.at, first.event.text]).toEqual(['added', 'count changed from 0 to 1']);
    await watch(driver, first, { name: 'count', hitCondition: '==5000' }, { name: 'count', condition: 'missing' });
    const raised = "Condition 'missing' raised NameError: name 'missing' is not defined";
    const second = await driver.continue();
    expect(second.event.text).toBe(`count changed from 1 to 3; ${raised}`);
    await watch(driver, second, { name: 'count', hitCondition: '==5000' });
    expect(await rest(driver)).toEqual(['added: count changed from 5001 to 5002']);

    const again = await start(driver.program.text, 'turns');
    await watch(again.driver, again.stop, { name: 'count', condition: 'count <= 0' });
    expect(await rest(again.driver)).toEqual([
      'setattr: count changed from 5003 to -1',
      'set: count changed from -1 to -2',
      'del: count changed from -2 to 0',
      "over: count has no value any more; it was 0; Condition 'count <= 0' raised NameError: name 'count' is not defined",
    ]);
  });

  test('an attribute of an object, however it is set, and where native code does it behind the call', async () => {
    const { driver, stop } = await start(`
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
    `);
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

  test('an item of a dict and of a list, by a line of the variables tree', async () => {
    const { driver, stop } = await start(`
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
    `);
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

  test('an expression, compared by what it gives; what runs in it stops nowhere', async () => {
    const { driver, stop } = await start(`
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
    `);
    await watch(driver, stop, 'total(xs)', '[n, xs[:1]]', 'n > 1 and seen', 'missing if seen else 1');
    expect(await rest(driver)).toEqual([
      'none: total(xs) changed from 0 to 1; [n, xs[:1]] changed from [1, []] to [1, [1]]',
      'seen: [n, xs[:1]] changed from [1, [1]] to [2, [1]]; n > 1 and seen changed from False to 0',
      'return: n > 1 and seen changed from 0 to 1; missing if seen else 1 has no value any more; it was 1',
    ]);
  });

  test('values are compared by identity, and by value only where no code of the program is asked', async () => {
    const { driver, stop } = await start(`
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
    `);
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

  test('beside other breakpoints of a line all are hit in one stop, and steps end where they do', async () => {
    const { driver, stop } = await start(`
      def work():
          x = 0
          ready = True  # @start
          x = 1  # @one
          y = x  # @plain
          x = 2  # @two
          y = x  # @guarded
          for n in range(3):  # @loop
              x = n  # @turn
          return x  # @return

      work()
      print("over")  # @over
    `);
    const lines = await driver.setBreakpoints(['plain', { at: 'guarded', condition: 'y == 1' }, 'turn']);
    const [x] = await watch(driver, stop, 'x');
    const [plain, guarded, turn] = lines.map(({ id }) => id);
    let next = await driver.continue();
    expect([next.at, next.event.reason, next.event.hitBreakpointIds]).toEqual([
      'plain',
      'data breakpoint',
      [plain, x?.id],
    ]);
    next = await driver.step('next');
    expect([next.at, next.event.reason]).toEqual(['two', 'step']);
    next = await driver.step('next');
    expect([next.at, next.event.reason, next.event.hitBreakpointIds]).toEqual([
      'guarded',
      'data breakpoint',
      [guarded, x?.id],
    ]);
    const places: unknown[] = [];
    for (const command of ['next', 'next', 'next', 'next', 'stepOut'] as const) {
      next = await driver.step(command);
      places.push([next.at, next.event.reason, next.event.hitBreakpointIds]);
    }
    expect(places).toEqual([
      ['loop', 'step', undefined],
      ['turn', 'breakpoint', [turn]],
      ['loop', 'data breakpoint', [x?.id]],
      ['turn', 'breakpoint', [turn]],
      ['loop', 'data breakpoint', [x?.id]],
    ]);
    await driver.setBreakpoints([]);
    expect((await driver.step('stepOut')).at).toBe('loop');
    expect((await driver.step('stepOut')).at).toBe('line 12');
    expect(await driver.finish()).toBe('over\n');
  });

  test('what a person changes at a stop is no change, and what is set again keeps its count', async () => {
    const { driver, stop } = await start(`
      values = {"n": 0}
      ready = True  # @start
      for turn in range(4):
          values["n"] += 1  # @add
          ready = turn  # @behind
      print(values)  # @over
    `);
    await watch(driver, stop, { name: 'values["n"]', hitCondition: '>=2' });
    const frameId = stop.frames[0]?.id ?? 0;
    await driver.request('evaluate', { expression: 'values["n"] = 10', frameId, context: 'repl' });
    const next = await driver.continue();
    expect(next.event.text).toBe('values["n"] changed from 11 to 12');
    await watch(driver, next, { name: 'values["n"]', hitCondition: '>=2' });
    expect(await rest(driver)).toEqual([
      'behind: values["n"] changed from 12 to 13',
      'behind: values["n"] changed from 13 to 14',
    ]);
  });

  test('a call that an exception ends takes its breakpoints with it', async () => {
    const { driver, stop } = await start(`
      def work():
          x = 1  # @first
          ready = True  # @start
          raise ValueError(x)

      def endless():
          while not done:
              pass

      done = False
      try:
          work()
      except ValueError:
          endless()
      print("over")
    `);
    const [x] = await watch(driver, stop, 'x');
    await driver.resume();
    const { breakpoint } = await driver.event('breakpoint', ({ reason }) => reason === 'removed');
    expect(breakpoint).toMatchObject({ id: x?.id, verified: false, message: 'The call of work is over.' });
    const pause = await driver.pause();
    const frameId = pause.frames.at(-1)?.id ?? 0;
    await driver.request('evaluate', { expression: 'done = True', frameId, context: 'repl' });
    expect(await driver.finish()).toBe('over\n');
  });

  test('what cannot be watched is refused, and says why', async () => {
    const { driver, stop } = await start(`
      class Shape:
          @property
          def area(self):
              return 4

      def work(shape, pair, names):
          return 0  # @start

      work(Shape(), (1, 2), {"a"})
    `);
    const locals = await driver.variables(stop);
    const ask = (name: string, owner?: string) =>
      driver.request('dataBreakpointInfo', {
        name,
        ...(owner ? { variablesReference: locals.get(owner)?.variablesReference ?? 0 } : {}),
      });
    const refused = { dataId: null };
    expect(await ask('0', 'pair')).toMatchObject({
      ...refused,
      description: "Nothing in the program can give 'pair[0]' another value.".replaceAll("'", ''),
    });
    expect(await ask('0', 'names')).toMatchObject(refused);
    expect(await ask('x', 'names')).toMatchObject(refused);
    expect(await ask('1 +')).toMatchObject({
      ...refused,
      description: expect.stringContaining('is not a Python expression'),
    });
    expect(await ask('1 + 2')).toMatchObject({ ...refused, description: '1 + 2 never changes.' });
    expect(await ask('len')).toMatchObject({ ...refused, description: 'len is a built-in name, and not a variable.' });
    expect(await ask('shape.no')).toMatchObject({
      ...refused,
      description: 'shape.no has no value here: AttributeError.',
    });
    expect(await driver.request('dataBreakpointInfo', { name: 'pair', asAddress: true })).toMatchObject(refused);
    expect(await ask('area', 'shape')).toMatchObject({ description: 'shape.area', canPersist: false });
    const { dataId } = await ask('pair');
    const set = async (breakpoint: Dap.DataBreakpoint) =>
      (await driver.request('setDataBreakpoints', { breakpoints: [breakpoint] })).breakpoints[0];
    const id = dataId ?? '';
    expect((await set({ dataId: id, accessType: 'read' }))?.message).toContain("must be 'write', and not 'read'");
    expect((await set({ dataId: id, condition: 'n ==' }))?.message).toContain('is not a Python expression');
    expect(await set({ dataId: 'no:such' })).toMatchObject({ verified: false, reason: 'failed' });
    expect(await set({ dataId: id })).toMatchObject({ verified: true });
    await driver.finish();
    expect((await set({ dataId: id }))?.verified).toBe(false);
  });

  test('a restart keeps those of global variables, and tells of the others', async () => {
    const { driver, stop } = await start(`
      class Box:
          n = 0

      box = Box()
      count = 0  # @count
      ready = True  # @start
      count += 1  # @add
      box.n = 1  # @box
      print("over")  # @over
    `);
    const [global, attribute] = await watch(driver, stop, 'count', 'box.n');
    await driver.request('restart', undefined);
    const { breakpoint } = await driver.event('breakpoint', ({ reason }) => reason === 'removed');
    expect(breakpoint).toMatchObject({ id: attribute?.id, verified: false });
    const after = await driver.stoppedAfresh();
    expect([after.at, after.event.hitBreakpointIds, after.event.text]).toEqual([
      'start',
      [global?.id],
      'count is 0; it had no value',
    ]);
    expect(await rest(driver)).toEqual(['box: count changed from 0 to 1']);
  });

  test('unused it adds no event and no callback, and used none where nothing can change the value', async () => {
    const program = writeProgram(`
      class Box:
          n = 0

      def busy(turn):
          total = 0
          for n in range(turn):
              total = total + n
          return total

      def change(box):
          box.n = 1

      box, apart = Box(), 0
      ready = True  # @begin
      for turn in range(50):
          busy(turn)
      end = True  # @end
      change(box)
      apart = 1
    `);
    type Counts = Readonly<Record<string, unknown>>;
    const counts = async (name?: string, keep = true): Promise<Counts> => {
      const driver = await debug(program, { breakpoints: ['begin', 'end'], launch });
      const stop = await driver.stopped();
      if (name) await watch(driver, stop, name);
      if (name && !keep) await driver.request('setDataBreakpoints', { breakpoints: [] });
      await driver.request('dapper/frameEvalReset', undefined);
      expect((await driver.continue()).at).toBe('end');
      const { hookStats } = await driver.request('dapper/frameEvalStatus', undefined);
      await driver.setBreakpoints([]);
      expect(await rest(driver)).toHaveLength(name && keep ? 1 : 0);
      return { ...hookStats, evaluation_time: 0 };
    };
    const without = await counts();
    expect(Object.keys(without).length).toBeGreaterThan(3);
    expect(await counts('box.n', false)).toEqual(without);
    // A look at an instruction that is never looked at again is not what counts.
    const reached = (found: Counts) =>
      backend === 'settrace'
        ? found.line_events
        : Number(found.instruction_events ?? 0) - Number(found.events_skipped ?? 0);
    expect(reached(await counts('box.n'))).toBe(reached(without));
  });
});
