import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { patiently } from './patiently.ts';

const script = (text: string) => () => import(/* @vite-ignore */ `data:text/javascript,${text}`);

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

test('what cannot be loaded is tried again, later each time, and in the end it is said', async () => {
  const load = vi.fn(async () => {
    if (load.mock.calls.length < 3) throw new TypeError('Failed to fetch');
    return 'a part';
  });
  const loaded = patiently(load);
  await vi.advanceTimersByTimeAsync(3000);
  await expect(loaded).resolves.toBe('a part');
  expect(load).toHaveBeenCalledTimes(3);

  const never = vi.fn(() => Promise.reject(new TypeError('Failed to fetch')));
  const failed = expect(patiently(never)).rejects.toThrow('Failed to fetch');
  await vi.advanceTimersByTimeAsync(40_000);
  await failed;
  expect(never).toHaveBeenCalledTimes(6);
});

test.each([
  ['halved', script('export function part(')],
  ['empty', script('')],
])('a script that came %s is not asked for again: the browser keeps it', async (_, load) => {
  const asked = vi.fn(load);
  await expect(patiently(asked)).rejects.toThrow(SyntaxError);
  expect(asked).toHaveBeenCalledTimes(1);
});
