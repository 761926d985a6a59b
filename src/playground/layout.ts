/**
 * The page's regions and where they stand: side by side on a wide screen, behind tabs on a narrow one.
 *
 * The elements are made once and filled by the panels; the narrow layout is CSS, which shows the chosen tab's regions.
 */
import { attachSplitter } from '../ui/layout/splitter.ts';
import { stackWithSplitters } from '../ui/layout/stack-splitters.ts';
import type { SavedWork } from './saved-work.ts';

/** A region's element and, inside it, the parts that a panel fills. */
export interface Region {
  readonly section: HTMLElement;
  readonly head: HTMLElement;
  readonly body: HTMLElement;
}

/** The regions by what they show. */
export type RegionName =
  | 'editor'
  | 'terminal'
  | 'variables'
  | 'watch'
  | 'callStack'
  | 'breakpoints'
  | 'modules'
  | 'disassembly'
  | 'frameEvaluation'
  | 'overhead';

export const tabs = ['code', 'terminal', 'values', 'breakpoints'] as const;

/** A tab of the narrow layout. */
export type Tab = (typeof tabs)[number];

interface RegionPlan {
  readonly name: RegionName;
  readonly label: string;
  readonly tab: Tab;
  /** Whether its header folds it away on a wide screen. */
  readonly foldable: boolean;
  /** Whether all of it is gone while it is folded: whoever asks for it brings it. */
  readonly onDemand?: boolean;
}

const plans: readonly RegionPlan[] = [
  { name: 'editor', label: 'Editor', tab: 'code', foldable: false },
  { name: 'terminal', label: 'Terminal', tab: 'terminal', foldable: false },
  { name: 'variables', label: 'Variables', tab: 'values', foldable: true },
  { name: 'watch', label: 'Watch', tab: 'values', foldable: true },
  { name: 'callStack', label: 'Call stack', tab: 'values', foldable: true },
  { name: 'breakpoints', label: 'Breakpoints', tab: 'breakpoints', foldable: true },
  { name: 'modules', label: 'Modules', tab: 'breakpoints', foldable: true },
  { name: 'disassembly', label: 'Disassembly', tab: 'values', foldable: true, onDemand: true },
  { name: 'frameEvaluation', label: 'Frame evaluation', tab: 'breakpoints', foldable: true },
  { name: 'overhead', label: 'Overhead', tab: 'breakpoints', foldable: true },
];

const tabLabels: Readonly<Record<Tab, string>> = {
  code: 'Code',
  terminal: 'Terminal',
  values: 'Values',
  breakpoints: 'Breakpoints',
};

/** How much of the page is the editor's, in per cent, until the person moves a splitter. */
const usualShares = { columns: 62, rows: 66 };

/** What is folded until the person opens it: the values need the room, at every stop. */
const usuallyClosed: readonly RegionName[] = ['modules', 'disassembly', 'frameEvaluation', 'overhead'];

const focusable = 'button, input, textarea, select, summary, [href], [tabindex="0"]';

export class Layout {
  readonly header = element('header', 'page-header');
  /** Things over the page: dialogs, and what is only read. */
  readonly overlay = element('div', 'overlay');
  /** The buttons that drive the program, and its status. */
  readonly controls = element('section', 'controls');
  readonly regions: Readonly<Record<RegionName, Region>>;
  /** Called when the person chose a tab. */
  onTab: ((tab: Tab) => void) | null = null;
  private readonly main = element('main', 'page-main');
  private readonly tabBar = element('div', 'tab-bar');
  private readonly unfolders = new Map<RegionName, () => void>();
  /** How a region takes the focus, where it knows better than the page does. */
  private readonly focusers = new Map<RegionName, () => void>();

  /** @param open - The regions that are not folded, for this time; otherwise those that the person has left so. */
  constructor(host: HTMLElement, saved: SavedWork, open?: readonly RegionName[]) {
    const names = plans.filter(({ foldable }) => foldable).map(({ name }) => name);
    const closed = new Set<string>(
      open ? names.filter((name) => !open.includes(name)) : (saved.load('closed') ?? usuallyClosed),
    );
    const made = plans.map((plan) => [plan.name, this.makeRegion(plan, closed, saved)] as const);
    this.regions = Object.fromEntries(made) as Record<RegionName, Region>;

    const work = element('div', 'work');
    work.id = 'work';
    const side = element('div', 'side');
    const rowLine = element('div', '');
    const columnLine = element('div', '');
    work.append(this.regions.editor.section, rowLine, this.regions.terminal.section);
    stackWithSplitters(
      side,
      plans
        .filter(({ foldable }) => foldable)
        .map(({ name, label }) => ({ name, label, element: this.regions[name].section })),
      {
        load: () => saved.load('heights'),
        save: (heights) => (heights ? saved.save('heights', { ...heights }) : saved.remove('heights')),
      },
    );
    this.main.append(work, columnLine, side);
    this.splitters(rowLine, columnLine, work, saved);
    this.makeTabs();

    this.controls.setAttribute('aria-label', 'Controls');
    const parts = element('nav', 'parts');
    parts.setAttribute('aria-label', 'Parts of the page');
    parts.append(this.tabBar);
    host.append(this.header, this.controls, this.main, parts, this.overlay);
    this.tab = 'code';
  }

  get tab(): Tab {
    return this.main.dataset.tab as Tab;
  }

  /** Shows a tab's regions, in the narrow layout; in the wide one all are shown anyway. */
  set tab(tab: Tab) {
    this.main.dataset.tab = tab;
    for (const button of this.tabBar.querySelectorAll<HTMLElement>('[role=tab]')) {
      const selected = button.dataset.tab === tab;
      button.setAttribute('aria-selected', String(selected));
      button.tabIndex = selected ? 0 : -1;
      if (selected) delete button.dataset.news;
    }
  }

