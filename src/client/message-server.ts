/** A session in front of a client that speaks DAP in messages of its own: each request gets its one response. */
import {
  type Answerable,
  argumentsIfValid,
  type DapError,
  debuggerBug,
  errorBody,
  RequestError,
  type RequestMessage,
  type ResponseMessage,
  sessionDisposed,
} from '../protocol/index.ts';
import type { DebugSession } from './connection.ts';

/** What is sent to the client: an event or a response, numbered. */
export type SentMessage = {
  readonly seq: number;
  readonly type: 'event' | 'response';
  readonly [key: string]: unknown;
};

/** For commands and arguments that nobody has checked yet: the worker does. */
interface Untyped {
  request(command: string, args: unknown, signal: AbortSignal): Promise<unknown>;
}

export class MessageServer {
  private seq = 0;
  /** By the client's number of a request that is not answered. */
  private readonly controls = new Map<number, AbortController>();
  private readonly unsubscribe: () => void;
  /** The client has taken its leave. */
  private isLeft = false;

  /** @param write - Sends a message; settled when it is out. */
  constructor(
    private readonly session: DebugSession,
    private readonly write: (message: SentMessage) => Promise<void>,
  ) {
    this.unsubscribe = session.onAny((event, body) => void this.sendEvent(event, body));
  }

  /** Serves a request. Settled when the response is out. @returns whether it was granted. */
  async serve(request: RequestMessage): Promise<boolean> {
    const { seq, command, arguments: args } = request;
    if (command === 'cancel' && this.cancel(argumentsIfValid('cancel', args)?.requestId)) {
      await this.respond(request, { success: true });
      return true;
    }
    if (this.isLeft) return this.afterEnd(request);
    this.isLeft = command === 'disconnect' && argumentsIfValid(command, args) !== undefined;
    const control = new AbortController();
    this.controls.set(seq, control);
    let body: unknown;
    try {
      body = await (this.session as Untyped).request(command, args, control.signal);
    } catch (error) {
      if (command === 'disconnect') this.isLeft = false;
      await this.refuse(request, error instanceof RequestError ? error.error : debuggerBug(String(error)));
      return false;
    } finally {
      this.controls.delete(seq);
    }
    await this.respond(request, { success: true, ...(body === undefined ? {} : { body }) });
    return true;
  }

  /**
   * A client that has left is not served any more. VS Code can send a restart even then, and takes one that is refused
   * for another end of its session, of which it makes one that never ends: it has nothing to restart, and is told no more.
   */
  private async afterEnd(request: RequestMessage): Promise<boolean> {
    const isGranted = request.command === 'restart';
    await (isGranted ? this.respond(request, { success: true }) : this.refuse(request, sessionDisposed()));
    return isGranted;
  }

  /** Answers a request with no, and why. */
  refuse(request: Answerable, error: DapError): Promise<void> {
    return this.respond(request, { success: false, message: error.message, body: errorBody(error) });
  }

  sendEvent(event: string, body: unknown): Promise<void> {
    return this.send({ type: 'event', event, ...(body === undefined ? {} : { body }) });
  }

  /** Says what has no answer, where a person looks. */
  tell(sentence: string): Promise<void> {
    return this.sendEvent('output', { category: 'console', output: `${sentence}\n` });
  }

  /** Sends no more events. The session goes on. */
  dispose(): void {
    this.unsubscribe();
  }

  /** Cancels a request that is not answered, by the client's number for it. False: there is none. */
  private cancel(requestId: number | undefined): boolean {
    const control = this.controls.get(requestId ?? -1);
    control?.abort();
    return control !== undefined;
  }

  private respond(request: Answerable, answer: Pick<ResponseMessage, 'success' | 'message' | 'body'>): Promise<void> {
    return this.send({ type: 'response', request_seq: request.seq, command: request.command, ...answer });
  }

  private send(message: Omit<SentMessage, 'seq'>): Promise<void> {
    this.seq += 1;
    return this.write({ seq: this.seq, ...message } as SentMessage);
  }
}
