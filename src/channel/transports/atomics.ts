/** Shared memory: the inbox is a ring in it, on which the worker's thread blocks; the port only wakes an idle worker.
 * */
import type { Abilities, ChannelEndpoint, PortMessage } from '../channel.ts';
import { BaseClientChannel } from '../client-channel.ts';
import { BaseWorkerChannel, unitsBetween } from '../worker-channel.ts';
import { allocateRing, RingReader, RingWriter } from './ring.ts';
import type { CapabilityScope, ChannelOptions, OpenedChannel, Transport } from './transport.ts';

const name = 'atomics';
const abilities: Abilities = { block: true, suspend: false, interrupt: true };

class RingClientChannel extends BaseClientChannel {
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

class RingWorkerChannel extends BaseWorkerChannel {
  readonly transport = name;
  readonly abilities = abilities;
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

/** Bytes of a ring that is only tried. */
const SMALLEST = 16;

/** Whether shared memory gets through a port and is still shared. */
async function arrives(memory: WebAssembly.Memory): Promise<boolean> {
  const { port1, port2 } = new MessageChannel();
  try {
    return await new Promise<boolean>((resolve, reject) => {
      port2.onmessage = ({ data }: MessageEvent<unknown>) =>
        resolve(data instanceof WebAssembly.Memory && data.buffer instanceof SharedArrayBuffer);
      port2.onmessageerror = () => resolve(false);
      try {
        port1.postMessage(memory);
      } catch (error) {
        if (error instanceof DOMException) resolve(false);
        else reject(error);
      }
    });
  } finally {
    port1.close();
    port2.close();
  }
}

export const atomics: Transport = {
  name,
  abilities,
  merit: 'shared memory is available',

  async lack(scope: CapabilityScope): Promise<string | undefined> {
    if (scope.apart !== undefined) return scope.apart;
    if (scope.crossOriginIsolated === false) return 'the page is not cross-origin isolated';
    if (typeof scope.SharedArrayBuffer !== 'function') return 'this browser has no SharedArrayBuffer';
    return (await arrives(allocateRing(SMALLEST))) ? undefined : 'shared memory cannot be sent to a worker here';
  },

  openClient({ size }: ChannelOptions): OpenedChannel {
    const { port1, port2 } = new MessageChannel();
    const memory = allocateRing(size);
    const channel = new RingClientChannel(port1, new RingWriter(memory));
    return { channel, endpoint: { transport: name, port: port2, memory } };
  },

  openWorker({ port, memory }: ChannelEndpoint): RingWorkerChannel {
    if (memory === undefined) throw new Error(`The transport "${name}" needs shared memory, and the client sent none.`);
    return new RingWorkerChannel(port, memory);
  },
};
