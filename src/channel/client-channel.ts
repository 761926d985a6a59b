import type { ClientChannel, PortMessage } from './channel.ts';
import { Turns } from './turns.ts';

/** UTF-16 units of the reason of a failure. */
const LONGEST_REASON = 4000;

/** What the client's ends of all transports have in common: what the worker says comes by a port. */
export abstract class BaseClientChannel implements ClientChannel {
  onMessage: ((text: string) => boolean) | null = null;
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

  private deliver(text: string): boolean {
    try {
      return this.onMessage?.(text) ?? false;
    } finally {
      this.acknowledge(text.length);
    }
  }
}