  /** Shows a sentence above everything, for as long as the page is open. */
  warn(sentence: string): void {
    const note = element('section', 'warning');
    note.setAttribute('aria-label', 'Warning');
    note.textContent = sentence;
    this.header.before(note);
  }

  /** Tells how a region takes the focus. */
  focusBy(name: RegionName, focus: () => void): void {
    this.focusers.set(name, focus);
  }

  /** Puts the focus into the region after the one that has it, or before it. */
  focusNext(step: 1 | -1): void {
    const { activeElement } = document;
    const there = plans.filter(({ name }) => !this.regions[name].section.hidden);
    const at = there.findIndex(({ name }) => this.regions[name].section.contains(activeElement));
    // From outside of all regions the next one is the first.
    const from = at < 0 && step < 0 ? there.length : at;
    const plan = there[(from + step + there.length) % there.length];
    if (!plan) return;
    this.tab = plan.tab;
    this.focus(plan.name);
  }

  /** Brings a region that is folded, with the focus in it. */
  bring(name: RegionName): void {
    this.unfolders.get(name)?.();
    this.tab = plans.find((plan) => plan.name === name)?.tab ?? this.tab;
    this.regions[name].section.scrollIntoView({ block: 'nearest' });
    this.focus(name);
  }

  /** Puts the focus into a region, which must be in view. */
  focus(name: RegionName): void {
    const { section, body } = this.regions[name];
    const focus = this.focusers.get(name);
    if (focus) focus();
    else (firstFocusable(body) ?? firstFocusable(section))?.focus();
  }

  /** Marks a tab as having something new to see. */
  announce(tab: Tab): void {
    const button = this.tabBar.querySelector<HTMLElement>(`[data-tab=${tab}]`);
    if (button && tab !== this.tab) button.dataset.news = '';
  }

  private makeRegion(plan: RegionPlan, closed: Set<string>, saved: SavedWork): Region {
    const { name, label, tab, foldable } = plan;
    const section = element('section', `region region-${name}`);
    section.id = `region-${name}`;
    section.setAttribute('aria-label', label);
    section.dataset.in = tab;
    const head = element('div', 'region-header');
    const body = element('div', 'region-body');
    body.id = `region-${name}-body`;
    const title = element('h2', 'region-title');
    if (foldable) title.append(this.foldButton(plan, section, body.id, closed, saved));
    else title.textContent = label;
    head.append(title);
    section.append(head, body);
    return { section, head, body };
  }

  private foldButton(
    { name, label, onDemand = false }: RegionPlan,
    section: HTMLElement,
    bodyId: string,
    closed: Set<string>,
    saved: SavedWork,
  ): HTMLElement {
    const button = element('button', 'region-fold');
    button.type = 'button';
    button.textContent = label;
    button.setAttribute('aria-controls', bodyId);
    const show = () => {
      const open = !closed.has(name);
      button.setAttribute('aria-expanded', String(open));
      section.toggleAttribute('data-closed', !open);
      section.hidden = onDemand && !open;
    };
    const change = (isOpen: boolean) => {
      if (isOpen) closed.delete(name);
      else closed.add(name);
      saved.save('closed', [...closed]);
      show();
    };
    button.addEventListener('click', () => {
      change(closed.has(name));
      // From where it was brought.
      if (section.hidden) this.focus('callStack');
    });
    this.unfolders.set(name, () => change(true));
    show();
    return button;
  }

  private splitters(rowLine: HTMLElement, columnLine: HTMLElement, work: HTMLElement, saved: SavedWork): void {
    let shares = saved.load('shares') ?? usualShares;
    const keep = (change: Partial<typeof shares>) => {
      shares = { ...shares, ...change };
      saved.save('shares', shares);
    };
    attachSplitter(columnLine, this.main, {
      label: 'Width of the editor',
      orientation: 'vertical',
      variable: '--columns',
      start: shares.columns,
      usual: usualShares.columns,
      controls: work.id,
      least: 35,
      most: 80,
      onChange: (columns) => keep({ columns }),
    });
    attachSplitter(rowLine, work, {
      label: 'Height of the editor',
      orientation: 'horizontal',
      variable: '--rows',
      start: shares.rows,
      usual: usualShares.rows,
      controls: this.regions.editor.section.id,
      least: 20,
      most: 85,
      onChange: (rows) => keep({ rows }),
    });
  }

  private makeTabs(): void {
    this.tabBar.setAttribute('role', 'tablist');
    this.tabBar.setAttribute('aria-label', 'Part that is shown');
    for (const tab of tabs) {
      const button = element('button', 'tab');
      button.type = 'button';
      button.dataset.tab = tab;
      button.setAttribute('role', 'tab');
      button.textContent = tabLabels[tab];
      button.addEventListener('click', () => {
        this.tab = tab;
        this.onTab?.(tab);
      });
      this.tabBar.append(button);
    }
    this.tabBar.addEventListener('keydown', (event) => {
      const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
      if (step === undefined) return;
      const next = tabs[(tabs.indexOf(this.tab) + step + tabs.length) % tabs.length];
      if (!next) return;
      this.tab = next;
      this.tabBar.querySelector<HTMLElement>(`[data-tab=${next}]`)?.focus();
    });
  }
}

/** What Tab would come to first in `host`. */
function firstFocusable(host: HTMLElement): HTMLElement | undefined {
  const all = [...host.querySelectorAll<HTMLElement>(focusable)];
  return all.find((each) => each.tabIndex >= 0 && each.getClientRects().length > 0);
}

function element<K extends keyof HTMLElementTagNameMap>(tag: K, className: string): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  made.className = className;
  return made;
}
