/** What the name of a wheel tells: of which package and version it is, and where it runs. */
import { normalized } from './requirement.ts';

/** The interpreter that wheels are for. */
export interface Target {
  /** "3.14.2". */
  readonly python: string;
  /** Its platforms as wheels name them, such as "pyemscripten_2026_0_wasm32". */
  readonly platforms: readonly string[];
}

/** A wheel, by its name. */
export interface WheelName {
  readonly file: string;
  /** Normalized. */
  readonly name: string;
  readonly version: string;
  readonly pythons: readonly string[];
  readonly abis: readonly string[];
  readonly platforms: readonly string[];
}

/** Name, version, perhaps a build number, and three tags, each of which may be several. */
const WHEEL = /^([\w.]+(?:-[\w.]+)*?)-(\d[\w.!+]*)(?:-\d[\w.]*)?-([\w.]+)-([\w.]+)-([\w.]+)\.whl$/;

/** Reads the name of a wheel; undefined if it is not one. */
export function parseWheelName(file: string): WheelName | undefined {
  const [, name, version, pythons, abis, platforms] = WHEEL.exec(file) ?? [];
  if (name === undefined || version === undefined) return undefined;
  const tags = (list = '') => list.split('.');
  return {
    file,
    name: normalized(name),
    version,
    pythons: tags(pythons),
    abis: tags(abis),
    platforms: tags(platforms),
  };
}

/** Whether a wheel has no compiled code. */
export function isPure({ abis, platforms }: WheelName): boolean {
  return abis.includes('none') && platforms.includes('any');
}

/** Why a wheel does not run on a target, to follow its name; undefined if it does. */
export function misfit(wheel: WheelName, target: Target): string | undefined {
  const runsHere = isPure(wheel) || wheel.platforms.some((platform) => target.platforms.includes(platform));
  if (!runsHere) return `is not pure Python, and is compiled for ${wheel.platforms.join(', ')} only`;
  const [, minor = 0] = target.python.split('.').map(Number);
  const fits = wheel.pythons.some((python) => wheel.abis.some((abi) => isFor(python, abi, minor)));
  return fits ? undefined : `is for another Python (${wheel.pythons.join(', ')}) than the ${target.python} here`;
}

/** Whether tags of a wheel are for CPython 3 of a minor version. */
function isFor(python: string, abi: string, minor: number): boolean {
  const [, kind, digits = ''] = /^(cp|py)3(\d*)$/.exec(python) ?? [];
  if (kind === undefined) return false;
  const least = digits === '' ? 0 : Number(digits);
  if (abi === 'none') return kind === 'py' ? least <= minor : digits === '' || least === minor;
  if (abi === 'abi3') return kind === 'cp' && least <= minor;
  return kind === 'cp' && least === minor && abi === `cp3${minor}`;
}
