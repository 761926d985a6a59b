import { describe, expect, it } from 'vitest';
import { checkRequest, LARGEST_MESSAGE, MOST_ITEMS, type Reading, readRequest } from './index.ts';

const nested = (depth: number, open = '[', close = ']') => `${open.repeat(depth)}${close.repeat(depth)}`;
const request = (parts: string) => `{"seq":5,"type":"request",${parts}}`;

function errorOf(reading: Reading): string {
  if (reading.is === 'request') throw new Error('it was taken for a request');
  return reading.error.message;
}

describe('a message of a client', () => {
  it('is a request when it has a number, a type and a command, whatever else is in it', () => {
    const reading = readRequest(request('"command":"threads","toString":1,"__proto__":{"seq":7}'));
    expect(reading).toEqual({
      is: 'request',
      request: { seq: 5, type: 'request', command: 'threads', arguments: undefined },
    });
  });

  it.each([
    ['an object with a toString of its own', '{"toString":1}'],
    ['an object with a toJSON of its own', '{"toJSON":1}'],
    ['null', 'null'],
    ['a list', '["threads"]'],
    ['very deep lists', nested(20_000)],
    ['very deep objects', nested(20_000, '{"a":', '}').replace('{"a":}', '{}')],
  ])('whose command is %s can be answered', (_, command) => {
    const reading = readRequest(request(`"command":${command}`));
    expect(reading).toMatchObject({ is: 'wrong', request: { seq: 5, command: '' } });
    expect(errorOf(reading)).toMatch(/"command" must be a string, not/);
    expect(errorOf(reading).length).toBeLessThan(300);
  });

  it.each(['{}', 'null', '7', nested(20_000)])('whose type is not a string can be answered', (type) => {
    const reading = readRequest(`{"seq":5,"type":${type},"command":"threads"}`);
    expect(reading).toMatchObject({ is: 'wrong', request: { seq: 5, command: 'threads' } });
    expect(errorOf(reading)).toContain('"type" must be "request"');
  });

  it.each(['0', '-1', '1.5', '"abc"', '"5"', 'null', '{}', '1e400', '2147483648', nested(20_000)])(
    'whose number is %.20s has no answer in the protocol',
    (seq) => {
      const reading = readRequest(`{"seq":${seq},"type":"request","command":"threads"}`);
      expect(reading.is).toBe('unnumbered');
      expect(errorOf(reading)).toContain('"seq" must be a whole number');
    },
  );

  it.each(['', '{', 'null', '"text"', '[]', '\0', nested(20_000)])(
    'that is not an object is not one: %.20s',
    (text) => {
      expect(readRequest(text).is).toBe('unreadable');
    },
  );

  it('that is too large is not read', () => {
    const reading = readRequest(request(`"command":"${'x'.repeat(LARGEST_MESSAGE)}"`));
    expect(reading.is).toBe('unreadable');
    expect(errorOf(reading)).toMatch(/8,388,608 at most/);
  });

  it('has a command of which only the beginning is sent back', () => {
    const reading = readRequest(request(`"command":"${'x'.repeat(5000)}"`));
    expect(reading).toMatchObject({ is: 'wrong', request: { command: 'x'.repeat(100) } });
  });
});

describe('arguments', () => {
  const source = { path: '/main.py' };

  it.each([
    [
      'setBreakpoints',
      { source, breakpoints: [{ line: 1.5 }] },
      '"breakpoints[0].line" must be a whole number, not 1.5',
    ],
    ['setBreakpoints', { source, breakpoints: 'all' }, '"breakpoints" must be a list, not "all"'],
    ['setBreakpoints', { source: { path: 'a\0b' } }, 'a path without a null character'],
    ['setBreakpoints', { source: { path: `/${'x'.repeat(5000)}` } }, 'a path of at most 4,096 characters'],
    ['setExceptionBreakpoints', { filters: [], filterOptions: 5 }, '"filterOptions" must be a list, not 5'],
    ['evaluate', { expression: '1', format: 5 }, '"format" must be an object, not 5'],
    ['restart', { arguments: { args: 5 } }, '"arguments.args" must be a list, not 5'],
    ['disconnect', [[]], '"arguments" must be an object, not [[]]'],
    ['evaluate', [], '"arguments" must be an object, not []'],
    ['launch', { program: '/a.py', env: ['A'] }, '"env" must be an object, not ["A"]'],
    ['toString', {}, 'The request "toString" is not supported'],
  ])('of %s that are wrong are reported: %j', (command, args, problem) => {
    expect(() => checkRequest(command, args)).toThrow(problem);
  });

  it('are refused at once where a list is too long, or something is too deep', () => {
    const breakpoints = Array.from({ length: 1_000_000 }, () => ({ line: 1 }));
    const started = performance.now();
    expect(() => checkRequest('setBreakpoints', { source, breakpoints })).toThrow(
      `"breakpoints" must be a list of at most ${MOST_ITEMS.toLocaleString('en')} items, not [{"line":1},`,
    );
    const deep = JSON.parse(nested(20_000));
    expect(() => checkRequest('evaluate', { expression: '1', more: deep })).toThrow('more than 100 objects and lists');
    const round: Record<string, unknown> = { expression: '1' };
    round.itself = round;
    expect(() => checkRequest('evaluate', round)).toThrow('more than 100 objects and lists');
    expect(performance.now() - started).toBeLessThan(1000);
  });
});
