/**
 * A line between two areas that can be dragged, or moved with the arrow keys: the ARIA pattern "window splitter".
 *
 * The size is a CSS variable on the layout, in per cent, so that the areas keep their proportion in a resized window.
 */

/** What a splitter moves. */
export interface SplitterOptions {
  readonly label: string;
  /** The id of the area before the line, whose share it moves. */
  readonly controls: string;
  /** `vertical` is a standing line that moves left and right. */
  readonly orientation: 'vertical' | 'horizontal';
  /** The CSS variable that holds the share of the area before the line. */
  readonly variable: string;
  /** In per cent, as are all shares. */
  readonly start: number;
  /** Where a double click brings it back to. */
  readonly usual: number;
  readonly least: number;
  readonly most: number;
  /** Is told the new share when the person lets go. */
  onChange(share: number): void;
}

const keyStep = 2;

/** Makes `line` a splitter of `area`, whose CSS variable it sets. */
export function attachSplitter(line: HTMLElement, area: HTMLElement, options: SplitterOptions): void {
  const { orientation, variable, least, most } = options;
  let share = options.start;

  const set = (next: number) => {
    share = Math.min(most, Math.max(least, next));
    area.style.setProperty(variable, `${share}%`);
    line.setAttribute('aria-valuenow', String(Math.round(share)));
  };
  line.classList.add('splitter', `splitter-${orientation}`);
  line.tabIndex = 0;
  for (const [name, value] of Object.entries({
    role: 'separator',
    'aria-label': options.label,
    'aria-controls': options.controls,
    'aria-orientation': orientation,
    'aria-valuemin': String(least),
    'aria-valuemax': String(most),
  })) {
    line.setAttribute(name, value);
  }
  set(share);

  line.addEventListener('pointerdown', (event) => {
    line.setPointerCapture(event.pointerId);
    event.preventDefault();
  });
  line.addEventListener('pointermove', (event) => {
    if (!line.hasPointerCapture(event.pointerId)) return;
    const box = area.getBoundingClientRect();
    const part =
      orientation === 'vertical' ? (event.clientX - box.left) / box.width : (event.clientY - box.top) / box.height;
    set(part * 100);
  });
  line.addEventListener('lostpointercapture', () => options.onChange(share));
  line.addEventListener('dblclick', () => {
    set(options.usual);
    options.onChange(share);
  });
  line.addEventListener('keydown', (event) => {
    const [back, forth] = orientation === 'vertical' ? ['ArrowLeft', 'ArrowRight'] : ['ArrowUp', 'ArrowDown'];
    if (event.key === back) set(share - keyStep);
    else if (event.key === forth) set(share + keyStep);
    else if (event.key === 'Home') set(least);
    else if (event.key === 'End') set(most);
    else return;
    event.preventDefault();
    options.onChange(share);
  });
}
