import { beforeEach, describe, expect, it, vi } from 'vitest';
import {
  folderMissing,
  type OutgoingMessage,
  packagesMissing,
  RequestError,
  type ResponseMessage,
} from '../protocol/index.ts';
import { Adapter } from './adapter.ts';
import type { Loading } from './packages/launch-packages.ts';

let sent: OutgoingMessage[];
let starts: number;
let sources: string[];
let refuseLaunch: RequestError | undefined;
let adapter: Adapter;
let seq: number;
let loading: Loading | undefined;
let submitted: string[];

beforeEach(() => {
  loading = undefined;
  submitted = [];
  sent = [];
  starts = 0;
  sources = [];
  seq = 0;
  refuseLaunch = undefined;
  adapter = new Adapter({
    post: (text) => sent.push(JSON.parse(text)),
    prepareLaunch: (args) => {
      if (refuseLaunch) throw refuseLaunch;
      return args;
    },
    loadPackages: () => loading,
    submit: (command) => submitted.push(command),
    prepareSource: (path) => sources.push(path),
    unfinishedLine: () => '',
    endLine: () => {},
    startProgram: () => {
      starts += 1;
    },
  });
});

/** Sends a request; what Python gets of it. */
function ask(command: string, args?: unknown): { id: number; command: string; arguments: unknown } | null {
  seq += 1;
  const text = adapter.accept(JSON.stringify({ seq, type: 'request', command, arguments: args }));
  return text === null ? null : JSON.parse(text);
}

/** Sends a request that Python answers with `body`. */
function served(command: string, args?: unknown, body?: unknown): void {
  const forPython = ask(command, args);
  if (forPython) adapter.receive(JSON.stringify({ id: forPython.id, body }));
}

function last(): ResponseMessage {
  return sent.at(-1) as ResponseMessage;
}

const initialize = (args = {}) => ask('initialize', { adapterID: 'test', ...args });
const launch = () => served('launch', { program: '/p/main.py' });

describe('requests that are wrong', () => {
  it.each([
    ['an unknown command', 'stackTrac', undefined, 'The request "stackTrac" is not supported.'],
    ['a misspelt command', 'STACKTRACE', undefined, 'Did you mean "stackTrace"?'],
    ['a property of Object', 'toString', undefined, 'not supported'],
    ['no arguments', 'setBreakpoints', undefined, 'The arguments of "setBreakpoints" are wrong: "source" is missing.'],
    ['arguments that are no object', 'evaluate', 'n', '"arguments" must be an object, not "n"'],
    ['a missing argument', 'evaluate', {}, '"expression" is missing'],
    ['a wrong type', 'evaluate', { expression: 7 }, '"expression" must be a string, not 7'],
    [
      'a wrong type inside',
      'setBreakpoints',
      { source: { path: '/p' }, breakpoints: [{ line: 1 }, { line: 'x' }] },
      '"breakpoints[1].line" must be a whole number, not "x"',
    ],
    ['a fraction', 'setBreakpoints', { source: { path: '/p' }, lines: [1.5] }, '"lines[0]" must be a whole number'],
    ['a source without a path', 'setBreakpoints', { source: {} }, '"source" must be an object with a "path", not {}'],
    ['a launch without a program', 'launch', {}, '"program" is missing'],
    ['a launch of nothing', 'launch', { program: '' }, '"program" must be the path of a Python file, not ""'],
    [
      'an environment of numbers',
      'launch',
      { program: '/p', env: { A: 1 } },
      '"env.A" must be a string or null, not 1',
    ],
  ])('get a sentence for %s', (_, command, args, message) => {
    initialize();
    expect(ask(command, args)).toBeNull();
    expect(last()).toMatchObject({ type: 'response', request_seq: seq, success: false, command });
    expect(last().message).toContain(message);
    launch();
    expect(last()).toMatchObject({ command: 'launch', success: true });
  });

  it('get a sentence before initialize', () => {
    ask('launch', { program: '/p' });
    expect(last().message).toBe('"launch" came before "initialize". Send "initialize" first.');
    initialize();
    expect(sent.at(-2)).toMatchObject({ command: 'initialize', success: true });
  });

  it('get a sentence when they come twice', () => {
    initialize();
    initialize();
    expect(last().message).toContain('initialized already');
    launch();
    ask('launch', { program: '/p/other.py' });
    expect(last().message).toContain('has launched /p/main.py already');
    ask('configurationDone');
    ask('configurationDone');
    expect(last().message).toContain('configuration is done already');
    expect(starts).toBe(1);
  });

  it('get a sentence without a program, and after its end', () => {
    initialize();
    ask('stackTrace', { threadId: 1 });
    expect(last().message).toBe('"stackTrace" needs a program, and none was launched. Send "launch" first.');
    launch();
    ask('configurationDone');
    adapter.ended();
    ask('stackTrace', { threadId: 1 });
    expect(last().message).toContain('the program has ended');
  });

  it('that are not requests are answered as such', () => {
    adapter.accept('{"type": "event", "seq": 4}');
    expect(last()).toMatchObject({ success: false, request_seq: 4 });
    expect(last().message).toContain('"type" must be "request"');
  });

  it.each(['{"type": "request", "command": "threads", "seq": "abc"}', '{', '[1]'])(
    'that have no number are reported in the console, because no response could name them: %s',
    (text) => {
      adapter.accept(text);
      expect(sent.at(-1)).toMatchObject({ type: 'event', event: 'output', body: { category: 'console' } });
    },
  );

  it('carry braces as a variable, because DAP gives them a meaning', () => {
    initialize();
    ask('setBreakpoints', { source: {} });
    expect(last().body).toMatchObject({ error: { format: '{message}', variables: { message: last().message } } });
  });
});

