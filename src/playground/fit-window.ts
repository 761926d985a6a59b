/** How an editor on this page fits the window: narrow.css puts the regions behind tabs, and lets the window scroll. */
import type { Editor } from '../ui/editor/editor.ts';

/** Wraps long lines in a narrow window; in a low one, which scrolls, brings the line that was revealed into it. */
export function fitWindow(editor: Editor): void {
  const narrow = window.matchMedia('(max-width: 760px)');
  const low = window.matchMedia('(max-height: 520px)');
  const fitWidth = () => {
    editor.wrap = narrow.matches;
  };
  narrow.addEventListener('change', fitWidth);
  fitWidth();
  editor.onPlace(({ top, bottom }) => {
    const isOut = top < 0 || bottom > window.innerHeight;
    if (low.matches && isOut) window.scrollBy(0, top - window.innerHeight / 2);
  });
}
