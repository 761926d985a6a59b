/** The worker's end of the transport, with requests that are answered, lost or too late as the tests say. */
import { afterEach, describe, expect, it, vi } from 'vitest';
import { Outbox, readQuestion } from './numbered.ts';
import { RelayedWorkerChannel, type Reply } from './service-worker.ts';

/** A clock that moves only by what is waited for, and a page that is asked. */
function world() {
  const outbox = new Outbox();
  const asked: string[] = [];
  /** What happens to the next requests, instead of an answer of the page. */
  const mishaps: (Reply | 'answer is lost')[] = [];
  let now = 0;
  /** What one request takes. */
  const cost = 2;
  const { port1, port2 } = new MessageChannel();
  const posted: unknown[] = [];
  port1.onmessage = ({ data }) => posted.push(data);
  /** Called while a request is held. */
  let meanwhile = () => {};
  const send = (text: string, hold: number): Reply => {
    asked.push(text);
    now += cost;
    const mishap = mishaps.shift();
    if (mishap !== undefined && mishap !== 'answer is lost') return mishap;
    const question = readQuestion(text);
    if (question === undefined) throw new Error(`"${text}" is not a question.`);
    let answer = outbox.answer(question);
    if (answer === undefined) {
      meanwhile();
      answer = outbox.answer(question);
    }
    if (mishap === 'answer is lost') return { lost: 'NetworkError' };
    if (answer === undefined) now += hold;
    return answer === undefined ? {} : { text: JSON.stringify(answer) };
  };
  const worker = new RelayedWorkerChannel(port2, send, () => {
    now += 0.01;
    return now;
  });
  opened.push(port1, port2);
  return {
    outbox,
    asked,
    mishaps,
    posted,
    worker,
    port: port1,
    time: () => now,
    during: (work: () => void) => {
      meanwhile = work;
    },
    news: () => port1.postMessage({ kind: 'news', newest: outbox.newest }),
  };
}

const opened: MessagePort[] = [];
afterEach(() => {
  for (const port of opened.splice(0)) port.close();
});

function all(worker: RelayedWorkerChannel): string[] {
  const texts: string[] = [];
  for (let text = worker.poll(); text !== null; text = worker.poll()) texts.push(text);
  return texts;
}

describe('a blocked worker', () => {
  it('gets a message that comes while its request is held', () => {
    const { worker, outbox, during, asked } = world();
    during(() => outbox.put('continue'));
    worker.block(null);
    expect(all(worker)).toEqual(['continue']);
    expect(asked).toEqual(['message 0 0']);
  });

  it('asks again and again, for as long as it waits', () => {
    const { worker, asked, time } = world();
    worker.block(10_000);
    expect(time()).toBeGreaterThan(9_999);
    expect(time()).toBeLessThan(10_010);
    expect(asked).toHaveLength(4);
  });

  it('does not ask for what it has', () => {
    const { worker, outbox, asked } = world();
    outbox.put('one');
    outbox.put('two');
    worker.block(null);
    worker.poll();
    worker.block(null);
    expect(worker.poll()).toBe('two');
    expect(asked).toHaveLength(1);
  });

  it('loses and doubles nothing when requests and answers are lost', () => {
    const { worker, outbox, mishaps, during } = world();
    const sent = Array.from({ length: 1000 }, (_, stop) => `stop ${stop}`);
    const got: string[] = [];
    let next = 0;
    during(() => outbox.put(sent[next++] ?? 'beyond'));
    while (got.length < sent.length) {
      if (got.length % 3 === 1) mishaps.push({ lost: 'NetworkError' });
      if (got.length % 5 === 2) mishaps.push('answer is lost');
      if (got.length % 7 === 3) mishaps.push({});
      worker.block(null);
      got.push(...all(worker));
    }
    expect(got).toEqual(sent);
  });

  it('says so when the service worker is gone for good, once, and leaves it to the client to end it', async () => {
    const { worker, mishaps, posted } = world();
    for (let lost = 0; lost < 200; lost += 1) mishaps.push({ lost: 'the host answered 404' });
    worker.block(60_000);
    await vi.waitFor(() => expect(posted).toHaveLength(1));
    expect(posted[0]).toEqual({
      kind: 'failure',
      reason: expect.stringContaining('is gone (the host answered 404). A reload of the page brings it back.'),
    });
  });

  it('gives a service worker that starts again ten seconds and more for that', async () => {
    const { worker, outbox, mishaps, posted, time } = world();
    for (let lost = 0; lost < 49; lost += 1) mishaps.push({ lost: 'NetworkError' });
    outbox.put('continue');
    worker.block(null);
    expect(all(worker)).toEqual(['continue']);
    expect(time()).toBeGreaterThan(10_000);
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(posted).toEqual([]);
  });

  it('waits for the client to catch up, and learns how far it has', () => {
    const { worker, outbox, during, asked } = world();
    worker.post('x'.repeat(100));
    expect(worker.unacknowledged()).toBe(100);
    during(() => outbox.acknowledge(60));
    worker.blockForAcknowledgement(50);
    expect(worker.unacknowledged()).toBe(40);
    outbox.acknowledge(40);
    worker.blockForAcknowledgement(50);
    expect(worker.unacknowledged()).toBe(0);
    expect(asked).toEqual(['acknowledgement 0 0', 'acknowledgement 0 60']);
  });
});

