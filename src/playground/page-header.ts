/** The head of the page: its name, the program that is open, what was just done, the keys, the theme. */

import { live } from 'lit/directives/live.js';
import { html, nothing, render } from 'lit/html.js';
import { goesOn, isActive } from '../model/view-state.ts';
import { ask, type Question, show } from '../ui/layout/dialog.ts';
import { type IconName, icon } from '../ui/layout/icons.ts';
import { attachKeys } from '../ui/layout/keys.ts';
import type { Debugger } from '../ui/session/debugger.ts';
import type { WatchStore } from '../ui/values/watch.ts';
import type { Layout } from './layout.ts';
import type { OpenProgram } from './open-program.ts';
import { pageKeys } from './page-keys.ts';
import type { Programs } from './programs.ts';
import type { SavedWork } from './saved-work.ts';
import { startText } from './start/saved-start.ts';
import type { StartStore } from './start/start-store.ts';
import { type Theme, type ThemeChoice, themeChoices } from './theme.ts';

const themeIcons = { system: 'system', light: 'sun', dark: 'moon' } as const satisfies Record<ThemeChoice, IconName>;
const themeNames = { system: 'as the system', light: 'light', dark: 'dark' } as const;

/** How long it is said what was done, in seconds, unless there is more to read. */
const noteSeconds = 4;

/** What the head of the page shows. */
export interface HeaderParts {
  readonly layout: Layout;
  readonly program: OpenProgram;
  readonly programs: Programs;
  readonly target: Debugger;
  readonly saved: SavedWork;
  readonly theme: Theme;
  /** What is watched in the program that is open. */
  readonly watches: WatchStore;
  readonly start: StartStore;
}

/** The page as it is at its host by now. */
export interface Newer {
  /**
   * What is to be asked before it is loaded.
   *
   * @param isKept - Whether all that was changed is kept.
   * @param title - Of the program that is open.
   */
  question(isKept: boolean, title: string): Question | undefined;
  load(): Promise<void>;
}

/** Shows the head, lets it follow the program, and listens for the page's own keys. */
export function attachPageHeader(parts: HeaderParts): PageHeader {
  const { layout, program, target } = parts;
  const header = new PageHeader(parts);
  program.attach(target, {
    onChange: () => header.update(),
    onEdit: () => header.textMoved(),
    onUnsaved: () => header.save(),
    onOtherTab: () => header.offerUndo('Changed in another tab: its text is here now. Undo brings yours back.', 30),
  });
  target.signals.on('opened', () => header.textMoved());
  target.subscribe(({ execution }, before) => {
    if (execution === 'starting' && before.execution !== execution) header.textMoved();
  });
  attachKeys(window, [
    { key: pageKeys.save, perform: () => header.save() },
    { key: pageKeys.list, perform: () => header.showKeys() },
    { key: pageKeys.nextPanel, perform: () => layout.focusNext(1) },
    { key: pageKeys.lastPanel, perform: () => layout.focusNext(-1) },
  ]);
  header.update();
  return header;
}

export class PageHeader {
  private note = '';
  private noteTimer: ReturnType<typeof setTimeout> | undefined;
  /** The message offers an undo, which would undo something else after the next edit. */
  private offersUndo = false;
  private newer: Newer | undefined;
  /** The dialog that is open. */
  private dialog: Promise<unknown> | undefined;

  constructor(private readonly parts: HeaderParts) {}

  /** Shows what there is to show now. */
  update(): void {
    const { program, programs, target, theme, start } = this.parts;
    const startNote = startText(start.options);
    const chosen = program.sample.id;
    const themeText = `Theme: ${themeNames[theme.choice]}`;
    render(
      html`<h1 class="page-name">dapper<span class="page-name-tail">-web</span></h1>
        <label class="sample-picker">
          <span class="sample-label">Program</span>
          <select
            aria-label="Program"
            .value=${live(chosen)}
            @change=${(event: Event) => target.guard(this.open((event.target as HTMLSelectElement).value))}
          >
            ${programs.all.map(({ id, title }) => html`<option value=${id} ?selected=${id === chosen}>${title}</option>`)}
          </select>
        </label>
        ${
          program.canReset
            ? html`<button
                type="button"
                class="quiet"
                aria-label="Original"
                title="Bring the program back as it came; undo brings your text back"
                @click=${() => this.reset()}
              >
                ${icon('restart')}<span>Original</span>
              </button>`
            : nothing
        }
        <button
          type="button"
          class="quiet"
          aria-label=${startNote ? `Start options: ${startNote}` : 'Start options'}
          title="Start options: ${startNote || 'arguments, environment, working directory, module'}"
          @click=${() => this.setStart()}
        >
          ${icon('options')}${startNote && html`<span class="start-note">${startNote}</span>`}
        </button>
        <span class="page-note" aria-live="polite">${this.note}</span>
        <span class="spacer"></span>
        ${
          this.newer
            ? html`<button
                type="button"
                class="quiet"
                aria-label="Update"
                title="Load the page as it is at its host now; programs and breakpoints stay"
                @click=${() => target.guard(this.loadAnew())}
              >
                ${icon('download')}<span>Update</span>
              </button>`
            : nothing
        }
        <button type="button" class="quiet" aria-label="Share" title="Share this program" @click=${() => this.share()}>
          ${icon('share')}<span>Share</span>
        </button>
        <button type="button" class="quiet" aria-label="Keys" aria-keyshortcuts="F1" title="Keys (F1)" @click=${() => this.showKeys()}>
          ${icon('keys')}
        </button>
        <button type="button" class="quiet" aria-label=${themeText} title=${themeText} @click=${() => this.nextTheme()}>
          ${icon(themeIcons[theme.choice])}
        </button>`,
      this.parts.layout.header,
    );
  }

