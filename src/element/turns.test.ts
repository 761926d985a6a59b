import { expect, test } from 'vitest';
import type { DebuggerState } from './contract.ts';
import { Turns } from './turns.ts';

/** Elements in the order of the document, and which of them have started. */
function page(count: number) {
  const turns = new Turns();
  const begun: number[] = [];
  const players = Array.from({ length: count }, (_, at) => ({
    at,
    state: 'still' as DebuggerState,
    compareDocumentPosition: (other: unknown) => ((other as { at: number }).at < at ? 2 : 4),
  }));
  const start = (at: number) => {
    const player = players[at];
    if (!player) throw new Error(`There is no player ${at}.`);
    turns.begin(player);
    player.state = 'loading';
    begun.push(at);
  };
  const wait = (at: number) => {
    const player = players[at];
    if (!player) throw new Error(`There is no player ${at}.`);
    return turns.wait(player, () => start(at));
  };
  return { turns, begun, players, start, wait };
}

test('the first starts at once, and the others one after the other as they are in the document', async () => {
  const { turns, begun, players, wait } = page(4);
  expect(await Promise.all([2, 3, 1].map(wait))).toEqual([true, true, false]);
  expect(await wait(0)).toBe(true);
  expect(begun).toEqual([1]);
  for (const state of ['ended', 'failed', 'ended'] as const) {
    for (const player of players) if (player.state === 'loading') player.state = state;
    turns.next();
  }
  expect(begun).toEqual([1, 0, 2, 3]);
});

test('a program that a person has started is waited for while it is paused, and until it is gone', async () => {
  const { turns, begun, players, start, wait } = page(2);
  const [first] = players;
  start(0);
  if (first) first.state = 'paused';
  expect(await wait(1)).toBe(true);
  turns.next();
  expect(begun).toEqual([0]);
  if (first) turns.leave(first);
  expect(begun).toEqual([0, 1]);
});

test('who is started by a person, or gives up, does not start by itself later', async () => {
  const { turns, begun, players, start, wait } = page(3);
  start(0);
  await Promise.all([wait(1), wait(2)]);
  start(1);
  const [, , last] = players;
  if (last) turns.giveUp(last);
  for (const player of players) player.state = 'ended';
  turns.next();
  expect(begun).toEqual([0, 1]);
});
