import { afterEach, describe, expect, it, vi } from 'vitest';
import type { ClientChannel, RelaySite } from '../channel/index.ts';
import { serviceWorker } from '../channel/transports/service-worker.ts';
import type { ListedFile } from './offline.ts';
import { serve } from './serve.ts';

// Workbox looks for the global scope of a service worker as it is imported.
vi.hoisted(() => Object.assign(globalThis, { self: globalThis, __WB_DISABLE_DEV_LOGS: true }));

type Listener = (event: unknown) => void;

/** The global scope of a service worker whose script is at `script`, as far as ours uses it. */
class FakeScope {
  readonly location: URL;
  readonly skipWaiting = vi.fn(async () => {});
  readonly clients = { claim: vi.fn(async () => {}) };
  private readonly listeners = new Map<string, Listener>();

  constructor(script: string, files?: readonly ListedFile[]) {
    this.location = new URL(script);
    vi.stubGlobal('location', this.location);
    serve(this as never, files); // the types of a service worker are not those of tests
  }

  addEventListener(type: string, listener: Listener): void {
    this.listeners.set(type, listener);
  }

  emit(type: string, event: object): void {
    this.listeners.get(type)?.({ waitUntil: () => {}, ...event });
  }

  /** What it answers a request with; undefined if it leaves the request to the host. */
  fetch(url: string, init: { destination?: string; method?: string } = {}): Promise<Response> | undefined {
    let response: Promise<Response> | undefined;
    const respondWith = (given: Promise<Response>) => {
      response = given;
    };
    this.emit('fetch', { request: { url, destination: '', method: 'GET', ...init }, respondWith });
    return response;
  }
}

const SITE = 'https://example.org/course/';
const site = { url: `${SITE}dapper-relay/1` } as RelaySite;

let opened: ClientChannel | undefined;
afterEach(() => {
  opened?.close();
  opened = undefined;
  vi.unstubAllGlobals();
});

/** A page's end, and the address that its worker sends requests to. */
function page() {
  const { channel, endpoint } = serviceWorker.openClient({ relay: site });
  opened = channel;
  const ask = (text: string, hold = 5000) => `${endpoint.relay}&hold=${hold}&text=${encodeURIComponent(text)}`;
  return { channel, ask };
}

