import * as Comlink from 'comlink';
import { type BootOptions, openWorkerChannel, type WorkerChannel } from '../../../src/channel/index.ts';
import type { WorkerHandle } from '../../../src/client/worker-handle.ts';
import type { ArgumentsOf, RequestMessage } from '../../../src/protocol/index.ts';

/** A worker without Python: it answers as the test says. */
export class FakeWorker {
  readonly requests: RequestMessage[] = [];
  terminated = false;
  readonly handle: WorkerHandle;
  private channel: WorkerChannel | undefined;
  private readonly port: MessagePort;
  private wire: MessagePort | undefined;
  /** What it was given for its boot. */
  startsWarm: boolean | undefined;
  /** Ends its warming up, which has made it fast or not. */
  endWarming: (isWarm: boolean) => void = () => {};

  constructor(
    readonly number: number,
    private readonly answer: (worker: FakeWorker, request: RequestMessage) => void,
    bootError?: string,
  ) {
    const { port1, port2 } = new MessageChannel();
    this.port = port2;
    const warmed = new Promise<boolean>((resolve) => {
      this.endWarming = resolve;
    });
    const api = {
      boot: ({ endpoint, isWarm }: BootOptions) => {
        this.startsWarm = isWarm;
        if (bootError) throw new Error(bootError);
        const channel = openWorkerChannel(endpoint);
        channel.onArrival = () => this.serve();
        this.channel = channel;
        this.wire = endpoint.port;
      },
      warmed: () => warmed,
    };
    Comlink.expose(api, port2);
    this.handle = {
      endpoint: port1,
      terminate: () => {
        this.terminated = true;
        port1.close();
        this.port.close();
      },
      onDeath: null,
      mayEndSilently: true,
    };
  }

  /** Posts what a program may post. */
  forge(data: unknown): void {
    this.wire?.postMessage(data);
  }

  /** Ends without a word. */
  vanish(): void {
    this.wire?.close();
    this.port.close();
  }

  event(event: string, body?: unknown): void {
    this.channel?.post(JSON.stringify({ seq: 0, type: 'event', event, body }));
  }

  respond(request: RequestMessage, body?: unknown): void {
    const { seq, command } = request;
    this.channel?.post(JSON.stringify({ seq: 0, type: 'response', request_seq: seq, success: true, command, body }));
  }

  /** The paths of the files that were written. */
  get written(): string[] {
    const requests = this.requests.filter(({ command }) => command === 'dapper/writeFiles');
    return requests.flatMap((request) =>
      (request.arguments as ArgumentsOf<'dapper/writeFiles'>).files.map(({ path }) => path),
    );
  }

  get commands(): string[] {
    return this.requests.map(({ command }) => command);
  }

  private serve(): void {
    for (let text = this.channel?.poll(); text; text = this.channel?.poll()) {
      const request = JSON.parse(text) as RequestMessage;
      this.requests.push(request);
      this.answer(this, request);
    }
  }
}

/** Answers like the adapter in a worker. */
export function adapterLike(worker: FakeWorker, request: RequestMessage): void {
  if (request.command === 'setBreakpoints') {
    const { breakpoints } = request.arguments as { breakpoints: { line: number; id: number }[] };
    worker.respond(request, { breakpoints: breakpoints.map(({ line, id }) => ({ id, verified: true, line })) });
  } else if (request.command === 'dapper/writeFiles') {
    worker.respond(request, {
      paths: (request.arguments as ArgumentsOf<'dapper/writeFiles'>).files.map(({ path }) => path),
    });
  } else {
    worker.respond(request, request.command === 'threads' ? { threads: [{ id: 1, name: 'MainThread' }] } : {});
    if (request.command === 'initialize') worker.event('initialized');
  }
}
