/**
 * The region "Modules": what the program has imported so far, and the files and texts of its own that have run. Asked for at
 * a stop, and only while it is in view.
 */
import type { DebugProtocol } from '@vscode/debugprotocol';
import { html, nothing, render, type TemplateResult } from 'lit/html.js';
import { type Localize, words } from '../../model/localize.ts';
import { type ModuleEntry, type ModuleList, moduleList } from '../../model/module-list.ts';
import { numberText } from '../../model/numbers.ts';
import { type SourceFolder, sourceTree } from '../../model/source-tree.ts';
import { PanelSections } from '../layout/panel-section.ts';
import { type Disposable, disposing, panelRoot } from '../panel.ts';
import type { Debugger } from '../session/debugger.ts';

/** Lists the imported modules in `host`. */
export function attachModules(host: HTMLElement, target: Debugger): Disposable {
  const { localize } = target;
  const root = panelRoot(host, 'modules');
  let list: ModuleList | undefined;
  let scripts = sourceTree([]);
  /** The stop that the list is of, or that it was asked for at. */
  let stop: number | undefined;
  let isInView = false;

  const ask = async (number: number) => {
    stop = number;
    const [{ modules }, { sources }] = await Promise.all([
      target.request('modules', {}),
      target.request('loadedSources', {}),
    ]);
    if (stop !== number) return;
    list = moduleList(modules);
    scripts = sourceTree(sources);
    update();
  };
  const open = (source: DebugProtocol.Source) =>
    target.signals.send('reveal', { path: source.path ?? source.name ?? '', line: 1, source });
  const update = () => {
    const { paused } = target.state;
    if (!paused) {
      list = stop = undefined;
    } else if (isInView && paused.number !== stop) {
      target.guard(ask(paused.number));
    }
    render(
      list
        ? content(list, scripts, { sections, localize, open })
        : html`<p class="empty">${waiting(paused !== undefined, localize)}</p>`,
      root,
    );
  };
  const sections = new PanelSections(
    root.id,
    { load: () => undefined, save: () => {} },
    [programPart, scriptsPart],
    () => update(),
    localize,
  );
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

const programPart = words('Program');
const scriptsPart = words('Loaded scripts');

function waiting(isPaused: boolean, localize: Localize): string {
  return localize(isPaused ? 'One moment …' : 'The modules that the program has imported appear when it is paused.');
}

interface ContentParts {
  readonly sections: PanelSections;
  readonly localize: Localize;
  open(source: DebugProtocol.Source): void;
}

function content(
  { program, libraries }: ModuleList,
  scripts: SourceFolder,
  { sections, localize, open }: ContentParts,
): TemplateResult {
  const part = (name: string, entries: readonly ModuleEntry[]) =>
    sections.render(name, numberText(entries.length, localize), () =>
      entryList(localize(name), entries, localize, open),
    );
  const loaded = () => html`<div class="scripts">${folderContent(scripts, localize, open)}</div>`;
  return html`${part(programPart, program)}
    ${sections.render(scriptsPart, numberText(countOf(scripts), localize), loaded)} ${part(words('Libraries'), libraries)}`;
}

function countOf({ folders, files }: SourceFolder): number {
  return folders.reduce((sum, folder) => sum + countOf(folder), files.length);
}

function folderContent(
  { folders, files }: SourceFolder,
  localize: Localize,
  open: (source: DebugProtocol.Source) => void,
): TemplateResult {
  return html`<ul class="script-folder">
    ${folders.map(
      (folder) => html`<li>
        <details open>
          <summary>${folder.name}</summary>
          ${folderContent(folder, localize, open)}
        </details>
      </li>`,
    )}
    ${files.map(
      (file) => html`<li>
        <button type="button" class="script" title=${localize('Show {file}', { file: file.source.path ?? file.name })} @click=${() => open(file.source)}>${file.name}</button>
      </li>`,
    )}
  </ul>`;
}

function entryList(
  name: string,
  entries: readonly ModuleEntry[],
  localize: Localize,
  open: (source: DebugProtocol.Source) => void,
): TemplateResult {
  if (entries.length === 0) return html`<p class="empty">${localize('None.')}</p>`;
  return html`<ul class="modules" aria-label=${name}>
    ${entries.map(
      ({ name, path, version, count }) => html`<li class="module" title=${path ?? nothing}>
        ${
          path?.endsWith('.py')
            ? html`<button type="button" class="module-name script" title=${localize('Show {file}', { file: path })} @click=${() => open({ path })}>${name}</button>`
            : html`<span class="module-name">${name}</span>`
        }
        ${version === undefined ? nothing : html`<span class="module-version">${version}</span>`}
        ${count > 1 ? html`<span class="module-count">${countText(count, localize)}</span>` : nothing}
        <span class="module-path">${path ?? nothing}</span>
      </li>`,
    )}
  </ul>`;
}

function countText(count: number, localize: Localize): string {
  return localize(
    { one: '{number} module', other: '{number} modules' },
    { count, number: numberText(count, localize) },
  );
}
