import { beforeAll, expect, it, vi } from 'vitest';
import loadWabt from 'wabt';
import { DownloadError } from './download.ts';
import { loadPython } from './load-python.ts';
import type { Platform, PyodideOptions } from './platform.ts';
import { MemoryFile, partsOf } from './snapshot/memory-file.ts';

/** Bytes of Pyodide's header, and of the memory. */
const HEADER = 128;
const SIZE = 65_536;

let interpreter: WebAssembly.Module;

beforeAll(async () => {
  const { parseWat } = await loadWabt();
  const text = `(module
    (import "env" "_Py_CheckEmscriptenSignals_Helper" (func (result i32)))
    (memory (export "memory") 1))`;
  interpreter = new WebAssembly.Module(parseWat('interpreter.wat', text).toBinary({}).buffer as BufferSource);
});

/** A snapshot of a memory with a 7 in its second page. */
function snapshot(): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(HEADER + SIZE);
  new Uint32Array(whole.buffer, 0, 2).set([1, HEADER]);
  whole[HEADER + 5000] = 7;
  return whole;
}

/** The file that keeps it. */
function kept(): Uint8Array {
  return Buffer.concat(partsOf(snapshot()));
}

/** A browser's worker with this file; `boots` has the byte of the memory that each boot begins with. */
function platformWith(file: Uint8Array | undefined) {
  const boots: number[] = [];
  const platform: Platform = {
    name: 'browser',
    warmsUp: false,
    packages: {} as Platform['packages'],
    interpreter: Promise.resolve(interpreter),
    snapshots: { keep: vi.fn(), drop: vi.fn() },
    // As Pyodide does it.
    async loadPyodide({ _loadSnapshot: given }: PyodideOptions & { _loadSnapshot?: Promise<Uint8Array> }) {
      const imports = { env: { _Py_CheckEmscriptenSignals_Helper: () => 0 } };
      const { instance } = await WebAssembly.instantiate(new Uint8Array(), imports);
      const memory = new Uint8Array((instance.exports.memory as WebAssembly.Memory).buffer);
      const image = await given;
      if (image) memory.set(image.subarray(HEADER));
      boots.push(memory[5000] ?? 0);
      return {} as never;
    },
    readSnapshot: async () => {
      if (file === undefined) return undefined;
      const opened = new MemoryFile({
        read(bytes, from) {
          const part = file.subarray(from, from + bytes.length);
          bytes.set(part);
          return part.length;
        },
        close: () => {},
      });
      return { options: {}, image: (memory) => opened.image(memory), close: () => opened.close() };
    },
    readPackage: async () => [],
    readHook: async () => ({ missing: 'no hook' }),
    prepareLaunch: () => {},
    prepareSource: () => {},
  };
  return { platform, boots };
}

const damaged = (at: number) => kept().map((byte, place) => (place === at ? byte ^ 4 : byte));

it('starts from a snapshot that is whole', async () => {
  const { platform, boots } = platformWith(kept());
  expect(await loadPython(platform, () => {})).toMatchObject({ isRestored: true });
  expect(boots).toEqual([7]);
});

it.each([
  ['there is none', undefined],
  ['it is empty', new Uint8Array()],
  ['it ends too soon', kept().subarray(0, -1)],
  ['it ends in its head', kept().subarray(0, 30)],
  ['its beginning was never written', kept().fill(0, 0, 200)],
  ['a bit of its head is another', damaged(9)],
  ['a bit of its header is another', damaged(60)],
  ['a bit of its memory is another', damaged(HEADER + 28 + 904)],
])('boots from nothing, without a word, where %s', async (_, file) => {
  const { platform, boots } = platformWith(file);
  const say = vi.fn();
  expect(await loadPython(platform, say)).toMatchObject({ isRestored: false });
  expect(boots).toEqual([0]);
  expect(say).not.toHaveBeenCalled();
});

it('tells why where the build has made the snapshot', async () => {
  const { platform } = platformWith(new Uint8Array());
  const say = vi.fn();
  const { snapshots: _, ...node } = platform;
  expect(await loadPython(node, say)).toMatchObject({ isRestored: false });
  expect(say).toHaveBeenCalledWith(expect.stringContaining('booted the slow way'));
});

it('does not boot a second time when a download has failed', async () => {
  const { platform } = platformWith(kept());
  const loadPyodide = vi.fn(async () => {
    throw new DownloadError('https://host.test/python_stdlib.zip', 'no');
  });
  await expect(loadPython({ ...platform, loadPyodide }, () => {})).rejects.toThrow('python_stdlib.zip');
  expect(loadPyodide).toHaveBeenCalledTimes(1);
});
