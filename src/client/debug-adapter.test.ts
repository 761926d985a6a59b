import { expect, test } from 'vitest';
import { RequestError } from '../protocol/index.ts';
import type { DebugSession } from './connection.ts';
import { debugAdapter } from './debug-adapter.ts';
import type { SentMessage } from './message-server.ts';

/** A session that answers by `answer`, and what it was asked. */
function session(answer: (command: string, args: unknown, signal: AbortSignal) => unknown) {
  const asked: [string, unknown][] = [];
  let tell = (_event: string, _body: unknown) => {};
  const fake = {
    async request(command: string, args: unknown, signal: AbortSignal) {
      asked.push([command, args]);
      return answer(command, args, signal);
    },
    onAny(handler: typeof tell) {
      tell = handler;
      return () => {
        tell = () => {};
      };
    },
  };
  return {
    session: fake as unknown as DebugSession,
    asked,
    tell: (event: string, body?: unknown) => tell(event, body),
  };
}

/** What the adapter has sent, when everything that was begun is over. */
async function settled(messages: readonly SentMessage[]): Promise<readonly SentMessage[]> {
  await new Promise((resolve) => setTimeout(resolve));
  return messages;
}

function client(adapter: ReturnType<typeof debugAdapter>): SentMessage[] {
  const messages: SentMessage[] = [];
  adapter.onDidSendMessage((message) => messages.push(message));
  return messages;
}

test('each request has its response, and events are numbered with them', async () => {
  const { session: fake, asked, tell } = session(() => ({ threads: [] }));
  const adapter = debugAdapter(fake);
  const messages = client(adapter);
  adapter.handleMessage({ seq: 1, type: 'request', command: 'threads' });
  tell('initialized');
  expect(await settled(messages)).toEqual([
    { seq: 1, type: 'event', event: 'initialized' },
    { seq: 2, type: 'response', request_seq: 1, command: 'threads', success: true, body: { threads: [] } },
  ]);
  expect(asked).toEqual([['threads', undefined]]);
});

test('a refusal has its sentence; what is no request is answered or reported', async () => {
  const refusal = new RequestError({ id: 1, message: 'Not now.' } as never);
  const adapter = debugAdapter(
    session(() => {
      throw refusal;
    }).session,
  );
  const messages = client(adapter);
  adapter.handleMessage({ seq: 1, type: 'request', command: 'next', arguments: { threadId: 1 } });
  adapter.handleMessage({ seq: 2, type: 'response', command: 'next' });
  adapter.handleMessage({ type: 'request', command: 'next' });
  const sent = await settled(messages);
  expect(sent.filter(({ type }) => type === 'response')).toMatchObject([
    { request_seq: 2, success: false },
    { request_seq: 1, success: false, message: 'Not now.' },
  ]);
  expect(sent.filter(({ type }) => type === 'event')).toMatchObject([{ event: 'output' }]);
});

test('a request that is cancelled is aborted, and the cancellation is granted', async () => {
  const signals: AbortSignal[] = [];
  const adapter = debugAdapter(
    session((_, __, signal) => {
      signals.push(signal);
      return new Promise(() => {});
    }).session,
  );
  const messages = client(adapter);
  adapter.handleMessage({ seq: 1, type: 'request', command: 'evaluate', arguments: { expression: 'f()' } });
  adapter.handleMessage({ seq: 2, type: 'request', command: 'cancel', arguments: { requestId: 1 } });
  expect(await settled(messages)).toMatchObject([{ request_seq: 2, success: true }]);
  expect(signals.map(({ aborted }) => aborted)).toEqual([true]);
});

