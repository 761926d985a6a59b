/** The head of the page: its name, the program that is open, what was just done, the keys, the theme. */
import { html, nothing, render } from 'lit';
import { live } from 'lit/directives/live.js';
import { isActive } from '../model/view-state.ts';
import { ask, show } from '../ui/layout/dialog.ts';
import { type IconName, icon } from '../ui/layout/icons.ts';
import { attachKeys } from '../ui/layout/keys.ts';
import type { Debugger } from '../ui/session/debugger.ts';
import { keyList, pageKeys } from './key-list.ts';
import type { Layout } from './layout.ts';
import type { OpenProgram } from './open-program.ts';
import { sampleNamed, samples } from './samples.ts';
import type { SavedWork } from './saved-work.ts';
import { type Theme, type ThemeChoice, themeChoices } from './theme.ts';

const themeIcons = { system: 'system', light: 'sun', dark: 'moon' } as const satisfies Record<ThemeChoice, IconName>;
const themeNames = { system: 'as the system', light: 'light', dark: 'dark' } as const;

/** How long it is said what was done, in seconds, unless there is more to read. */
const noteSeconds = 4;

/** What the head of the page shows. */
export interface HeaderParts {
  readonly layout: Layout;
  readonly program: OpenProgram;
  readonly target: Debugger;
  readonly saved: SavedWork;
  readonly theme: Theme;
}

/** Shows the head, lets it follow the program, and listens for the page's own keys. */
export function attachPageHeader({ layout, program, target, saved, theme }: HeaderParts): void {
  const header = new PageHeader(layout, program, target, saved, theme);
  program.attach(target, {
    onChange: () => header.update(),
    onEdit: () => header.textMoved(),
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
}

class PageHeader {
  private note = '';
  private noteTimer: ReturnType<typeof setTimeout> | undefined;
  /** The message offers an undo, which would undo something else after the next edit. */
  private offersUndo = false;
  private hasDialog = false;

  constructor(
    private readonly layout: Layout,
    private readonly program: OpenProgram,
    private readonly target: Debugger,
    private readonly saved: SavedWork,
    private readonly theme: Theme,
  ) {}

  /** Shows what there is to show now. */
  update(): void {
    const { program, theme } = this;
    const chosen = program.sample.id;
    const themeText = `Theme: ${themeNames[theme.choice]}`;
    render(
      html`<h1 class="page-name">dapper<span class="page-name-tail">-web</span></h1>
        <label class="sample-picker">
          <span class="sample-label">Program</span>
          <select
            aria-label="Program"
            .value=${live(chosen)}
            @change=${(event: Event) => this.choose((event.target as HTMLSelectElement).value)}
          >
            ${samples.map(({ id, title }) => html`<option value=${id} ?selected=${id === chosen}>${title}</option>`)}
          </select>
        </label>
        ${
          program.isChanged
            ? html`<button
                type="button"
                class="quiet"
                aria-label="Original"
                title="Bring the sample back as it was; undo brings your text back"
                @click=${() => this.reset()}
              >
                ${icon('restart')}<span>Original</span>
              </button>`
            : nothing
        }
        <span class="page-note" aria-live="polite">${this.note}</span>
        <span class="spacer"></span>
        <button type="button" class="quiet" aria-label="Keys" aria-keyshortcuts="F1" title="Keys (F1)" @click=${() => this.showKeys()}>
          ${icon('keys')}
        </button>
        <button type="button" class="quiet" aria-label=${themeText} title=${themeText} @click=${() => this.nextTheme()}>
          ${icon(themeIcons[theme.choice])}
        </button>`,
      this.layout.header,
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

  /** The text was edited, undone or started. */
  textMoved(): void {
    if (this.offersUndo) this.hush();
  }

  /** Keeps the program at once, and says so. */
  save(): void {
    this.say(
      this.program.keep() ? 'Saved in this browser.' : 'Not saved: this browser does not let the page store anything.',
    );
  }

  /** Shows the list of the keys. */
  showKeys(): void {
    this.inDialog(() => show(this.layout.overlay, 'Keys', keyList()));
  }

  /** Opens another program; asks first if that would end one that is under way. */
  private choose(id: string): void {
    if (id === this.program.sample.id) return;
    if (!isActive(this.target.state)) {
      this.program.choose(id);
      return;
    }
    this.inDialog(async () => {
      const isAgreed = await ask(this.layout.overlay, {
        title: 'End the program?',
        text: `${this.program.sample.title} is under way, and ends when another program is opened. Its text stays as it is.`,
        yes: `End it and open ${sampleNamed(id).title}`,
        no: 'Stay here',
      });
      if (isAgreed) this.program.choose(id);
      else this.update();
    });
  }

  private reset(): void {
    this.program.reset();
    this.offerUndo('The original is back. Undo (Ctrl+Z) brings your text back.', 10);
  }

  private hush(): void {
    clearTimeout(this.noteTimer);
    this.note = '';
    this.offersUndo = false;
    this.update();
  }

  private nextTheme(): void {
    const { theme } = this;
    theme.choice = themeChoices[(themeChoices.indexOf(theme.choice) + 1) % themeChoices.length] ?? 'system';
    this.saved.save('theme', theme.choice);
    this.update();
  }

  private inDialog(dialog: () => Promise<void>): void {
    if (this.hasDialog) return;
    this.hasDialog = true;
    this.target.guard(
      dialog().finally(() => {
        this.hasDialog = false;
      }),
    );
  }
}
