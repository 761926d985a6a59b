/** The head of the page: its name, the program that is open, the theme. */
import { html, nothing, render } from 'lit';
import { type IconName, icon } from '../ui/icons.ts';
import type { Sample } from './samples.ts';
import type { ThemeChoice } from './theme.ts';

/** What the head shows. */
export interface HeaderState {
  readonly samples: readonly Sample[];
  readonly chosen: string;
  /** The open program differs from the sample it started as. */
  readonly changed: boolean;
  readonly theme: ThemeChoice;
}

/** What can be done there. */
export interface HeaderActions {
  choose(id: string): void;
  /** Brings the sample back as it was. */
  reset(): void;
  nextTheme(): void;
}

const themeIcons = { system: 'system', light: 'sun', dark: 'moon' } as const satisfies Record<ThemeChoice, IconName>;
const themeNames = { system: 'as the system', light: 'light', dark: 'dark' } as const;

/** Shows the head in `host`. */
export function renderHeader(host: HTMLElement, state: HeaderState, actions: HeaderActions): void {
  const theme = `Theme: ${themeNames[state.theme]}`;
  render(
    html`<h1 class="page-name">dapper<span class="page-name-tail">-web</span></h1>
      <label class="sample-picker">
        <span class="sample-label">Program</span>
        <select
          aria-label="Program"
          .value=${state.chosen}
          @change=${(event: Event) => actions.choose((event.target as HTMLSelectElement).value)}
        >
          ${state.samples.map(
            ({ id, title }) => html`<option value=${id} ?selected=${id === state.chosen}>${title}</option>`,
          )}
        </select>
      </label>
      ${
        state.changed
          ? html`<button type="button" class="quiet" title="Bring the sample back as it was" @click=${() => actions.reset()}>
              ${icon('restart')}<span>Original</span>
            </button>`
          : nothing
      }
      <span class="spacer"></span>
      <button type="button" class="quiet" aria-label=${theme} title=${theme} @click=${() => actions.nextTheme()}>
        ${icon(themeIcons[state.theme])}
      </button>`,
    host,
  );
}
