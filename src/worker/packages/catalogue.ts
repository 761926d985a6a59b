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

/** What runs the packages of the list. */
interface ListedTarget {
  readonly python: string;
  /** "emscripten_5_0_3". */
  readonly platform: string;
  readonly arch: string;
  readonly abi_version?: string;
}

/** The parts of Pyodide that know the list; it does not document them. */
interface PyodideInternals {
  readonly _api: (
    | { readonly lockfile_packages: ListedPackages; readonly lockfile_info: ListedTarget }
    /** Before 0.24. */
    | { readonly repodata_packages: ListedPackages; readonly repodata_info: ListedTarget }
  ) & {
    /** The name of a package by that of one of its modules. */
    readonly _import_name_to_package_name: ReadonlyMap<string, string>;
  };
}

type ListedPackages = Readonly<Record<string, ListedPackage>>;

export class Catalogue {
  /** What its interpreter can run. */
  readonly target: Target;
  readonly release: string;
  private readonly packages: ListedPackages;
  private readonly modules: ReadonlyMap<string, string>;

  constructor(private readonly pyodide: Pyodide) {
    const { _api: api } = pyodide as unknown as PyodideInternals;
    const [packages, target] =
      'lockfile_info' in api ? [api.lockfile_packages, api.lockfile_info] : [api.repodata_packages, api.repodata_info];
    this.packages = packages;
    this.modules = api._import_name_to_package_name;
    this.release = pyodide.version;
    const { python, platform, arch, abi_version: abi } = target;
    const own = abi === undefined ? [] : [`pyodide_${abi}_${arch}`, `pyemscripten_${abi}_${arch}`];
    this.target = { python, platforms: [...own, `${platform}_${arch}`] };
  }

  /** The package that has a module, by its top-level name. */
  packageOf(module: string): string | undefined {
    return this.modules.get(module);
  }

  /** @param name - Normalized. */
  find(name: string): ListedPackage | undefined {
    return Object.hasOwn(this.packages, name) ? this.packages[name] : undefined;
  }

  /** Whether it has been loaded. @param name - Normalized. */
  has(name: string): boolean {
    return Object.keys(this.pyodide.loadedPackages).some((loaded) => normalized(loaded) === name);
  }
}
