/**
 * A service worker: the worker's thread is blocked by synchronous requests, which the service worker holds until the
 * page answers. All messages to the worker come as such answers; the port only wakes an idle one. See relay.ts and
 * numbered.ts.
 */
import type { Abilities, ChannelEndpoint, PortMessage } from '../channel.ts';
import { BaseClientChannel } from '../client-channel.ts';
import { BaseWorkerChannel, unitsBetween } from '../worker-channel.ts';
import { type Answer, Inbox, Outbox, type Question, readQuestion, writeQuestion } from './numbered.ts';
import { Pace } from './pace.ts';
import {
  NO_ANSWER,
  NOT_NOW,
  RELAY_HEADER,
  RELAY_PARAMETERS,
  type RelayedAnswer,
  type RelayedRequest,
} from './relay.ts';
import type { CapabilityScope, OpenedChannel, RelaySite, Transport } from './transport.ts';

const name = 'service-worker';
const abilities: Abilities = { block: true, suspend: false, interrupt: true };

/**
 * Milliseconds that a request is held. Less than browsers allow a service worker for one, so that none is ended for
 * that. Each is a sign of life, too, which a heartbeat waits for.
 */
const LONGEST_HOLD = 3000;
/** Milliseconds in which the page answers a question that waits for nothing, unless it is busy. */
const AT_ONCE = 100;
/** Milliseconds beyond its hold after which a request is given up. */
const OVERTIME = 5000;
/** Milliseconds until the next attempt after requests that were lost, for each of them, and at most. */
const REST = 10;
const LONGEST_REST = 500;
/** So many lost in a row are the end: about fifteen seconds. */
const MOST_LOST = 50;

/** So many attempts are made to reach the page before a worker goes on as it is: about two seconds. */
const MOST_ATTEMPTS = 20;
/** Milliseconds between two recoveries: a program can ask for them as often as it likes. */
const BETWEEN_RECOVERIES = 300;

/** Milliseconds that a trial takes at most: a service worker may have to be started, on a slow phone. */
const LONGEST_TRIAL = 10_000;
const TRIAL = 'there and back';

/** What came of a request: the page's text, nothing in time, or why it was lost. */
export interface Reply {
  readonly text?: string;
  readonly lost?: string;
}

/** Sends a text to the page and blocks for the reply, at most `hold` milliseconds. */
export type Send = (text: string, hold: number) => Reply;

class RelayedClientChannel extends BaseClientChannel {
  private readonly outbox = new Outbox();
  /** The worker's last question, as long as it may wait. */
  private open: { readonly request: string; readonly question: Question } | undefined;
  private questions = 0;
  private recovered = Number.NEGATIVE_INFINITY;

  constructor(
    port: MessagePort,
    private readonly line: BroadcastChannel,
    private readonly recover: () => void,
  ) {
    super(port);
    line.onmessage = ({ data }: MessageEvent<unknown>) => {
      this.onTraffic?.();
      this.hear(data as Partial<RelayedRequest> | null);
    };
  }

  post(text: string): void {
    this.outbox.put(text);
    this.reply();
    this.port.postMessage({ kind: 'news', newest: this.outbox.newest } satisfies PortMessage);
  }

  override beats(): number {
    return super.beats() + this.questions;
  }

  override close(): void {
    super.close();
    this.line.onmessage = null;
    this.line.close();
  }

  protected override receive(message: Partial<PortMessage> | null): void {
    if (message?.kind !== 'lost') {
      super.receive(message);
      return;
    }
    const now = performance.now();
    if (now - this.recovered < BETWEEN_RECOVERIES) return;
    this.recovered = now;
    this.recover();
  }

  protected acknowledge(units: number): void {
    this.outbox.acknowledge(units);
    this.reply();
  }

  /** Takes what has come, which may be anything: a program can find the line too. */
  private hear(data: Partial<RelayedRequest> | null): void {
    const { request, text } = data ?? {};
    const question = typeof text === 'string' ? readQuestion(text) : undefined;
    if (typeof request !== 'string' || question === undefined) {
      this.onStray?.();
      return;
    }
    this.questions += 1;
    this.open = { request, question };
    this.reply();
  }

  private reply(): void {
    if (this.open === undefined) return;
    const answer = this.outbox.answer(this.open.question);
    if (answer === undefined) return;
    this.line.postMessage({ answer: this.open.request, text: JSON.stringify(answer) } satisfies RelayedAnswer);
    this.open = undefined;
  }
}

/** The worker's end; exported for tests, which send in their own way. */
export class RelayedWorkerChannel extends BaseWorkerChannel {
  readonly transport = name;
  readonly abilities = abilities;
  private readonly inbox = new Inbox();
  private readonly pace = new Pace();
  /** Requests lost since the last that was not. */
  private lost = 0;

  constructor(
    port: MessagePort,
    private readonly send: Send,
    private readonly now: () => number = () => performance.now(),
  ) {
    super(port);
  }

  /**
   * Waits until its requests reach the page. In WebKit one worker in some hundreds is started without its service worker,
   * which can take it over only while its event loop turns: before a program blocks it.
   */
  override async prepare(): Promise<void> {
    for (let attempt = 0; attempt < MOST_ATTEMPTS && !this.ask('nothing', AT_ONCE); attempt += 1) {
      this.port.postMessage({ kind: 'lost' } satisfies PortMessage);
      await new Promise((resolve) => setTimeout(resolve, this.pause()));
    }
  }

