/** One file among those of an index: the newest wheel that runs here, or why there is none. */
import { explain, rcompare, satisfies, valid, validRange } from '@renovatebot/pep440';
import * as problems from '../../protocol/package-errors.ts';
import type { Requirement } from './requirement.ts';
import type { IndexFile } from './simple-index.ts';
import { isPure, misfit, parseWheelName, type Target, type WheelName } from './wheel-name.ts';

/** A file to load. */
export interface Choice {
  /** Normalized. */
  readonly name: string;
  readonly version: string;
  /** For a person: "attrs 23.1". */
  readonly title: string;
  readonly file: string;
  readonly url: string;
  /** Hexadecimal, if it is known. */
  readonly sha256?: string;
  /** Whether it is one of Pyodide's own. */
  readonly isOwn: boolean;
  /** What to do if it is not there. */
  readonly advice: string;
}

/** Why a package cannot be loaded, for a person. */
export class PackageProblem extends Error {
  override readonly name = 'PackageProblem';
}

/** How many versions are named where none will do. */
const MOST_NAMED = 5;

/** A wheel as an index has it. */
interface Offer extends IndexFile {
  readonly wheel: WheelName;
}

/** Whether a version meets a specifier; one that cannot be read rules nothing out. */
export function fits(version: string, specifier: string): boolean {
  if (specifier.trim() === '' || !validRange(specifier)) return true;
  return satisfies(version, specifier, { prereleases: true });
}

/**
 * The newest wheel of a package that runs here. Pre-releases count where they are asked for, or where there is nothing
 * else.
 *
 * @param index - For a person.
 * @throws PackageProblem if there is none.
 */
export function newest(wanted: Requirement, index: string, files: readonly IndexFile[], target: Target): Choice {
  const { name, specifier, text } = wanted;
  const offers = files.flatMap((each): Offer[] => {
    const wheel = parseWheelName(each.file);
    return wheel?.name === name && valid(wheel.version) ? [{ ...each, wheel }] : [];
  });
  const asked = ofVersion(offers, specifier);
  const [best] = asked
    .filter(({ wheel, requiresPython }) => !misfit(wheel, target) && fits(target.python, requiresPython))
    .sort((one, other) => rcompare(one.wheel.version, other.wheel.version) || pureFirst(one.wheel, other.wheel));
  if (best === undefined) throw new PackageProblem(whyNone(text, index, offers, asked, target));
  const { file, url, sha256, wheel } = best;
  const { version } = wheel;
  const title = `${name} ${version}`;
  return { name, version, title, file, url, isOwn: false, advice: problems.checkIndex, ...(sha256 && { sha256 }) };
}

function ofVersion(offers: readonly Offer[], specifier: string): Offer[] {
  const isPinned = /^===?[^*,]+$/.test(specifier);
  const all = offers.filter(({ wheel, yanked }) => fits(wheel.version, specifier) && (isPinned || !yanked));
  const released = all.filter(
    ({ wheel }) => !explain(wheel.version)?.is_prerelease || satisfies(wheel.version, specifier),
  );
  return released.length > 0 ? released : all;
}

function pureFirst(one: WheelName, other: WheelName): number {
  return Number(isPure(other)) - Number(isPure(one));
}

function whyNone(
  text: string,
  index: string,
  offers: readonly Offer[],
  asked: readonly Offer[],
  target: Target,
): string {
  const versions = [...new Set(offers.map(({ wheel }) => wheel.version))].sort(rcompare);
  const [newestAsked] = [...asked].sort((one, other) => rcompare(one.wheel.version, other.wheel.version));
  if (newestAsked !== undefined) {
    const { file, wheel, requiresPython } = newestAsked;
    const why = misfit(wheel, target);
    if (why === undefined) return problems.versionUnfit(text, index, requiresPython, target.python);
    return problems.wheelUnfit(text, index, file, why);
  }
  if (versions.length > 0) return problems.noSuchVersion(text, index, versions.slice(0, MOST_NAMED));
  return problems.noWheel(text, index);
}
