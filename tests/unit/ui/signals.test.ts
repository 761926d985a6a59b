import { expect, test } from 'vitest';
import { Signals } from '../../../src/ui/session/signals.ts';

test('a signal reaches those who wait for it, in their order, with what it carries', () => {
  const signals = new Signals();
  const heard: string[] = [];
  signals.on('reveal', ({ line }) => heard.push(`first ${line}`));
  signals.on('reveal', ({ line, column }) => heard.push(`second ${line}:${column}`));
  signals.on('edit', () => heard.push('edit'));
  signals.send('reveal', { path: 'a.py', line: 3, column: 2 });
  expect(heard).toEqual(['first 3', 'second 3:2']);
});

test('a signal that nobody waits for is lost, and so is one to who has left', () => {
  const signals = new Signals();
  let times = 0;
  signals.send('opened');
  const leave = signals.on('opened', () => times++);
  signals.send('opened');
  leave();
  signals.send('opened');
  expect(times).toBe(1);
});
