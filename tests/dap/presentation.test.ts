/** How variables are presented: kind, visibility, attributes, what is lazy, and which groups there are. */
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import { describe, expect, test } from 'vitest';
import { writeProgram } from './debuggee.ts';
import { BACKEND_NAMES, BACKENDS, type BackendName, type Driver, debug, type Stop } from './driver.ts';

const PROGRAM = `
  import abc
  import enum
  import threading
  import typing

  LIMIT = 10
  asked = []

  class Shape(abc.ABC):
      @abc.abstractmethod
      def area(self): ...

  class Sized(typing.Protocol):
      size: int

  class Color(enum.Enum):
      RED = 1

  class Computed:
      def __get__(self, thing, kind=None):
          asked.append("descriptor")
          return "made"

  class Thing(Shape):
      shared = [1]
      made = Computed()

      class Inner:
          pass

      def __init__(self):
          self.plain, self._own, self.__hidden = "text", 2, 3

      @property
      def area(self):
          asked.append("area")
          return self.__hidden * 2

      @property
      def endless(self):
          while True:
              pass

      @area.setter
      def area(self, value):
          self.__hidden = value

      def method(self):
          return self.plain

  def work(thing, items, event):
      return thing.method()  # @here

  _module_own = 1
  print(work(Thing(), [1, "two"], threading.Event()), asked)
`;

async function expanded(driver: Driver, { variablesReference = 0 }: Partial<Dap.Variable> = {}) {
  const { variables } = await driver.request('variables', { variablesReference });
  return new Map(variables.map((variable) => [variable.name, variable]));
}

/** What a hint says, in a line. */
function said(variable: Dap.Variable | undefined): string {
  const { kind, visibility, attributes = [], lazy } = variable?.presentationHint ?? {};
  const words = [
    kind,
    visibility,
    lazy ? 'lazy' : '',
    ...[...attributes].filter((each) => !/ObjectId$/.test(each)).sort(),
  ];
  return words.filter(Boolean).join(' ');
}

async function start(backend: BackendName, variablePresentation = {}): Promise<{ driver: Driver; stop: Stop }> {
  const launch = { frameEvalConfig: BACKENDS[backend], variablePresentation };
  const driver = await debug(writeProgram(PROGRAM), { breakpoints: ['here'], launch });
  return { driver, stop: await driver.stopped() };
}

