/** The bytes of values: `readMemory`, `writeMemory`, and what is told to clients that know of it. */
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import { describe, expect, test } from 'vitest';
import { writeProgram } from './debuggee.ts';
import { BACKEND_NAMES, BACKENDS, type BackendName, type Driver, open, type Stop } from './driver.ts';

const PROGRAM = `
  import array, ctypes, mmap

  class Hostile(bytearray):
      def __buffer__(self, flags):
          print("asked")
          while True:
              pass
      __len__ = __getitem__ = __setitem__ = __iter__ = __eq__ = __buffer__
      __class__ = property(__buffer__)
      def __repr__(self):
          return "<hostile>"

  class Plain(bytearray):
      def __len__(self):
          return 10 ** 9

  class Point(ctypes.Structure):
      _fields_ = [("x", ctypes.c_uint16), ("y", ctypes.c_uint16)]

  def work(text, buffer, view, numbers, frozen, plain, hostile, strided, released, empty, number):
      return buffer  # @here

  buffer = bytearray(b"hello world")
  released = memoryview(b"gone")
  released.release()
  mapped, closed = mmap.mmap(-1, 8), mmap.mmap(-1, 8)
  mapped[:5] = b"paper"
  closed.close()
  point, name = Point(0x4241, 0x4443), ctypes.c_char_p(b"followed")
  shorts = (ctypes.c_uint16 * 2)(0x4241, 0x4443)
  seen = memoryview((ctypes.c_uint16 * 2)(0x4241, 0x4443))
  grid = memoryview(bytearray(b"abcdef")).cast("B", (2, 3))
  print(work(b"constant", buffer, memoryview(buffer)[6:], array.array("H", [1, 2, 3]), memoryview(b"frozen"),
             Plain(b"plain"), Hostile(b"hostile"), memoryview(buffer)[::2], released, b"", 5))
  later = work(b"later", buffer, None, None, None, None, None, None, None, None, None)
`;
const base64 = (text: string) => Buffer.from(text, 'latin1').toString('base64');
const text = (data = '') => Buffer.from(data, 'base64').toString('latin1');

