/**
 * Why a package cannot be loaded, in sentences: which one, from where, and what to do. `what` is the package as a
 * person knows it, "attrs 23.1" or "attrs>=23".
 */
import type { DapError } from './errors.ts';

/** The code of a launch that packages were missing for. */
export const packagesMissingCode = 3010;

/** The answer to a launch. */
export const packagesMissing = (problems: readonly string[]): DapError => ({
  code: packagesMissingCode,
  message: `The program was not started, because a package that it needs cannot be loaded. ${problems.join(' ')}`,
  showUser: true,
});

/** The message about packages that a program is started without. */
export const packagesLeftOut = (problems: readonly string[]): string =>
  `The program starts without a package. ${problems.join(' ')}`;

export const wrongPackage = (text: string): string =>
  `"${text}" is not a package: name one ("attrs", "attrs>=23"), or give the URL or path of a wheel (its name ends in .whl).`;

export const wrongAddress = (name: string, text: string): string =>
  `"${text}" in "${name}" is not an address. Give a URL, such as "https://example.org/simple/".`;

export const packageNotLoaded = (what: string, url: string, why: string, advice: string): string =>
  `${what} could not be loaded from ${url}: ${why}. ${advice}`;

/** What to do where a package of Pyodide's is not where it should be. */
export const putPackageThere = (file: string, pyodide: string): string =>
  `Put ${file} there, or say in "packageBase" where the packages of Pyodide ${pyodide} are.`;

export const checkIndex = 'Check the connection and "packageIndexes".';
export const checkPackageUrl = 'Check "packages".';

export const indexUnreadable = (what: string, url: string, why: string): string =>
  `${what} could not be looked up at ${url}: ${why}. ${checkIndex}`;

export const packageUnknown = (what: string, pyodide: string, indexes: readonly string[]): string => {
  const where = indexes.length === 0 ? 'no other index is configured' : `neither has ${indexes.join(' or ')}`;
  return `${what} is unknown: Pyodide ${pyodide} has no such package, and ${where}. Check its name, or name an index that has it in "packageIndexes".`;
};

export const noSuchVersion = (what: string, where: string, versions: readonly string[]): string =>
  `${what} is not available from ${where}, which has ${versions.join(', ')}. Ask for one of those.`;

export const noWheel = (what: string, where: string): string =>
  `${what} is at ${where} as source only, which cannot be built here. Give the URL of a wheel in "packages".`;

export const wheelUnfit = (what: string, where: string, file: string, why: string): string =>
  `${what} from ${where} cannot run here: ${file} ${why}. Ask for another version, or for a wheel that is pure Python.`;

export const versionUnfit = (what: string, where: string, wanted: string, python: string): string =>
  `${what} from ${where} needs Python ${wanted}, and this is ${python}. Ask for another version.`;

export const versionsConflict = (what: string, by: string, chosen: string): string =>
  `${by} needs ${what}, but ${chosen} was chosen already. Ask for versions in "packages" that go together.`;

export const wrongHash = (what: string, url: string, found: string, wanted: string): string =>
  `${what} from ${url} is not the file that it should be: its SHA-256 is ${found} instead of ${wanted}. Load nothing from there until that is explained.`;

export const wheelBroken = (what: string, url: string, why: string): string =>
  `${what} from ${url} is broken: ${why}. Get the file again.`;

export const packageForeign = (what: string, url: string): string =>
  `${what} is at ${url}, another host than Pyodide's packages are loaded from. Name that URL in "packages" if it is to be loaded from there.`;

export const packageNotInstalled = (what: string, why: string): string =>
  `${what} could not be installed: ${why}. Load another version.`;
