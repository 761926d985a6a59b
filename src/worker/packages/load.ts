/** Loads what a program needs before it starts: from a worker that has nothing else to do. */
import type { PyCallable } from 'pyodide/ffi';
import {
  type CheckedArguments,
  type PackageProgress,
  packagesLeftOut,
  packagesMissing,
  RequestError,
} from '../../protocol/index.ts';
import * as problems from '../../protocol/package-errors.ts';
import type { Pyodide } from '../platform.ts';
import type { Catalogue } from './catalogue.ts';
import { type Choice, PackageProblem } from './choice.ts';
import { Downloads, UnavailableError } from './downloads.ts';
import { install } from './install.ts';
import look from './look.py?raw';
import type { PackagePlace } from './place.ts';
import { normalized, parseRequirement } from './requirement.ts';
import { fileOf, type Need, Resolution, type WheelMetadata } from './resolution.ts';
import { parseWheelName } from './wheel-name.ts';

/** Where a file is while Python looks at it. */
const FOLDER = '/tmp/dapper-packages';

/** Milliseconds between two reports on the same download. */
const REPORT_INTERVAL = 100;

/** What is notified. */
export interface LoadListener {
  progress(body: PackageProgress & { readonly done: number; readonly total: number }): void;
  /** Takes a sentence for a person. */
  say(text: string): void;
}

/** What is loaded, and where. */
export interface LoadOrder {
  readonly pyodide: Pyodide;
  readonly place: PackagePlace;
  readonly catalogue: Catalogue;
  readonly args: CheckedArguments<'launch'>;
  /** The program's file. */
  readonly program: string;
  /** Whether the program may import something that is not there. */
  readonly looks: boolean;
}

/**
 * Loads the packages of a launch.
 *
 * @throws RequestError if one cannot be loaded that the program needs; what `signal` is aborted with.
 */
export async function loadPackages(order: LoadOrder, listener: LoadListener, signal: AbortSignal): Promise<void> {
  const load = new Load(order, listener, signal);
  try {
    await load.named();
    if (order.looks && !load.isRefused) await load.imported();
  } finally {
    load.end();
  }
  const { needed, optional } = load.problems;
  if (load.isRefused) throw new RequestError(packagesMissing([...needed]));
  const left = [...needed, ...optional];
  if (left.length > 0) listener.say(`${packagesLeftOut(left)}\n`);
}

class Load {
  readonly problems = { needed: new Set<string>(), optional: new Set<string>() };
  private readonly look: { readonly missing: PyCallable; readonly describe: PyCallable };
  private readonly resolution: Resolution;
  private readonly files = new Map<string, Uint8Array>();
  private readonly progress = new Map<string, { done: number; total: number }>();
  private reportedAt = 0;
  private later: ReturnType<typeof setTimeout> | undefined;
  private readonly downloads: Downloads;
  private readonly indexes: readonly string[];

  constructor(
    private readonly order: LoadOrder,
    private readonly listener: LoadListener,
    private readonly signal: AbortSignal,
  ) {
    const { pyodide, place, catalogue, args } = order;
    const names = pyodide.toPy({});
    pyodide.runPython(look, { globals: names, filename: '<dapper packages>' });
    this.look = { missing: names.get('missing_imports'), describe: names.get('describe_wheel') };
    names.destroy();
    this.downloads = new Downloads(place, signal);
    const located = (name: 'packageIndexes' | 'packageBase', text: string) => {
      const url = place.locate(text, this.folder);
      if (url === undefined) this.problems.needed.add(problems.wrongAddress(name, text));
      return url;
    };
    const base = (args.packageBase !== undefined && located('packageBase', args.packageBase)) || place.base;
    this.indexes = (args.packageIndexes ?? []).flatMap((text) => located('packageIndexes', text) ?? []);
    this.resolution = new Resolution({
      catalogue,
      downloads: this.downloads,
      base: base.endsWith('/') ? base : `${base}/`,
      indexes: this.indexes,
      get: (choice) => this.get(choice),
    });
    pyodide.FS.mkdirTree(FOLDER);
  }

  /** Whether the program is not to be started. */
  get isRefused(): boolean {
    return this.problems.needed.size > 0 && this.order.args.packagesRequired !== false;
  }

  /** Loads what the launch names. */
  async named(): Promise<void> {
    await this.load((this.order.args.packages ?? []).map((text) => [this.read(text), true]));
  }

  /** Loads what the program imports. */
  async imported(): Promise<void> {
    const { catalogue, program, args } = this.order;
    const inModule = args.module === undefined ? [] : [args.cwd ?? '.', args.module];
    const missing = JSON.parse(this.look.missing(program, ...inModule)) as Record<string, boolean>;
    await this.load(
      Object.entries(missing).flatMap(([module, isNeeded]) => {
        const own = catalogue.packageOf(module);
        if (own === undefined && this.indexes.length === 0) return [];
        const text = own ?? module;
        const requirement = { name: normalized(text), text, extras: [], specifier: '' };
        return [[{ requirement, isGuess: own === undefined }, isNeeded] as const];
      }),
    );
  }

  end(): void {
    clearTimeout(this.later);
    this.look.missing.destroy();
    this.look.describe.destroy();
  }

  private get folder(): string {
    return this.order.program.slice(0, this.order.program.lastIndexOf('/'));
  }

  /** What the launch means by a text; undefined if it means nothing, which is reported. */
  private read(text: string): Need | undefined {
    const requirement = parseRequirement(text);
    const wheel = parseWheelName(fileOf(requirement?.url ?? text));
    if (wheel === undefined && requirement !== undefined && !/\.whl$/.test(text)) return { requirement };
    const url = this.locate(requirement?.url ?? text);
    if (wheel !== undefined && url !== undefined) {
      const { name, file } = wheel;
      return { requirement: { name, text: file, extras: requirement?.extras ?? [], specifier: '', url } };
    }
    this.problems.needed.add(problems.wrongPackage(text));
    return undefined;
  }

