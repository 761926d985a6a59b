/**
 * Which packages are needed, and from where: Pyodide's own where they will do, else those of the indexes, the newest
 * that runs here; with all that these need in turn. What is chosen stays: a later requirement that it does not meet is
 * a problem that is reported, as installers without a solver do.
 */
import * as problems from '../../protocol/package-errors.ts';
import type { Catalogue } from './catalogue.ts';
import { type Choice, fits, newest, PackageProblem } from './choice.ts';
import { type Downloads, UnavailableError } from './downloads.ts';
import type { Circumstances } from './marker.ts';
import { normalized, parseRequirement, type Requirement } from './requirement.ts';
import { INDEX_TYPES, type IndexFile, projectUrl, readProject } from './simple-index.ts';
import { misfit, parseWheelName } from './wheel-name.ts';

/** What a file says of itself. */
export interface WheelMetadata {
  readonly requires: readonly string[];
  /** Versions of Python. */
  readonly python: string;
  readonly version: string;
}

/** Something that is needed. */
export interface Need {
  readonly requirement: Requirement;
  /** Who needs it; absent: the program. */
  readonly by?: string;
  /** Whether it was guessed from an import: an index may have nothing of that name. */
  readonly isGuess?: boolean;
}

/** What comes of a need. */
export interface Met {
  readonly needs: readonly Need[];
  /** Fails with a PackageProblem. */
  readonly file?: Promise<unknown>;
}

const NOTHING: Met = { needs: [] };

/** The environment. */
export interface Sources {
  readonly catalogue: Catalogue;
  readonly downloads: Downloads;
  /** Where Pyodide's own packages are; ends in a slash. */
  readonly base: string;
  readonly indexes: readonly string[];
  /** Gets the file, once for each choice; what it says of itself, of one that is not Pyodide's own. */
  get(choice: Choice): Promise<WheelMetadata>;
}

export class Resolution {
  private readonly chosen = new Map<string, Choice>();
  /** Of each choice, by name. */
  private readonly files = new Map<string, Promise<WheelMetadata>>();
  private readonly circumstances: Circumstances;

  constructor(private readonly sources: Sources) {
    const { python } = sources.catalogue.target;
    this.circumstances = {
      python_version: python.split('.').slice(0, 2).join('.'),
      python_full_version: python,
      implementation_version: python,
      implementation_name: 'cpython',
      platform_python_implementation: 'CPython',
      os_name: 'posix',
      sys_platform: 'emscripten',
      platform_system: 'Emscripten',
      platform_machine: 'wasm32',
    };
  }

  /** What has been chosen so far. */
  get choices(): readonly Choice[] {
    return [...this.chosen.values()];
  }

  /**
   * Meets a need.
   *
   * @returns what is needed next, because of it, and when its own file is here.
   * @throws PackageProblem if it cannot be met.
   */
  async meet(need: Need): Promise<Met> {
    const { requirement, by } = need;
    const { name, specifier, url, marker, extras } = requirement;
    if (marker?.({ ...this.circumstances, extra: '' }) === false) return NOTHING;
    if (!this.chosen.has(name)) {
      if (url === undefined && this.sources.catalogue.has(name)) return NOTHING;
      if (url !== undefined && by !== undefined)
        throw new PackageProblem(problems.packageForeign(requirement.text, url));
      const choice = url === undefined ? await this.choose(need) : this.named(requirement, url);
      if (choice === undefined) return NOTHING;
      // Somebody else may have needed it meanwhile.
      if (!this.chosen.has(name)) this.chosen.set(name, choice);
    }
    const choice = this.chosen.get(name) as Choice;
    if (!fits(choice.version, specifier)) {
      throw new PackageProblem(problems.versionsConflict(requirement.text, by ?? 'The program', choice.title));
    }
    const file = this.files.get(name) ?? this.sources.get(choice);
    this.files.set(name, file);
    return { needs: choice.isOwn ? this.needsOfOwn(choice) : this.needsOf(choice, await file, extras), file };
  }

