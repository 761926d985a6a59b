/** How an editor on this page fits the window: narrow.css puts the regions behind tabs, and lets the window scroll. */
import type { Editor } from '../ui/editor/editor.ts';

/**
 * Wraps long lines in a narrow window; in a low one, which scrolls, brings the line that was revealed into it.
 *
 * @param controls - The buttons, which may stand at the window's foot.
 */
export function fitWindow(editor: Editor, controls: HTMLElement): void {
  const narrow = window.matchMedia('(max-width: 760px)');
  const low = window.matchMedia('(max-height: 520px)');
  const fitWidth = () => {
    editor.wrap = narrow.matches;
  };
  narrow.addEventListener('change', fitWidth);
  fitWidth();
  editor.onPlace(({ top, bottom }) => {
    // What stays at the foot of the window covers what is behind it.
    const foot = Math.min(window.innerHeight, controls.getBoundingClientRect().top);
    const end = foot > window.innerHeight / 2 ? foot : window.innerHeight;
    if (low.matches && (top < 0 || bottom > end)) window.scrollBy(0, top - end / 2);
  });
}
