/**
 * The program as plain text, in the place of the editor until that is loaded: it can be read, and where it is paused can
 * be seen, by whoever debugs at once. Its margin sets breakpoints as the editor's does.
 */
import { html, render } from 'lit/html.js';
import { type Breakpoint, breakpointsOf, kindOf } from '../../model/breakpoint-list.ts';
import { fileName } from '../../model/program-files.ts';
import { isPlainRun, selectedFrame } from '../../model/view-state.ts';
import { validityOf } from '../breakpoints/breakpoints.ts';
import { append, type Disposable, disposing } from '../panel.ts';
import type { Debugger } from '../session/debugger.ts';
import type { ProgramText } from './editable-files.ts';

/** More than are seen at once. */
const mostLines = 200;
/** Lines above that where the program is paused. */
const context = 10;

/** Shows the program in `root`. */
export function attachTextPreview(root: HTMLElement, target: Debugger, program: () => ProgramText): Disposable {
  const preview = append(root, 'pre', 'text-preview');
  preview.tabIndex = 0;
  preview.addEventListener('click', ({ target: clicked }) => {
    const margin = clicked instanceof Element ? clicked.closest<HTMLElement>('[data-line]') : null;
    if (margin) target.breakpoints.toggle({ path: program().path, line: Number(margin.dataset.line) });
  });
  const show = () => {
    const { state } = target;
    const { path, text: first } = program();
    const text = target.files.text(path) ?? first;
    const frame = selectedFrame(state);
    const next = frame?.source?.path === path ? frame.line : undefined;
    const glyphs = new Map(
      breakpointsOf(state.breakpoints, path).map((each) => [each.line, glyphOf(each, isPlainRun(state))]),
    );
    const lines = text.split('\n');
    const above = next !== undefined && next > mostLines ? next - 1 - context : 0;
    const label = target.localize('Python program, {file}; the editor is being loaded', { file: fileName(path) });
    preview.setAttribute('aria-label', label);
    render(
      lines.slice(above, above + mostLines).map((line, index) => {
        const number = above + index + 1;
        const isNext = number === next;
        return html`<span class=${isNext ? 'preview-line line-next' : 'preview-line'}><span class="preview-margin" aria-hidden="true" data-line=${number}><span class=${glyphs.get(number) ?? ''}></span><span>${number}</span></span><span aria-hidden="true" class=${isNext ? 'arrow' : ''}></span><span>${line}\n</span></span>`;
      }),
      preview,
    );
    preview.querySelector('.line-next')?.scrollIntoView({ block: 'nearest' });
  };
  show();
  const unsubscribe = target.subscribe((state, before) => {
    const isMoved = selectedFrame(state) !== selectedFrame(before);
    if (isMoved || state.breakpoints !== before.breakpoints || isPlainRun(state) !== isPlainRun(before)) show();
  });
  return disposing(preview, unsubscribe, target.signals.on('opened', show));
}

/** The class of its look. */
function glyphOf(breakpoint: Breakpoint, plainRun: boolean): string {
  return `glyph glyph-${kindOf(breakpoint)} glyph-${validityOf(breakpoint, plainRun)}`;
}
