/** The bin as a bare process: bytes in, messages out, each checked against DAP's schema. */
import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { checkMessage, type OutMessage } from '../dap/schema.ts';

const BIN = fileURLToPath(new URL('../../scripts/dapper-web-dap.mjs', import.meta.url));

/** A message with its header. */
export function framed(text: string, length: number | string = Buffer.byteLength(text)): string {
  return `Content-Length: ${length}\r\n\r\n${text}`;
}

export class BinProcess {
  /** Every message that came, in order. */
  readonly messages: OutMessage[] = [];
  /** What it has said on standard error. */
  complaints = '';
  /** What the schema has against messages. */
  readonly problems: string[] = [];
  /** Settles with the exit code. */
  readonly exited: Promise<number | null>;
  private readonly child: ChildProcess;
  private rest = Buffer.alloc(0);
  private readonly waiting = new Set<() => void>();

  /** @param command the program and its arguments; the bin under this Node if absent. */
  constructor(command: readonly string[] = [process.execPath, BIN]) {
    const [program = '', ...args] = command;
    this.child = spawn(program, args, { stdio: ['pipe', 'pipe', 'pipe'] });
    this.child.stdout?.on('data', (bytes: Buffer) => this.receive(bytes));
    this.child.stderr?.on('data', (bytes: Buffer) => {
      this.complaints += bytes;
    });
    this.child.stdin?.on('error', () => {}); // it has ended: `exited` tells
    this.exited = new Promise((resolve) => this.child.once('exit', resolve));
    onTestFinished(async () => {
      this.child.stdin?.end();
      this.child.kill('SIGKILL');
      await this.exited;
    });
  }

  write(text: string | Buffer): void {
    this.child.stdin?.write(text);
  }

  /** Sends a request. */
  send(seq: number, command: string, args?: unknown): void {
    this.write(framed(JSON.stringify({ seq, type: 'request', command, arguments: args })));
  }

  /** Ends its input. */
  close(): void {
    this.child.stdin?.end();
  }

  /** The answers to a number. */
  answers(seq: number): OutMessage[] {
    return this.messages.filter((message) => message.type === 'response' && message.request_seq === seq);
  }

  /** Waits for a message. */
  async message(accepts: (message: OutMessage) => boolean, patience = 20_000): Promise<OutMessage> {
    const end = Date.now() + patience;
    for (let at = 0; ; ) {
      for (; at < this.messages.length; at += 1) {
        const message = this.messages[at] as OutMessage;
        if (accepts(message)) return message;
      }
      if (Date.now() > end) throw new Error(`no such message came; the last: ${JSON.stringify(this.messages.at(-1))}`);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, 500);
        this.waiting.add(() => {
          clearTimeout(timer);
          resolve();
        });
      });
    }
  }

  /** The answer to a number. */
  answer(seq: number): Promise<OutMessage> {
    return this.message((message) => message.type === 'response' && message.request_seq === seq);
  }

  event(name: string): Promise<OutMessage> {
    return this.message((message) => message.type === 'event' && message.event === name);
  }

  private receive(bytes: Buffer): void {
    this.rest = Buffer.concat([this.rest, bytes]);
    for (;;) {
      const end = this.rest.indexOf('\r\n\r\n');
      if (end < 0) break;
      const size = Number(/Content-Length: (\d+)/.exec(this.rest.toString('latin1', 0, end))?.[1]);
      if (this.rest.length < end + 4 + size) break;
      this.take(this.rest.toString('utf8', end + 4, end + 4 + size));
      this.rest = this.rest.subarray(end + 4 + size);
    }
    for (const wake of this.waiting) wake();
    this.waiting.clear();
  }

  private take(text: string): void {
    const message = JSON.parse(text) as OutMessage;
    this.messages.push(message);
    try {
      checkMessage(message);
    } catch (error) {
      this.problems.push((error as Error).message);
    }
  }
}