describe('a session', () => {
  it('sends initialized right after the answer to initialize', () => {
    initialize();
    expect(sent).toMatchObject([
      { seq: 1, type: 'response', command: 'initialize', success: true },
      { seq: 2, type: 'event', event: 'initialized' },
    ]);
  });

  it.each([
    ['launch first', [launch, () => ask('configurationDone')]],
    ['configurationDone first', [() => ask('configurationDone'), launch]],
  ])('starts the program when both are done, %s', (_, [one, two]) => {
    initialize();
    one?.();
    expect(starts).toBe(0);
    two?.();
    expect(starts).toBe(1);
    expect(sent.slice(-3)).toMatchObject([
      { success: true },
      { event: 'process', body: { name: '/p/main.py', startMethod: 'launch' } },
      { event: 'thread', body: { reason: 'started', threadId: 1 } },
    ]);
  });

  it('can be launched again after a launch that was refused, by the platform or by Python', () => {
    initialize();
    refuseLaunch = new RequestError(folderMissing('cwd', '/nowhere'));
    expect(ask('launch', { program: '/p/main.py', cwd: '/nowhere' })).toBeNull();
    expect(last().message).toContain('The folder /nowhere does not exist');
    refuseLaunch = undefined;
    const forPython = ask('launch', { program: '/p/main.py' });
    adapter.receive(JSON.stringify({ id: forPython?.id, error: { message: 'no backend', code: 1011 } }));
    expect(last()).toMatchObject({
      success: false,
      message: 'no backend',
      body: { error: { id: 1011, showUser: true } },
    });
    ask('configurationDone');
    expect(starts).toBe(0);
    launch();
    expect(starts).toBe(1);
  });

  it('gives Python what is validated, without nulls, and Python’s answer to the right request', () => {
    initialize();
    launch();
    const forPython = ask('stackTrace', { threadId: 1, startFrame: null, levels: 20 });
    expect(forPython).toMatchObject({ command: 'stackTrace', arguments: { threadId: 1, levels: 20 } });
    expect(forPython?.arguments).not.toHaveProperty('startFrame');
    adapter.receive(JSON.stringify({ id: forPython?.id, body: { stackFrames: [] } }));
    expect(last()).toMatchObject({ request_seq: seq, command: 'stackTrace', body: { stackFrames: [] } });
  });

  it('gives Python no null for "absent" at any depth, but those that mean something', () => {
    initialize();
    const source = { path: '/p/main.py', name: null };
    const command = ask('setBreakpoints', { source, breakpoints: [{ line: 1, condition: null }], lines: null });
    expect(command?.arguments).toEqual({ source: { path: '/p/main.py' }, breakpoints: [{ line: 1 }] });
    const env = { HOME: null };
    expect(ask('launch', { program: '/p/main.py', cwd: null, env })?.arguments).toEqual({ program: '/p/main.py', env });
  });

  it('makes a source visible before its breakpoints are set', () => {
    initialize();
    ask('setBreakpoints', { source: { path: '/p/other.py' } });
    expect(sources).toEqual(['/p/other.py']);
  });

  it('ends at terminate when no program runs yet, and says so once', () => {
    initialize();
    launch();
    expect(ask('terminate')).toBeNull();
    expect(sent.slice(-2)).toMatchObject([{ command: 'terminate', success: true }, { event: 'terminated' }]);
    ask('terminate');
    expect(last()).toMatchObject({ command: 'terminate', success: true });
  });

  it('sends terminated once, whoever says it first', () => {
    initialize();
    launch();
    ask('configurationDone');
    adapter.receive('{"event": "terminated", "body": {}}');
    adapter.ended();
    expect(sent.filter((message) => message.type === 'event' && message.event === 'terminated')).toHaveLength(1);
  });
});

