/** Setting whatever can be set, refusing the rest with the reason, and expressions that work as watches. */
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import { describe, expect, test } from 'vitest';
import { writeProgram } from './debuggee.ts';
import { BACKEND_NAMES, BACKENDS, type Driver, debug } from './driver.ts';

const PROGRAM = `
  import collections

  total = 1
  Pair = collections.namedtuple("Pair", "left right")

  class Slotted:
      __slots__ = ("x",)

  class Thing:
      def __init__(self):
          self.__private = [1, 2]
          self._side = 3
          self.__dict__["not a name"] = 4

      @property
      def double(self):
          return self._side * 2

      @double.setter
      def double(self, value):
          self._side = value // 2

      @property
      def fixed(self):
          return 1

      def work(self, items, numbers, table, pair, frozen, slotted, counter, suspended):
          return self.__private  # @here

  def counting():
      count = 0
      def counter():
          nonlocal count
          count += 1
          return count
      return counter

  def generator():
      step = 1
      while True:
          yield step

  slotted, thing, counter, suspended = Slotted(), Thing(), counting(), generator()
  slotted.x = 1
  next(suspended)
  items, numbers, table = {1, 2, 3}, [0, 1, 2, 3], {"a": {"b": (1, [2])}, (1, 2): 5}
  thing.work(items, numbers, table, Pair(1, 2), frozenset([1]), slotted, counter, suspended)
  print(sorted(items), numbers, table, slotted.x, thing._side, counter(), next(suspended), total)
`;

async function expanded(driver: Driver, { variablesReference = 0 }: Partial<Dap.Variable> = {}) {
  const { variables } = await driver.request('variables', { variablesReference });
  return new Map(variables.map((variable) => [variable.name, variable]));
}

