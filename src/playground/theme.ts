/** Light or dark: the system's choice, unless the person made one. */
import { Listeners } from '../ui/session/listeners.ts';
import type { Appearance } from '../ui/styles/adopt.ts';

/** Light or dark. */
type Look = 'light' | 'dark';

/** What can be chosen. */
export type ThemeChoice = 'system' | Look;

/** The choices in the order in which the button goes through them. */
export const themeChoices: readonly ThemeChoice[] = ['system', 'light', 'dark'];

export class Theme implements Appearance {
  private readonly system = window.matchMedia('(prefers-color-scheme: dark)');
  private readonly listeners = new Listeners<[]>();
  private chosen: ThemeChoice;

  constructor(choice: ThemeChoice) {
    this.chosen = choice;
    this.system.addEventListener('change', () => this.apply());
    this.apply();
  }

  get choice(): ThemeChoice {
    return this.chosen;
  }

  set choice(choice: ThemeChoice) {
    this.chosen = choice;
    this.apply();
  }

  private get look(): Look {
    if (this.chosen !== 'system') return this.chosen;
    return this.system.matches ? 'dark' : 'light';
  }

  onChange(listener: () => void): () => void {
    return this.listeners.add(listener);
  }

  private apply(): void {
    document.documentElement.dataset.look = this.look;
    this.listeners.tell();
  }
}
