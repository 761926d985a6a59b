/** Measures what a person waits for, through the client that the page uses: `window.measure({ rounds, settings })`. */
import { createSession } from '../../../src/client/index.ts';
import { programPath } from '../../../src/client/program.ts';
import type { Events } from '../../../src/protocol/index.ts';

const PROGRAM = `
values = {name: list(range(100)) for name in "abc"}
total = 0
for i in range(100_000):
    total += i
    total -= 1
while True:
    total += 1
`;

/** Milliseconds, one for each round. */
export interface Measured {
  transport: string;
  boot: number[];
  step: number[];
  evaluate: number[];
  variables: number[];
  expand: number[];
  pause: number[];
}

declare global {
  interface Window {
    measure(options: { rounds: number; settings: Record<string, unknown> }): Promise<Measured>;
  }
}

window.measure = async ({ rounds, settings }) => {
  const began = performance.now();
  const session = await createSession({ assets: { base: new URL('/', location.href) }, bootAhead: false });
  await session.ready;
  const boot = [performance.now() - began];
  await session.prepare([{ path: programPath, text: PROGRAM }]);
  const next = (): Promise<Events['stopped']> =>
    new Promise((resolve) => {
      const off = session.on('stopped', (body) => {
        off();
        resolve(body);
      });
    });
  const timed = async (action: () => Promise<unknown>): Promise<number> => {
    const start = performance.now();
    await action();
    return performance.now() - start;
  };
  const repeat = async (action: () => Promise<unknown>): Promise<number[]> => {
    const times = [];
    await action(); // warms up
    for (let round = 0; round < rounds; round++) times.push(await timed(action));
    return times;
  };
  const frame = async (): Promise<number> => {
    const { stackFrames } = await session.request('stackTrace', { threadId: 1 });
    return stackFrames[0]?.id ?? 0;
  };

  await session.request('initialize', { adapterID: 'bench', linesStartAt1: true, columnsStartAt1: true });
  await session.request('launch', { program: programPath, stopOnEntry: true, frameEvalConfig: settings });
  const entry = next();
  await session.request('configurationDone', {});
  await entry;
  const go = async (command: 'next' | 'continue' | 'pause'): Promise<void> => {
    const stop = next();
    await session.request(command, { threadId: 1 });
    await stop;
  };
  await go('next'); // so that there is something to expand
  const step = await repeat(() => go('next'));
  const frameId = await frame();
  const evaluate = await repeat(() =>
    session.request('evaluate', { expression: 'total * 2', frameId, context: 'watch' }),
  );
  const members = async (variablesReference = 0) =>
    (await session.request('variables', { variablesReference })).variables;
  const top = async () => {
    const { scopes } = await session.request('scopes', { frameId });
    return members(scopes[0]?.variablesReference);
  };
  const variables = await repeat(top);
  const { variablesReference: parent } = (await top()).find(({ name }) => name === 'values') ?? {};
  const list = (await members(parent)).find(({ variablesReference }) => variablesReference > 0);
  const expand = await repeat(() => members(list?.variablesReference));
  const pause = [];
  for (let round = 0; round < rounds; round++) {
    await session.request('continue', { threadId: 1 });
    await new Promise((resolve) => setTimeout(resolve, 30));
    pause.push(await timed(() => go('pause')));
  }
  const transport = session.transport.transport;
  session.dispose();
  return { transport, boot, step, evaluate, variables, expand, pause };
};
