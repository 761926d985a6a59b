/**
 * Splitters between parts that stand one above the other, of which some may be folded.
 *
 * Until the person moves one, the style sheet says how high each part is. From then on the heights are the person's, as
 * `flex-grow`, so that the parts keep their proportion when one is folded or the window is resized.
 */
import { inEnglish, type Localize } from '../../model/localize.ts';
import { type Disposable, disposing } from '../panel.ts';
import { makeSplitter } from './splitter.ts';

/** One part of the stack. */
export interface StackPart {
  readonly name: string;
  readonly label: string;
  readonly element: HTMLElement;
}

/** Keeps the heights over a reload. */
export interface HeightStore {
  load(): Readonly<Record<string, number>> | undefined;
  /** `undefined`: as the style sheet says. */
  save(heights: Readonly<Record<string, number>> | undefined): void;
}

/** The least height of a part, its head included, in pixels. */
const least = 64;

const heightOf = (element: HTMLElement | undefined) => element?.getBoundingClientRect().height ?? 0;

const isOpen = ({ element }: StackPart) => !element.hasAttribute('data-closed');

/** Fills `stack` with `parts` and lines between them. A folded part is one with the attribute `data-closed`. */
export function stackWithSplitters(
  stack: HTMLElement,
  parts: readonly StackPart[],
  store: HeightStore,
  localize: Localize = inEnglish,
): Disposable {
  let heights = store.load();
  const apply = () => {
    stack.toggleAttribute('data-sized', heights !== undefined);
    for (const { name, element } of parts) {
      const height = heights?.[name];
      if (height === undefined) element.style.removeProperty('--share');
      else element.style.setProperty('--share', String(height));
    }
  };
  const lines = parts.slice(0, -1).map((part, index) => {
    const line = stack.ownerDocument.createElement('div');
    /** The next part below that can give, or take, what this one takes or gives. */
    const below = () => parts.slice(index + 1).find(isOpen);
    const inPercent = (pixels: number) => (100 * pixels) / Math.max(1, stack.clientHeight);
    const both = () => heightOf(part.element) + heightOf(below()?.element);
    const show = makeSplitter(
      line,
      {
        label: localize('Height of {panel}', { panel: part.label }),
        controls: part.element.id,
        orientation: 'horizontal',
      },
      {
        share: () => ({
          now: inPercent(heightOf(part.element)),
          least: inPercent(least),
          most: inPercent(Math.max(least, both() - least)),
        }),
        at: (event) => inPercent(event.clientY - part.element.getBoundingClientRect().top),
        set(share) {
          const other = below();
          if (!other) return;
          const total = both();
          const height = (share * stack.clientHeight) / 100;
          const measured = parts.filter(isOpen).map(({ name, element }) => [name, heightOf(element)] as const);
          heights = { ...heights, ...Object.fromEntries(measured), [part.name]: height, [other.name]: total - height };
          apply();
        },
        reset() {
          heights = undefined;
          apply();
          store.save(heights);
        },
        onChange: () => store.save(heights),
      },
    );
    const update = () => {
      line.style.visibility = isOpen(part) && below() ? '' : 'hidden';
      show();
    };
    return { line, update };
  });
  stack.append(...parts.flatMap(({ element }, index) => [element, ...(lines[index] ? [lines[index].line] : [])]));
  apply();
  // Folding, another window and other contents all change some height.
  const observer = new ResizeObserver(() => {
    for (const { update } of lines) update();
  });
  for (const { element } of parts) observer.observe(element);
  return disposing(...lines.map(({ line }) => line), () => observer.disconnect());
}
