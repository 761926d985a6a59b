/** Has Pyodide install packages whose files are here already. */
import type { Pyodide } from '../platform.ts';
import type { PackagePlace } from './place.ts';
import { normalized } from './requirement.ts';

/** Packages to install. */
export interface Packages {
  /** Names of Pyodide's own. */
  readonly own: readonly string[];
  /** Names of the files of others. */
  readonly others: readonly string[];
  /** The contents of all, by the name of the file. */
  readonly files: ReadonlyMap<string, Uint8Array>;
}

/**
 * Installs them: by Pyodide's loader, which alone knows how compiled code is to be loaded in each release.
 *
 * @returns what Pyodide complains of; empty if all is well.
 */
export async function install(pyodide: Pyodide, place: PackagePlace, packages: Packages): Promise<string[]> {
  const { own, others, files } = packages;
  const complaints: string[] = [];
  const given = place.give(files);
  try {
    await pyodide.loadPackage([...own, ...others.map((file) => given.prefix + file)], {
      messageCallback() {},
      errorCallback: (message) => complaints.push(message),
      // The files have been checked.
      checkIntegrity: false,
    });
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    complaints.push(error.message);
  } finally {
    given.end();
  }
  const loaded = new Set(Object.keys(pyodide.loadedPackages).map(normalized));
  const names = [...own, ...others.map((file) => file.slice(0, file.indexOf('-')))];
  return names.every((name) => loaded.has(normalized(name))) ? [] : complaints;
}
