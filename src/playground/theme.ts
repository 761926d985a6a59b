/** Light or dark: the system's choice, unless the person made one. */
import type { Look } from '../ui/editor/editor-theme.ts';

/** What can be chosen. */
export type ThemeChoice = 'system' | Look;

/** The choices in the order in which the button goes through them. */
export const themeChoices: readonly ThemeChoice[] = ['system', 'light', 'dark'];

export class Theme {
  readonly #system = window.matchMedia('(prefers-color-scheme: dark)');
  readonly #listeners = new Set<(look: Look) => void>();
  #choice: ThemeChoice;

  constructor(choice: ThemeChoice) {
    this.#choice = choice;
    this.#system.addEventListener('change', () => this.#apply());
    this.#apply();
  }

  get choice(): ThemeChoice {
    return this.#choice;
  }

  set choice(choice: ThemeChoice) {
    this.#choice = choice;
    this.#apply();
  }

  get look(): Look {
    if (this.#choice !== 'system') return this.#choice;
    return this.#system.matches ? 'dark' : 'light';
  }

  /** Calls `listener` with every new look. */
  onChange(listener: (look: Look) => void): void {
    this.#listeners.add(listener);
  }

  #apply(): void {
    document.documentElement.dataset.look = this.look;
    for (const listener of this.#listeners) listener(this.look);
  }
}