  private needsOfOwn({ name, title }: Choice): Need[] {
    const { depends = [] } = this.sources.catalogue.find(name) ?? {};
    return depends.map((each) => ({
      requirement: { name: normalized(each), text: each, extras: [], specifier: '' },
      by: title,
    }));
  }

  /** @throws PackageProblem if it does not run here, or cannot be read. */
  private needsOf({ title, url }: Choice, { requires, python }: WheelMetadata, extras: readonly string[]): Need[] {
    const { target } = this.sources.catalogue;
    if (!fits(target.python, python)) {
      throw new PackageProblem(problems.versionUnfit(title, url, python, target.python));
    }
    return requires.flatMap((text) => {
      const read = parseRequirement(text);
      if (read === undefined) throw new PackageProblem(problems.wheelBroken(title, url, `it requires "${text}"`));
      const { marker, ...requirement } = read;
      const holds = ['', ...extras].some((extra) => marker?.({ ...this.circumstances, extra }) ?? true);
      return holds ? [{ requirement, by: title }] : [];
    });
  }

  /** The wheel at a URL. */
  private named({ name }: Requirement, url: string): Choice {
    const file = fileOf(url);
    const wheel = parseWheelName(file);
    const [, sha256] = /[#&]sha256=([0-9a-f]{64})/i.exec(url) ?? [];
    if (wheel === undefined) throw new PackageProblem(problems.wrongPackage(url));
    const why = misfit(wheel, this.sources.catalogue.target);
    if (why !== undefined) throw new PackageProblem(problems.wheelUnfit(name, url, file, why));
    const { version } = wheel;
    const title = `${name} ${version}`;
    return {
      name,
      version,
      title,
      file,
      url,
      isOwn: false,
      advice: problems.checkPackageUrl,
      ...(sha256 && { sha256 }),
    };
  }

  /** Undefined for a guess that nothing is known of. */
  private async choose({ requirement, by, isGuess }: Need): Promise<Choice | undefined> {
    const { catalogue, base, indexes } = this.sources;
    const { name, specifier } = requirement;
    const text = by === undefined ? requirement.text : `${requirement.text} (for ${by})`;
    const own = catalogue.find(name);
    if (own !== undefined && fits(own.version, specifier)) {
      const url = new URL(own.file_name, base);
      const title = `${own.name} ${own.version}`;
      if (url.origin !== new URL(base).origin) throw new PackageProblem(problems.packageForeign(title, url.href));
      const { version, file_name: file, sha256 } = own;
      const advice = problems.putPackageThere(file, catalogue.release);
      return { name, version, title, file, url: url.href, sha256, isOwn: true, advice };
    }
    for (const index of indexes) {
      const files = await this.filesIn(index, name);
      if (files !== undefined) return newest({ ...requirement, text }, index, files, catalogue.target);
    }
    if (own !== undefined) {
      throw new PackageProblem(problems.noSuchVersion(text, `Pyodide ${catalogue.release}`, [own.version]));
    }
    // An import for which no package is known may be anything: the program itself reports it.
    if (isGuess) return undefined;
    throw new PackageProblem(problems.packageUnknown(text, catalogue.release, indexes));
  }

  /** What an index has of a package; undefined if it has none of that name. */
  private async filesIn(index: string, name: string): Promise<IndexFile[] | undefined> {
    const url = projectUrl(index, name);
    try {
      const page = await this.sources.downloads.text(url, INDEX_TYPES);
      const files = readProject(page.text, page.url);
      return files.length > 0 ? files : undefined;
    } catch (error) {
      if (error instanceof UnavailableError && error.isMissing) return undefined;
      if (!(error instanceof Error) || error.name === 'AbortError') throw error;
      throw new PackageProblem(problems.indexUnreadable(name, url, error.message));
    }
  }
}

/** The last part of a URL's path, or of its fragment where the URL itself names no file (`blob:`). */
export function fileOf(url: string): string {
  const [path = '', fragment = ''] = url.split('#');
  const part = fragment.endsWith('.whl') ? fragment : path.replace(/\?.*$/, '');
  return decodeURIComponent(part.slice(part.lastIndexOf('/') + 1));
}
