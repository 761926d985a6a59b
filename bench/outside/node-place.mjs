// The command line on one Node: for each run a process of bare Pyodide or of the adapter, driven as an editor does
// it.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { join, relative } from 'node:path';
import { root } from '../../scripts/lib/setup.mjs';
import { Mismatch, Usage } from '../lib/options.mjs';
import { DapClient } from './dap.mjs';
import { bootBare, Process, runBare } from './process.mjs';
import { inputOf } from './programs.mjs';
import { BY_HAND, breakpointLines, callLine, conditionOf, pathOf, readTimes } from './source.mjs';
import { ways } from './ways.mjs';

/** What other releases are measured with. */
const OF_RELEASES = { programs: ['calls', 'loops', 'generators', 'nbody'], ways: ['bare', 'again', 'cold', 'hot'] };

export class NodePlace {
  kind = 'node';

  /**
   * @param {string} node the executable
   * @param {string} [release] of Pyodide, another than the installed one: its folder in node_modules
   * @throws Usage if one of them is not a Node
   */
  constructor(node, release) {
    const { stdout, status } = spawnSync(node, ['--version'], { encoding: 'utf8' });
    if (status !== 0) throw new Usage(`--node: "${node}" cannot be run.`);
    this.node = node;
    this.name = `Node ${stdout.trim().slice(1)}`;
    this.folder = join(root, 'dist', 'bench', this.name.replace(' ', '-').toLowerCase());
    this.release = release;
    this.arguments = [];
    if (release) {
      const folder = join(root, 'node_modules', release);
      if (!existsSync(folder)) throw new Usage(`--releases: there is no "${release}" in node_modules.`);
      const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
      this.name += `, Pyodide ${version}`;
      this.arguments = ['--pyodide', folder];
    }
    this.adapter = join(this.folder, 'scripts', 'dapper-web-dap.mjs');
  }

  /** Whether a program is measured here. */
  measures(name) {
    return !this.release || OF_RELEASES.programs.includes(name);
  }

  /** Whether a way is measured here with a program. */
  offers(way, program) {
    if (ways[way].inBrowsers) return false;
    if (this.release) return OF_RELEASES.ways.includes(way);
    return ways[way].programs?.includes(program) ?? true;
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
  }

  async close() {}

  /**
   * Runs a program.
   * @returns what it printed, its own times in seconds, and `total`: from the start of the process to the program's end
   * @throws Mismatch if it stopped, or a breakpoint was not bound
   */
  async run(name, way) {
    const { output, total } = await (way.product ? this.#runProduct(name, way) : this.#runBare(name, way));
    return { ...readTimes(output), total };
  }

  /** Seconds from the start of a process until a bare Pyodide has booted. */
  boot() {
    return bootBare(this.node, this.release);
  }

  /** Seconds from the start of a process until the adapter tells of a stop on the first line of a program. */
  firstStop(name) {
    return this.#session(async (client) => {
      await this.#launch(client, name, { breakpoints: [{ line: 1 }] });
      const { event, at } = await client.event('stopped', 'terminated');
      if (event !== 'stopped') throw new Mismatch(`${name} did not stop at its first line`);
      return at;
    });
  }

  #runBare(name, { byHand }) {
    return runBare(this.node, name, { release: this.release, ...(byHand && { ending: BY_HAND }) });
  }

  async #runProduct(name, way) {
    let output = '';
    const total = await this.#session(async (client) => {
      const at = await this.#toTheEnd(client, name, way);
      output = client.output;
      return at;
    });
    return { output, total };
  }

  /** Runs a program to its end. Returns when that was. */
  async #toTheEnd(client, name, way) {
    const { title } = way;
    const breakpoints = breakpointsOf(name, way);
    const lines = breakpoints.map(({ line }) => line);
    const bound = await this.#launch(client, name, { ...way, breakpoints });
    if (way.step) {
      await stepOver(client);
      return (await client.event('exited')).at;
    }
    const { event, at, body } = await client.event('stopped', 'exited');
    if (event === 'stopped') throw new Mismatch(`${name}, ${title}: stopped (${JSON.stringify(body)})`);
    for (const each of client.events.filter((message) => message.event === 'breakpoint')) {
      if (each.body.breakpoint.verified) bound.add(each.body.breakpoint.line);
    }
    const unbound = lines.filter((line) => !bound.has(line));
    if (unbound.length > 0) throw new Mismatch(`${name}, ${title}: no breakpoint was bound in the lines ${unbound}`);
    return at;
  }

  /** An adapter's session. Returns the seconds from its start until what `act` returns, a time. */
  async #session(act) {
    const started = new Process(this.node, [this.adapter, ...this.arguments]);
    const client = new DapClient(started.child);
    try {
      const at = await act(client);
      await client.leave();
      await started.ended();
      return started.since(at);
    } catch (error) {
      started.kill();
      throw error;
    }
  }

  /** Launches a program. Returns the lines in which breakpoints are bound already. */
  async #launch(client, name, { noDebug = false, breakpoints, filters = [] }) {
    const bound = new Set();
    await client.request('initialize', { adapterID: 'bench', linesStartAt1: true, columnsStartAt1: true });
    await client.request('launch', { program: pathOf(name), noDebug });
    if (filters.length > 0) await client.request('setExceptionBreakpoints', { filters });
    if (breakpoints.length > 0) {
      const answer = await client.request('setBreakpoints', { source: { path: pathOf(name) }, breakpoints });
      for (const { verified, line } of answer.breakpoints) if (verified) bound.add(line);
    }
    // As in a bare Pyodide, where it is there before the program starts.
    const text = inputOf(name);
    if (text !== '') await client.request('dapper/input', { text });
    await client.request('configurationDone');
    return bound;
  }
}

/** The breakpoints of a way. */
function breakpointsOf(name, { mark, condition, step }) {
  if (condition) return [conditionOf(name)];
  if (step) return [{ line: callLine(name) }];
  return mark ? breakpointLines(name, mark).map((line) => ({ line })) : [];
}

/** Steps over the line of the first stop, then lets the program run. */
async function stepOver(client) {
  await client.event('stopped');
  client.forget('stopped');
  await client.request('next', { threadId: 1 });
  await client.event('stopped');
  await client.request('continue', { threadId: 1 });
}