  /** Says what was done, for some seconds. */
  say(text: string, seconds = noteSeconds): void {
    clearTimeout(this.noteTimer);
    this.note = text;
    this.offersUndo = false;
    this.update();
    this.noteTimer = setTimeout(() => this.hush(), seconds * 1000);
  }

  /** Says what can be undone, for some seconds or until `textMoved`. */
  offerUndo(text: string, seconds: number): void {
    this.say(text, seconds);
    this.offersUndo = true;
  }

  /** Says that there is another page at the host now, and shows a button to load it. */
  offerUpdate(text: string, newer: Newer): void {
    this.newer = newer;
    this.say(`${text} Update loads it.`, 15);
  }

  /** The text was edited, undone or started. */
  textMoved(): void {
    if (this.offersUndo) this.hush();
  }

  /** Keeps the program at once, and says so. */
  save(): void {
    this.say(
      this.parts.program.keep()
        ? 'Saved in this browser.'
        : 'Not saved: this browser does not let the page store anything.',
    );
  }

  /** Shows the list of the keys. */
  showKeys(): void {
    this.inDialog(async () => {
      const { keyList } = await import('./key-list.ts');
      await show(this.parts.layout.overlay, 'Keys', keyList());
    });
  }

  /** Asks how the program is to be started. */
  setStart(): void {
    const { layout, start, target } = this.parts;
    this.inDialog(async () => {
      const { askStartOptions } = await import('./start/start-form.ts');
      const options = await askStartOptions(layout.overlay, start.options);
      if (!options) return;
      start.change(options, target);
      this.say(isActive(target.state) ? 'Used from the next start on.' : 'Used when the program is started.');
    });
  }

  /** Shows how the program can be given to others. */
  share(): void {
    const { layout, program, watches } = this.parts;
    const shared = { ...program.value(), watches: [...watches.load()] };
    this.inDialog(async () => {
      const { showShare } = await import('./share/share-dialog.ts');
      await showShare(layout.overlay, { program: shared, page: new URL(location.href) });
    });
  }

  /** Says why a link was not opened, in place of what the dialog that is open says. */
  async refuse(sentence: string): Promise<void> {
    await this.closeDialog();
    this.inDialog(() => show(this.parts.layout.overlay, 'Not opened', html`<p>${sentence}</p>`));
  }

  /**
   * Opens another program; asks first if that would end one that is under way.
   *
   * @returns whether it is open.
   */
  async open(id: string): Promise<boolean> {
    const { layout, program, programs, target } = this.parts;
    await this.closeDialog();
    if (id !== program.sample.id && goesOn(target.state)) {
      const asked = ask(layout.overlay, {
        title: 'End the program?',
        text: `${program.sample.title} is under way, and ends when another program is opened. Its text stays as it is.`,
        yes: `End it and open ${programs.named(id).title}`,
        no: 'Stay here',
      });
      this.inDialog(() => asked);
      if (!(await asked)) {
        this.update();
        return false;
      }
    }
    program.choose(id);
    this.update();
    return true;
  }

  private async loadAnew(): Promise<void> {
    const { layout, program } = this.parts;
    const question = this.newer?.question(program.keep(), program.sample.title);
    if (question) {
      const asked = ask(layout.overlay, question);
      this.inDialog(() => asked);
      if (!(await asked)) return;
    }
    program.keep();
    this.say('The page is loaded again…', 60);
    try {
      await this.newer?.load();
    } finally {
      this.hush();
    }
  }

  private reset(): void {
    this.parts.program.reset();
    this.offerUndo('The original is back. Undo (Ctrl+Z) brings your text back.', 10);
  }

  private hush(): void {
    clearTimeout(this.noteTimer);
    this.note = '';
    this.offersUndo = false;
    this.update();
  }

  private nextTheme(): void {
    const { theme } = this.parts;
    theme.choice = themeChoices[(themeChoices.indexOf(theme.choice) + 1) % themeChoices.length] ?? 'system';
    this.parts.saved.save('theme', theme.choice);
    this.update();
  }

  private inDialog(dialog: () => Promise<unknown>): void {
    if (this.dialog) return;
    this.dialog = dialog().finally(() => {
      this.dialog = undefined;
    });
    this.parts.target.guard(this.dialog);
  }

  /** Closes the dialog that is open, as Escape does. */
  private async closeDialog(): Promise<void> {
    if (!this.dialog) return;
    this.parts.layout.overlay.querySelector('dialog')?.close();
    await this.dialog;
  }
}
