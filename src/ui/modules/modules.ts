/** The region "Modules": what the program has imported so far. Asked for at a stop, and only while it is in view. */
import { html, nothing, render, type TemplateResult } from 'lit';
import { type ModuleEntry, type ModuleList, moduleList } from '../../model/module-list.ts';
import { numberText } from '../layout/numbers.ts';
import { PanelSections } from '../layout/panel-section.ts';
import { type Disposable, disposing, panelRoot } from '../panel.ts';
import type { Debugger } from '../session/debugger.ts';

/** Lists the imported modules in `host`. */
export function attachModules(host: HTMLElement, target: Debugger): Disposable {
  const root = panelRoot(host, 'modules');
  let list: ModuleList | undefined;
  /** The stop that the list is of, or that it was asked for at. */
  let stop: number | undefined;
  let isInView = false;

  const ask = async (number: number) => {
    stop = number;
    const { modules } = await target.request('modules', {});
    if (stop !== number) return;
    list = moduleList(modules);
    update();
  };
  const update = () => {
    const { paused } = target.state;
    if (!paused) {
      list = stop = undefined;
    } else if (isInView && paused.number !== stop) {
      target.guard(ask(paused.number));
    }
    render(list ? content(list, sections) : html`<p class="empty">${waiting(paused !== undefined)}</p>`, root);
  };
  const sections = new PanelSections(root.id, { load: () => undefined, save: () => {} }, ['Program'], () => update());
  const view = new IntersectionObserver((entries) => {
    isInView = entries.at(-1)?.isIntersecting ?? false;
    update();
  });
  update();
  view.observe(root);
  const unsubscribe = target.subscribe((state, before) => {
    if (state.paused?.number !== before.paused?.number) update();
  });
  return disposing(root, unsubscribe, () => view.disconnect());
}

function waiting(isPaused: boolean): string {
  return isPaused ? 'One moment …' : 'The modules that the program has imported appear when it is paused.';
}

function content({ program, libraries }: ModuleList, sections: PanelSections): TemplateResult {
  const part = (name: string, entries: readonly ModuleEntry[]) =>
    sections.render(name, numberText(entries.length), () => entryList(name, entries));
  return html`${part('Program', program)} ${part('Libraries', libraries)}`;
}

function entryList(name: string, entries: readonly ModuleEntry[]): TemplateResult {
  if (entries.length === 0) return html`<p class="empty">None.</p>`;
  return html`<ul class="modules" aria-label=${name}>
    ${entries.map(
      ({ name, path, count }) => html`<li class="module" title=${path ?? nothing}>
        <span class="module-name">${name}</span>
        ${count > 1 ? html`<span class="module-count">${numberText(count)} modules</span>` : nothing}
        <span class="module-path">${path ?? nothing}</span>
      </li>`,
    )}
  </ul>`;
}
