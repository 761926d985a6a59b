/** A page that embeds debuggers, each in a shadow root of its own. The spec drives it by `globalThis.panels`. */
import { createSession, singleFile } from '../../src/index.ts';
import {
  adoptPanelStyles,
  attachAnnouncer,
  attachBreakpoints,
  attachCallStack,
  attachCommandKeys,
  attachEditor,
  attachStatus,
  attachTerminal,
  attachToolbar,
  attachVariables,
  attachWatch,
  Debugger,
} from '../../src/ui/index.ts';
import { ask } from '../../src/ui/layout/dialog.ts';

/** What each debugger shows, a column after the other. */
const COLUMNS = [
  ['Editor', 'Terminal'],
  ['Variables', 'Watch', 'Call stack', 'Breakpoints'],
];

const LAYOUT = `
  :host { display: grid; grid-template: auto minmax(0, 1fr) / minmax(0, 2fr) minmax(0, 1fr); background: var(--surface); }
  header { grid-column: 1 / -1; display: flex; gap: 12px; }
  .column { display: flex; flex-direction: column; min-width: 0; min-height: 0; }
  section { display: flex; flex: 1 1 0; flex-direction: column; min-height: 0; }
`;

type Shown = Awaited<ReturnType<typeof embed>>;

const shown = new Map<string, Shown>();

/** Puts a debugger for `text` into a new element. */
async function embed(id: string, text: string, look: 'light' | 'dark') {
  const host = document.createElement('div');
  host.id = id;
  host.className = 'debugger';
  host.dataset.look = look;
  document.body.append(host);
  const root = host.attachShadow({ mode: 'open' });
  const layout = new CSSStyleSheet();
  layout.replaceSync(LAYOUT);
  root.adoptedStyleSheets = [layout];
  const header = document.createElement('header');
  const footer = document.createElement('footer');
  const regions = new Map<string, HTMLElement>();
  root.append(header, ...COLUMNS.map((names) => column(names, regions)), footer);
  const region = (name: string) => regions.get(name) ?? footer;
  const session = await createSession({ assets: { base: new URL('../../', document.baseURI) }, bootAhead: false });
  const target = new Debugger(
    session,
    singleFile('/home/pyodide/main.py', () => text),
  );
  let watched: readonly string[] = ['n * 2'];
  const store = {
    load: () => watched,
    save(now: readonly string[]) {
      watched = now;
    },
  };
  const editor = attachEditor(region('Editor'), target, {
    program: () => ({ id: 'program', path: target.files.main, text }),
  });
  const terminal = attachTerminal(region('Terminal'), target);
  const parts = [
    adoptPanelStyles(root),
    attachToolbar(header, target),
    attachStatus(header, target),
    attachVariables(region('Variables'), target),
    attachWatch(region('Watch'), target, { store }),
    attachCallStack(region('Call stack'), target),
    attachBreakpoints(region('Breakpoints'), target),
    attachAnnouncer(footer, target),
    attachCommandKeys(root, target),
    editor,
    terminal,
    target,
    session,
  ];
  await Promise.all([editor.ready, terminal.ready]);
  return { host, root, target, parts, footer };
}

function column(names: readonly string[], regions: Map<string, HTMLElement>): HTMLElement {
  const element = document.createElement('div');
  element.className = 'column';
  for (const name of names) {
    const region = document.createElement('section');
    region.setAttribute('aria-label', name);
    element.append(region);
    regions.set(name, region);
  }
  return element;
}

function known(id: string): Shown {
  const found = shown.get(id);
  if (!found) throw new Error(`No debugger "${id}" was added.`);
  return found;
}

const page = {
  async add(id: string, text: string, look: 'light' | 'dark'): Promise<void> {
    shown.set(id, await embed(id, text, look));
  },
  /** Asks a question in the debugger's root. */
  async ask(id: string): Promise<boolean> {
    return ask(known(id).footer, { title: 'Sure?', text: 'It is a question.', yes: 'Yes', no: 'No' });
  },
  /** Disposes of all parts. @returns what they have left in their root, and what still knows of them once it is collected. */
  dispose(id: string) {
    const { host, root, target, parts } = known(id);
    shown.delete(id);
    for (const part of parts) part.dispose();
    const left = {
      elements: [...root.querySelectorAll('header, section, footer')].flatMap(
        ({ innerHTML }) => innerHTML.trim() || [],
      ),
      sheets: root.adoptedStyleSheets.length,
      fonts: document.fonts.size,
    };
    host.remove();
    return { left, refs: [new WeakRef(host), new WeakRef(target)] };
  },
};

export type PanelsPage = typeof page;
Object.assign(globalThis, { panels: page });