describe.each(BACKEND_NAMES)('on %s', (backend) => {
  async function start(text = PROGRAM) {
    const launch = { frameEvalConfig: BACKENDS[backend] };
    const driver = await debug(writeProgram(text), { breakpoints: ['here'], launch });
    const stop = await driver.stopped();
    const set = (of: Dap.Variable | undefined, name: string, value: string) =>
      driver.request('setVariable', { variablesReference: of?.variablesReference ?? 0, name, value });
    const refused = (of: Dap.Variable | undefined, name: string, value = '1') =>
      driver.refused('setVariable', { variablesReference: of?.variablesReference ?? 0, name, value });
    return { driver, stop, set, refused, locals: await driver.variables(stop) };
  }

  test('members of sets, items, slots, attributes with setters, cells, suspended frames and globals are set', async () => {
    const { driver, stop, set, locals } = await start();
    const thing = locals.get('self');
    const first = (await expanded(driver, locals.get('items'))).get('0')?.value;
    expect(first).toBe('1');
    expect((await set(locals.get('items'), '0', '10')).value).toBe('10');
    await set(locals.get('numbers'), '3', '30');
    await set(locals.get('table'), "'a'", '[6]');
    await set(locals.get('slotted'), 'x', '7');
    await set(thing, 'double', '16');
    expect((await set(thing, '_Thing__private', '[8]')).value).toBe('[8]');
    const closure = (await expanded(driver, locals.get('counter'))).get('closure');
    await set(closure, 'count', '40');
    const frame = (await expanded(driver, locals.get('suspended'))).get('locals');
    await set(frame, 'step', '50');
    const { scopes } = await driver.request('scopes', { frameId: stop.top.id });
    await set(scopes.find(({ name }) => name === 'Globals') as unknown as Dap.Variable, 'total', '60');
    expect(await driver.evaluate(stop, 'self.__private')).toBe('[8]');
    expect(await driver.finish()).toBe("[2, 3, 10] [0, 1, 2, 30] {'a': [6], (1, 2): 5} 7 8 41 50 60\n");
  });

  test('expressions are set where code of that place would set them: private names, slices, names of all kinds', async () => {
    const { driver, stop } = await start();
    const assign = async (expression: string, value: string) =>
      (await driver.request('setExpression', { expression, value, frameId: stop.top.id })).value;
    expect(await assign('self.__private', '[9, 10]')).toBe('[9, 10]');
    expect(await assign('self.__private[0]', '11')).toBe('11');
    expect(await assign('numbers[1:3]', '[7]')).toBe('[7, 3]');
    expect(await assign('table["a"]["b"]', '0')).toBe('0');
    expect(await assign('items', '{5}')).toBe('{5}');
    // What is only read there stays the module's.
    expect(await assign('total', '60')).toBe('60');
    expect([...(await driver.variables(stop)).keys()]).not.toContain('total');
    expect(await driver.evaluate(stop, 'self._Thing__private, items')).toBe('([11, 10], {5})');
    expect(await driver.finish()).toBe("[1, 2, 3] [0, 7, 3] {'a': {'b': 0}, (1, 2): 5} 1 3 1 1 60\n");
  });

  test('a class that only reads a global variable is not given one of that name', async () => {
    const { driver, stop } = await start(`
      limit = 1
      class Rules:
          own = 2
          most = own + limit  # @here
      print(limit, Rules.own, Rules.most, "limit" in vars(Rules))
    `);
    const assign = (expression: string, value: string) =>
      driver.request('setExpression', { expression, value, frameId: stop.top.id });
    await assign('limit', '5');
    await assign('own', '3');
    expect(await driver.finish()).toBe('5 3 8 False\n');
  });

  test('what cannot be set is refused with the reason', async () => {
    const { driver, refused, locals } = await start();
    const inner = await expanded(driver, (await expanded(driver, locals.get('table'))).get("'a'"));
    expect(await refused(inner.get("'b'"), '0')).toBe(
      "'0' cannot be given a value: a tuple keeps its items. Set what holds it.",
    );
    expect(await refused(locals.get('pair'), 'left')).toContain('a tuple keeps its items');
    expect(await refused(locals.get('frozen'), '0')).toContain('a frozenset keeps its items');
    expect(await refused(locals.get('self'), 'fixed')).toBe(
      "'fixed' cannot be given a value: the property has no setter.",
    );
    expect(await refused(locals.get('items'), '0', '[]')).toMatch(/^TypeError: .*unhashable type: 'list'/);
    expect(await refused(locals.get('items'), '7')).toContain("There is no variable '7' here");
    await driver.finish();
  });

  test('each name to evaluate gives its child: nested, private, in cells and in suspended frames', async () => {
    const { driver, stop, locals } = await start();
    const names: string[] = [];
    const look = async (variable: Dap.Variable | undefined, depth: number): Promise<void> => {
      for (const child of (await expanded(driver, variable)).values()) {
        const { evaluateName, presentationHint, value, variablesReference } = child;
        if (evaluateName && !presentationHint?.lazy) {
          names.push(evaluateName);
          expect(await driver.evaluate(stop, evaluateName), evaluateName).toBe(value);
        }
        const isGroup = value === '' && !presentationHint?.lazy;
        if (variablesReference && (depth > 0 || isGroup) && !/variables|attributes/.test(child.name))
          await look(child, depth - Number(!isGroup));
      }
    };
    for (const name of ['self', 'items', 'numbers', 'table', 'pair', 'slotted']) await look(locals.get(name), 3);
    for (const name of ['counter', 'suspended']) await look(locals.get(name), 0);
    expect(names).toEqual(
      expect.arrayContaining([
        'self._Thing__private[1]',
        "getattr(self, 'not a name')",
        '[*items][2]',
        "table['a']['b'][1][0]",
        'pair.right',
        'counter.__closure__[0].cell_contents',
        "suspended.gi_frame.f_locals['step']",
      ]),
    );
    await driver.finish();
  });

  test('members that hash, compare or answer badly cannot hold the debugger, and the set stays whole', async () => {
    const { driver, stop, set, refused, locals } = await start(`
      class Odd:
          way = ""
          def __init__(self, name):
              self.name = name
          def __hash__(self):
              if Odd.way == "hash":
                  while True:
                      pass
              if Odd.way == "moves":
                  return id(self)
              return 1
          def __eq__(self, other):
              if Odd.way == "eq":
                  while True:
                      pass
              if Odd.way == "raises":
                  raise SystemExit("no")
              return self is other
          def __repr__(self):
              return self.name
          __class__ = property(lambda self: print("asked"))

      def work(odd, Odd):
          return odd  # @here

      odd = {Odd("one"), Odd("two")}
      work(odd, Odd)
      Odd.way = ""
      print(sorted(map(repr, odd)))
    `);
    const way = (name: string) =>
      driver.request('setExpression', { expression: 'Odd.way', value: `"${name}"`, frameId: stop.top.id });
    const odd = locals.get('odd');
    const names = async () => [...(await expanded(driver, odd)).values()].map(({ value }) => value).sort();
    expect(await names()).toEqual(['one', 'two']);
    await way('hash');
    expect(await refused(odd, '1', 'Odd("three")')).toBe("Setting '1' took too long and was ended.");
    await way('eq');
    expect(await refused(odd, '1', 'Odd("three")')).toBe("Setting '1' took too long and was ended.");
    await way('raises');
    expect(await refused(odd, '1', 'Odd("three")')).toMatch(/^SystemExit: no/);
    await way('moves');
    expect(await refused(odd, '0', 'Odd("three")')).toContain('the set does not find it');
    await way('');
    expect(await names()).toEqual(['one', 'two']);
    const [first] = [...(await expanded(driver, odd)).values()];
    expect((await set(odd, '0', 'Odd("three")')).value).toBe('three');
    expect(await driver.finish()).toBe(`['three', '${first?.value === 'one' ? 'two' : 'one'}']\n`);
  });
});
