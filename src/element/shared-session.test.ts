import { expect, test, vi } from 'vitest';
import type { DebugSession, SessionPhase } from '../client/connection.ts';
import { SharedSession } from './shared-session.ts';

/** A session that notes what is asked of it. */
function fakeSession() {
  const asked: string[] = [];
  let hear: (event: string, body: unknown) => void = () => {};
  const session = {
    phase: 'ready' as SessionPhase,
    ready: Promise.resolve(),
    onAny(handler: typeof hear) {
      hear = handler;
      return () => {};
    },
    async request(command: string) {
      asked.push(command);
      if (command === 'launch') session.phase = 'active';
    },
    async prepare() {
      asked.push('prepare');
    },
    async reboot() {
      asked.push('reboot');
      hear('terminated', {});
      session.phase = 'ready';
    },
    dispose: () => void asked.push('dispose'),
  };
  return {
    asked,
    session: session as unknown as DebugSession,
    send: (event: string, body: unknown = {}) => hear(event, body),
  };
}

/** Two seats of one session, and what each of them hears. */
function twoSeats() {
  const fake = fakeSession();
  const open = vi.fn(() => fake.session);
  const shared = new SharedSession(open);
  const seats = [shared.seat(), shared.seat()] as const;
  const heard = seats.map((seat) => {
    const events: string[] = [];
    seat.onAny((event) => events.push(event));
    return events;
  });
  return { ...fake, open, shared, seats, heard };
}

test('thirty programs have one interpreter', () => {
  const open = vi.fn(() => fakeSession().session);
  const shared = new SharedSession(open);
  for (let index = 0; index < 30; index++) shared.seat();
  expect(open).toHaveBeenCalledTimes(1);
});

test('events go to the program that was started last, and how the boot goes on to all', async () => {
  const { seats, heard, send } = twoSeats();
  await seats[1].prepare([]);
  send('stopped');
  send('dapper/progress');
  expect(heard).toEqual([['dapper/progress'], ['stopped', 'dapper/progress']]);
});

test('how packages come in is for the program that they are of', async () => {
  const { seats, heard, send } = twoSeats();
  await seats[1].prepare([]);
  send('dapper/progress', { step: 'packages', label: 'Loading numpy 2.0', done: 0, total: 1 });
  expect(heard).toEqual([[], ['dapper/progress']]);
});

test('a program that is started ends the other one, which says so', async () => {
  const { seats, heard, asked } = twoSeats();
  await seats[0].prepare([]);
  await seats[0].request('launch', { program: '/home/pyodide/main.py' });
  expect(seats.map(({ phase }) => phase)).toEqual(['active', 'dead']);
  await seats[1].prepare([]);
  expect(asked).toEqual(['prepare', 'launch', 'reboot', 'prepare']);
  expect(heard).toEqual([['output', 'terminated'], []]);
});

test('a program that is over needs no end before the next', async () => {
  const { seats, asked } = twoSeats();
  await seats[0].prepare([]);
  await seats[1].prepare([]);
  expect(asked).toEqual(['prepare', 'prepare']);
});

test('requests of a program that has no interpreter are refused in words', async () => {
  const { seats } = twoSeats();
  await seats[0].prepare([]);
  await expect(seats[1].request('evaluate', { expression: '1' })).rejects.toThrow(
    'Another program of this page has Python.',
  );
});

test('a program that is taken away ends what runs, and the last one closes the session', async () => {
  const { seats, asked, open, shared } = twoSeats();
  await seats[0].prepare([]);
  await seats[0].request('launch', { program: '/home/pyodide/main.py' });
  seats[0].dispose();
  expect(asked).toEqual(['prepare', 'launch', 'reboot']);
  seats[1].dispose();
  expect(asked.at(-1)).toBe('dispose');
  shared.seat();
  expect(open).toHaveBeenCalledTimes(2);
});
