import { describe, expect, it } from 'vitest';
import type { ChannelEndpoint } from './channel.ts';
import { chooseTransport, openWorkerChannel, takeTransport } from './choose.ts';
import type { RelaySite } from './transports/transport.ts';

/** A WebAssembly that suspends, as far as its trial can tell. */
function suspending(run: () => Promise<number> = async () => 1): object {
  return {
    Suspending: class {},
    promising: () => run,
    Module: class {},
    Instance: class {
      readonly exports = {};
    },
    CompileError: WebAssembly.CompileError,
  };
}

const plain = { crossOriginIsolated: false, WebAssembly: {} };
const isolated = { SharedArrayBuffer, crossOriginIsolated: true, WebAssembly: suspending() };

/** A service worker's site whose trial ends as `trials` say, one after the other. */
function siteWith(trials: ('works' | 'fails')[], answers: { register?: string; renew?: string } = {}) {
  const calls: string[] = [];
  const site: RelaySite = {
    url: 'https://example.org/dapper-relay/1',
    register: async () => {
      calls.push('register');
      return answers.register;
    },
    renew: async () => {
      calls.push('renew');
      return answers.renew;
    },
    recover: async () => {},
    startTrial: (endpoint: ChannelEndpoint, failed) => {
      calls.push('trial');
      const { port } = endpoint;
      if (trials.shift() === 'works') port.postMessage({ kind: 'message', text: 'there and back' });
      else failed();
      return () => {
        calls.push('end');
        port.close();
      };
    },
  };
  return { site, calls };
}

describe('the choice of a transport', () => {
  it('takes shared memory where the page is isolated', async () => {
    expect((await chooseTransport(isolated)).transport).toBe('atomics');
  });

  it('takes shared memory in Node, which knows no isolation', async () => {
    expect((await chooseTransport({ SharedArrayBuffer, WebAssembly: {} })).transport).toBe('atomics');
  });

  it('takes nothing that is shared where the worker is apart from the page, and says why', async () => {
    const { site, calls } = siteWith(['works']);
    const apart = 'a sandboxed frame shares nothing';
    const choice = await chooseTransport({ SharedArrayBuffer, relay: site, WebAssembly: {}, apart });
    expect(choice.transport).toBe('none');
    expect(choice.reason).toContain(apart);
    expect(calls).toEqual([]);
    expect((await chooseTransport({ ...isolated, apart })).transport).toBe('jspi');
  });

  it('takes promise integration where the page is not isolated, and says why', async () => {
    const choice = await chooseTransport({ ...isolated, crossOriginIsolated: false });
    expect(choice.transport).toBe('jspi');
    expect(choice.reason).toBe('the page is not cross-origin isolated, and WebAssembly can wait for promises');
  });

  it('does not believe a browser that says it can wait for promises, and cannot', async () => {
    const claims = { ...plain, WebAssembly: suspending(() => Promise.reject(new TypeError('no suspender'))) };
    const choice = await chooseTransport(claims);
    expect(choice.transport).toBe('none');
    expect(choice.reason).toContain('cannot wait for promises here (TypeError: no suspender)');
    const wrong = await chooseTransport({ ...plain, WebAssembly: suspending(async () => 2) });
    expect(wrong.transport).toBe('none');
  });

  it('believes one whose page only may not compile', async () => {
    const forbidden = new WebAssembly.CompileError('policy');
    const choice = await chooseTransport({ ...plain, WebAssembly: suspending(() => Promise.reject(forbidden)) });
    expect(choice.transport).toBe('jspi');
  });

  it('registers no service worker where something better works', async () => {
    const { site, calls } = siteWith(['works']);
    expect((await chooseTransport({ ...isolated, relay: site })).transport).toBe('atomics');
    expect((await chooseTransport({ ...isolated, crossOriginIsolated: false, relay: site })).transport).toBe('jspi');
    expect(calls).toEqual([]);
  });

  it('takes a service worker that carries a message there and back, and says why', async () => {
    const { site, calls } = siteWith(['works']);
    const choice = await chooseTransport({ ...plain, relay: site });
    expect(choice).toMatchObject({
      transport: 'service-worker',
      abilities: { block: true, suspend: false, interrupt: true },
      reason:
        'the page is not cross-origin isolated, and WebAssembly cannot wait for promises here, and a service worker carries messages',
    });
    expect(calls).toEqual(['register', 'trial', 'end']);
  });

  it('looks for a newer service worker when the one that is there carries nothing', async () => {
    const { site, calls } = siteWith(['fails', 'works']);
    expect((await chooseTransport({ ...plain, relay: site })).transport).toBe('service-worker');
    expect(calls).toEqual(['register', 'trial', 'end', 'renew', 'trial', 'end']);
  });

  it('says what keeps the service worker from carrying', async () => {
    const dead = siteWith(['fails', 'fails']);
    expect((await chooseTransport({ ...plain, relay: dead.site })).reason).toContain('does not carry messages here');
    const none = siteWith([], { register: 'this browser has no service workers' });
    const choice = await chooseTransport({ ...plain, relay: none.site });
    expect(choice.transport).toBe('none');
    expect(choice.reason).toContain('this browser has no service workers');
    expect(none.calls).toEqual(['register']);
    const offline = siteWith(['fails'], { renew: 'it cannot be fetched' });
    expect((await chooseTransport({ ...plain, relay: offline.site })).reason).toContain('it cannot be fetched');
  });

  it('says that nothing can pause where there is nothing to wait by', async () => {
    expect(await chooseTransport({ WebAssembly: {} })).toMatchObject({
      transport: 'none',
      abilities: { block: false, suspend: false, interrupt: false },
      reason:
        'this browser has no SharedArrayBuffer, and WebAssembly cannot wait for promises here, and no service worker is there to carry messages',
    });
  });

  it('takes a wanted transport if it works, and the best one if not', async () => {
    const choice = await chooseTransport(isolated, 'jspi');
    expect(choice.transport).toBe('jspi');
    expect(choice.reason).toBe('it was asked for, and WebAssembly can wait for promises');
    const { site } = siteWith(['works']);
    expect((await chooseTransport({ ...isolated, relay: site }, 'service-worker')).transport).toBe('service-worker');
    const other = await chooseTransport(isolated, 'service-worker');
    expect(other.transport).toBe('atomics');
    expect(other.reason).toContain('no service worker is there');
  });

  it('refuses a name that no transport has', async () => {
    const refusal = '"smoke"; there are atomics, jspi, service-worker, none';
    await expect(chooseTransport(isolated, 'smoke')).rejects.toThrow(refusal);
    expect(() => takeTransport('smoke')).toThrow(refusal);
  });

  it('refuses to open what it knows too little of', () => {
    expect(() => takeTransport('service-worker').openClient()).toThrow('needs to know of a service worker');
    const { port1: port } = new MessageChannel();
    expect(() => openWorkerChannel({ transport: 'service-worker', port })).toThrow('needs an address');
    expect(() => openWorkerChannel({ transport: 'atomics', port })).toThrow('needs shared memory');
  });
});
