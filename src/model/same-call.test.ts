import type { DebugProtocol } from '@vscode/debugprotocol';
import { beforeEach, expect, test } from 'vitest';
import type { Pause } from './pause.ts';
import { Calls } from './same-call.ts';

const text = `def f(n):
    if n:
        return f(n - 1)
    return n


def loop(xs):
    for x in xs:
        print(x)
    return xs


key = lambda x: x
for each in 1, 2:
    f(each)
    loop([each])
`;

let calls: Calls;
let stops: number;
let ids: number;

beforeEach(() => {
  calls = new Calls((path) => (path === 'main.py' ? text : undefined));
  stops = 0;
  ids = 0;
});

interface Stop {
  readonly reason?: string;
  readonly threadId?: number;
}

/** Stops in functions at lines, the innermost first, and gives the numbers of their calls. */
function stop(stack: readonly (readonly [name: string, line: number])[], { reason, threadId = 1 }: Stop = {}) {
  const frames = stack.map(
    ([name, line]): DebugProtocol.StackFrame => ({ id: ++ids, name, line, column: 1, source: { path: 'main.py' } }),
  );
  const pause: Pause = {
    number: ++stops,
    reason: reason ?? 'breakpoint',
    threadId,
    hitBreakpointIds: [],
    frames,
    startedFrames: frames,
    totalFrames: frames.length,
    frameId: undefined,
  };
  calls.see(new Map([[threadId, pause]]));
  return frames.map(({ id }) => calls.idOf(pause, id));
}

const main = (line: number) => ['<module>', line] as const;

test('a call that goes on keeps its number, whatever is called in it', () => {
  const [first, outer] = stop([['f', 2], main(14)]);
  expect(stop([['f', 3], main(14)])).toEqual([first, outer]);
  const [inner, ...rest] = stop([['f', 2], ['f', 3], main(14)]);
  expect(rest).toEqual([first, outer]);
  expect(inner).not.toBe(first);
  expect(stop([['f', 4], ['f', 3], main(14)])).toEqual([inner, first, outer]);
  expect(stop([['f', 3], main(14)], { reason: 'step' })).toEqual([first, outer]);
});

test('the callers of a recursion are other calls than what they call', () => {
  const all = stop([['f', 4], ['f', 3], ['f', 3], main(14)]);
  expect(new Set(all).size).toBe(4);
});

test('in a loop a call gets back to where it was', () => {
  const before = stop([['loop', 9], main(15)]);
  expect(stop([['loop', 9], main(15)])).toEqual(before);
  expect(stop([['loop', 8], main(15)])).toEqual(before);
});

test('without one it has begun anew, also where the caller stands as before', () => {
  const [first, outer] = stop([['f', 2], main(14)]);
  const [second, ...rest] = stop([['f', 2], main(14)]);
  expect(rest).toEqual([outer]);
  expect(second).not.toBe(first);
  const [lambda] = stop([['<lambda>', 12], main(14)]);
  expect(stop([['<lambda>', 12], main(14)])[0]).not.toBe(lambda);
});

test('called from elsewhere it has begun anew, and after a stop without it', () => {
  const [first] = stop([['loop', 9], main(15)]);
  const [second] = stop([['loop', 9], main(14)]);
  expect(second).not.toBe(first);
  stop([main(14)], { reason: 'step' });
  expect(stop([['loop', 9], main(14)])[0]).not.toBe(second);
});

test('an exception where the program stands is in the same call', () => {
  const before = stop([['f', 2], main(14)]);
  expect(stop([['f', 2], main(14)], { reason: 'exception' })).toEqual(before);
});

test('another thread has calls of its own, and the first keeps its own', () => {
  const before = stop([['loop', 9], main(15)]);
  const other = stop([['loop', 9], main(15)], { threadId: 2 });
  expect(other).not.toEqual(before);
  expect(stop([['loop', 9], main(15)])).toEqual(before);
});
