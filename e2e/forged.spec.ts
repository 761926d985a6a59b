import { expect, test } from './driver.ts';

/** Gets hold of the debugger's port, and posts what it likes: `forge(data)`, a JavaScript value. */
const FORGE = `
from pyodide.code import run_js

run_js("""
const post = MessagePort.prototype.postMessage;
MessagePort.prototype.postMessage = function (...data) {
  if (data[0]?.kind === 'message') globalThis.wire = this;
  return post.apply(this, data);
};
globalThis.forge = (data) => post.call(globalThis.wire, data);
globalThis.text = (message) => forge({ kind: 'message', text: JSON.stringify(message) });
""")
print("begun", flush=True)
`;

test('messages that a program forges are dropped, and the page goes on', { tag: '@transport' }, async ({ app }) => {
  const errors: Error[] = [];
  app.page.on('pageerror', (error) => errors.push(error));
  await app.write(`${FORGE}
run_js("""
for (const data of [null, 5, 'x', {}, { kind: 'message' }, { kind: 'message', text: 5 }, { kind: 'message', text: '{' },
  { kind: 'failure' }]) forge(data);
for (const event of ['stopped', 'breakpoint', 'output', 'dapper/progress', 'dapper/status', 'dapper/state', 'none'])
  for (const body of [undefined, null, 5, {}, { breakpoint: null }, { runtimeStatus: 5 }])
    text({ seq: 1, type: 'event', event, body });
for (let request_seq = 0; request_seq < 50; request_seq++)
  text({ seq: 1, type: 'response', request_seq, command: 'stackTrace', success: true, body: { stackFrames: [5] } });
self.postMessage({ id: 'x' });
self.postMessage(null);
""")
value = 42  # @stop
print("end")
`);
  await app.debugTo('stop');
  await expect(app.item('Variables', /^value/)).toBeHidden();
  await app.press('Step over');
  await expect(app.item('Variables', 'value = 42')).toBeVisible();
  await app.expectOutput('messages in place of the debugger');
  await app.press('Continue');
  await app.expectFinished();
  expect(errors).toEqual([]);
});

const floods = {
  'that are none': 'forge(5)',
  'of output': "text({ seq: 1, type: 'event', event: 'output', body: { category: 'stdout', output: 'flood ' } })",
  'of states': "text({ seq: 1, type: 'event', event: 'dapper/state', body: { state: 'running' } })",
  'to the worker’s own port': 'self.postMessage(5)',
};

for (const [kind, statement] of Object.entries(floods)) {
  test(`a flood of messages ${kind} does not freeze the page`, { tag: '@transport' }, async ({ app }) => {
    await app.write(`${FORGE}
while True:
    run_js("for (let count = 0; count < 1000; count++) ${statement}")
`);
    await app.press('Run');
    // The page ends a worker that leaves it no time: before its first output is shown, or the person is faster.
    await expect(app.region('Terminal')).toContainText(/begun|more than can be received/);
    await app.page.keyboard.press('Shift+F5');
    await expect(app.status).toHaveText(/^Stopped$|more than can be received/);
    await app.write('print("works again")\n');
    await app.press('Run');
    await app.expectFinished();
  });
}

test('a program that forges many messages, but not too many, is stopped as any other', { tag: '@transport' }, async ({
  app,
}) => {
  await app.write(`${FORGE}
import time
while True:
    run_js("for (let count = 0; count < 30; count++) ${floods['of states']}")
    time.sleep(0.002)
`);
  await app.press('Run');
  await app.expectOutput('begun');
  await app.page.waitForTimeout(500);
  await app.press('Stop');
  await expect(app.status).toHaveText('Stopped');
});
