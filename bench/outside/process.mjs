// A process of Node, timed from its start: bare Pyodide, or the adapter.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { root } from '../../scripts/lib/setup.mjs';
import { programs } from './programs.mjs';
import { PROGRAMS, pathOf } from './source.mjs';

const BARE = fileURLToPath(new URL('bare-process.mjs', import.meta.url));
/** No run takes this long, in milliseconds. */
const TOO_LONG = 120_000;

export class Process {
  #errors = '';
  #timer;

  /**
   * Starts it.
   * @param {string} node the executable
   * @param {string[]} args
   * @param env variables besides its parent's
   */
  constructor(node, args, env = {}) {
    this.startedAt = performance.now();
    this.child = spawn(node, args, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ['pipe', 'pipe', 'pipe', 'pipe'],
    });
    this.child.stderr.on('data', (bytes) => {
      this.#errors += bytes;
    });
    this.#timer = setTimeout(() => this.child.kill(), TOO_LONG);
  }

  /** Seconds from the start until `at`, a time of `performance.now()`. */
  since(at) {
    return (at - this.startedAt) / 1000;
  }

  /**
   * Seconds from the start until a bare process says `what` on its descriptor 3.
   * @throws Error with what it wrote on standard error if it ends without
   */
  announced(what) {
    return new Promise((resolve, reject) => {
      this.child.stdio[3].on('data', (bytes) => {
        if (bytes.toString().includes(what)) resolve(this.since(performance.now()));
      });
      this.child.once('close', () => reject(new Error(`the process ended without "${what}": ${this.#errors}`)));
    });
  }

  /** Ends it, if it has not ended. */
  kill() {
    clearTimeout(this.#timer);
    this.child.kill();
  }

  /** Waits for its end, and for all that it wrote. */
  async ended() {
    if (this.child.exitCode === null && this.child.signalCode === null) await once(this.child, 'close');
    clearTimeout(this.#timer);
  }
}

const released = (release) => (release ? { PYODIDE: release } : {});

/** Seconds until a bare Pyodide has booted; `release` is another than the installed one. */
export async function bootBare(node, release) {
  const started = new Process(node, [BARE], released(release));
  started.child.stdout.resume();
  const booted = await started.announced('booted');
  await started.ended();
  return booted;
}

/**
 * Runs a program in a bare Pyodide.
 * @param {string} node the executable
 * @param {string} name the program's
 * @param {{ ending?: string, release?: string }} what of its files, in which release; the usual ones when absent
 * @returns all that it printed, and the seconds from the start of the process to its end
 */
export async function runBare(node, name, { ending, release } = {}) {
  const { inputs, folder } = programs[name];
  const files = [pathOf(name, ending), inputs ? pathOf(name, '.txt') : '', folder ? PROGRAMS : ''];
  const started = new Process(node, [BARE, ...files], released(release));
  const output = [];
  started.child.stdout.on('data', (bytes) => output.push(bytes));
  const total = await started.announced('ended');
  await started.ended();
  return { output: Buffer.concat(output).toString(), total };
}
