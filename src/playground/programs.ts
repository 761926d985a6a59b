/** All programs that can be opened: the samples, the person's own, and those that came by links. */
import { type Sample, samples } from './samples.ts';
import type { SavedWork } from './saved-work.ts';
import type { SharedProgram } from './share/shared-program.ts';

const TITLE = 'Shared program';

export class Programs {
  private shared: readonly Sample[];

  constructor(private readonly saved: SavedWork) {
    this.shared = this.kept();
  }

  get all(): readonly Sample[] {
    const titled = this.shared.map((each, at) => ({ ...each, title: at === 0 ? TITLE : `${TITLE} ${at + 1}` }));
    return [...samples, ...titled];
  }

  /** The program with the id, or the first. */
  named(id: string | undefined): Sample {
    const sample = this.all.find((each) => each.id === id) ?? samples[0];
    if (!sample) throw new Error('The page was built without its samples.');
    return sample;
  }

  /**
   * The entry for a program that came by a link: the one that there is, if it came before. Earlier ones stay if the
   * person has changed them.
   *
   * @param open - The id of the program that is open, which stays in any case.
   */
  add(program: SharedProgram, open?: string): Sample {
    const kept = this.kept();
    const known = [...kept, ...this.shared.filter(({ id }) => kept.every((each) => each.id !== id))];
    const same = known.find((each) => isSame(each, program));
    if (same) {
      this.shared = known;
      return this.named(same.id);
    }
    const left = known.filter(({ id }) => id === open || this.isWorkedOn(id));
    // Never one that was given before: another tab may still have that open.
    const number = Math.max(0, ...known.map(({ id }) => Number(id.replace(/^\D+/, '')))) + 1;
    const added = entry(`shared-${number}`, program);
    this.shared = [...left, added];
    this.store();
    return this.named(added.id);
  }

  /** Something in it was changed: it is to stay, also if another tab has put it away meanwhile. */
  worksOn({ id }: Sample): void {
    const kept = this.kept();
    const own = this.shared.find((each) => each.id === id);
    if (!own || kept.some((each) => each.id === id)) return;
    this.shared = [...kept, own];
    this.store();
  }

  private isWorkedOn(id: string): boolean {
    return (['program', 'watch', 'pins', 'skipped', 'start', 'exceptionClasses'] as const).some(
      (kind) => this.saved.load(kind, id) !== undefined,
    );
  }

  private kept(): readonly Sample[] {
    return (this.saved.load('shared') ?? []).map(({ id, program }) => entry(id, program));
  }

  private store(): void {
    this.saved.save(
      'shared',
      this.shared.map(({ id, text, files, breakpoints, watches }) => ({
        id,
        program: {
          text,
          ...(files.length > 0 && { files: [...files] }),
          breakpoints: [...breakpoints],
          watches: [...watches],
        },
      })),
    );
  }
}

function entry(id: string, program: SharedProgram): Sample {
  return { id, title: TITLE, files: [], ...program };
}

function isSame(sample: Sample, { text, files = [], breakpoints, watches }: SharedProgram): boolean {
  const now = [sample.text, sample.files, sample.breakpoints, sample.watches];
  return JSON.stringify(now) === JSON.stringify([text, files, breakpoints, watches]);
}
