/** The client's ends of the transports. */
import type { ChannelEndpoint, ClientChannel, PortMessage, TransportName } from './channel.ts';
import { allocateRing, RingWriter } from './ring.ts';

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

  constructor(protected readonly port: MessagePort) {
    port.onmessage = ({ data }: MessageEvent<PortMessage>) => this.receive(data);
  }

  abstract post(text: string): void;
  protected abstract acknowledge(units: number): void;

  close(): void {
    this.onMessage = null;
    this.onFailure = null;
    this.port.onmessage = null;
    this.port.close();
  }

  protected receive(message: PortMessage): void {
    if (message.kind === 'failure') this.onFailure?.(message.reason);
    if (message.kind !== 'message') return;
    try {
      this.onMessage?.(message.text);
    } finally {
      this.acknowledge(message.text.length);
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

  protected acknowledge(units: number): void {
    this.ring.acknowledge(units);
  }

  protected override receive(message: PortMessage): void {
    if (message.kind === 'room') {
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