  pending(): boolean {
    return this.inbox.pending;
  }

  poll(): string | null {
    return this.inbox.next();
  }

  block(milliseconds: number | null): void {
    const end = milliseconds === null ? Number.POSITIVE_INFINITY : this.now() + milliseconds;
    for (let left = end - this.now(); left > 0 && !this.pending(); left = end - this.now()) {
      if (!this.ask('message', Math.min(left, LONGEST_HOLD))) this.rest(left);
    }
  }

  unacknowledged(): number {
    return unitsBetween(this.inbox.units, this.posted);
  }

  blockForAcknowledgement(milliseconds: number): void {
    if (!this.ask('acknowledgement', milliseconds)) this.rest(milliseconds);
  }

  override tend(): void {
    const began = this.now();
    if (!this.pace.isDue(began)) return;
    this.ask('nothing', AT_ONCE);
    this.pace.asked(began, this.now());
  }

  protected receive(message: PortMessage): void {
    if (message.kind === 'news') this.fetch(message.newest);
  }

  /** Gets the messages up to that number, unless they have come in another way. */
  private fetch(newest: number): void {
    if (this.inbox.has(newest)) return;
    if (!this.ask('nothing', AT_ONCE) || !this.inbox.has(newest)) setTimeout(() => this.fetch(newest), this.pause());
    if (this.pending()) this.announce();
  }

  /** False: the request was lost. */
  private ask(wait: Question['wait'], hold: number): boolean {
    const { text, lost } = this.send(writeQuestion(this.inbox.question(wait)), hold);
    if (lost === undefined) {
      this.lost = 0;
      if (text !== undefined) this.inbox.take(JSON.parse(text) as Answer);
      return true;
    }
    this.lost += 1;
    if (this.lost === MOST_LOST) {
      this.fail(
        `The service worker by which the page reaches Python is gone (${lost}). A reload of the page brings it back.`,
      );
    }
    return false;
  }

  private pause(): number {
    return Math.min(LONGEST_REST, REST * this.lost);
  }

  /** Lets time pass, the only way there is while nobody holds a request: by computing. */
  private rest(most: number): void {
    const end = this.now() + Math.min(most, this.pause());
    while (this.now() < end);
  }
}

/** Sends synchronous requests to `url`. */
function sendTo(url: string): Send {
  // The program may put its own in its place.
  const Request = XMLHttpRequest;
  return (text, hold) => {
    const request = new Request();
    const { hold: milliseconds, text: question } = RELAY_PARAMETERS;
    request.open('GET', `${url}&${milliseconds}=${Math.ceil(hold)}&${question}=${encodeURIComponent(text)}`, false);
    request.timeout = hold + OVERTIME;
    try {
      request.send();
    } catch (error) {
      if (error instanceof DOMException) return { lost: error.name };
      throw error;
    }
    if (request.getResponseHeader(RELAY_HEADER) === null) return { lost: `the host answered ${request.status}` };
    if (request.status === NOT_NOW) return { lost: 'another one is to take its place' };
    return request.status === NO_ANSWER ? {} : { text: request.responseText };
  };
}

function openBy(site: RelaySite): OpenedChannel {
  const { port1, port2 } = new MessageChannel();
  const key = `dapper-${crypto.randomUUID()}`;
  const channel = new RelayedClientChannel(port1, new BroadcastChannel(key), () => site.recover());
  return { channel, endpoint: { transport: name, port: port2, relay: `${site.url}?${RELAY_PARAMETERS.key}=${key}` } };
}

/** Whether a message gets to a worker that is blocked, and its answer back. */
async function carries(site: RelaySite): Promise<boolean> {
  const { channel, endpoint } = openBy(site);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let end = () => {};
  try {
    return await new Promise<boolean>((resolve) => {
      channel.onMessage = (text) => {
        resolve(text === TRIAL);
        return false;
      };
      channel.post(TRIAL);
      end = site.startTrial(endpoint, () => resolve(false));
      timer = setTimeout(resolve, LONGEST_TRIAL, false);
    });
  } finally {
    clearTimeout(timer);
    end();
    channel.close();
  }
}

export const serviceWorker: Transport = {
  name,
  abilities,
  merit: 'a service worker carries messages',
  needsControl: true,

  async lack({ relay: site, apart }: CapabilityScope): Promise<string | undefined> {
    if (apart !== undefined) return apart;
    if (site === undefined) return 'no service worker is there to carry messages';
    const hindrance = await site.register();
    if (hindrance !== undefined) return hindrance;
    if (await carries(site)) return undefined;
    // One that is left from another release may have agreed on something else.
    const hindranceOfNewest = await site.renew();
    if (hindranceOfNewest !== undefined) return hindranceOfNewest;
    return (await carries(site)) ? undefined : 'the service worker does not carry messages here';
  },

  openClient({ relay: site }): OpenedChannel {
    if (site === undefined) throw new Error(`The transport "${name}" needs to know of a service worker.`);
    return openBy(site);
  },

  openWorker({ port, relay }: ChannelEndpoint): RelayedWorkerChannel {
    if (relay === undefined) throw new Error(`The transport "${name}" needs an address, and the client sent none.`);
    return new RelayedWorkerChannel(port, sendTo(relay));
  },
};
