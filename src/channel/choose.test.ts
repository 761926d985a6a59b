import { describe, expect, it } from 'vitest';
import { chooseTransport } from './choose.ts';

const isolated = { SharedArrayBuffer, crossOriginIsolated: true, WebAssembly: { Suspending: class {} } };

describe('the choice of a transport', () => {
  it('takes shared memory where the page is isolated', () => {
    expect(chooseTransport(isolated).transport).toBe('atomics');
  });

  it('takes shared memory in Node, which knows no isolation', () => {
    expect(chooseTransport({ SharedArrayBuffer, WebAssembly: {} }).transport).toBe('atomics');
  });

  it('takes promise integration where the page is not isolated, and says why', () => {
    const choice = chooseTransport({ ...isolated, crossOriginIsolated: false });
    expect(choice.transport).toBe('jspi');
    expect(choice.reason).toContain('not cross-origin isolated');
  });

  it('says that nothing can pause where neither is there', () => {
    const choice = chooseTransport({ WebAssembly: {} });
    expect(choice).toEqual({
      transport: 'none',
      abilities: { block: false, suspend: false, interrupt: false },
      reason: 'this browser has no SharedArrayBuffer, and WebAssembly cannot wait for promises here',
    });
  });

  it('takes a wanted transport if it is possible, and the best one if not', () => {
    expect(chooseTransport(isolated, 'jspi').transport).toBe('jspi');
    expect(chooseTransport({ WebAssembly: {} }, 'atomics').transport).toBe('none');
  });

  it('refuses a name that no transport has', () => {
    expect(() => chooseTransport(isolated, 'smoke')).toThrow('"smoke"; there are atomics, jspi, none');
  });
});
