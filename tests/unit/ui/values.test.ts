import { beforeEach, describe, expect, test } from 'vitest';
import { programPath } from '../../../src/client/program.ts';
import { singleFile } from '../../../src/model/program-files.ts';
import { Debugger } from '../../../src/ui/session/debugger.ts';
import { childrenOf, evaluatedNode, setValue } from '../../../src/ui/values/evaluated.ts';
import { breakOnChange, valueActions } from '../../../src/ui/values/node-actions.ts';
import { Pins } from '../../../src/ui/values/pins.ts';
import type { ValueNode } from '../../../src/ui/values/value-node.ts';
import { FakeSession } from './fake-session.ts';

/** Until everything that was started has settled. */
const settled = () => new Promise((resolve) => setTimeout(resolve, 0));

let session: FakeSession;
let target: Debugger;

/** No dialog is opened over it. */
const nowhere = {} as HTMLElement;

const node: ValueNode = {
  kind: 'value',
  key: 'Locals/n',
  name: 'n',
  value: '3',
  reference: 0,
  container: 10,
  expression: 'n',
};

async function paused(answers: ConstructorParameters<typeof FakeSession>[0] = {}): Promise<void> {
  session = new FakeSession(answers);
  target = new Debugger(
    session,
    singleFile(programPath, () => 'print(1)\n'),
  );
  session.boot();
  await settled();
  await target.start('debug');
  session.emit('stopped', { reason: 'breakpoint', threadId: 1 });
  await settled();
}

beforeEach(() => paused());

const labels = (actions: readonly { readonly label: string }[]) => actions.map(({ label }) => label);

describe('numbers in base 16', () => {
  test('are asked for with every value that is shown, and kept', async () => {
    const kept: boolean[] = [];
    target.numbers.keepIn({ load: () => undefined, save: (isHexadecimal) => kept.push(isHexadecimal) });
    await childrenOf(target, { ...node, reference: 7 }, {});
    target.numbers.toggle();
    await childrenOf(target, { ...node, reference: 7 }, {});
    await evaluatedNode(target, 'n', 'watch:n');
    await target.evaluate('n', 'clipboard');
    expect(session.argumentsOf('variables')).toEqual([
      { variablesReference: 7 },
      { variablesReference: 7, format: { hex: true } },
    ]);
    expect(session.argumentsOf('evaluate')).toEqual([
      { expression: 'n', context: 'watch', frameId: 1, format: { hex: true } },
      { expression: 'n', context: 'clipboard', frameId: 1 },
    ]);
    expect(kept).toEqual([true]);
  });

  test('that were chosen before are told to who is there', () => {
    const heard: boolean[] = [];
    target.numbers.onChange((isHexadecimal) => heard.push(isHexadecimal));
    target.numbers.keepIn({ load: () => true, save: () => {} });
    expect(heard).toEqual([true]);
    expect(labels(valueActions(target, node))).toContain('Numbers in base 10');
  });
});

describe('what can be done with a value', () => {
  test('is to copy it, to watch it where there is a watch, and to stop when it changes', () => {
    const here = () => labels([...valueActions(target, node), ...breakOnChange(target, node)]);
    const usual = ['Copy value', 'Copy as expression', 'Numbers in base 16', 'Break when value changes'];
    expect(here()).toEqual(usual);
    target.signals.on('watch', () => {});
    expect(here()).toEqual(['Copy value', 'Copy as expression', 'Add to watch', ...usual.slice(2)]);
  });

  test('is nothing where there is no value, and no copy of a group', () => {
    expect(valueActions(target, { ...node, absent: true })).toEqual([]);
    expect(breakOnChange(target, { ...node, absent: true })).toEqual([]);
    expect(valueActions(target, { ...node, kind: 'scope' })).toEqual([]);
    const group = { ...node, value: '', reference: 4, expression: undefined };
    expect(labels(valueActions(target, group))).toEqual(['Numbers in base 16']);
  });

  test('an expression stops when it changes in the selected frame, a variable wherever it is held', async () => {
    await paused({ dataBreakpointInfo: () => ({ dataId: null, description: 'cannot be watched' }) });
    for (const each of [node, { ...node, container: undefined }]) breakOnChange(target, each)[0]?.perform(nowhere);
    expect(session.argumentsOf('dataBreakpointInfo')).toEqual([
      { name: 'n', variablesReference: 10 },
      { name: 'n', frameId: 1 },
    ]);
  });
});

