/**
 * What can be said of a module that was not found: whether Pyodide has a package with it.
 *
 * The list is that of the Pyodide that the page serves. It is only fetched when a module was not found.
 */

/** What of `pyodide-lock.json` is read. */
interface Package {
  readonly name: string;
  readonly version: string;
  readonly imports: readonly string[];
}

/** Says of a module what there is to know; `undefined` where nothing is. */
export type ModuleAdvice = (module: string) => Promise<string | undefined>;

/** Advice by the list of packages at `lock`. */
export function adviceFrom(lock: URL, fetchText: (url: URL) => Promise<string> = textOf): ModuleAdvice {
  let packages: Promise<readonly Package[]> | undefined;
  return async (module) => {
    packages ??= fetchText(lock).then(packagesIn, () => []);
    return adviceOn(module, await packages);
  };
}

async function textOf(url: URL): Promise<string> {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${url.href}: ${answer.status}`);
  return answer.text();
}

function packagesIn(lock: string): readonly Package[] {
  const { packages } = JSON.parse(lock) as { packages?: Record<string, Package> };
  return Object.values(packages ?? {});
}

function adviceOn(module: string, packages: readonly Package[]): string | undefined {
  // Without the list there is nothing to say.
  if (packages.length === 0) return undefined;
  const [top = module] = module.split('.');
  const holder = packages.find(({ imports }) => imports.includes(top));
  if (holder) {
    const named = holder.name === top ? `${top} ${holder.version}` : `${top} (in ${holder.name} ${holder.version})`;
    return `Pyodide has ${named} as a package, but it was not loaded before the program started.`;
  }
  return `There is no module ${top} here: not in the standard library, and in no package of Pyodide. Is it spelled right?`;
}
