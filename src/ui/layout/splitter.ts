/**
 * A line between two areas that can be dragged, or moved with the arrow keys: the ARIA pattern "window splitter".
 *
 * Sizes are in per cent, so that the areas keep their proportion in a resized window.
 */

/** What a splitter is to people. */
export interface SplitterNames {
  readonly label: string;
  /** The id of the area before the line, whose share it moves. */
  readonly controls: string;
  /** `vertical` is a standing line that moves left and right. */
  readonly orientation: 'vertical' | 'horizontal';
}

/** What a splitter moves. All shares are in per cent. */
export interface SplitterMotion {
  /** The share of the area before the line now, the least and the most. */
  readonly share: () => { readonly now: number; readonly least: number; readonly most: number };
  /** The share that brings the line under the pointer. */
  readonly at: (event: PointerEvent) => number;
  /** Is given a share between the least and the most. */
  readonly set: (share: number) => void;
  /** A double click: back to where it is usually. */
  readonly reset: () => void;
  /** The person has released the handle. */
  readonly onChange: () => void;
}

/** What a splitter between two areas of a grid moves: a CSS variable that holds the share of the area before the line. */
export interface SplitterOptions extends SplitterNames {
  readonly variable: string;
  readonly start: number;
  /** Where a double click brings it back to. */
  readonly usual: number;
  readonly least: number;
  readonly most: number;
  /** Is given the new share when the person releases the handle. */
  onChange(share: number): void;
}

const keyStep = 2;

/** Makes `line` a splitter. @returns what shows the share anew when something else has moved it. */
export function makeSplitter(line: HTMLElement, names: SplitterNames, motion: SplitterMotion): () => void {
  const { orientation } = names;
  const show = () => {
    const { now, least, most } = motion.share();
    line.setAttribute('aria-valuenow', String(Math.round(now)));
    line.setAttribute('aria-valuemin', String(Math.round(least)));
    line.setAttribute('aria-valuemax', String(Math.round(most)));
  };
  const set = (share: number) => {
    const { least, most } = motion.share();
    motion.set(Math.min(most, Math.max(least, share)));
    show();
  };
  line.classList.add('splitter', `splitter-${orientation}`);
  line.tabIndex = 0;
  for (const [name, value] of Object.entries({
    role: 'separator',
    'aria-label': names.label,
    'aria-controls': names.controls,
    'aria-orientation': orientation,
  })) {
    line.setAttribute(name, value);
  }
  show();

  line.addEventListener('pointerdown', (event) => {
    line.setPointerCapture(event.pointerId);
    event.preventDefault();
  });
  line.addEventListener('pointermove', (event) => {
    if (line.hasPointerCapture(event.pointerId)) set(motion.at(event));
  });
  line.addEventListener('lostpointercapture', () => motion.onChange());
  line.addEventListener('dblclick', () => {
    motion.reset();
    show();
  });
  line.addEventListener('keydown', (event) => {
    const [back, forth] = orientation === 'vertical' ? ['ArrowLeft', 'ArrowRight'] : ['ArrowUp', 'ArrowDown'];
    const { now, least, most } = motion.share();
    if (event.key === back) set(now - keyStep);
    else if (event.key === forth) set(now + keyStep);
    else if (event.key === 'Home') set(least);
    else if (event.key === 'End') set(most);
    else return;
    event.preventDefault();
    motion.onChange();
  });
  return show;
}

/** Makes `line` a splitter of `area`, whose CSS variable it sets. */
export function attachSplitter(line: HTMLElement, area: HTMLElement, options: SplitterOptions): void {
  const { orientation, variable, least, most } = options;
  let now = options.start;
  const set = (share: number) => {
    now = share;
    area.style.setProperty(variable, `${share}%`);
  };
  set(Math.min(most, Math.max(least, now)));
  makeSplitter(line, options, {
    share: () => ({ now, least, most }),
    at(event) {
      const box = area.getBoundingClientRect();
      const part =
        orientation === 'vertical' ? (event.clientX - box.left) / box.width : (event.clientY - box.top) / box.height;
      return part * 100;
    },
    set,
    reset() {
      set(options.usual);
      options.onChange(now);
    },
    onChange: () => options.onChange(now),
  });
}