test('paths are changed where the client has other names for files, and nothing else is', async () => {
  const source = { name: 'main.py', path: '/home/pyodide/main.py' };
  const {
    session: fake,
    asked,
    tell,
  } = session((command) =>
    command === 'stackTrace' ? { stackFrames: [{ id: 1, name: '/home/pyodide/main.py', source }] } : {},
  );
  const adapter = debugAdapter(fake, {
    toProgram: (name) => name.replace('memfs:', ''),
    toClient: (path) => `memfs:${path}`,
  });
  const messages = client(adapter);
  const named = { ...source, path: 'memfs:/home/pyodide/main.py' };
  const launch = { program: named.path, args: [named.path] };
  adapter.handleMessage({ seq: 1, type: 'request', command: 'launch', arguments: launch });
  adapter.handleMessage({ seq: 2, type: 'request', command: 'restart', arguments: { arguments: launch } });
  adapter.handleMessage({ seq: 3, type: 'request', command: 'setBreakpoints', arguments: { source: named } });
  adapter.handleMessage({ seq: 4, type: 'request', command: 'stackTrace', arguments: { threadId: 1 } });
  tell('loadedSource', { reason: 'new', source });
  const sent = await settled(messages);
  const started = { program: source.path, args: [named.path] };
  expect(asked).toEqual([
    ['launch', started],
    ['restart', { arguments: started }],
    ['setBreakpoints', { source }],
    ['stackTrace', { threadId: 1 }],
  ]);
  expect(sent.at(0)).toMatchObject({ event: 'loadedSource', body: { source: named } });
  expect(sent.at(-1)).toMatchObject({
    body: { stackFrames: [{ id: 1, name: '/home/pyodide/main.py', source: named }] },
  });
});

test('after it is disposed of it asks and sends nothing', async () => {
  const { session: fake, asked, tell } = session(() => ({}));
  const adapter = debugAdapter(fake);
  const messages = client(adapter);
  adapter.dispose();
  const late = client(adapter);
  adapter.handleMessage({ seq: 1, type: 'request', command: 'threads' });
  tell('initialized');
  expect(await settled([...messages, ...late])).toEqual([]);
  expect(asked).toEqual([]);
});

test('what cannot be written as JSON is reported, with or without names of paths', async () => {
  for (const names of [{}, { toProgram: (name: string) => name }]) {
    const adapter = debugAdapter(session(() => ({})).session, names);
    const messages = client(adapter);
    const circle: { self?: unknown } = {};
    circle.self = circle;
    adapter.handleMessage(circle);
    adapter.handleMessage({ seq: 1n });
    expect(await settled(messages)).toMatchObject([{ event: 'output' }, { event: 'output' }]);
  }
});

test('names that every object has are names like others', async () => {
  const { session: fake, asked } = session(() => ({}));
  const adapter = debugAdapter(fake, { toProgram: (name) => `/${name}` });
  const args = { program: 'a.py', constructor: { path: 'x' }, toString: { path: 'y' } };
  adapter.handleMessage({ seq: 1, type: 'request', command: 'launch', arguments: args });
  await settled([]);
  expect(asked).toEqual([['launch', { ...args, program: '/a.py' }]]);
});

test('a listener that throws keeps no other one from hearing', async () => {
  const uncaught: unknown[] = [];
  const hear = (error: unknown) => uncaught.push(error);
  process.once('uncaughtException', hear);
  const { session: fake, tell } = session(() => ({}));
  const adapter = debugAdapter(fake);
  adapter.onDidSendMessage(() => {
    throw new Error('of the listener');
  });
  const messages = client(adapter);
  tell('initialized');
  expect(await settled(messages)).toHaveLength(1);
  process.off('uncaughtException', hear);
  expect(uncaught).toEqual([new Error('of the listener')]);
});

test('a client that has left is served no more; a restart has nothing to restart then', async () => {
  const { session: fake, asked } = session(() => undefined);
  const adapter = debugAdapter(fake);
  const messages = client(adapter);
  for (const [index, command] of ['disconnect', 'restart', 'threads'].entries()) {
    adapter.handleMessage({ seq: index + 1, type: 'request', command });
  }
  const granted = (await settled(messages)).map(({ command, success }) => [command, success]);
  expect(granted.sort()).toEqual([
    ['disconnect', true],
    ['restart', true],
    ['threads', false],
  ]);
  expect(asked).toEqual([['disconnect', undefined]]);
});

test.each([
  ['is wrong', { restart: 7 }],
  ['is refused', {}],
])('a client whose leave %s is still there', async (_, args) => {
  const { session: fake, asked } = session((command) => {
    if (command === 'disconnect') throw new RequestError({ id: 1, message: 'Not so.' } as never);
  });
  const adapter = debugAdapter(fake);
  const messages = client(adapter);
  adapter.handleMessage({ seq: 1, type: 'request', command: 'disconnect', arguments: args });
  if (!('restart' in args)) await settled(messages);
  adapter.handleMessage({ seq: 2, type: 'request', command: 'threads' });
  await settled(messages);
  expect(asked.map(([command]) => command)).toEqual(['disconnect', 'threads']);
});