describe('a worker that starts', () => {
  it('waits until its requests reach the page, and has the page see to it', async () => {
    const { worker, mishaps, asked, posted } = world();
    for (let lost = 0; lost < 3; lost += 1) mishaps.push({ lost: 'the host answered 404' });
    await worker.prepare();
    expect(asked).toHaveLength(4);
    await vi.waitFor(() => expect(posted).toEqual(Array(3).fill({ kind: 'lost' })));
  });

  it('does not wait for ever', async () => {
    vi.useFakeTimers();
    try {
      const { worker, mishaps, asked } = world();
      for (let lost = 0; lost < 100; lost += 1) mishaps.push({ lost: 'the host answered 404' });
      const prepared = worker.prepare();
      await vi.advanceTimersByTimeAsync(10_000);
      await prepared;
      expect(asked).toHaveLength(20);
    } finally {
      vi.useRealTimers();
    }
  });
});

describe('a worker that runs a program', () => {
  it('asks now and then, not each time that it is asked to', () => {
    const { worker, outbox, asked, time } = world();
    worker.tend();
    worker.tend();
    expect(asked).toHaveLength(1);
    outbox.put('pause');
    const start = time();
    while (!worker.pending()) worker.tend();
    expect(time() - start).toBeLessThan(110); // fifty times what a question costs
    expect(asked).toHaveLength(2);
    expect(worker.poll()).toBe('pause');
  });
});

describe('an idle worker', () => {
  it('fetches what it is sent', async () => {
    const { worker, outbox, news, asked } = world();
    const arrived = new Promise<void>((resolve) => {
      worker.onArrival = resolve;
    });
    outbox.put('launch');
    news();
    await arrived;
    expect(worker.poll()).toBe('launch');
    expect(asked).toHaveLength(1);
  });

  it('does not ask for what came while it was blocked', async () => {
    const { worker, outbox, news, asked, port } = world();
    outbox.put('one');
    news();
    outbox.put('two');
    news();
    worker.block(null);
    expect(all(worker)).toEqual(['one', 'two']);
    const pong = new Promise((resolve) => {
      port.onmessage = resolve;
    });
    port.postMessage({ kind: 'ping' });
    await pong;
    expect(asked).toHaveLength(1);
  });

  it('asks again when that was lost, or the page was too busy to answer', async () => {
    const { worker, outbox, news, mishaps } = world();
    mishaps.push({ lost: 'NetworkError' }, {}, { lost: 'TimeoutError' });
    const arrived = new Promise<void>((resolve) => {
      worker.onArrival = resolve;
    });
    outbox.put('launch');
    news();
    await arrived;
    expect(worker.poll()).toBe('launch');
  });
});
