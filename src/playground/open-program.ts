/**
 * The program that is open: which one it is, its texts and breakpoints, and how they are kept in the browser.
 *
 * Nothing is written that was not changed here, so a tab that was left open cannot overwrite what another one has
 * written since. What another tab writes is taken over as an edit: undo brings back what was here.
 */
import { isActive } from '../model/view-state.ts';
import type { Editor } from '../ui/editor/editor.ts';
import type { Debugger } from '../ui/session/debugger.ts';
import { ProgramTexts } from './program-texts.ts';
import type { Programs } from './programs.ts';
import { ownId, type Sample } from './samples.ts';
import { savedBreakpoint, savedFunction } from './saved-breakpoint.ts';
import type { Saved, SavedWork } from './saved-work.ts';

/** How long after a change it is kept, in milliseconds. */
const keepAfter = 300;

/** Is notified of what happens to the program. */
export interface ProgramEvents {
  /** Another text or another program is there. */
  onChange(): void;
  /** The text was edited, in whatever way. */
  onEdit(): void;
  /** Another tab has changed the program, and its text is here now. */
  onOtherTab(): void;
  /** What was changed cannot be kept: it is gone when the page is left. Is told once. */
  onUnsaved(): void;
}

export class OpenProgram {
  /** What a debugger starts, and an editor shows. */
  readonly files: ProgramTexts;
  private currentSample: Sample;
  private editor: Editor | undefined;
  /** What is kept, as far as this tab knows. */
  private known: string;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private events: ProgramEvents | undefined;
  private target: Debugger | undefined;
  private hasToldUnsaved = false;

  /** @param first - What is opened at once; otherwise what was open last. */
  constructor(
    private readonly saved: SavedWork,
    private readonly programs: Programs,
    first?: Sample,
  ) {
    this.currentSample = first ?? programs.named(saved.load('chosen'));
    if (first) saved.save('chosen', first.id);
    this.files = new ProgramTexts(
      this.opened(saved.load('program', this.currentSample.id)),
      () => this.target?.breakpoints,
      () => this.target?.state.breakpoints ?? [],
    );
    this.known = '';
  }

  get sample(): Sample {
    return this.currentSample;
  }

  /** Whether it has other texts than the sample it started as. */
  get isChanged(): boolean {
    const { text, files } = this.currentSample;
    return this.files.mainText !== text || JSON.stringify(this.files.beside) !== JSON.stringify(files);
  }

  /** Whether it has an original to go back to, and is another text: what a person's own program began with is none. */
  get canReset(): boolean {
    return this.isChanged && this.currentSample.id !== ownId;
  }

  /** Its texts and breakpoints as they are now. */
  value(): Saved<'program'> {
    const breakpoints = this.target?.state.breakpoints ?? [];
    const functions = this.target?.state.functions ?? [];
    const { mainText, beside } = this.files;
    return {
      text: mainText,
      ...(beside.length > 0 && { files: [...beside] }),
      breakpoints: breakpoints.map((each) => savedBreakpoint(each, this.files.main)),
      ...(functions.length > 0 && { functions: functions.map(savedFunction) }),
    };
  }

  /** Takes the debugger whose breakpoints are the program's, and gives it those that are kept. */
  attach(target: Debugger, events: ProgramEvents): void {
    this.target = target;
    this.events = events;
    this.restoreBreakpoints(target, this.saved.load('program', this.currentSample.id));
    this.known = this.now();
    target.subscribe((state, before) => {
      if (state.breakpoints !== before.breakpoints || state.functions !== before.functions) this.keepSoon();
    });
    // A reload right after a change must not lose it.
    window.addEventListener('pagehide', () => this.keep());
    this.saved.onOtherTab('program', (name) => {
      if (name === this.currentSample.id) this.takeOver();
    });
  }

