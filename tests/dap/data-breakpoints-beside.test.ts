/** Data breakpoints beside all else: other breakpoints, steps, exceptions, changes by hand, refusals, restarts; and their cost. */
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import { describe, expect, test } from 'vitest';
import { info, rest, start, watch } from './data-watching.ts';
import { writeProgram } from './debuggee.ts';
import { BACKEND_NAMES, BACKENDS, debug } from './driver.ts';

describe.each(BACKEND_NAMES)('on %s', (backend) => {
  const launch = { frameEvalConfig: BACKENDS[backend] };

  test('an item that is not there yet, and is not made by asking for it', async () => {
    const { driver, stop } = await start(
      backend,
      `
      from collections import defaultdict

      def work():
          found = defaultdict(list)
          print(len(found))  # @start
          print(len(found))
          found["a"].append(1)  # @add
          print(len(found))  # @added

      work()
    `,
    );
    const [item] = await watch(driver, stop, 'found["a"]');
    expect(item?.verified).toBe(true);
    expect(await rest(driver)).toEqual(['added: found["a"] is [1]; it had no value']);
    expect(driver.output('stdout')).toBe('0\n0\n1\n');
  });

  test('two of one thing say which has stopped, and two things that are written alike are numbered', async () => {
    const { driver, stop } = await start(
      backend,
      `
      class Box:
          def __init__(self):
              self.size = 0
          def grow(self):
              print("grow")  # @grow
              self.size += 1
              return self  # @grown

      first, second = Box(), Box()
      print("ready")  # @start
      first.grow()
      second.grow()
      first.grow()
    `,
    );
    await watch(
      driver,
      stop,
      { name: 'first.size', hitCondition: '1' },
      { name: 'first.size', condition: 'self.size > 1' },
    );
    expect(await rest(driver)).toEqual([
      'grown: first.size (hits 1) changed from 0 to 1',
      'grown: first.size (if self.size > 1) changed from 1 to 2',
    ]);
    const again = await debug(driver.program, { breakpoints: ['grow'], launch });
    const dataIds: (string | null)[] = [];
    const names: string[] = [];
    for (let visit = await again.stopped(); dataIds.length < 2; visit = await again.continue()) {
      const { dataId, description } = await info(again, visit, 'self.size');
      dataIds.push(dataId);
      names.push(description);
      await again.request('setDataBreakpoints', { breakpoints: dataIds.map((dataId) => ({ dataId: dataId ?? '' })) });
      if (dataIds.length === 2) await again.setBreakpoints([]);
      else await again.continue();
    }
    expect(names).toEqual(['self.size', 'self.size (#2)']);
  });

  test('what a generator, a closure and C code keep, by lines of the variables tree', async () => {
    const { driver, stop } = await start(
      backend,
      `
      import ctypes

      def counter(total):
          for step in range(3):
              total += step
              yield total  # @yield

      def make():
          n = 0
          def increase():
              nonlocal n
              n += 1
              return n  # @increased
          return increase

      def work():
          total = 1000
          numbers, increase, number = counter(5), make(), ctypes.c_int(1)
          next(numbers)
          increase()
          print("ready")  # @start
          total = 7
          next(numbers)
          increase()
          increase.__closure__[0].cell_contents = 50
          number.value = 3  # @other
          return total  # @set

      work()
    `,
    );
    const children = async (parent: number, name: string) => {
      const { variables } = await driver.request('variables', { variablesReference: parent });
      return variables.find((each) => each.name === name)?.variablesReference ?? 0;
    };
    const locals = await driver.variables(stop);
    const of = (name: string) => locals.get(name)?.variablesReference ?? 0;
    const breakpoints: Dap.DataBreakpoint[] = [];
    for (const [variablesReference, name] of [
      [await children(of('numbers'), 'locals'), 'total'],
      [await children(of('increase'), 'closure'), 'n'],
      [of('number'), 'value'],
    ] as const) {
      const { dataId } = await driver.request('dataBreakpointInfo', { variablesReference, name });
      breakpoints.push({ dataId: dataId ?? '' });
    }
    await driver.request('setDataBreakpoints', { breakpoints });
    expect(await rest(driver)).toEqual([
      'yield: total changed from 5 to 6',
      'increased: increase.__closure__[0].cell_contents changed from 1 to 2',
      'other: increase.__closure__[0].cell_contents changed from 2 to 50',
      'set: number.value changed from 1 to 3',
    ]);
  });

  test('beside other breakpoints of a line all are hit in one stop, and steps end where they do', async () => {
    const { driver, stop } = await start(
      backend,
      `
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
    `,
    );
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
    const { driver, stop } = await start(
      backend,
      `
      values = {"n": 0}
      ready = True  # @start
      for turn in range(4):
          values["n"] += 1  # @add
          ready = turn  # @behind
      print(values)  # @over
    `,
    );
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

  test('an item of an array', async () => {
    const { driver, stop } = await start(
      backend,
      `
      import array
      row = array.array("i", [1, 2])
      ready = True  # @start
      row[1] = 3  # @set
      row.insert(0, 9)  # @inserted
      del row[:]  # @cleared
      print("over")  # @over
    `,
    );
    const variablesReference = (await driver.variables(stop)).get('row')?.variablesReference ?? 0;
    const { dataId } = await driver.request('dataBreakpointInfo', { variablesReference, name: '1' });
    await driver.request('setDataBreakpoints', { breakpoints: [{ dataId: dataId ?? '' }] });
    expect(await rest(driver)).toEqual([
      'inserted: row[1] changed from 2 to 3',
      'cleared: row[1] changed from 3 to 1',
      'over: row[1] has no value any more; it was 1',
    ]);
  });

  test('what cannot be watched is refused, and says why', async () => {
    const { driver, stop } = await start(
      backend,
      `
      class Shape:
          @property
          def area(self):
              return 4

      def work(shape, pair, names):
          return 0  # @start

      work(Shape(), (1, 2), {"a"})
    `,
    );
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
    const { driver, stop } = await start(
      backend,
      `
      class Box:
          n = 0

      box = Box()
      count = 0  # @count
      ready = True  # @start
      count += 1  # @add
      box.n = 1  # @box
      print("over")  # @over
    `,
    );
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
      const found = await driver.counted(async () => expect((await driver.continue()).at).toBe('end'));
      await driver.setBreakpoints([]);
      expect(await rest(driver)).toHaveLength(name && keep ? 1 : 0);
      return found;
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