  /** The address of a file: a path if it is in Python's own file system. */
  private locate(text: string): string | undefined {
    const path = text.startsWith('/') ? text : `${this.folder}/${text}`;
    return this.order.pyodide.FS.analyzePath(path, false).exists ? path : this.order.place.locate(text, this.folder);
  }

  private async load(needs: readonly (readonly [need: Need | undefined, isNeeded: boolean])[]): Promise<void> {
    const found = await Promise.all(needs.map(([need]) => need && this.meet(need)));
    this.signal.throwIfAborted();
    found.forEach((said, at) => {
      const { needed, optional } = this.problems;
      for (const each of said ?? []) (needs[at]?.[1] ? needed : optional).add(each);
    });
    if (this.isRefused) return;
    const ready = this.resolution.choices.filter(({ file }) => this.files.has(file));
    if (ready.length === 0) return;
    const own = ready.flatMap(({ isOwn, name }) => (isOwn && this.isComplete(name, ready) ? [name] : []));
    const others = ready.flatMap(({ isOwn, file }) => (isOwn ? [] : [file]));
    const complaints = await install(this.order.pyodide, this.order.place, { own, others, files: this.files });
    this.signal.throwIfAborted();
    this.files.clear();
    if (complaints.length > 0) {
      const titles = ready.map(({ title }) => title).join(', ');
      this.problems.needed.add(problems.packageNotInstalled(titles, complaints.join(' ')));
    }
  }

  /** Whether all that one of Pyodide's own needs is there: what is not, Pyodide would get from wherever it likes. */
  private isComplete(name: string, ready: readonly Choice[], above: readonly string[] = []): boolean {
    const { catalogue } = this.order;
    if (above.includes(name) || catalogue.has(name)) return true;
    const { depends = [] } = catalogue.find(name) ?? {};
    const isReady = ready.some((choice) => choice.isOwn && choice.name === name);
    return isReady && depends.every((each) => this.isComplete(normalized(each), ready, [...above, name]));
  }

  /** Gets what a need asks for, and all that this needs. @returns what is unavailable. */
  private async meet(need: Need): Promise<string[]> {
    try {
      const { needs, file } = await this.resolution.meet(need);
      const found = await Promise.all([problemOf(file), ...needs.map((next) => this.meet(next))]);
      return found.flat();
    } catch (error) {
      return saidOf(error);
    }
  }

  /** @throws PackageProblem if the file cannot be fetched, or is not what it should be. */
  private async get(choice: Choice): Promise<WheelMetadata> {
    const { title, url, file, sha256, isOwn, advice } = choice;
    let bytes: Uint8Array;
    try {
      bytes = await this.bytes(choice);
    } catch (error) {
      if (!(error instanceof UnavailableError)) throw error;
      throw new PackageProblem(problems.packageNotLoaded(title, url, error.message, advice));
    }
    const said = this.describe(file, bytes, isOwn);
    if (sha256 !== undefined && said.sha256 !== sha256.toLowerCase()) {
      throw new PackageProblem(problems.wrongHash(title, url, said.sha256, sha256));
    }
    if (said.problem !== undefined) throw new PackageProblem(problems.wheelBroken(title, url, said.problem));
    this.files.set(file, bytes);
    return said;
  }

  private async bytes(choice: Choice): Promise<Uint8Array> {
    const { url } = choice;
    this.came(choice, 0, 0); // how much it is, is not known before something comes
    if (!url.startsWith('/')) return this.downloads.bytes(url, (done, total) => this.came(choice, done, total));
    const bytes = this.order.pyodide.FS.readFile(url, { encoding: 'binary' });
    this.came(choice, bytes.length, bytes.length);
    return bytes;
  }

  private describe(
    file: string,
    bytes: Uint8Array,
    isOwn: boolean,
  ): WheelMetadata & { sha256: string; problem?: string } {
    const { FS } = this.order.pyodide;
    const path = `${FOLDER}/${file}`;
    FS.writeFile(path, bytes, { canOwn: true });
    try {
      return JSON.parse(this.look.describe(path, isOwn));
    } finally {
      FS.unlink(path);
    }
  }

  private came({ title }: Choice, done: number, total: number): void {
    const isFirst = !this.progress.has(title);
    this.progress.set(title, { done, total });
    clearTimeout(this.later);
    const wait = this.reportedAt + REPORT_INTERVAL - performance.now();
    if (isFirst || done >= total || wait <= 0) this.report(title);
    else this.later = setTimeout(() => this.report(title), wait);
  }

  private report(title: string): void {
    this.reportedAt = performance.now();
    const all = [...this.progress.values()];
    const sum = (part: 'done' | 'total') => all.reduce((so, each) => so + each[part], 0);
    this.listener.progress({
      name: title,
      number: [...this.progress.keys()].indexOf(title) + 1,
      of: all.length,
      done: sum('done'),
      total: all.some((each) => each.total === 0) ? 0 : sum('total'),
    });
  }
}

/** What is wrong with a file, as soon as that is known. */
async function problemOf(file: Promise<unknown> | undefined): Promise<string[]> {
  try {
    await file;
    return [];
  } catch (error) {
    return saidOf(error);
  }
}

/** What the person reads; @throws what is not a problem of a package. */
function saidOf(error: unknown): string[] {
  if (error instanceof PackageProblem) return [error.message];
  throw error;
}
