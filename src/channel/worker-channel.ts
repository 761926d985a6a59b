import type { Abilities, PortMessage, WorkerChannel } from './channel.ts';

/** What the worker's ends of all transports have in common: what it says goes by a port. */
export abstract class BaseWorkerChannel implements WorkerChannel {
  abstract readonly transport: string;
  abstract readonly abilities: Abilities;
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

  /** Most transports work as soon as they are opened. */
  async prepare(): Promise<void> {}

  /** Most transports bring their messages without being asked. */
  tend(): void {}

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

/** From one count to a later one, both modulo 2^32. What the program posts is acknowledged too, but not counted. */
export function unitsBetween(acknowledged: number, posted: number): number {
  return Math.max(0, (posted - acknowledged) | 0);
}
