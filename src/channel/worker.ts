/** The worker's ends of the transports. */
import type { ChannelEndpoint, PortMessage, TransportName, WorkerChannel } from './channel.ts';
import { RingReader } from './ring.ts';

/** Opens the worker's end of the channel that the client made. */
export function openWorkerChannel(endpoint: ChannelEndpoint): WorkerChannel {
  const { transport, port, memory } = endpoint;
  if (transport !== 'atomics') return new PortWorkerChannel(port, transport);
  if (memory === undefined) throw new Error('The transport "atomics" needs shared memory, and the client sent none.');
  return new RingWorkerChannel(port, memory);
}

abstract class BaseWorkerChannel implements WorkerChannel {
  abstract readonly transport: TransportName;
  onArrival: (() => void) | null = null;
  /** UTF-16 units posted since the start, modulo 2^32, as the acknowledged ones are. */
  protected posted = 0;
  private arrived: (() => void) | null = null;

  constructor(protected readonly port: MessagePort) {
    port.onmessage = ({ data }: MessageEvent<PortMessage>) => {
      if (data.kind === 'ping') port.postMessage({ kind: 'pong' } satisfies PortMessage);
      else this.receive(data);
    };
  }

  abstract pending(): boolean;
  abstract poll(): string | null;
  abstract block(milliseconds: number | null): void;
  abstract unacknowledged(): number;
  abstract blockForAcknowledgement(milliseconds: number): void;
  protected abstract receive(message: PortMessage): void;

  async arrival(milliseconds: number | null): Promise<void> {
    if (this.pending()) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    await new Promise<void>((resolve) => {
      this.arrived = resolve;
      if (milliseconds !== null) timer = setTimeout(resolve, milliseconds);
    });
    clearTimeout(timer);
    this.arrived = null;
  }

  post(text: string): void {
    this.posted = (this.posted + text.length) | 0;
    this.port.postMessage({ kind: 'message', text } satisfies PortMessage);
  }

  fail(reason: string): void {
    this.port.postMessage({ kind: 'failure', reason } satisfies PortMessage);
  }

  live(): void {
    this.port.postMessage({ kind: 'life' } satisfies PortMessage);
  }

  /** Someone who awaits the message gets it; otherwise the event loop does. */
  protected announce(): void {
    if (this.arrived) this.arrived();
    else this.onArrival?.();
  }
}

/** `atomics`: the inbox is a ring in shared memory, and the thread can block on it. */
class RingWorkerChannel extends BaseWorkerChannel {
  readonly transport = 'atomics';
  private readonly ring: RingReader;

  constructor(
    port: MessagePort,
    readonly memory: WebAssembly.Memory,
  ) {
    super(port);
    this.ring = new RingReader(memory, () => port.postMessage({ kind: 'room' } satisfies PortMessage));
  }

  pending(): boolean {
    return this.ring.pending();
  }

  poll(): string | null {
    return this.ring.read();
  }

  block(milliseconds: number | null): void {
    this.ring.block(milliseconds ?? Number.POSITIVE_INFINITY);
  }

  unacknowledged(): number {
    return unitsBetween(this.ring.acknowledged(), this.posted);
  }

  blockForAcknowledgement(milliseconds: number): void {
    this.ring.blockForAcknowledgement(this.ring.acknowledged(), milliseconds);
  }

  protected receive(message: PortMessage): void {
    if (message.kind === 'wake' && this.pending()) this.announce();
  }
}

/** `jspi` and `none`: the inbox is a queue that the event loop fills. */
class PortWorkerChannel extends BaseWorkerChannel {
  private readonly inbox: string[] = [];
  private acknowledged = 0;

  constructor(
    port: MessagePort,
    readonly transport: 'jspi' | 'none',
  ) {
    super(port);
  }

  pending(): boolean {
    return this.inbox.length > 0;
  }

  poll(): string | null {
    return this.inbox.shift() ?? null;
  }

  block(): never {
    throw new Error(`The transport "${this.transport}" cannot block the thread.`);
  }

  unacknowledged(): number {
    return unitsBetween(this.acknowledged, this.posted);
  }

  blockForAcknowledgement(): never {
    throw new Error(`The transport "${this.transport}" cannot block the thread.`);
  }

  protected receive(message: PortMessage): void {
    if (message.kind === 'message') {
      this.inbox.push(message.text);
      this.announce();
    } else if (message.kind === 'acknowledge') {
      this.acknowledged = (this.acknowledged + message.units) | 0;
    }
  }
}

/** From one count to a later one, both modulo 2^32. What the program posts by itself is acknowledged too, and not counted. */
function unitsBetween(acknowledged: number, posted: number): number {
  return Math.max(0, (posted - acknowledged) | 0);
}
