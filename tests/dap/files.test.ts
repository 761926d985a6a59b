/** Files are written by a request like any other, whatever the program is doing. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { writeProgram } from './debuggee.ts';
import { type Driver, debug, open } from './driver.ts';

const write = (driver: Driver, path: string, text: string) =>
  driver.request('dapper/writeFiles', { files: [{ path, text }] });

test('a running program sees a new text at its next import', async () => {
  const driver = await debug(
    writeProgram(`
      import sys
      sys.path.insert(0, "/home/pyodide/plug/ins")
      seen = []
      while "c" not in seen:
          sys.modules.pop("plugin", None)
          try:
              import plugin
          except ImportError:
              letter = "none"
          else:
              letter = plugin.letter()
          if letter not in seen:
              seen.append(letter)
              print(letter, flush=True)
    `),
  );
  await driver.printed(/none/);
  for (const letter of ['a', 'b', 'c']) {
    await write(driver, '/home/pyodide/plug/ins/plugin.py', `def letter():\n    return "${letter}"\n`);
    await driver.printed(new RegExp(letter));
  }
  expect(await driver.ended()).toBe('none\na\nb\nc\n');
});

test('at a stop, text and bytes, also in place of what the program has written', async () => {
  const program = writeProgram(`
    import os
    os.chdir("/home")
    with open("/home/own.txt", "w") as file:
        file.write("own")
    print("stop")  # @stop
    for name in "own.txt", "pyodide/bytes.bin", "new/deep/er.txt":
        with open(name, "rb") as file:
            print(file.read())
  `);
  const driver = await debug(program, { breakpoints: ['stop'] });
  await driver.stopped();
  await driver.request('dapper/writeFiles', {
    files: [
      { path: 'own.txt', text: 'öne\r\n\ud800' },
      { path: '/home/pyodide/bytes.bin', base64: 'AP8K' },
      { path: './new/../new/deep/er.txt', text: '' },
    ],
  });
  expect(await driver.finish()).toBe(`stop\nb'\\xc3\\xb6ne\\r\\n\\xef\\xbf\\xbd'\nb'\\x00\\xff\\n'\nb''\n`);
});

test('while the program waits for input, and beside it on the disk', async () => {
  const program = writeProgram('input()\nimport beside\nprint(beside.__file__, beside.name)\n');
  const driver = await debug(program);
  await driver.event('dapper/inputRequested');
  const path = join(program.path, '..', 'beside.py');
  await write(driver, path, 'name = 1\n');
  expect(readFileSync(path, 'utf8')).toBe('name = 1\n');
  await driver.request('dapper/input', { text: '' });
  expect(await driver.ended()).toContain(`${path} 1\n`);
});

test('before everything else, and again by a restart, with what was written last', async () => {
  const path = '/home/pyodide/given.txt';
  const program = writeProgram(`
    import os
    with open("${path}") as file:
        print(file.read())
    os.chdir("/home")
    print("stop")  # @stop
  `);
  const driver = open(program);
  await driver.session.prepare([{ path, text: 'first' }]);
  await driver.start({ breakpoints: ['stop'] });
  await driver.stopped();
  expect(await write(driver, 'pyodide/given.txt', 'second')).toEqual({ paths: [path] });
  await driver.session.restart();
  await driver.stoppedAfresh();
  expect(driver.output('stdout')).toContain('first\nsecond\n');
});

test('what cannot be written is refused with the path and what is allowed, and nothing of a wrong request is', async () => {
  const driver = await debug(writeProgram('import os\nprint(os.listdir("/home/pyodide"))  # @stop\n'), {
    breakpoints: ['stop'],
  });
  await driver.stopped();
  const refused = (...files: object[]) => driver.refused('dapper/writeFiles', { files });
  const allowed = 'Allowed: the path of a file, absolute or relative to the working directory.';
  const cannot = (path: string, why: string) => `dapper/writeFiles: '${path}' cannot be written: ${why}. ${allowed}`;
  expect(await refused({ path: '/dev/null/x.py', text: '' })).toBe(
    cannot('/dev/null/x.py', "'/dev/null' is not a folder"),
  );
  expect(await refused({ path: '/home/pyodide', text: '' })).toBe(cannot('/home/pyodide', 'Is a directory'));
  expect(await refused({ path: '\ud800', text: '' })).toBe(cannot('\\ud800', 'surrogates not allowed'));
  expect(await refused({ path: '', text: '' })).toMatch(/"files\[0\].path" must be the path of a file, not ""/);
  expect(await refused({ path: 'a\0', text: '' })).toMatch(/"files\[0\].path" must be a path without a null character/);
  for (const content of [{}, { text: '', base64: '' }, { text: null }]) {
    expect(await refused({ path: 'x', ...content })).toMatch(/"files\[0\]" must be .* either "text" or "base64"/);
  }
  const fine = { path: 'fine.txt', text: '' };
  expect(await refused(fine, { path: 'x.bin', base64: 'A*' })).toMatch(/"base64" of 'x.bin' is not Base64: /);
  expect(await driver.finish()).toBe('[]\n');
});

test('a file that the client has written is the client’s to show; any other one is asked for by its reference', async () => {
  const driver = await debug(
    writeProgram(`
      import sys
      with open("/home/pyodide/made.py", "w") as file:
          file.write("def call(other):\\n    other()\\n")
      sys.path.insert(0, "/home/pyodide")
      print("stop")  # @stop
      import given, made
      made.call(given.call)
      with open(given.__file__, "a") as file:
          file.write("#")
      made.call(given.call)
    `),
    { breakpoints: ['stop'] },
  );
  await driver.stopped();
  const path = '/home/pyodide/given.py';
  // No breakpoint: the client is not to name it.
  await write(driver, path, 'def call():\n    breakpoint()\n    return 1\n');
  await driver.resume();
  const { frames } = await driver.stopped();
  expect(frames.map(({ source }) => [source?.path, (source?.sourceReference ?? 0) > 0]).slice(0, 2)).toEqual([
    [path, false],
    ['/home/pyodide/made.py', true],
  ]);
  // What the program makes of it is not what the client has.
  await driver.resume();
  const source = (await driver.stopped()).top.source ?? {};
  expect(source).toMatchObject({ path, sourceReference: expect.any(Number) });
  const { content } = await driver.request('source', { source, sourceReference: source.sourceReference ?? 0 });
  expect(content).toBe('def call():\n    breakpoint()\n    return 1\n#');
  await driver.finish();
});
