import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { initialState, type ViewState } from '../model/view-state.ts';
import { givingWayTo, type Started } from './giving-way.ts';

type Listener = (state: ViewState, before: ViewState) => void;

const booted: ViewState = { ...initialState, execution: 'ready' };
const listeners = new Set<Listener>();
let state: ViewState;

const target: Started = {
  get state() {
    return state;
  },
  subscribe(listener: Listener) {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};

function become(next: Partial<ViewState>): void {
  const before = state;
  state = { ...state, ...next };
  for (const listener of [...listeners]) listener(state, before);
}

/** Whether `turn` has come, a number of milliseconds later. */
async function hasCome(turn: Promise<void>, milliseconds: number): Promise<boolean> {
  let come = false;
  turn.then(() => {
    come = true;
  });
  await vi.advanceTimersByTimeAsync(milliseconds);
  // A message's task is none of the timers'.
  await new Promise((resolve) => setImmediate(resolve));
  return come;
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  listeners.clear();
  state = booted;
});

afterEach(() => vi.useRealTimers());

it('a turn comes at once where nothing is under way', async () => {
  expect(await hasCome(givingWayTo(target)(), 0)).toBe(true);
});

it('no turn comes while a program is being started, and right after', async () => {
  const next = givingWayTo(target);
  become({ execution: 'starting' });
  const turn = next();
  expect(await hasCome(turn, 1000)).toBe(false);
  become({ execution: 'running' });
  expect(await hasCome(turn, 100)).toBe(false);
  expect(await hasCome(turn, 300)).toBe(true);
});

it('a start that follows the boot goes before what waited for the boot', async () => {
  state = { ...initialState, boot: { step: 'interpreter', label: '', done: 0, total: 1 } };
  const turn = givingWayTo(target)();
  expect(await hasCome(turn, 200)).toBe(false);
  become({ execution: 'ready' });
  become({ execution: 'starting' });
  expect(await hasCome(turn, 200)).toBe(false);
});

it('a long boot keeps the page waiting only for so long', async () => {
  state = { ...initialState, boot: { step: 'interpreter', label: '', done: 0, total: 1 } };
  expect(await hasCome(givingWayTo(target)(), 3000)).toBe(true);
});
