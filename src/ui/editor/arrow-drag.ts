/**
 * The arrow at the line where the program stands can be dragged to the line that is to run next; for those who have no
 * pointer there are the button and the key of `line-actions.ts`.
 */
import { endsProgram, homeFrame, topFrame } from '../../model/pause.ts';
import { type Disposable, disposing } from '../panel.ts';
import type { Debugger } from '../session/debugger.ts';
import type { Editor } from './editor.ts';
import { monaco } from './monaco.ts';
import type { Refusal } from './refusal.ts';

const { GUTTER_LINE_DECORATIONS } = monaco.editor.MouseTargetType;

/** Listens in `editor` for drags of the arrow. Escape, and letting go outside of the text, leave all as it is. */
export function attachArrowDrag(editor: Editor, target: Debugger, refusal: Refusal): Disposable {
  const { code, root } = editor;
  const ghost = code.createDecorationsCollection();
  /** The line of the arrow while it is dragged, and of the stop that it is of. */
  let from: { readonly line: number; readonly stop: number } | undefined;
  let over: number | undefined;

  /** The line whose arrow can be dragged: of the function that is paused, not of one that waits for another. */
  const arrowLine = () => {
    const { paused } = target.state;
    const home = homeFrame(paused);
    if (!home || endsProgram(paused) || home.id !== topFrame(paused)?.id) return undefined;
    return home.source?.path !== undefined && home.source.path === editor.shownPath ? home.line : undefined;
  };
  const isArrow = ({ type, position }: monaco.editor.IMouseTarget) =>
    type === GUTTER_LINE_DECORATIONS && position !== null && position.lineNumber === arrowLine();
  const end = () => {
    from = over = undefined;
    ghost.clear();
    root.classList.remove('drags-arrow');
  };
  const drop = () => {
    const [started, line, path] = [from, over, editor.shownPath];
    end();
    if (!started || line === undefined || line === started.line || path === undefined) return;
    if (target.state.paused?.number !== started.stop) return;
    refusal.of(line, target.jumps.setNext({ path, line }));
  };
  const point = (line: number | undefined) => {
    if (line === over) return;
    over = line;
    const isElsewhere = line !== undefined && line !== from?.line;
    const options = { isWholeLine: true, className: 'line-drop', firstLineDecorationClassName: 'arrow arrow-drop' };
    ghost.set(isElsewhere ? [{ range: new monaco.Range(line, 1, line, 1), options }] : []);
  };
  const onKey = (event: KeyboardEvent) => {
    if (!from || event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    end();
  };
  const { ownerDocument } = root;
  ownerDocument.addEventListener('keydown', onKey, { capture: true });
  ownerDocument.addEventListener('pointerup', drop);
  ownerDocument.addEventListener('pointercancel', end);
  return disposing(
    () => ownerDocument.removeEventListener('keydown', onKey, { capture: true }),
    () => ownerDocument.removeEventListener('pointerup', drop),
    () => ownerDocument.removeEventListener('pointercancel', end),
    end,
    code.onMouseDown(({ event, target: under }) => {
      const { paused } = target.state;
      if (!event.leftButton || !paused || !isArrow(under) || !under.position) return;
      from = { line: under.position.lineNumber, stop: paused.number };
      root.classList.add('drags-arrow');
    }),
    code.onMouseMove(({ target: under }) => {
      if (from) point(under.position?.lineNumber);
      else root.classList.toggle('over-arrow', isArrow(under));
    }),
    code.onMouseLeave(() => {
      root.classList.remove('over-arrow');
      if (from) point(undefined);
    }),
  );
}