describe('the service worker as a carrier', () => {
  it('answers a request with what the page has to say', async () => {
    const scope = new FakeScope(`${SITE}dapper-sw.js`);
    const { channel, ask } = page();
    channel.post('first');
    channel.post('second');
    const response = await scope.fetch(ask('nothing 0 0'));
    expect(response?.headers.get('Dapper-Relay')).toBe('1');
    expect(response?.headers.get('Cache-Control')).toBe('no-store');
    expect(await response?.json()).toEqual({ first: 1, texts: ['first', 'second'], units: 0 });
  });

  it('holds a request until the page has something to say', async () => {
    const scope = new FakeScope(`${SITE}dapper-sw.js`);
    const { channel, ask } = page();
    const response = scope.fetch(ask('message 0 0'));
    await expect.poll(() => channel.beats()).toBe(1);
    channel.post('late');
    expect(await (await response)?.json()).toEqual({ first: 1, texts: ['late'], units: 0 });
  });

  it('releases a request when its time is over, also of one whose page is gone', async () => {
    const scope = new FakeScope(`${SITE}dapper-sw.js`);
    const { ask } = page();
    const response = await scope.fetch(ask('message 0 0', 10));
    expect(response?.status).toBe(204);
    expect(response?.headers.get('Dapper-Relay')).toBe('1');
    opened?.close();
    expect((await scope.fetch(ask('nothing 0 0', 10)))?.status).toBe(204);
  });

  it('keeps apart the pages of several tabs', async () => {
    const scope = new FakeScope(`${SITE}dapper-sw.js`);
    const [one, other] = [page(), page()];
    const held = [scope.fetch(one.ask('message 0 0')), scope.fetch(other.ask('message 0 0'))];
    await expect.poll(() => one.channel.beats() + other.channel.beats()).toBe(2);
    other.channel.post('for the other');
    one.channel.post('for the one');
    const texts = await Promise.all(held.map(async (response) => (await (await response)?.json())?.texts));
    expect(texts).toEqual([['for the one'], ['for the other']]);
    one.channel.close();
  });

  it('loses and doubles nothing when it is ended and started again in between', async () => {
    const { channel, ask } = page();
    new FakeScope(`${SITE}dapper-sw.js`).fetch(ask('message 0 0', 20)); // ended: nobody gets the answer
    await expect.poll(() => channel.beats()).toBe(1);
    channel.post('one');
    const next = new FakeScope(`${SITE}dapper-sw.js`);
    expect(await (await next.fetch(ask('message 0 0')))?.json()).toMatchObject({ first: 1, texts: ['one'] });
    channel.post('two');
    expect(await (await next.fetch(ask('message 1 0')))?.json()).toMatchObject({ first: 2, texts: ['two'] });
  });

  it('releases everything when it is to make way', async () => {
    const scope = new FakeScope(`${SITE}dapper-sw.js`);
    const { channel, ask } = page();
    const held = scope.fetch(ask('message 0 0'));
    await expect.poll(() => channel.beats()).toBe(1);
    scope.emit('message', { data: 'make way' });
    expect((await held)?.status).toBe(503);
    channel.post('for the next one');
    const refusal = await scope.fetch(ask('message 0 0'));
    expect(refusal?.status).toBe(503);
    expect(refusal?.headers.get('Dapper-Relay')).toBe('1');
    const next = new FakeScope(`${SITE}dapper-sw.js`);
    expect(await (await next.fetch(ask('message 0 0')))?.json()).toMatchObject({ texts: ['for the next one'] });
  });

  it('ignores what is not a question', async () => {
    const scope = new FakeScope(`${SITE}dapper-sw.js`);
    const { channel, ask } = page();
    const stray = vi.fn();
    channel.onStray = stray;
    expect((await scope.fetch(ask('smoke', 20)))?.status).toBe(204);
    expect(stray).toHaveBeenCalledOnce();
    channel.post('on');
    expect(await (await scope.fetch(ask('nothing 0 0')))?.json()).toMatchObject({ texts: ['on'] });
  });

  it('opens each channel by a name that nobody can guess', () => {
    const open = () => {
      const { channel, endpoint } = serviceWorker.openClient({ relay: site });
      channel.close();
      return endpoint.relay ?? '';
    };
    expect(open()).toMatch(/\?key=dapper-[0-9a-f-]{36}$/);
    expect(open()).not.toBe(open());
  });
});

describe('the service worker and other requests', () => {
  it('leaves them alone', () => {
    const scope = new FakeScope(`${SITE}dapper-sw.js`);
    for (const url of [
      `${SITE}`,
      `${SITE}pyodide/python_stdlib.zip`,
      `${SITE}dapper-relay/2`,
      'https://other.org/course/dapper-relay/1',
    ]) {
      for (const destination of ['', 'document', 'worker', 'script']) {
        expect(scope.fetch(url, { destination }), `${url} ${destination}`).toBeUndefined();
      }
    }
  });

  it('takes the place of an older one, and takes over pages, only when it is asked to', () => {
    const scope = new FakeScope(`${SITE}dapper-sw.js`);
    scope.emit('install', {});
    scope.emit('activate', {});
    scope.emit('message', { data: 'something of the host' });
    expect(scope.skipWaiting).not.toHaveBeenCalled();
    expect(scope.clients.claim).not.toHaveBeenCalled();
    scope.emit('message', { data: 'take over' });
    expect(scope.skipWaiting).toHaveBeenCalledOnce();
    scope.emit('message', { data: 'claim' });
    expect(scope.clients.claim).toHaveBeenCalledOnce();
  });

  it('adds the headers that isolate to documents and scripts of workers, where it was asked to', async () => {
    const body = 'the page';
    vi.stubGlobal('fetch', async () => new Response(body, { status: 404, headers: { 'X-Host': 'kept' } }));
    const scope = new FakeScope(`${SITE}dapper-sw.js?isolate=credentialless`);
    for (const destination of ['document', 'iframe', 'worker']) {
      const response = await scope.fetch(SITE, { destination });
      expect(response?.headers.get('Cross-Origin-Embedder-Policy')).toBe('credentialless');
      expect(response?.headers.get('Cross-Origin-Opener-Policy')).toBe('same-origin');
      expect(response?.headers.get('X-Host')).toBe('kept');
      expect(response?.status).toBe(404);
      expect(await response?.text()).toBe(body);
    }
    expect(scope.fetch(`${SITE}image.png`, { destination: 'image' })).toBeUndefined();
    expect(scope.fetch(`${SITE}data.json`)).toBeUndefined();
  });

  it('passes a redirection on as it is', async () => {
    const redirection = Response.error();
    vi.stubGlobal('fetch', async () => redirection);
    const scope = new FakeScope(`${SITE}dapper-sw.js?isolate=require-corp`);
    expect(await scope.fetch(SITE, { destination: 'document' })).toBe(redirection);
  });
});

