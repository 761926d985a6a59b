/** The imported modules as a person looks for them: those of the program one by one, those of libraries by package. */
import type { DebugProtocol } from '@vscode/debugprotocol';

/** A module of the program, or a package of a library with its modules. */
export interface ModuleEntry {
  readonly name: string;
  /** The file of the module, or of the package itself, if it has one. */
  readonly path: string | undefined;
  /** How many modules of the package are imported; 1 for a module. */
  readonly count: number;
  /** What the module, or the package itself, says of its version. */
  readonly version: string | undefined;
}

export interface ModuleList {
  readonly program: readonly ModuleEntry[];
  readonly libraries: readonly ModuleEntry[];
}

/** @param modules - As the adapter lists them. */
export function moduleList(modules: readonly DebugProtocol.Module[]): ModuleList {
  const program: ModuleEntry[] = [];
  const packages = new Map<string, Omit<ModuleEntry, 'name'>>();
  for (const { name, path, version, isUserCode } of modules) {
    if (isUserCode) {
      program.push({ name, path, version, count: 1 });
      continue;
    }
    const [top = name] = name.split('.', 1);
    const known = packages.get(top) ?? { path: undefined, version: undefined, count: 0 };
    packages.set(top, { ...known, ...(top === name && { path, version }), count: known.count + 1 });
  }
  const libraries = [...packages].map(([name, found]) => ({ name, ...found }));
  return { program: program.sort(byName), libraries: libraries.sort(byName) };
}

function byName(a: ModuleEntry, b: ModuleEntry): number {
  return a.name.localeCompare(b.name, 'en');
}
