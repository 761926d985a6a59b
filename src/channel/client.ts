/** The client's ends of the transports. */
import type { ChannelEndpoint, ClientChannel, PortMessage, TransportName } from './channel.ts';
import { allocateRing, RingWriter } from './ring.ts';
import { Turns } from './turns.ts';

/** UTF-16 units of the reason of a failure. */
const LONGEST_REASON = 4000;

/** A new channel: the client's end, and what the worker needs to open its own. */
export function openClientChannel(
  transport: TransportName,
  ringBytes?: number,
): { readonly channel: ClientChannel; readonly endpoint: ChannelEndpoint } {
  const { port1, port2 } = new MessageChannel();
  if (transport !== 'atomics') {
    return { channel: new PortClientChannel(port1, transport), endpoint: { transport, port: port2 } };
  }
  const memory = allocateRing(ringBytes);
  return {
    channel: new RingClientChannel(port1, new RingWriter(memory)),
    endpoint: { transport, port: port2, memory },
  };
}

abstract class BaseClientChannel implements ClientChannel {
  abstract readonly transport: TransportName;
  onMessage: ((text: string) => void) | null = null;
  onFailure: ((reason: string) => void) | null = null;
  onStray: (() => void) | null = null;
  onTraffic: (() => void) | null = null;
  onLife: (() => void) | null = null;
  private pongs = 0;
  private readonly turns = new Turns((text) => this.deliver(text));

  constructor(protected readonly port: MessagePort) {
    port.onmessage = ({ data }: MessageEvent<unknown>) => {
      this.onTraffic?.();
      this.receive(data as PortMessage);
    };
    port.onmessageerror = () => this.onStray?.();
  }

  abstract post(text: string): void;
  protected abstract acknowledge(units: number): void;

  ping(): void {
    this.port.postMessage({ kind: 'ping' } satisfies PortMessage);
  }

  beats(): number {
    return this.pongs;
  }

  close(): void {
    this.turns.close();
    this.onMessage = null;
    this.onFailure = null;
    this.onStray = null;
    this.onTraffic = null;
    this.onLife = null;
    this.port.onmessage = null;
    this.port.onmessageerror = null;
    this.port.close();
  }

  /** Takes what has come, which may be anything: a program can post to the port too. */
  protected receive(message: Partial<PortMessage> | null): void {
    if (message?.kind === 'message' && typeof message.text === 'string') this.take(message.text);
    else if (message?.kind === 'failure' && typeof message.reason === 'string')
      this.onFailure?.(message.reason.slice(0, LONGEST_REASON));
    else if (message?.kind === 'pong') this.pongs += 1;
    else if (message?.kind === 'life') this.onLife?.();
    else this.onStray?.();
  }

  private take(text: string): void {
    if (this.turns.push(text)) return;
    this.acknowledge(text.length);
    this.onStray?.();
  }

  private deliver(text: string): void {
    try {
      this.onMessage?.(text);
    } finally {
      this.acknowledge(text.length);
    }
  }
}

/** `atomics`: the inbox is a ring in shared memory; the port only wakes an idle worker. */
class RingClientChannel extends BaseClientChannel {
  readonly transport = 'atomics';

  constructor(
    port: MessagePort,
    private readonly ring: RingWriter,
  ) {
    super(port);
  }

  post(text: string): void {
    this.ring.write(text);
    this.port.postMessage({ kind: 'wake' } satisfies PortMessage);
  }

  override beats(): number {
    return super.beats() + this.ring.beats();
  }

  protected acknowledge(units: number): void {
    this.ring.acknowledge(units);
  }

  protected override receive(message: Partial<PortMessage> | null): void {
    if (message?.kind === 'room') {
      this.ring.pump();
      this.port.postMessage({ kind: 'wake' } satisfies PortMessage);
    } else {
      super.receive(message);
    }
  }
}

/** `jspi` and `none`: the inbox is the port. */
class PortClientChannel extends BaseClientChannel {
  constructor(
    port: MessagePort,
    readonly transport: 'jspi' | 'none',
  ) {
    super(port);
  }

  post(text: string): void {
    this.port.postMessage({ kind: 'message', text } satisfies PortMessage);
  }

  protected acknowledge(units: number): void {
    this.port.postMessage({ kind: 'acknowledge', units } satisfies PortMessage);
  }
}