describe.each(BACKEND_NAMES)('on %s', (backend) => {
  const all = { supportsMemoryReferences: true, supportsMemoryEvent: true, supportsInvalidatedEvent: true };

  async function start(
    abilities: object = all,
  ): Promise<{ driver: Driver; stop: Stop; locals: Map<string, Dap.Variable> }> {
    const driver = open(writeProgram(PROGRAM));
    const capabilities = await driver.request('initialize', { adapterID: 'dapper', ...abilities });
    expect([capabilities.supportsReadMemoryRequest, capabilities.supportsWriteMemoryRequest]).toEqual([true, true]);
    await launch(driver, backend);
    const stop = await driver.stopped();
    return { driver, stop, locals: await driver.variables(stop) };
  }
  const referenceOf = (variables: Map<string, Dap.Variable>, name: string) =>
    variables.get(name)?.memoryReference ?? '';
  const told = ({ happenings }: Driver) =>
    happenings
      .filter(({ event }) => event === 'memory' || event === 'invalidated')
      .map(({ event, body }) => ({ event, ...body }));

  test('what has bytes that can be read has a reference, the same wherever it is shown', async () => {
    const { driver, stop, locals } = await start();
    const known = [...locals].filter(([, { memoryReference }]) => memoryReference !== undefined).map(([name]) => name);
    expect(known).toEqual(['buffer', 'frozen', 'numbers', 'plain', 'strided', 'text', 'view']);
    const body = await driver.request('evaluate', { expression: 'buffer', context: 'watch', frameId: stop.top.id });
    expect(body.memoryReference).toBe(referenceOf(locals, 'buffer'));
    const globals = await driver.variables(stop, 'Globals');
    expect(referenceOf(globals, 'buffer')).toBe(referenceOf(locals, 'buffer'));
  });

  test('bytes are read from an offset on, and counted where there are none', async () => {
    const { driver, stop, locals } = await start();
    const read = (name: string, count: number, offset?: number) =>
      driver.request('readMemory', {
        memoryReference: referenceOf(locals, name),
        count,
        ...(offset === undefined ? {} : { offset }),
      });
    expect(await read('text', 8)).toEqual({ address: '0', data: base64('constant') });
    expect(await read('buffer', 5, 6)).toEqual({ address: '6', data: base64('world') });
    expect(await read('buffer', 100, 6)).toEqual({ address: '6', data: base64('world'), unreadableBytes: 95 });
    expect(await read('buffer', 10, 11)).toEqual({ address: '11', unreadableBytes: 10 });
    expect(await read('buffer', 10, -4)).toEqual({ address: '-4', unreadableBytes: 4 });
    expect(await read('buffer', 0)).toEqual({ address: '0' });
    expect(text((await read('view', 9))?.data)).toBe('world');
    expect(text((await read('numbers', 9))?.data)).toBe('\x01\x00\x02\x00\x03\x00');
    expect(text((await read('plain', 9))?.data)).toBe('plain');
    // Nothing of ours keeps hold of an object that was read.
    await driver.request('evaluate', { expression: 'plain.clear()', context: 'repl', frameId: stop.top.id });
    expect(await driver.evaluate(stop, 'plain')).toBe("Plain(b'')");
    const memoryReference = referenceOf(locals, 'text');
    expect(await driver.refused('readMemory', { memoryReference, count: 3_000_000 })).toContain('at most 2097152');
    expect(await driver.refused('readMemory', { memoryReference: 'x', count: 1 })).toContain('never given out');
  });

  test('bytes are written where there is a place for them, and clients that want it are told', async () => {
    const { driver, stop, locals } = await start();
    const memoryReference = referenceOf(locals, 'buffer');
    const write = (data: string, more: object = {}) => ({ memoryReference, data: base64(data), ...more });
    await driver.request('readMemory', { memoryReference: referenceOf(locals, 'view'), count: 5 });
    expect(await driver.request('writeMemory', write('HE'))).toEqual({ offset: 0, bytesWritten: 2 });
    expect(told(driver)).toEqual([
      { event: 'memory', memoryReference, offset: 0, count: 2 },
      { event: 'invalidated', areas: ['variables'] },
    ]);
    expect(await driver.refused('writeMemory', write('long', { offset: 9 }))).toBe(
      'The 4 bytes from 9 on do not lie within the 11 of this object; allowed with "allowPartial": those that do are written then.',
    );
    expect(await driver.refused('writeMemory', write('long', { offset: -1 }))).toContain('The 4 bytes from -1 on');
    expect(await driver.request('writeMemory', write('LDX', { offset: 9, allowPartial: true }))).toEqual({
      offset: 9,
      bytesWritten: 2,
    });
    expect(await driver.request('writeMemory', write('xxE', { offset: -2, allowPartial: true }))).toEqual({
      offset: 0,
      bytesWritten: 1,
    });
    // The view is of the same bytes, and was read.
    const view = { event: 'memory', memoryReference: referenceOf(locals, 'view'), offset: 0, count: 5 };
    expect(told(driver)).toContainEqual(view);
    expect(await driver.evaluate(stop, 'buffer')).toBe("bytearray(b'EEllo worLD')");
    expect(await driver.refused('writeMemory', { memoryReference, data: '*' })).toContain('is not Base64');
    for (const name of ['text', 'frozen']) {
      const refused = await driver.refused('writeMemory', {
        memoryReference: referenceOf(locals, name),
        data: base64('x'),
      });
      expect(refused).toMatch(
        /^The bytes of a (bytes|memoryview) object that is read-only( or skips bytes)? cannot be changed\.$/,
      );
    }
    await driver.request('setExceptionBreakpoints', { filters: [] });
    await driver.resume();
    expect((await driver.stopped()).at).toBe('here');
    expect(await driver.finish()).toBe("bytearray(b'EEllo worLD')\n");
  });

  test('code that changes what was read is noticed; looking changes nothing', async () => {
    const { driver, stop, locals } = await start();
    const frameId = stop.top.id;
    const memoryReference = referenceOf(locals, 'buffer');
    await driver.request('readMemory', { memoryReference, offset: 4, count: 100 });
    const enter = (expression: string, context = 'repl') =>
      driver.request('evaluate', { expression, context, frameId });
    for (const context of ['watch', 'hover', 'repl']) await enter('buffer', context);
    expect(told(driver)).toEqual([]);
    await enter('buffer[0] = 65');
    expect(told(driver)).toEqual([{ event: 'invalidated', areas: ['variables'] }]);
    await driver.request('setExpression', { expression: 'buffer[4]', value: '66', frameId });
    const change = { event: 'memory', memoryReference, offset: 4, count: 7 };
    expect(told(driver).slice(1)).toEqual([change, { event: 'invalidated', areas: ['variables'] }]);
    expect(
      await driver.refused('evaluate', { expression: 'buffer.__setitem__(4, 67) or 1/0', context: 'repl', frameId }),
    ).toContain('ZeroDivisionError');
    expect(told(driver).slice(3)).toEqual([change, { event: 'invalidated', areas: ['variables'] }]);
    expect(await driver.refused('evaluate', { expression: '1 +', context: 'repl', frameId })).toContain('SyntaxError');
    expect(told(driver)).toHaveLength(5);
  });

  test('bytes of mapped files, of what ctypes makes and of memories of any format are read and written', async () => {
    const { driver, stop } = await start();
    const globals = await driver.variables(stop, 'Globals');
    const read = async (name: string, offset = 0) =>
      text(
        (await driver.request('readMemory', { memoryReference: referenceOf(globals, name), offset, count: 5 }))?.data,
      );
    for (const [name, content] of [
      ['mapped', 'paper'],
      ['point', 'ABCD'],
      ['shorts', 'ABCD'],
      ['seen', 'ABCD'],
      ['grid', 'abcde'],
    ] as const) {
      expect(await read(name), name).toBe(content);
      const memoryReference = referenceOf(globals, name);
      await driver.request('writeMemory', { memoryReference, offset: 1, data: base64('Z') });
      expect(await read(name), name).toBe(`${content[0]}Z${content.slice(2)}`);
    }
    expect(await read('grid', 4)).toBe('ef');
    expect(await driver.evaluate(stop, 'mapped[:3], hex(point.x), grid[0, 1]')).toBe("(b'pZp', '0x5a41', 90)");
    for (const name of ['closed', 'name']) expect(globals.get(name)?.memoryReference, name).toBeUndefined();
    // Nothing holds what was read: a file that is mapped can be closed, and then has no bytes.
    await driver.request('evaluate', { expression: 'mapped.close()', context: 'repl', frameId: stop.top.id });
    const memoryReference = referenceOf(globals, 'mapped');
    expect(await driver.refused('readMemory', { memoryReference, count: 1 })).toContain('is gone');
  });

  test('bytes that lie apart are read one after the other, and not written', async () => {
    const { driver, locals } = await start();
    const memoryReference = referenceOf(locals, 'strided');
    const read = await driver.request('readMemory', { memoryReference, offset: 1, count: 10 });
    expect(read).toEqual({ address: '1', data: base64('lowrd'), unreadableBytes: 5 });
    expect(await driver.refused('writeMemory', { memoryReference, data: base64('x') })).toBe(
      'The bytes of a memoryview object that is read-only or skips bytes cannot be changed.',
    );
  });

  test('the stack is stale too where its names have values in them', async () => {
    const { driver, stop } = await start();
    const set = () => driver.request('setExpression', { expression: 'number', value: '6', frameId: stop.top.id });
    const format = { parameters: true, parameterValues: true };
    await driver.request('stackTrace', { threadId: 1, format });
    await set();
    await driver.request('stackTrace', { threadId: 1 });
    await set();
    expect(told(driver)).toEqual([
      { event: 'invalidated', areas: ['variables', 'stacks'] },
      { event: 'invalidated', areas: ['variables'] },
    ]);
  });

  test('what a variable is set to is told of, if it has bytes', async () => {
    const { driver, stop, locals } = await start();
    const { scopes } = await driver.request('scopes', { frameId: stop.top.id });
    const variablesReference = scopes[0]?.variablesReference ?? 0;
    const body = await driver.request('setVariable', { variablesReference, name: 'text', value: 'b"new"' });
    expect(body.memoryReference).not.toBe(referenceOf(locals, 'text'));
    expect(told(driver)).toEqual([
      { event: 'memory', memoryReference: body.memoryReference, offset: 0, count: 3 },
      { event: 'invalidated', areas: ['variables'] },
    ]);
  });

  test('a reference dies with its stop, and a client that has not asked for events gets none', async () => {
    const { driver, locals } = await start({});
    const memoryReference = referenceOf(locals, 'buffer');
    await driver.request('writeMemory', { memoryReference, data: base64('J') });
    const stop = await driver.continue();
    expect(await driver.refused('readMemory', { memoryReference, count: 1 })).toContain('is gone: the program has run');
    const fresh = referenceOf(await driver.variables(stop), 'buffer');
    expect(fresh).not.toBe(memoryReference);
    expect(text((await driver.request('readMemory', { memoryReference: fresh, count: 5 }))?.data)).toBe('Jello');
    expect(told(driver)).toEqual([]);
    await driver.finish();
  });
});

async function launch(driver: Driver, backend: BackendName): Promise<void> {
  await driver.request('launch', { program: driver.program.path, frameEvalConfig: BACKENDS[backend] });
  await driver.setBreakpoints(['here']);
  await driver.request('configurationDone', {});
}