describe.each(BACKEND_NAMES)('on %s', (backend) => {
  test('each variable says of what kind it is, who is to see it, and what can be done with it', async () => {
    const { driver, stop } = await start(backend);
    const locals = await driver.variables(stop);
    expect([...locals].map(([name, variable]) => `${name}: ${said(variable)}`)).toEqual([
      'event: event public',
      'items: data public',
      'thing: data public',
    ]);
    expect(locals.get('thing')?.presentationHint?.attributes).toEqual(['canHaveObjectId', 'hasObjectId']);
    const items = await expanded(driver, locals.get('items'));
    expect([...items.values()].map(said)).toEqual(['data', 'data rawString']);
    const thing = await expanded(driver, locals.get('thing'));
    expect([...thing].map(([name, variable]) => `${name}: ${said(variable)}`)).toEqual([
      'plain: data public rawString',
      '_own: data private',
      '_Thing__hidden: data private',
      'area: property public lazy hasSideEffects',
      'endless: property public lazy hasSideEffects readOnly',
      'made: property public lazy hasSideEffects',
      'class attributes: virtual',
      'function variables: virtual',
      'special variables: virtual',
    ]);
    expect(said((await expanded(driver, thing.get('function variables'))).get('method'))).toBe('method readOnly');
    expect(said((await expanded(driver, thing.get('special variables'))).get('__class__'))).toBe(
      'mostDerivedClass readOnly',
    );
    const globals = await driver.variables(stop, 'Globals');
    expect(said(globals.get('LIMIT'))).toBe('data public constant');
    const classes = await expanded(driver, globals.get('class variables'));
    expect(['Shape', 'Sized', 'Thing'].map((name) => said(classes.get(name)))).toEqual([
      'interface public',
      'interface public',
      'class public',
    ]);
    expect(said((await expanded(driver, classes.get('Color'))).get('RED'))).toBe('data public constant');
    const ofThing = await expanded(driver, classes.get('Thing'));
    expect(said((await expanded(driver, ofThing.get('class variables'))).get('Inner'))).toBe('innerClass public');
    const bases = await expanded(driver, ofThing.get('base classes'));
    expect([...bases].map(([name, base]) => `${name}: ${said(base)} ${base.evaluateName}`)).toEqual([
      'Shape: baseClass readOnly Thing.__bases__[0]',
    ]);
    expect(await driver.finish()).toBe('text []\n');
  });

  test('what runs code is computed when its child is asked for, once, and what never ends fails alone', async () => {
    const { driver, stop } = await start(backend);
    const thing = await expanded(driver, (await driver.variables(stop)).get('thing'));
    expect(await driver.evaluate(stop, 'asked')).toBe('[]');
    const [area] = await expanded(driver, thing.get('area')).then((found) => [...found.values()]);
    expect([area?.name, area?.value, area?.evaluateName]).toEqual(['area', '6', 'thing.area']);
    expect((await expanded(driver, thing.get('made'))).get('made')?.value).toBe("'made'");
    const endless = (await expanded(driver, thing.get('endless'))).get('endless');
    expect(endless?.value).toMatch(/^<took longer than/);
    expect(said(endless)).toContain('failedEvaluation');
    expect(await driver.evaluate(stop, 'asked')).toBe("['area', 'descriptor']");
    expect(await driver.finish()).toBe("text ['area', 'descriptor']\n");
  });

  test('groups are chosen by the launch, as with debugpy', async () => {
    const grouped = await start(backend, { protected: 'group' });
    const globals = await grouped.driver.variables(grouped.stop, 'Globals');
    expect([...globals.keys()]).not.toContain('_module_own');
    const group = globals.get('protected variables');
    expect(said(group)).toBe('virtual protected');
    expect([...(await expanded(grouped.driver, group)).keys()]).toEqual(['_module_own']);
    const thing = (await grouped.driver.variables(grouped.stop)).get('thing');
    const members = await expanded(grouped.driver, thing);
    expect([...members.keys()].filter((name) => name.startsWith('_'))).toEqual([]);
    const hidden = await expanded(grouped.driver, members.get('protected variables'));
    expect([...hidden.keys()]).toEqual(['_own', '_Thing__hidden']);
    await grouped.driver.request('setVariable', {
      variablesReference: members.get('protected variables')?.variablesReference ?? 0,
      name: '_own',
      value: '20',
    });
    expect(await grouped.driver.evaluate(grouped.stop, 'thing._own')).toBe('20');

    const bare = await start(backend, { all: 'hide', function: 'inline' });
    const names = [...(await bare.driver.variables(bare.stop, 'Globals')).keys()];
    expect(names).toContain('work');
    for (const name of names) expect(name).not.toMatch(/variables$|^_|^Thing$/);
  });
});

test('a result that came of a call says that it may have had effects', async () => {
  const { driver, stop } = await start('eval_frame');
  const attributes = async (expression: string, context: string) => {
    const body = await driver.request('evaluate', { expression, context, frameId: stop.top.id });
    return (body.presentationHint?.attributes ?? []).filter((each) => !/ObjectId$/.test(each));
  };
  expect(await attributes('thing.plain', 'watch')).toEqual(['rawString']);
  expect(await attributes('thing.method()', 'watch')).toEqual(['rawString', 'hasSideEffects']);
  expect(await attributes('thing', 'repl')).toEqual([]);
  expect(await attributes('x = 1; x', 'repl')).toEqual(['hasSideEffects']);
});
