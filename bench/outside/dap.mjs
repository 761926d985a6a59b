// A DAP client on the standard streams of an adapter, as an editor is one. It reads all that comes, at once.
import { StreamMessageReader, StreamMessageWriter } from 'vscode-jsonrpc/node.js';

export class DapClient {
  #writer;
  #seq = 0;
  /** Those who wait for the answer to a request, by its number. */
  #asked = new Map();
  /** Those who wait for an event, by its name. */
  #awaited = new Map();
  /** Resolves as the adapter ends; `#failed` rejects if it was not asked to end. */
  #gone;
  #failed;
  #leaving = false;
  /** Events that came, each with `at`: when, in milliseconds of `performance.now()`. */
  events = [];

  /** @param child a process with pipes */
  constructor(child) {
    this.#writer = new StreamMessageWriter(child.stdin);
    new StreamMessageReader(child.stdout).listen((message) => this.#take(message));
    this.#gone = new Promise((resolve) => child.once('exit', resolve));
    let errors = '';
    child.stderr.on('data', (bytes) => {
      errors += bytes;
    });
    this.#failed = new Promise((_resolve, reject) => {
      // Not at its exit: what it says of that may be on its way still.
      child.once('close', (code, signal) => {
        if (!this.#leaving)
          reject(new Error(`the adapter ended by itself (${signal ?? `exit code ${code}`}): ${errors}`));
      });
    });
    this.#failed.catch(() => {}); // the requests that are waiting report it
  }

  /**
   * Sends a request.
   * @returns the answer's body
   * @throws Error with the adapter's message if it refuses, or if it ends
   */
  request(command, args = {}) {
    this.#seq += 1;
    const seq = this.#seq;
    const answer = new Promise((resolve, reject) => this.#asked.set(seq, { resolve, reject }));
    this.#writer.write({ seq, type: 'request', command, arguments: args });
    return Promise.race([answer, this.#failed]);
  }

  /** The first event of one of these names, also one that has come already. */
  event(...names) {
    const found = this.events.find(({ event }) => names.includes(event));
    if (found) return found;
    const awaited = new Promise((resolve) => {
      for (const name of names) this.#awaited.set(name, resolve);
    });
    return Promise.race([awaited, this.#failed]);
  }

  /** Lets the next event of a name be the first. */
  forget(name) {
    this.events = this.events.filter(({ event }) => event !== name);
  }

  /** Ends the session, and with it the adapter. */
  async leave() {
    this.#leaving = true;
    await Promise.race([this.request('disconnect'), this.#gone]);
  }

  /** All that was printed. */
  get output() {
    return this.events
      .filter(({ event, body }) => event === 'output' && body.category === 'stdout')
      .map(({ body }) => body.output)
      .join('');
  }

  #take(message) {
    if (message.type === 'event') {
      const event = { ...message, at: performance.now() };
      this.events.push(event);
      this.#awaited.get(event.event)?.(event);
    } else if (message.type === 'response') {
      const { resolve, reject } = this.#asked.get(message.request_seq);
      this.#asked.delete(message.request_seq);
      if (message.success) resolve(message.body);
      else reject(new Error(`${message.command}: ${message.message}`));
    }
  }
}
