/** The bin, driven as an editor drives it. */
import { spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { DebugProtocol } from '@vscode/debugprotocol';
import { describe, expect, test } from 'vitest';
import { writeProgram } from '../dap/debuggee.ts';
import { openBin } from '../dap/harness.ts';

const BIN = fileURLToPath(new URL('../../scripts/dapper-web-dap.mjs', import.meta.url));
const PACKAGE = fileURLToPath(new URL('../../package.json', import.meta.url));

/** Runs the bin with `args`, and `input` on its standard input. */
function run(args: readonly string[], input = '') {
  return spawnSync(process.execPath, [BIN, ...args], { input, encoding: 'utf8', timeout: 30_000 });
}

const framed = (text: string) => `Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`;

describe('called by hand', () => {
  test('it tells what it is and which version', () => {
    const help = run(['--help']);
    expect(help.status).toBe(0);
    expect(help.stdout).toContain('Debug Adapter Protocol');
    expect(help.stdout).toContain('"program"');
    const { version } = JSON.parse(readFileSync(PACKAGE, 'utf8'));
    expect(run(['--version']).stdout).toBe(`${version}\n`);
  });

  test('it says on standard error what was wrong with an argument, and nothing on standard output', () => {
    const { status, stdout, stderr } = run(['main.py']);
    expect(status).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain('takes no argument "main.py"');
  });

  test('it ends at once where there is no input', () => {
    const { status, signal } = spawnSync(process.execPath, [BIN], {
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: 30_000,
    });
    expect([status, signal]).toEqual([0, null]);
  });

  test('it complains about input that is not a message, and ends with its input', () => {
    const { status, stdout, stderr } = run([], `${framed('{"seq": 1,')}${framed('{"seq": 2, "type": "event"}')}`);
    expect(status).toBe(0);
    expect(stderr).toContain('Not a DAP message');
    expect(stdout).toContain('\\"type\\" must be \\"request\\"');
  });
});

test('a debugged program stops, shows its values, and ends', async () => {
  const client = await openBin();
  const program = writeProgram('def double(n):\n    return n * 2  # @inside\nprint(double(21))\n');
  const line = program.line('inside');
  await client.hitBreakpoint({ program: program.path }, { path: program.path, line });
  const { body: stack } = await client.stackTraceRequest({ threadId: 1 });
  expect(stack.stackFrames.map(({ name }) => name)).toEqual(['double', '<module>']);
  const frameId = stack.stackFrames[0]?.id ?? 0;
  expect((await client.evaluateRequest({ expression: 'n * 2', frameId })).body.result).toBe('42');
  const ended = client.waitForEvent('terminated');
  const printed = client.assertOutput('stdout', '42');
  await client.continueRequest({ threadId: 1 });
  await Promise.all([ended, printed]);
});

test('nothing but the protocol comes out, whatever the program writes where', async () => {
  const client = await openBin();
  const program = writeProgram(`
    import os, sys
    print("Content-Length: 5")
    os.write(1, b"raw\\r\\n\\r\\n")
    sys.__stderr__.write("error\\n")
    try:
        print("read:", os.read(0, 10))
    except OSError as error:
        print("read:", error)
    import js
    js.console.log("from JavaScript")
  `);
  const ended = client.waitForEvent('terminated');
  await Promise.all([client.configurationSequence(), client.launch({ program: program.path })]);
  await ended;
  const output = client.messages
    .filter(({ type, event }) => type === 'event' && event === 'output')
    .map(({ body }) => (body as DebugProtocol.OutputEvent['body']).output)
    .join('');
  expect(output).toContain('Content-Length: 5\nraw\r\n\r\n');
  expect(output).toContain('error\n');
  expect(output).toContain("read: b''");
});

test('answers come in the order of the requests, initialized after the answer to initialize', async () => {
  const client = await openBin();
  const asked = ['initialize', 'threads', 'nonsense', 'setBreakpoints', 'loadedSources'];
  await Promise.allSettled(
    asked.map((command) => client.send(command, command === 'initialize' ? { adapterID: 'x' } : {})),
  );
  const known = client.messages.filter(({ event }) => !String(event).startsWith('dapper/'));
  expect(known.map(({ command, event }) => command ?? event)).toEqual([asked[0], 'initialized', ...asked.slice(1)]);
  const numbers = client.messages.map(({ seq }) => seq);
  expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
});

test('a launch that cannot work says why, and the next one works', async () => {
  const client = await openBin();
  await client.initializeRequest();
  const program = writeProgram('print("works")\n');
  const folder = dirname(program.path);
  const cases: [object, string][] = [
    [{ program: join(folder, 'missing.py') }, 'missing.py does not exist'],
    [{ program: folder }, 'it is not a file'],
    [{ program: 'main.py' }, 'must be an absolute path'],
    [{ program: program.path, cwd: '/no/such/folder' }, 'The folder /no/such/folder does not exist'],
    [{ program: '/dev/null' }, 'it is not a file'],
    [{ program: program.path, frameEvalConfig: { backend: 'nope' } }, "'nope'"],
    [{ program: 7 }, '"program" must be a string, not 7'],
  ];
  for (const [args, message] of cases) {
    await expect(client.launchRequest(args as never), JSON.stringify(args)).rejects.toThrow(message);
  }
  const ended = client.waitForEvent('terminated');
  await client.launchRequest({ program: program.path } as never);
  await client.configurationDoneRequest();
  await ended;
});

test('a program imports what lies beside it, reads and writes files, and breakpoints stop in its modules', async () => {
  const client = await openBin();
  const program = writeProgram(
    `
    import helper, os
    helper.greet("you")
    open("out.txt", "w").write(os.getcwd())
    `,
    { 'helper.py': 'def greet(name):\n    print("hello", name)\n' },
  );
  const helper = join(dirname(program.path), 'helper.py');
  await client.initializeRequest();
  await client.setBreakpointsRequest({ source: { path: helper }, breakpoints: [{ line: 2 }] });
  const stopped = client.assertStoppedLocation('breakpoint', { path: helper, line: 2 });
  await client.launchRequest({ program: program.path } as never);
  await client.configurationDoneRequest();
  await stopped;
  const ended = client.waitForEvent('terminated');
  await client.continueRequest({ threadId: 1 });
  await ended;
  expect(readFileSync(join(dirname(program.path), 'out.txt'), 'utf8')).toBe(dirname(program.path));
});

test('restart runs the program again in the same process', async () => {
  const client = await openBin();
  const program = writeProgram('n = 1\nprint(n)  # @print\n');
  const line = program.line('print');
  await client.hitBreakpoint({ program: program.path }, { path: program.path, line });
  const again = client.assertStoppedLocation('breakpoint', { path: program.path, line });
  await client.restartRequest({} as DebugProtocol.RestartArguments);
  await again;
});

test('it ends when its client goes away, also while the program loops', async () => {
  const program = writeProgram('print("in")\nwhile True: pass\n');
  const bin = spawn(process.execPath, [BIN], { stdio: ['pipe', 'pipe', 'inherit'] });
  const send = (seq: number, command: string, args: object) =>
    bin.stdin.write(framed(JSON.stringify({ seq, type: 'request', command, arguments: args })));
  send(1, 'initialize', { adapterID: 'x' });
  send(2, 'launch', { program: program.path });
  send(3, 'configurationDone', {});
  await new Promise<void>((resolve) => {
    let text = '';
    bin.stdout.on('data', (data) => {
      text += data;
      if (text.includes('"stdout"')) resolve();
    });
  });
  const code = new Promise((resolve) => bin.on('exit', resolve));
  bin.stdin.end();
  expect(await code).toBe(0);
});
