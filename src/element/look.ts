/** Whether an element is light or dark: what its attribute `theme` says, else what the reader's system prefers. */
import type { Disposable } from '../ui/panel.ts';
import { Listeners } from '../ui/session/listeners.ts';
import type { Appearance } from '../ui/styles/adopt.ts';

export class Look implements Appearance, Disposable {
  private readonly listeners = new Listeners<[]>();
  private readonly system = window.matchMedia('(prefers-color-scheme: dark)');
  private readonly watcher = new MutationObserver(() => this.apply());
  private readonly follow = () => this.apply();

  constructor(private readonly host: HTMLElement) {
    this.system.addEventListener('change', this.follow);
    this.watcher.observe(host, { attributes: true, attributeFilter: ['theme', 'style', 'class'] });
    this.apply();
  }

  onChange(listener: () => void): () => void {
    return this.listeners.add(listener);
  }

  dispose(): void {
    this.system.removeEventListener('change', this.follow);
    this.watcher.disconnect();
  }

  private apply(): void {
    const theme = this.host.getAttribute('theme');
    const isDark = theme === 'dark' || (theme !== 'light' && this.system.matches);
    this.host.dataset.look = isDark ? 'dark' : 'light';
    this.listeners.tell();
  }
}
