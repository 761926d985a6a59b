import { afterEach, expect, it, vi } from 'vitest';
import { OriginFile } from './origin-file.ts';

const refusal = (name: string) => new DOMException(`${name}, says the browser`, name);

/** The file system of an origin, in memory; `refuses` says what is not possible now. */
class Origin {
  readonly files = new Map<string, number[]>();
  refuses: 'everything' | 'space' | 'locks' | undefined;

  constructor() {
    const folder = {
      getFileHandle: async (name: string, { create = false } = {}) => {
        if (!create && !this.files.has(name)) throw refusal('NotFoundError');
        if (create) this.files.set(name, this.files.get(name) ?? []);
        return { createSyncAccessHandle: async () => this.access(name) };
      },
      removeEntry: async (name: string) => {
        if (!this.files.delete(name)) throw refusal('NotFoundError');
      },
      keys: async function* (this: { files: Map<string, unknown> }) {
        yield* [...this.files.keys()];
      }.bind(this),
    };
    const getDirectory = async () => {
      if (this.refuses === 'everything') throw refusal('SecurityError');
      return { getDirectoryHandle: async () => folder };
    };
    vi.stubGlobal('navigator', { storage: { getDirectory } });
  }

  private access(name: string) {
    if (this.refuses === 'locks') throw refusal('NoModificationAllowedError');
    const bytes = this.files.get(name) ?? [];
    return {
      truncate: (size: number) => bytes.splice(size),
      write: (part: Uint8Array, { at }: { at: number }) => {
        if (this.refuses === 'space') throw refusal('QuotaExceededError');
        part.forEach((byte, index) => {
          bytes[at + index] = byte;
        });
        return part.length;
      },
      read: (into: Uint8Array, { at }: { at: number }) => {
        into.set(bytes.slice(at, at + into.length));
        return Math.min(into.length, bytes.length - at);
      },
      close: () => {},
    };
  }
}

const PARTS = [Uint8Array.of(1, 2), Uint8Array.of(3, 4, 5)];

async function read(file: OriginFile): Promise<number[] | undefined> {
  const source = await file.open();
  const bytes = new Uint8Array(5);
  return source && [...bytes.subarray(0, source.read(bytes, 0))];
}

afterEach(() => vi.unstubAllGlobals());

it('gives back what was written, to a worker of the same version only', async () => {
  new Origin();
  await new OriginFile('now').write(PARTS);
  expect(await read(new OriginFile('now'))).toEqual([1, 2, 3, 4, 5]);
  expect(await read(new OriginFile('later'))).toBeUndefined();
});

it('removes what is of another version', async () => {
  const origin = new Origin();
  await new OriginFile('earlier').write(PARTS);
  await new OriginFile('now').write(PARTS);
  expect([...origin.files.keys()]).toEqual(['now']);
});

it.each(['everything', 'space', 'locks'] as const)('has no file where the browser refuses %s', async (what) => {
  const origin = new Origin();
  origin.refuses = what;
  await new OriginFile('now').write(PARTS);
  origin.refuses = undefined;
  expect((await read(new OriginFile('now'))) ?? []).toEqual([]);
});

it('has no file while somebody writes it', async () => {
  const origin = new Origin();
  await new OriginFile('now').write(PARTS);
  origin.refuses = 'locks';
  expect(await read(new OriginFile('now'))).toBeUndefined();
});

it('has no file where there is no such file system', async () => {
  vi.stubGlobal('navigator', {});
  await new OriginFile('now').write(PARTS);
  expect(await read(new OriginFile('now'))).toBeUndefined();
});

it('tells a mistake of ours', async () => {
  new Origin();
  vi.stubGlobal('navigator', { storage: { getDirectory: () => Promise.reject(new TypeError('no such method')) } });
  await expect(new OriginFile('now').open()).rejects.toThrow('no such method');
});
