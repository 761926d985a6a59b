/** Requests that are cancelled: while they wait behind others, and while code of the program runs for them. */
import { describe, expect, test } from 'vitest';
import { takeTransport } from '../../src/channel/index.ts';
import type { Requests } from '../../src/protocol/index.ts';
import { writeProgram } from './debuggee.ts';
import { BACKEND_NAMES, BACKENDS, type BackendName, Driver, type Stop } from './driver.ts';
import { openBin, openSession } from './harness.ts';

const PROGRAM = `
  import time

  def forever(*arguments):
      while True:
          pass

  def stubborn():
      while True:
          try:
              forever()
          except BaseException:
              pass

  class Endless:
      __repr__ = forever
      value = property(forever)
      def __setattr__(self, name, value):
          forever()

  def work(endless, several):
      return 1  # @here

  work(Endless(), [Endless(), Endless(), 3])
  print("end")
`;
/** A look may take this long, so that its end is not what ends it. Seconds. */
const LONG = 30;

const PLACES: readonly (readonly [BackendName, 'atomics' | 'jspi'])[] = [
  ...BACKEND_NAMES.map((backend) => [backend, 'atomics'] as const),
  ['eval_frame', 'jspi'],
];

describe.each(PLACES)('on %s, where Python waits by %s', (backend, transport) => {
  /** Debugs a program whose looks may take long. */
  async function begin(text: string, breakpoints: string[]): Promise<Driver> {
    const driver = new Driver(openSession({ transport: takeTransport(transport) }), writeProgram(text));
    await driver.start({ breakpoints, launch: { frameEvalConfig: { ...BACKENDS[backend], value_budget_s: LONG } } });
    return driver;
  }

  async function start(): Promise<{ driver: Driver; stop: Stop; frameId: number }> {
    const driver = await begin(PROGRAM, ['here']);
    const stop = await driver.stopped();
    return { driver, stop, frameId: stop.top.id };
  }

  /** A request, what comes of it, and what cancels it. */
  function asked<C extends keyof Requests>(driver: Driver, command: C, args: Requests[C]['arguments']) {
    const control = new AbortController();
    const answer = driver.session.request(command, args, control.signal).then(
      (body) => ({ body }),
      (error: Error) => error.message,
    );
    return { answer, cancel: () => control.abort() };
  }

  test.each([
    ['code that runs for ever', 'forever()'],
    ['code that catches everything', 'stubborn()'],
    ['code that sleeps', 'time.sleep(1000)'],
    ['code that waits for input', 'input()'],
    ['code whose value is shown by code that runs for ever', 'endless'],
  ])('%s is ended in the console', async (_what, expression) => {
    const { driver, stop, frameId } = await start();
    const entered = asked(driver, 'evaluate', { expression, frameId, context: 'repl' });
    entered.cancel();
    expect(await entered.answer).toBe('cancelled');
    expect(await driver.evaluate(stop, 'several[2] + 1')).toBe('4');
    expect(await driver.finish()).toBe('end\n');
  });

  test('looks at values are ended: of a watch, of variables, of the names of frames, of a setter', async () => {
    const { driver, stop, frameId } = await start();
    const { scopes } = await driver.request('scopes', { frameId });
    const variablesReference = scopes[0]?.variablesReference ?? 0;
    const format = { parameters: true, parameterValues: true };
    // Whatever comes first is under way when it is cancelled; the scopes are asked for to know that.
    for (const begin of [
      () => asked(driver, 'evaluate', { expression: 'forever()', frameId, context: 'watch' }),
      () => asked(driver, 'variables', { variablesReference }),
      () => asked(driver, 'stackTrace', { threadId: 1, format }),
      () => asked(driver, 'setExpression', { expression: 'endless.name', value: '1', frameId }),
      () => asked(driver, 'evaluate', { expression: 'several', frameId, context: 'clipboard' }),
    ]) {
      const request = begin();
      await new Promise((resolve) => setTimeout(resolve, 100)); // under way by then, or at least behind nothing
      request.cancel();
      expect(await request.answer).toBe('cancelled');
    }
    expect(await driver.evaluate(stop, 'several[2]')).toBe('3');
    expect(await driver.finish()).toBe('end\n');
  });

  test('a request that waits behind another is answered at once, and the others in their turn', async () => {
    const { driver, frameId } = await start();
    const order: string[] = [];
    const noted = <C extends keyof Requests>(name: string, command: C, args: Requests[C]['arguments']) => {
      const request = asked(driver, command, args);
      request.answer.then((outcome) => order.push(`${name} ${typeof outcome === 'string' ? outcome : 'answered'}`));
      return request;
    };
    const first = noted('first', 'evaluate', { expression: 'forever()', frameId, context: 'repl' });
    const second = noted('second', 'scopes', { frameId });
    const third = noted('third', 'stackTrace', { threadId: 1 });
    second.cancel();
    await second.answer;
    expect(order).toEqual(['second cancelled']);
    first.cancel();
    await third.answer;
    expect(order).toEqual(['second cancelled', 'first cancelled', 'third answered']);
    first.cancel();
    expect(await driver.finish()).toBe('end\n');
  });

  test('what waits behind a request that lets the program go on is answered too', async () => {
    const { driver, frameId } = await start();
    const first = asked(driver, 'evaluate', { expression: 'forever()', frameId, context: 'repl' });
    const resumed = asked(driver, 'continue', { threadId: 1 });
    const threads = asked(driver, 'threads', {});
    first.cancel();
    expect(await first.answer).toBe('cancelled');
    expect(await resumed.answer).toEqual({ body: { allThreadsContinued: true } });
    expect(await threads.answer).toEqual({ body: { threads: [{ id: 1, name: 'MainThread' }] } });
    expect(await driver.ended()).toBe('end\n');
  });

  test('a request that never was, or was answered, can be cancelled: nothing happens', async () => {
    const { driver, stop } = await start();
    for (const requestId of [0, 1, 1_000_000]) await driver.request('cancel', { requestId });
    await driver.request('cancel', {});
    await driver.request('cancel', { progressId: 'packages-1' });
    expect(await driver.evaluate(stop, '1 + 1')).toBe('2');
    expect(await driver.finish()).toBe('end\n');
  });

  test('what waits behind a line of input is answered too', async () => {
    const driver = await begin('print(input())\n', []);
    await driver.event('dapper/inputRequested');
    const given = asked(driver, 'dapper/input', { text: 'line' });
    const behind = [1, 2, 3].map(() => asked(driver, 'threads', {}));
    behind[1]?.cancel();
    expect(await given.answer).toEqual({ body: undefined });
    const [first, , third] = await Promise.all(behind.map(({ answer }) => answer));
    for (const outcome of [first, third]) expect(outcome).toMatchObject({ body: { threads: [{ id: 1 }] } });
    expect(await driver.ended()).toBe('line\n');
  });
});

