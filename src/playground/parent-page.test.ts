import { expect, test, vi } from 'vitest';
import { initialState, type ViewState } from '../model/view-state.ts';
import { attachParent } from './parent-page.ts';

const origin = 'https://course.test';
const program = { text: 'a', breakpoints: [{ line: 1, enabled: true }], watches: ['x'] };

const paused = { ...initialState, execution: 'paused', paused: {} } as ViewState;

function framed(isOpen = true) {
  const parent = { postMessage: vi.fn() };
  let hear: (event: MessageEvent) => void = () => {};
  let change: (state: ViewState, before: ViewState) => void = () => {};
  const target = {
    state: initialState as ViewState,
    subscribe(listener: typeof change) {
      change = listener;
      return () => {};
    },
    guard: (promise: Promise<unknown>) => void promise,
    start: vi.fn(async () => {}),
    stop: vi.fn(async () => {}),
    resume: vi.fn(async () => {}),
  };
  const open = vi.fn(async () => isOpen);
  const framing = {
    parent,
    addEventListener(_: 'message', listener: typeof hear) {
      hear = listener;
    },
  };
  attachParent(framing, origin, { target, open });
  parent.postMessage.mockClear();
  const send = (data: unknown, from: { source?: unknown; origin?: string } = {}) =>
    hear({ source: parent, origin, data, ...from } as unknown as MessageEvent);
  return { parent, target, open, send, become: (state: ViewState) => change(state, initialState) };
}

test('the parent sets a program, and is told whether it is open', async () => {
  const { send, open, parent } = framed(false);
  send({ type: 'dapper/program', program });
  expect(open).toHaveBeenCalledWith(program);
  await vi.waitFor(() =>
    expect(parent.postMessage).toHaveBeenCalledWith({ type: 'dapper/opened', isOpen: false }, origin),
  );
});

test('the parent starts, stops and continues it', async () => {
  const { send, target, parent } = framed();
  for (const name of ['run', 'debug', 'stop']) send({ type: `dapper/${name}` });
  await vi.waitFor(() => expect(target.start.mock.calls).toEqual([['run'], ['debug']]));
  expect(target.stop).toHaveBeenCalledOnce();
  target.state = paused;
  send({ type: 'dapper/continue' });
  expect(target.resume).toHaveBeenCalledWith('continue');
  expect(parent.postMessage).not.toHaveBeenCalled();
});

test.each<[string, ViewState, string]>([
  ['run', paused, 'A program is under way: stop it first.'],
  ['debug', { ...initialState, execution: 'running' }, 'A program is under way: stop it first.'],
  ['continue', { ...initialState, execution: 'running' }, 'The program is not paused.'],
])('%s is refused where it means nothing', async (name, state, reason) => {
  const { send, target, parent } = framed();
  target.state = state;
  send({ type: `dapper/${name}` });
  await vi.waitFor(() => expect(parent.postMessage).toHaveBeenCalledWith({ type: 'dapper/refused', reason }, origin));
  expect(target.start).not.toHaveBeenCalled();
  expect(target.resume).not.toHaveBeenCalled();
});

test.each([true, false])(
  'a start right after a program is one of that program, if it is opened: %s',
  async (isOpen) => {
    const { send, target, parent } = framed(isOpen);
    send({ type: 'dapper/program', program });
    send({ type: 'dapper/run' });
    expect(target.start).not.toHaveBeenCalled();
    const answers = () => parent.postMessage.mock.calls.map(([{ type }]) => type);
    await vi.waitFor(() => expect(answers()).toContain('dapper/opened'));
    if (isOpen) await vi.waitFor(() => expect(target.start).toHaveBeenCalledWith('run'));
    else await vi.waitFor(() => expect(answers()).toContain('dapper/refused'));
    expect(target.start).toHaveBeenCalledTimes(isOpen ? 1 : 0);
  },
);

test('the parent, and it alone, is told of each change of the state', () => {
  const { become, parent } = framed();
  become({ ...initialState, execution: 'running' });
  become(initialState);
  expect(parent.postMessage.mock.calls).toEqual([
    [{ type: 'dapper/state', execution: 'running', line: undefined }, origin],
  ]);
});

test.each([
  ['another origin', { origin: 'https://evil.test' }],
  ['another window', { source: {} }],
])('what comes from %s is left alone', (_, from) => {
  const { send, target, parent } = framed();
  send({ type: 'dapper/run' }, from);
  send('nonsense', from);
  expect(target.start).not.toHaveBeenCalled();
  expect(parent.postMessage).not.toHaveBeenCalled();
});

test.each([
  [undefined],
  ['dapper/run'],
  [{ type: 'dapper/eval' }],
  [{ type: 'dapper/program' }],
  [{ type: 'dapper/program', program: { ...program, breakpoints: [{ line: 2, enabled: true }] } }],
])('%j is refused with a reason', (data) => {
  const { send, open, parent } = framed();
  send(data);
  expect(open).not.toHaveBeenCalled();
  expect(parent.postMessage).toHaveBeenCalledWith(
    { type: 'dapper/refused', reason: expect.stringMatching(/./) },
    origin,
  );
});
