/** DAP with Content-Length framing on a pair of streams, in front of a session. */
import type { Readable, Writable } from 'node:stream';
import { type Message, StreamMessageWriter } from 'vscode-jsonrpc/node.js';
import { MessageServer, type SentMessage } from '../client/message-server.ts';
import type { Supervisor } from '../client/session.ts';
import { type Answerable, type DapError, type RequestMessage, readRequest, tooLarge } from '../protocol/index.ts';
import { FrameReader } from './framing.ts';

/** Milliseconds until an input that has ended is taken for closed: /dev/null never closes. */
const LONGEST_CLOSE = 100;

export class DapServer {
  private readonly writer: StreamMessageWriter;
  private readonly messages: MessageServer;
  /** Requests that are not answered, and messages that are not written. */
  private open = 0;
  /** The client has disconnected or closed the stream. */
  private leaving = false;
  private hasEnded = false;

  /**
   * @param complain - Hears of input that is not a message, and so cannot be answered.
   * @param ended - Called when the client has disconnected or closed the stream, and everything is answered.
   */
  constructor(
    private readonly session: Supervisor,
    private readonly input: Readable,
    output: Writable,
    private readonly complain: (text: string) => void,
    private readonly ended: () => void,
  ) {
    this.writer = new StreamMessageWriter(output);
    this.writer.onError(([error]) => complain(`The client cannot be reached: ${error.message}`));
    this.messages = new MessageServer(session, (message) => this.send(message));
  }

  /** Begins to serve. */
  listen(): void {
    const reader = new FrameReader({
      message: (text) => this.read(text),
      excess: (size, { seq, command = '' }) => {
        if (seq === undefined) this.tell(tooLarge(size).message);
        else void this.refuse({ seq, command }, tooLarge(size));
      },
      problem: (sentence) => this.tell(sentence),
    });
    const close = () => {
      reader.end();
      this.leave();
    };
    this.input.on('data', (bytes: Buffer) => reader.push(bytes));
    this.input.once('close', close);
    this.input.once('end', () => setTimeout(close, LONGEST_CLOSE));
    this.input.once('error', close);
  }

  /** Takes a message. False: it is not one. */
  private read(text: string): boolean {
    const reading = readRequest(text);
    switch (reading.is) {
      case 'unreadable':
        return false;
      case 'unnumbered':
        this.tell(reading.error.message);
        return true;
      case 'wrong':
        void this.refuse(reading.request, reading.error);
        return true;
      case 'request':
        void this.serve(reading.request);
        return true;
    }
  }

  private serve(request: RequestMessage): Promise<void> {
    const answered = this.messages.serve(request).then((isGranted) => {
      this.leaving ||= isGranted && request.command === 'disconnect';
    });
    return this.before(answered);
  }

  /** The server ends when `work` is done, not before. */
  private async before(work: Promise<void>): Promise<void> {
    this.open += 1;
    await work.finally(() => {
      this.open -= 1;
      this.endIfDone();
    });
  }

  /** The client no longer listens. What it has asked for is refused. */
  private leave(): void {
    this.leaving = true;
    this.session.dispose();
    this.endIfDone();
  }

  private endIfDone(): void {
    if (!this.leaving || this.open > 0 || this.hasEnded) return;
    this.hasEnded = true;
    this.ended();
  }

  /** Says what has no answer, where a person looks. */
  private tell(sentence: string): void {
    this.complain(`Not a DAP message: ${sentence}`);
    void this.messages.tell(sentence);
  }

  private refuse(request: Answerable, error: DapError): Promise<void> {
    return this.messages.refuse(request, error);
  }

  private send(message: SentMessage): Promise<void> {
    // The writer's type is JSON-RPC's, whose framing DAP shares; it writes any object. It reports errors to `onError`.
    const written = this.writer.write(message as unknown as Message).catch(() => {});
    return this.before(written);
  }
}
