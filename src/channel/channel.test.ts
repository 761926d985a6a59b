import { afterEach, describe, expect, it } from 'vitest';
import { type ClientChannel, openWorkerChannel, takeTransport } from './index.ts';

let opened: ClientChannel | undefined;
afterEach(() => opened?.close());

function pair(transport: string, ringBytes?: number) {
  const { channel, endpoint } = takeTransport(transport).openClient(ringBytes);
  opened = channel;
  return { client: channel, worker: openWorkerChannel(endpoint) };
}

describe.each(['atomics', 'jspi', 'none'] as const)('the channel by %s', (transport) => {
  it('delivers in order, both ways', async () => {
    const { client, worker } = pair(transport, 64);
    const texts = ['one', 'x'.repeat(1000), 'three'];
    for (const text of texts) client.post(text);
    const got: string[] = [];
    while (got.length < texts.length) {
      await worker.arrival(1000);
      for (let text = worker.poll(); text !== null; text = worker.poll()) got.push(text);
    }
    expect(got).toEqual(texts);

    const back: string[] = [];
    const done = new Promise<void>((resolve) => {
      client.onMessage = (text) => {
        back.push(text);
        if (back.length === 2) resolve();
        return false;
      };
    });
    worker.post('a');
    worker.post('b');
    await done;
    expect(back).toEqual(['a', 'b']);
  });

  it('counts what the client has not dealt with yet', async () => {
    const { client, worker } = pair(transport);
    const first = new Promise<void>((resolve) => {
      client.onMessage = () => {
        resolve();
        return false;
      };
    });
    worker.post('12345');
    expect(worker.unacknowledged()).toBe(5);
    await first;
    await expect.poll(() => worker.unacknowledged()).toBe(0);
  });

  it('tells an idle worker that something has come, and gives up waiting in time', async () => {
    const { client, worker } = pair(transport);
    await worker.arrival(5);
    expect(worker.pending()).toBe(false);
    const arrived = new Promise<void>((resolve) => {
      worker.onArrival = resolve;
    });
    client.post('x');
    await arrived;
    expect(worker.poll()).toBe('x');
  });

  it('reports a failure once', async () => {
    const { client, worker } = pair(transport);
    const failed = new Promise<string>((resolve) => {
      client.onFailure = resolve;
    });
    worker.fail('out of memory');
    expect(await failed).toBe('out of memory');
  });
});

describe('blocking', () => {
  it('returns when the time is over', () => {
    const { worker } = pair('atomics');
    const start = performance.now();
    worker.block(20);
    expect(performance.now() - start).toBeGreaterThanOrEqual(19);
  });

  it('is refused by transports that cannot', () => {
    const { worker } = pair('jspi');
    expect(() => worker.block(1)).toThrow('cannot block');
  });
});
