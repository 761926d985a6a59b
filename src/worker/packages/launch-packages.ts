/** The packages of a launch: tells at once whether there is anything to load, and loads it. */
import { type CheckedArguments, packagesMissing, RequestError } from '../../protocol/index.ts';
import type { Pyodide } from '../platform.ts';
import { Catalogue } from './catalogue.ts';
import type { LoadListener } from './load.ts';
import type { PackagePlace } from './place.ts';
import { mayImport } from './scan.ts';

/** Packages that are being loaded. */
export interface Loading {
  /** Settles when they are there. Rejects with a RequestError, or with what `cancel` causes. */
  readonly done: Promise<void>;
  /** Gives it up. */
  cancel(): void;
}

export class LaunchPackages {
  private readonly catalogue: Catalogue;
  private standard: ReadonlySet<string> | undefined;

  constructor(
    private readonly pyodide: Pyodide,
    private readonly place: PackagePlace,
  ) {
    this.catalogue = new Catalogue(pyodide);
  }

  /**
   * Begins to load what a launch needs.
   *
   * @returns undefined if it needs nothing: for most programs that is known in microseconds.
   */
  begin(args: CheckedArguments<'launch'>, listener: LoadListener): Loading | undefined {
    const program = this.fileOf(args);
    const hasIndexes = (args.packageIndexes ?? []).length > 0;
    // A package runs files of its own before the module.
    const looks =
      args.autoPackages !== false && (args.module?.includes('.') === true || this.mayMiss(program, hasIndexes));
    if (!looks && (args.packages ?? []).length === 0) return undefined;
    const control = new AbortController();
    const order = { pyodide: this.pyodide, place: this.place, catalogue: this.catalogue, args, program, looks };
    const done = loader().then(({ loadPackages }) => loadPackages(order, listener, control.signal));
    return { done, cancel: () => control.abort() };
  }

  /** The file that a launch runs, as far as the names of files tell. */
  private fileOf({ program, module = '', cwd = this.pyodide.FS.cwd() }: CheckedArguments<'launch'>): string {
    if (program !== undefined) return program.startsWith('/') ? program : `${cwd}/${program}`;
    const path = `${cwd}/${module.replaceAll('.', '/')}`;
    return this.pyodide.FS.analyzePath(`${path}.py`, false).exists ? `${path}.py` : `${path}/__main__.py`;
  }

  /** Whether a program may import a module that could be loaded. */
  private mayMiss(program: string, hasIndexes: boolean): boolean {
    const { FS } = this.pyodide;
    if (!FS.analyzePath(program, false).exists) return false; // Python says so
    const names = mayImport(FS.readFile(program, { encoding: 'utf8' }));
    if (names.size === 0) return false;
    const beside = new Set<string>(FS.readdir(program.slice(0, program.lastIndexOf('/')) || '/'));
    return [...names].some(
      (name) =>
        this.catalogue.packageOf(name) !== undefined ||
        beside.has(`${name}.py`) ||
        beside.has(name) ||
        (hasIndexes && !this.isStandard(name)),
    );
  }

  private isStandard(name: string): boolean {
    this.standard ??= new Set(this.pyodide.runPython('"\\n".join(__import__("sys").stdlib_module_names)').split('\n'));
    return this.standard.has(name);
  }
}

/** What loads packages: of no use to most programs, so it is loaded on demand. */
async function loader(): Promise<typeof import('./load.ts')> {
  try {
    return await import('./load.ts');
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    const why = `The part of the debugger that loads packages could not be loaded (${error.message}). Check the connection.`;
    throw new RequestError(packagesMissing([why]));
  }
}
