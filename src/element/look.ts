/**
 * Whether an element is light or dark: what its attribute `theme` says, else what the reader's system prefers.
 *
 * With `theme="page"` it is as the text around it, whose `color-scheme` a page may change by an attribute of its root or body.
 */
import type { Disposable } from '../ui/panel.ts';
import { Listeners } from '../ui/session/listeners.ts';
import type { Appearance } from '../ui/styles/adopt.ts';

export class Look implements Appearance, Disposable {
  private readonly listeners = new Listeners<[]>();
  private readonly system = window.matchMedia('(prefers-color-scheme: dark)');
  private readonly watcher = new MutationObserver(() => this.apply());
  private readonly page = new MutationObserver(() => {
    if (this.followsPage) this.apply();
  });
  private readonly follow = () => this.apply();

  constructor(private readonly host: HTMLElement) {
    this.system.addEventListener('change', this.follow);
    this.watcher.observe(host, { attributes: true, attributeFilter: ['theme', 'style', 'class'] });
    for (const each of [document.documentElement, document.body]) this.page.observe(each, { attributes: true });
    this.apply();
  }

  onChange(listener: () => void): () => void {
    return this.listeners.add(listener);
  }

  dispose(): void {
    this.system.removeEventListener('change', this.follow);
    this.watcher.disconnect();
    this.page.disconnect();
  }

  private get followsPage(): boolean {
    return this.host.getAttribute('theme') === 'page';
  }

  private apply(): void {
    const theme = this.followsPage ? this.around() : this.host.getAttribute('theme');
    const isDark = theme === 'dark' || (theme !== 'light' && this.system.matches);
    this.host.dataset.look = isDark ? 'dark' : 'light';
    this.listeners.tell();
  }

  /** As the text around the element; undefined if that is as the system is. */
  private around(): 'light' | 'dark' | undefined {
    const { parentNode } = this.host;
    const outside = parentNode instanceof ShadowRoot ? parentNode.host : parentNode;
    if (!(outside instanceof Element)) return undefined;
    const schemes = getComputedStyle(outside).colorScheme.split(' ');
    const isEither = schemes.includes('light') && schemes.includes('dark');
    if (isEither) return undefined;
    // A page that says nothing is light.
    return schemes.includes('dark') ? 'dark' : 'light';
  }
}
