/** What the transports share whose inbox is a queue that the worker's event loop fills. */
import type { Abilities, ChannelEndpoint, PortMessage } from '../channel.ts';
import { BaseClientChannel } from '../client-channel.ts';
import { BaseWorkerChannel, unitsBetween } from '../worker-channel.ts';
import type { OpenedChannel, Transport } from './transport.ts';

class PortClientChannel extends BaseClientChannel {
  post(text: string): void {
    this.port.postMessage({ kind: 'message', text } satisfies PortMessage);
  }

  protected acknowledge(units: number): void {
    this.port.postMessage({ kind: 'acknowledge', units } satisfies PortMessage);
  }
}

class PortWorkerChannel extends BaseWorkerChannel {
  private readonly inbox: string[] = [];
  private acknowledged = 0;

  constructor(
    port: MessagePort,
    readonly transport: string,
    readonly abilities: Abilities,
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

/** The two ends of such a transport. */
export function byPort(name: string, abilities: Abilities): Pick<Transport, 'openClient' | 'openWorker'> {
  return {
    openClient(): OpenedChannel {
      const { port1, port2 } = new MessageChannel();
      return { channel: new PortClientChannel(port1), endpoint: { transport: name, port: port2 } };
    },
    openWorker: ({ port }: ChannelEndpoint) => new PortWorkerChannel(port, name, abilities),
  };
}