test('of a container that is watched for changes it is said that changes inside it do not count', async () => {
  await paused({ dataBreakpointInfo: () => ({ dataId: 'x', description: 'x' }) });
  for (const type of ['list', 'int']) {
    breakOnChange(target, { ...node, type })[0]?.perform(nowhere);
    await settled();
    const [breakpoint] = target.state.dataBreakpoints;
    expect(breakpoint?.note).toBe(
      type === 'list' ? 'Only when another list takes its place, not at changes inside it' : undefined,
    );
    if (breakpoint) target.dataBreakpoints.change({ type: 'dataBreakpointRemoved', id: breakpoint.id });
  }
  expect(JSON.stringify(session.argumentsOf('setDataBreakpoints'))).not.toContain('note');
});

test('a value is set by its container, and where it has none by its expression', async () => {
  let changes = 0;
  target.onValuesChanged(() => changes++);
  await setValue(target, node, '4');
  await setValue(target, { ...node, container: undefined, name: 'a.b', expression: 'a.b' }, '5');
  expect(session.argumentsOf('setVariable')).toEqual([{ variablesReference: 10, name: 'n', value: '4' }]);
  expect(session.argumentsOf('setExpression')).toEqual([{ expression: 'a.b', value: '5', frameId: 1 }]);
  expect(changes).toBe(2);
});

describe('what is pinned', () => {
  test('stands above the scopes by its expression, is kept, and is told of', async () => {
    const kept: (readonly string[])[] = [];
    const said: string[] = [];
    target.signals.on('say', ({ text }) => said.push(text));
    const pins = new Pins(target, { load: () => [], save: (expressions) => kept.push(expressions) });
    let changes = 0;
    pins.onChange(() => changes++);
    expect(pins.roots()).toEqual([]);
    const [pin] = pins.actions({ ...node, name: 'b', expression: 'a.b' });
    expect(pin?.label).toBe('Pin');
    pin?.perform(nowhere);
    expect(kept).toEqual([['a.b']]);
    expect(changes).toBe(1);
    expect(pins.roots()).toHaveLength(1);
    const [shown] = await pins.nodes();
    expect(shown).toMatchObject({ name: 'a.b', value: '<a.b>' });
    const [unpin] = pins.actions(shown as ValueNode);
    expect(unpin).toMatchObject({ label: 'Unpin', button: { label: 'Unpin a.b' } });
    unpin?.perform(nowhere);
    expect(kept).toEqual([['a.b'], []]);
    expect(pins.roots()).toEqual([]);
    expect(said).toEqual(['a.b is pinned', 'a.b is no longer pinned']);
  });

  test('is that of the program which is opened, and of another tab', () => {
    let stored: readonly string[] = ['x'];
    let tell = () => {};
    const store = {
      load: () => stored,
      save: () => {},
      onChange: (listener: () => void) => {
        tell = listener;
        return () => {};
      },
    };
    const pins = new Pins(target, store);
    const isPinned = (expression: string) => pins.actions({ ...node, expression })[0]?.label === 'Unpin';
    expect([isPinned('x'), isPinned('y')]).toEqual([true, false]);
    stored = ['y'];
    target.signals.send('opened');
    expect([isPinned('x'), isPinned('y')]).toEqual([false, true]);
    stored = [];
    tell();
    expect(isPinned('y')).toBe(false);
  });
});
