/** The packages that a release of Pyodide comes with, by its own list (`pyodide-lock.json`). */
import type { Pyodide } from '../platform.ts';
import { normalized } from './requirement.ts';
import type { Target } from './wheel-name.ts';

/** One of them, as the list has it. */
export interface ListedPackage {
  readonly name: string;
  readonly version: string;
  /** Relative to where the packages are, if it is not a URL. */
  readonly file_name: string;
  /** Hexadecimal. */
  readonly sha256: string;
  /** Names. */
  readonly depends: readonly string[];
}

/** The parts of Pyodide that know the list; it does not document them. */
interface PyodideInternals {
  readonly _api: {
    readonly lockfile_packages: Readonly<Record<string, ListedPackage>>;
    readonly lockfile_info: {
      readonly python: string;
      /** "emscripten_5_0_3". */
      readonly platform: string;
      readonly arch: string;
      readonly abi_version?: string;
    };
    /** The name of a package by that of one of its modules. */
    readonly _import_name_to_package_name: ReadonlyMap<string, string>;
  };
}

export class Catalogue {
  /** What its interpreter can run. */
  readonly target: Target;
  readonly release: string;
  private readonly api: PyodideInternals['_api'];

  constructor(private readonly pyodide: Pyodide) {
    this.api = (pyodide as unknown as PyodideInternals)._api;
    this.release = pyodide.version;
    const { python, platform, arch, abi_version: abi } = this.api.lockfile_info;
    const own = abi === undefined ? [] : [`pyodide_${abi}_${arch}`, `pyemscripten_${abi}_${arch}`];
    this.target = { python, platforms: [...own, `${platform}_${arch}`] };
  }

  /** The package that has a module, by its top-level name. */
  packageOf(module: string): string | undefined {
    return this.api._import_name_to_package_name.get(module);
  }

  /** @param name - Normalized. */
  find(name: string): ListedPackage | undefined {
    return Object.hasOwn(this.api.lockfile_packages, name) ? this.api.lockfile_packages[name] : undefined;
  }

  /** Whether it has been loaded. @param name - Normalized. */
  has(name: string): boolean {
    return Object.keys(this.pyodide.loadedPackages).some((loaded) => normalized(loaded) === name);
  }
}
