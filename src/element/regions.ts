/** Where the parts of an opened element are: code with the output below it, and values beside. */
import { type Localize, words } from '../model/localize.ts';
import type { PanelName } from './attributes.ts';

/** What each panel beside the code is called, in English. */
const TITLES: Readonly<Record<PanelName, string>> = {
  variables: words('Variables'),
  watch: words('Watch'),
  stack: words('Call stack'),
  breakpoints: words('Breakpoints'),
  'frame-evaluation': words('Frame evaluation'),
  terminal: words('Terminal'),
};

/** A place with a head. */
export interface Region {
  readonly head: HTMLElement;
  readonly body: HTMLElement;
}

/** The places of an opened element. */
export interface Regions {
  readonly root: HTMLElement;
  readonly controls: HTMLElement;
  readonly notes: HTMLElement;
  readonly editor: HTMLElement;
  region(name: PanelName): Region | undefined;
  /** Makes the place of a lesson, above the others. */
  lesson(): HTMLElement;
  readonly overlay: HTMLElement;
}

/** Sizes up to which a region is narrow or low, in pixels. */
const NARROW = 560;
const LOW = 440;
/** Up to which the head of the editor has no room for its buttons. */
const TIGHT = 600;

/** Makes the places in which `panels` are shown. */
export function makeRegions(panels: readonly PanelName[], localize: Localize): Regions {
  const root = make('div', 'opened');
  const controls = make('div', 'controls');
  controls.part.add('bar');
  const notes = make('div', 'notes');
  notes.role = 'alert';
  const editor = named(make('section', 'region code'), localize('Editor'));
  editor.part.add('code');
  const overlay = make('div', 'overlay');
  const beside = make('div', 'beside');
  const made = new Map(panels.map((name) => [name, region(name, localize(TITLES[name]))]));
  const parts = make('div', 'parts');
  parts.append(editor);
  for (const [name, { section }] of made) (name === 'terminal' ? parts : beside).append(section);
  if (beside.childElementCount > 0) parts.append(beside);
  parts.toggleAttribute('data-beside', beside.childElementCount > 0);
  parts.toggleAttribute('data-terminal', made.has('terminal'));
  root.append(controls, notes, parts, overlay);
  // Not by container queries: a container would be what Monaco's menus and hovers are placed in.
  const sizes = new ResizeObserver(() => {
    root.toggleAttribute('data-narrow', root.clientWidth <= NARROW);
    root.toggleAttribute('data-low', root.clientHeight <= LOW);
    root.toggleAttribute('data-tight', editor.clientWidth <= TIGHT);
  });
  sizes.observe(root);
  const lesson = () => {
    const place = named(make('section', 'region lesson'), localize('Lesson'));
    place.part.add('lesson');
    parts.before(place);
    return place;
  };
  return { root, controls, notes, editor, overlay, region: (name) => made.get(name), lesson };
}

function region(name: PanelName, title: string): Region & { readonly section: HTMLElement } {
  const section = named(make('section', `region ${name}`), title);
  section.part.add(name);
  const head = make('div', 'region-head');
  const body = make('div', 'region-body');
  const heading = make('h3', 'region-title');
  heading.textContent = title;
  head.append(heading);
  section.append(head, body);
  return { section, head, body };
}

function named(element: HTMLElement, name: string): HTMLElement {
  element.ariaLabel = name;
  return element;
}

function make(tag: keyof HTMLElementTagNameMap, className: string): HTMLElement {
  const element = document.createElement(tag);
  element.className = className;
  return element;
}