describe('the service worker and the files of the page', () => {
  const files = [
    { url: 'index.html', revision: '1' },
    { url: 'assets/page-abc.js', revision: null },
  ];
  const kept = new Map<string, string>();
  const cache = {
    match: async (key: string | Request) => {
      const body = kept.get(typeof key === 'string' ? key : key.url);
      return body === undefined ? undefined : new Response(body);
    },
  };
  const stub = () => {
    kept.clear();
    kept.set(`${SITE}index.html?__WB_REVISION__=1`, 'the page').set(`${SITE}assets/page-abc.js`, 'the script');
    vi.stubGlobal('caches', { open: async () => cache });
    vi.stubGlobal('fetch', async ({ url }: Request) => new Response(`${url} from the host`));
  };

  it('answers with what it keeps, whatever the parameters of the page', async () => {
    stub();
    const scope = new FakeScope(`${SITE}dapper-sw.js?offline=`, files);
    for (const url of [SITE, `${SITE}index.html`, `${SITE}?src=a.py&panels=`]) {
      expect(await (await scope.fetch(url))?.text(), url).toBe('the page');
    }
    expect(await (await scope.fetch(`${SITE}assets/page-abc.js`))?.text()).toBe('the script');
  });

  it('asks the host for a file that the browser has dropped', async () => {
    stub();
    kept.clear();
    const scope = new FakeScope(`${SITE}dapper-sw.js?offline=`, files);
    expect(await (await scope.fetch(SITE))?.text()).toBe(`${SITE} from the host`);
  });

  it('leaves to the host what is none of them, and everything where it was not asked to keep files', () => {
    stub();
    const scope = new FakeScope(`${SITE}dapper-sw.js?offline=`, files);
    const notOurs = [`${SITE}docs/`, `${SITE}assets/page-new.js`, 'https://other.org/course/', 'https://example.org/'];
    for (const url of notOurs) expect(scope.fetch(url), url).toBeUndefined();
    expect(scope.fetch(SITE, { method: 'POST' })).toBeUndefined();
    expect(new FakeScope(`${SITE}dapper-sw.js`, files).fetch(SITE)).toBeUndefined();
    expect(new FakeScope(`${SITE}dapper-sw.js?offline=`).fetch(SITE)).toBeUndefined();
  });

  it('adds the headers that isolate to what it keeps, too', async () => {
    stub();
    const scope = new FakeScope(`${SITE}dapper-sw.js?isolate=require-corp&offline=`, files);
    const response = await scope.fetch(SITE, { destination: 'document' });
    expect(response?.headers.get('Cross-Origin-Embedder-Policy')).toBe('require-corp');
    expect(await response?.text()).toBe('the page');
  });
});