describe('a client that counts from zero and names files by URI', () => {
  it('is understood and answered in its own way', () => {
    initialize({ linesStartAt1: false, columnsStartAt1: false, pathFormat: 'uri' });
    const forPython = ask('setBreakpoints', { source: { path: 'file:///p/a%20b.py' }, breakpoints: [{ line: 4 }] });
    expect(forPython?.arguments).toMatchObject({ source: { path: '/p/a b.py' }, breakpoints: [{ line: 5 }] });
    const breakpoint = { verified: true, line: 6, source: { path: '/p/a b.py' } };
    adapter.receive(JSON.stringify({ id: forPython?.id, body: { breakpoints: [breakpoint] } }));
    expect(last().body).toEqual({
      breakpoints: [{ verified: true, line: 5, source: { path: 'file:///p/a%20b.py' } }],
    });
    adapter.receive(JSON.stringify({ event: 'breakpoint', body: { reason: 'changed', breakpoint } }));
    expect(last().body).toMatchObject({ breakpoint: { line: 5 } });
  });

  it('learns when a URI names no file', () => {
    initialize({ pathFormat: 'uri' });
    ask('setBreakpoints', { source: { path: 'untitled:one' } });
    expect(last().message).toBe('"untitled:one" cannot be read as a file: only "file:" URIs name files.');
  });
});

describe('packages of a launch', () => {
  /** Packages that load until the test says otherwise. */
  function loads() {
    let settle: { resolve(): void; reject(error: unknown): void } | undefined;
    const cancelled = vi.fn();
    loading = {
      done: new Promise<void>((resolve, reject) => {
        settle = { resolve, reject };
      }),
      cancel() {
        cancelled();
        settle?.reject(new DOMException('given up', 'AbortError'));
      },
    };
    return { cancelled, come: () => settle?.resolve(), fail: (error: unknown) => settle?.reject(error) };
  }
  const answers = (command: string) => sent.filter((each) => each.type === 'response' && each.command === command);

  it('come before Python hears of it, and other requests go on', async () => {
    const packages = loads();
    initialize();
    expect(ask('launch', { program: '/p/main.py' })).toBeNull();
    expect(ask('setBreakpoints', { source: { path: '/p/main.py' } })).not.toBeNull();
    ask('configurationDone');
    packages.come();
    await vi.waitFor(() => expect(submitted).toHaveLength(1));
    expect(JSON.parse(submitted[0] ?? '')).toMatchObject({ command: 'launch', arguments: { program: '/p/main.py' } });
    expect([answers('launch'), starts]).toEqual([[], 0]);
    adapter.receive(JSON.stringify({ id: JSON.parse(submitted[0] ?? '').id }));
    expect([answers('launch').length, starts]).toEqual([1, 1]);
  });

  it('that are unavailable refuse the launch, and another one is accepted', async () => {
    const packages = loads();
    initialize();
    ask('launch', { program: '/p/main.py' });
    packages.fail(new RequestError(packagesMissing(['attrs is unknown.'])));
    await vi.waitFor(() =>
      expect(last()).toMatchObject({ success: false, message: expect.stringContaining('attrs is unknown') }),
    );
    loading = undefined;
    expect(ask('launch', { program: '/p/main.py' })).not.toBeNull();
    expect(submitted).toEqual([]);
  });

  it.each([{ requestId: 2 }, { progressId: 'packages-2' }])(
    'are given up when they are cancelled by %j',
    async (which) => {
      const packages = loads();
      initialize();
      ask('launch', { program: '/p/main.py' });
      expect(ask('cancel', { requestId: 1 })).toBeNull();
      expect(packages.cancelled).not.toHaveBeenCalled();
      expect(ask('cancel', which)).toBeNull();
      expect(packages.cancelled).toHaveBeenCalledOnce();
      await vi.waitFor(() => expect(answers('launch')).toMatchObject([{ success: false, message: 'cancelled' }]));
      expect(answers('cancel')).toMatchObject([{ success: true }, { success: true }]);
      loading = undefined;
      expect(ask('launch', { program: '/p/main.py' })).not.toBeNull();
    },
  );

  it('are given up when the program is to be ended, which never starts then', async () => {
    const packages = loads();
    initialize();
    ask('launch', { program: '/p/main.py' });
    ask('configurationDone');
    ask('terminate');
    expect(packages.cancelled).toHaveBeenCalledOnce();
    await vi.waitFor(() => expect(answers('launch')).toMatchObject([{ success: true }]));
    expect([submitted, starts]).toEqual([[], 0]);
    expect(sent.filter((each) => each.type === 'event' && each.event === 'terminated')).toHaveLength(1);
  });
});
