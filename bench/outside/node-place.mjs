// The command line: a process for each run, of bare Pyodide or of the adapter, on one Node.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { root } from '../../scripts/lib/setup.mjs';
import { Mismatch, Usage } from '../lib/options.mjs';
import { FOLDER } from '../lib/programs.mjs';
import { DapClient } from './dap.mjs';
import { inputOf, programs } from './programs.mjs';
import { breakpointLines, readTimes, sourceOf } from './source.mjs';

const BARE = fileURLToPath(new URL('bare/process.mjs', import.meta.url));
/** No run takes this long, in milliseconds. */
const TOO_LONG = 120_000;

export class NodePlace {
  kind = 'node';

  /**
   * @param {string} node the executable
   * @throws Usage if it is none
   */
  constructor(node) {
    const { stdout, status } = spawnSync(node, ['--version'], { encoding: 'utf8' });
    if (status !== 0) throw new Usage(`--node: "${node}" cannot be run.`);
    this.node = node;
    this.name = `Node ${stdout.trim().slice(1)}`;
    this.folder = join(root, 'dist', 'bench', this.name.replace(' ', '-').toLowerCase());
    this.adapter = join(this.folder, 'scripts', 'dapper-web-dap.mjs');
  }

  /** Whether a program can be measured here. */
  measures() {
    return true;
  }

  /** Whether a program printed the same in two ways. */
  isSame(one, other) {
    return one === other;
  }

  /**
   * Builds the adapter with this Node, since its snapshot is for this very release. The folder is made as the checkout is,
   * so that the adapter is started as a person starts it.
   */
  async open() {
    rmSync(this.folder, { recursive: true, force: true });
    mkdirSync(this.folder, { recursive: true });
    cpSync(join(root, 'scripts'), join(this.folder, 'scripts'), { recursive: true });
    for (const name of ['src', 'package.json', 'package-lock.json']) {
      symlinkSync(relative(this.folder, join(root, name)), join(this.folder, name));
    }
    const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
    const out = join(this.folder, 'dist', 'node');
    const args = ['build', '--config', 'vite.node.config.ts', '--outDir', out, '--logLevel', 'warn'];
    const { status } = spawnSync(this.node, [vite, ...args], { cwd: root, stdio: ['ignore', 2, 2] });
    if (status !== 0) throw new Error(`the adapter could not be built with ${this.name}`);
    this.programs = join(this.folder, 'programs');
    mkdirSync(this.programs);
    cpSync(join(FOLDER, 'parts'), join(this.programs, 'parts'), { recursive: true });
    for (const name of Object.keys(programs)) {
      writeFileSync(this.#path(name), sourceOf(name));
      if (programs[name].inputs) writeFileSync(this.#path(name, '.txt'), `${inputOf(name).join('\n')}\n`);
    }
  }

  async close() {}

  /**
   * Runs a program.
   * @returns what it printed, its own times in seconds, and `total`: from the start of the process to the program's end
   */
  run(name, way) {
    return way.product ? this.#debugged(name, way) : this.#bare(name);
  }

  /** Seconds from the start of a process until a bare Pyodide has booted. */
  async boot() {
    const child = this.#spawn([BARE]);
    const booted = await this.#told(child, 'booted');
    await this.#ended(child);
    return booted;
  }

  /** Seconds from the start of a process until the adapter tells of a stop on the first line of a program. */
  async firstStop(name) {
    const child = this.#spawn([this.adapter]);
    const client = new DapClient(child);
    await this.#begin(client, this.#path(name), { breakpoints: [{ line: 1 }] });
    const { event, at } = await client.event('stopped', 'terminated');
    if (event !== 'stopped') throw new Mismatch(`${name} did not stop at its first line`);
    await this.#leave(client, child);
    return (at - child.startedAt) / 1000;
  }

  async #bare(name) {
    const { inputs, folder } = programs[name];
    const child = this.#spawn([
      BARE,
      this.#path(name),
      inputs ? this.#path(name, '.txt') : '',
      folder ? this.programs : '',
    ]);
    const output = [];
    child.stdout.on('data', (bytes) => output.push(bytes));
    const total = await this.#told(child, 'ended');
    await this.#ended(child);
    return { ...readTimes(Buffer.concat(output).toString()), total };
  }

  async #debugged(name, { title, noDebug, mark }) {
    const { inputs } = programs[name];
    const child = this.#spawn([this.adapter]);
    const client = new DapClient(child);
    const lines = mark ? breakpointLines(name, mark) : [];
    await this.#begin(client, this.#path(name), {
      noDebug,
      breakpoints: lines.map((line) => ({ line })),
      input: inputs ? `${inputOf(name).join('\n')}\n` : undefined,
    });
    const { event, at, body } = await client.event('stopped', 'exited');
    if (event === 'stopped') throw new Mismatch(`${name}, ${title}: stopped (${JSON.stringify(body)})`);
    const bound = new Set(
      client.events
        .filter((each) => each.event === 'breakpoint' && each.body.breakpoint.verified)
        .map((each) => each.body.breakpoint.line),
    );
    const unbound = lines.filter((line) => !bound.has(line) && !client.verified.has(line));
    if (unbound.length > 0) throw new Mismatch(`${name}, ${title}: no breakpoint was bound in the lines ${unbound}`);
    await this.#leave(client, child);
    return { ...readTimes(client.output), total: (at - child.startedAt) / 1000 };
  }

  async #begin(client, program, { noDebug = false, breakpoints = [], input }) {
    await client.request('initialize', { adapterID: 'bench', linesStartAt1: true, columnsStartAt1: true });
    await client.request('launch', { program, noDebug });
    client.verified = new Set();
    if (breakpoints.length > 0) {
      const answer = await client.request('setBreakpoints', { source: { path: program }, breakpoints });
      for (const { verified, line } of answer.breakpoints) if (verified) client.verified.add(line);
    }
    const configured = client.request('configurationDone');
    if (input) await client.request('dapper/input', { text: input });
    await configured;
  }

  async #leave(client, child) {
    await client.request('disconnect').catch(() => {}); // it may be gone before it has answered
    await this.#ended(child);
  }

  #path(name, ending = '.py') {
    return join(this.programs, name + ending);
  }

  #spawn(args) {
    const startedAt = performance.now();
    const child = spawn(this.node, args, { cwd: root, stdio: ['pipe', 'pipe', 'pipe', 'pipe'] });
    child.startedAt = startedAt;
    child.told = '';
    child.stderr.on('data', (bytes) => {
      child.told += bytes;
    });
    child.timer = setTimeout(() => child.kill(), TOO_LONG);
    return child;
  }

  /** Seconds from a bare process's start until it says `what`. */
  #told(child, what) {
    return new Promise((resolve, reject) => {
      child.stdio[3].on('data', (bytes) => {
        if (bytes.toString().includes(what)) resolve((performance.now() - child.startedAt) / 1000);
      });
      child.once('close', () => reject(new Error(`bare Pyodide ended early: ${child.told}`)));
    });
  }

  async #ended(child) {
    if (child.exitCode === null && child.signalCode === null) await once(child, 'close');
    clearTimeout(child.timer);
  }
}