  /** The editor is there, with the text that it was given. */
  show(editor: Editor): void {
    this.files.show(editor);
    this.editor = editor;
    editor.onEdit(() => {
      this.keepSoon();
      this.events?.onEdit();
      this.events?.onChange();
    });
    editor.onProgram(() => this.events?.onChange());
    this.files.onChange(() => {
      this.keepSoon();
      this.events?.onChange();
    });
  }

  /** Keeps what was changed since it was kept last. @returns whether all is kept. */
  keep(): boolean {
    clearTimeout(this.timer);
    const now = this.now();
    const { id } = this.currentSample;
    if (now === this.known && !this.saved.isUnsaved('program', id)) return this.saved.works;
    const { breakpoints, functions } = this.value();
    const { main } = this.files;
    const first = this.currentSample.breakpoints.map((each) => savedBreakpoint({ path: main, ...each }, main));
    const isAsSet = JSON.stringify(breakpoints) === JSON.stringify(first);
    const isSample = !this.isChanged && isAsSet && functions === undefined;
    if (!isSample) this.programs.worksOn(this.currentSample);
    if (isSample) this.saved.remove('program', id);
    const isKept = isSample || this.saved.save('program', this.value(), id);
    if (isKept) this.known = now;
    return isKept && this.saved.works;
  }

  /** Opens another program. What runs is ended. */
  choose(id: string): void {
    const target = this.target;
    if (id === this.currentSample.id || !target) return;
    this.keep();
    target.guard(target.leave());
    this.currentSample = this.programs.named(id);
    this.saved.save('chosen', id);
    const work = this.saved.load('program', id);
    target.breakpoints.restore([]);
    target.functions.restore([]);
    this.files.openProgram(this.opened(work));
    this.editor?.openProgram(this.files.program);
    this.restoreBreakpoints(target, work);
    this.known = this.now();
    target.signals.send('opened');
    this.events?.onChange();
  }

  /** Brings the sample back as it was. Undo brings back what was written; files that it does not have stay. */
  reset(): void {
    const { text, files } = this.currentSample;
    this.editor?.openFile(this.files.main);
    this.files.write(this.files.main, text);
    const isOwn = (name: string) => files.every((each) => each.name !== name);
    this.files.takeOver([...files, ...this.files.beside.filter(({ name }) => isOwn(name))]);
    this.keep();
    this.events?.onChange();
  }

  /** What is to be opened: what was kept of the program, or what it came with. */
  private opened(work: Saved<'program'> | undefined): Pick<Sample, 'id' | 'text' | 'files'> {
    const { id, text, files } = this.currentSample;
    return work ? { id, text: work.text, files: work.files ?? [] } : { id, text, files };
  }

  /** Another tab was written in. What was written here since is newer, and is kept in its turn. */
  private takeOver(): void {
    const target = this.target;
    if (!target || this.now() !== this.known) return;
    const work = this.saved.load('program', this.currentSample.id);
    const { text, files } = this.opened(work);
    const isNews = text !== this.files.mainText || JSON.stringify(files) !== JSON.stringify(this.files.beside);
    // Those of a program that runs go with their lines.
    const isFree = !isActive(target.state);
    if (isFree) target.breakpoints.change({ type: 'breakpointsRestored', breakpoints: [] });
    this.files.write(this.files.main, text);
    this.files.takeOver(files);
    if (isFree) this.restoreBreakpoints(target, work);
    this.known = this.now();
    this.events?.onChange();
    if (isNews) this.events?.onOtherTab();
  }

  private restoreBreakpoints(target: Debugger, work: Saved<'program'> | undefined): void {
    const { main: path } = this.files;
    const kept = work?.breakpoints ?? this.currentSample.breakpoints;
    target.breakpoints.restore(kept.map((each) => ({ path, ...each })));
    target.functions.restore(work?.functions ?? []);
  }

  private keepSoon(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      if (this.keep() || this.hasToldUnsaved) return;
      this.hasToldUnsaved = true;
      this.events?.onUnsaved();
    }, keepAfter);
  }

  private now(): string {
    return JSON.stringify(this.value());
  }
}
