// A session whose program runs cells: see notebook_kernel.py.
import { createSession, startProgram } from 'dapper-web';
import text from './notebook_kernel.py?raw';

const home = '/home/pyodide';
const main = `${home}/main.py`;
const module = `${home}/notebook_kernel.py`;

/** Where cells are. JupyterLab takes a path with this in it for a cell, and shows its number in place of the path. */
export const cells = `${home}/ipykernel_1/`;

export class CellRunner {
  /** Settles when the first cell can run. */
  ready;
  session;
  capabilities;
  #given;
  /** Settles when the program waits for a cell. */
  #idle;
  #isIdle;
  /** Where it stood when it has waited last. */
  #frames = [];
  #listeners = new Set();

  /** @param given what is called with a cell's output, and when it asks for input */
  constructor(assets, given) {
    this.#given = given;
    this.#notIdle();
    this.ready = this.#start(assets);
  }

  async #start(assets) {
    const session = await createSession({ assets: { base: new URL(assets, location.href) } });
    this.session = session;
    session.on('output', ({ category, output }) => {
      if (category === 'stdout' || category === 'stderr') this.#given.onOutput(category, output);
    });
    session.on('dapper/inputRequested', () => this.#given.onInput());
    session.on('dapper/died', ({ reason }) => this.#idle.reject(new Error(reason)));
    session.on('stopped', (stop) => void this.#onStop(stop));
    const plan = {
      files: [
        { path: main, text: 'import notebook_kernel\n\nnotebook_kernel.serve()\n' },
        { path: module, text },
      ],
      launch: {
        program: main,
        // A step out of a cell does not end among what runs the cells.
        rules: [main, module].map((path) => ({ path, include: false })),
        variablePresentation: { all: 'inline', special: 'hide' },
      },
    };
    const onCapabilities = (capabilities) => {
      this.capabilities = capabilities;
    };
    await startProgram(session, plan, { onCapabilities });
    await this.#idle.promise;
  }

  /** Whether the program waits for a cell. */
  get isIdle() {
    return this.#isIdle;
  }

  /** Of the cells' own variables, while it does. */
  get idleFrame() {
    return this.#frames[0];
  }

  /** Calls `listener` with `stopped` when a cell stops, and with `idle` when it is over. */
  listen(listener) {
    this.#listeners.add(listener);
  }

  dispose() {
    this.session?.dispose();
  }

  #notIdle() {
    this.#isIdle = false;
    const idle = {};
    idle.promise = new Promise((resolve, reject) => Object.assign(idle, { resolve, reject }));
    // Whoever waits for it has the error, and there may be nobody.
    idle.promise.catch(() => {});
    this.#idle = idle;
  }

  async #onStop(stop) {
    const { stackFrames } = await this.session.request('stackTrace', { threadId: 1 });
    const [top, below] = stackFrames;
    const isOwn = (frame) => frame?.source?.path === module;
    if (top?.source?.name === '<between cells>' && isOwn(below)) {
      this.#frames = stackFrames;
      this.#isIdle = true;
      this.#tell('idle');
      this.#idle.resolve();
    } else if (isOwn(top)) {
      // A step has led out of the cell.
      await this.session.request('continue', { threadId: 1 });
    } else {
      this.#tell('stopped', stop);
    }
  }

  #tell(what, stop) {
    for (const listener of this.#listeners) listener(what, stop);
  }

  /** The frames of a stopped cell, without those that run it. */
  async frames(args) {
    const { stackFrames } = await this.session.request('stackTrace', args);
    const own = stackFrames.findIndex(({ source }) => source?.path === module);
    return own < 0 ? stackFrames : stackFrames.slice(0, own);
  }

  writeCell(path, code) {
    return this.session.request('dapper/writeFiles', { files: [{ path, text: code }] });
  }

  /** Runs a cell to its end, and returns what its last expression gives or the error that ended it. */
  async run(code, path) {
    await this.#idle.promise;
    await this.writeCell(path, code);
    const expression = `given.append(${JSON.stringify(path)})`;
    await this.session.request('evaluate', { expression, frameId: this.#frames[1].id, context: 'clipboard' });
    this.#notIdle();
    await this.session.request('continue', { threadId: 1 });
    await this.#idle.promise;
    return this.textOf('answer');
  }

  input(value) {
    return this.session.request('dapper/input', { text: value });
  }

  /** What `as_text` has made, or makes in the expression. Without a frame it is that of `serve`, between two cells. */
  async textOf(expression, frameId = this.#frames[1].id) {
    const { result } = await this.session.request('evaluate', { expression, frameId, context: 'clipboard' });
    return JSON.parse(decodeURIComponent(result.slice(1, -1)));
  }

  /** Of what stands before the offset `end` in a text; nothing while a cell runs. */
  async completions(code, end) {
    if (!this.#isIdle) return { matches: [], start: end };
    const lines = code.slice(0, end).split('\n');
    const { targets } = await this.session.request('completions', {
      text: code,
      line: lines.length,
      column: lines.at(-1).length + 1,
      frameId: this.idleFrame.id,
    });
    const lineStart = end - lines.at(-1).length;
    const { start, length = 0 } = targets[0] ?? {};
    return {
      matches: targets.map(({ text: inserted, label }) => inserted ?? label),
      start: start === undefined ? end - length : lineStart + start - 1,
    };
  }
}