test('an editor cancels by the number of its own request', async () => {
  const client = await openBin();
  const program = writeProgram(PROGRAM);
  const { body: capabilities } = await client.initializeRequest();
  expect([capabilities?.supportsCancelRequest, capabilities?.supportsANSIStyling]).toEqual([true, true]);
  const launched = client.launchRequest({ program: program.path } as never);
  await client.setBreakpointsRequest({
    source: { path: program.path },
    breakpoints: [{ line: program.line('here') }],
  });
  const stopped = client.waitForEvent('stopped');
  await client.configurationDoneRequest();
  await launched;
  await stopped;
  const process = client.messages.find((message) => message.type === 'event' && message.event === 'process');
  expect(process?.body).toEqual({ name: program.path, isLocalProcess: true, startMethod: 'launch', pointerSize: 32 });
  const { body } = await client.stackTraceRequest({ threadId: 1 });
  const frameId = body.stackFrames[0]?.id ?? 0;
  const numbers = client as unknown as { sequence: number };
  const evaluated = client
    .evaluateRequest({ expression: 'forever()', frameId, context: 'repl' })
    .catch((error) => error);
  const requestId = numbers.sequence - 1;
  const cancelled = await client.send('cancel' as never, { requestId });
  expect(cancelled.success).toBe(true);
  expect(String((await evaluated).message)).toContain('cancelled');
  const answer = client.messages.find((message) => message.type === 'response' && message.request_seq === requestId);
  expect(answer).toMatchObject({ success: false, message: 'cancelled', command: 'evaluate' });
});
