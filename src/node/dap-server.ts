/** DAP with Content-Length framing on a pair of streams, in front of a session. */
import type { Readable, Writable } from 'node:stream';
import { type Message, StreamMessageReader, StreamMessageWriter } from 'vscode-jsonrpc/node.js';
import type { Supervisor } from '../client/session.ts';
import {
  type DapError,
  debuggerBug,
  errorBody,
  notARequest,
  RequestError,
  type RequestMessage,
  type ResponseMessage,
} from '../protocol/index.ts';

/** Milliseconds until an input that has ended is taken for closed: /dev/null never closes. */
const LONGEST_CLOSE = 100;

export class DapServer {
  private readonly reader: StreamMessageReader;
  private readonly writer: StreamMessageWriter;
  private seq = 0;

  /**
   * @param complain - Hears of input that is no message, and so cannot be answered.
   * @param ended - Called when the client has disconnected or closed the stream.
   */
  constructor(
    private readonly session: Supervisor,
    input: Readable,
    output: Writable,
    complain: (text: string) => void,
    private readonly ended: () => void,
  ) {
    this.reader = new StreamMessageReader(input);
    this.writer = new StreamMessageWriter(output);
    this.reader.onError((error) => complain(`Not a DAP message: ${error.message}`));
    this.reader.onClose(() => ended());
    input.once('end', () => setTimeout(ended, LONGEST_CLOSE));
    this.writer.onError(([error]) => complain(`The client cannot be reached: ${error.message}`));
    session.onAny((event, body) => void this.send({ type: 'event', event, ...(body === undefined ? {} : { body }) }));
  }

  /** Begins to serve. */
  listen(): void {
    this.reader.listen((message) => void this.serve(message as unknown as Partial<RequestMessage>));
  }

  private async serve(message: Partial<RequestMessage>): Promise<void> {
    if (message === null || typeof message !== 'object') {
      await this.refuse({ seq: 0, command: '' }, notARequest('it must be an object'));
      return;
    }
    const { seq, type, command } = message;
    if (type !== 'request' || typeof command !== 'string' || !Number.isInteger(seq)) {
      await this.refuse({ seq: seq ?? 0, command: String(command ?? '') }, notARequest(problemOf(message)));
      return;
    }
    const request = { seq: seq as number, command };
    await this.session.forward(command, message.arguments).then(
      (body) => this.respond(request, { success: true, ...(body === undefined ? {} : { body }) }),
      (error) => this.refuse(request, error instanceof RequestError ? error.error : debuggerBug(String(error))),
    );
    if (command === 'disconnect') this.ended();
  }

  private refuse(request: { readonly seq: number; readonly command: string }, error: DapError): Promise<void> {
    return this.respond(request, { success: false, message: error.message, body: errorBody(error) });
  }

  private respond(
    request: { readonly seq: number; readonly command: string },
    answer: Pick<ResponseMessage, 'success' | 'message' | 'body'>,
  ): Promise<void> {
    return this.send({ type: 'response', request_seq: request.seq, command: request.command, ...answer });
  }

  private send(message: object): Promise<void> {
    this.seq += 1;
    // The writer's type is JSON-RPC's, whose framing DAP shares; it writes any object. It reports errors to `onError`.
    return this.writer.write({ seq: this.seq, ...message } as unknown as Message);
  }
}

function problemOf({ seq, type, command }: Partial<RequestMessage>): string {
  if (type !== 'request') return `"type" must be "request", not ${JSON.stringify(type)}`;
  if (typeof command !== 'string') return `"command" must be a string, not ${JSON.stringify(command)}`;
  return `"seq" must be a whole number, not ${JSON.stringify(seq)}`;
}
