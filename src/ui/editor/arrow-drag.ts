/**
 * The arrow at the line where the program stands can be dragged to the line that is to run next; for those who have no
 * pointer there are the menu of the margin, and the button and the key of `line-actions.ts`. A finger takes it anywhere in
 * the margin of its line, since the arrow itself is smaller than a finger.
 */
import { endsProgram, homeFrame, topFrame } from '../../model/pause.ts';
import { type Disposable, disposing } from '../panel.ts';
import type { Debugger } from '../session/debugger.ts';
import type { Editor } from './editor.ts';
import { monaco } from './monaco.ts';
import type { Refusal } from './refusal.ts';

const { GUTTER_GLYPH_MARGIN, GUTTER_LINE_NUMBERS, GUTTER_LINE_DECORATIONS } = monaco.editor.MouseTargetType;
const MARGIN: readonly monaco.editor.MouseTargetType[] = [
  GUTTER_GLYPH_MARGIN,
  GUTTER_LINE_NUMBERS,
  GUTTER_LINE_DECORATIONS,
];

/** Pixels by which a finger moves that drags, and not only taps. */
const DRAGGED = 8;

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
  const begin = (line: number | undefined) => {
    const { paused } = target.state;
    if (!paused || line === undefined) return;
    from = { line, stop: paused.number };
    root.classList.add('drags-arrow');
  };
  const finger = followFinger(root, {
    takes(x, y) {
      const under = code.getTargetAtClientPoint(x, y);
      return under !== null && MARGIN.includes(under.type) && under.position?.lineNumber === arrowLine();
    },
    begin: () => begin(arrowLine()),
    move(x, y) {
      point(code.getTargetAtClientPoint(x, y)?.position?.lineNumber);
    },
    drop,
    end,
  });
  const { ownerDocument } = root;
  ownerDocument.addEventListener('keydown', onKey, { capture: true });
  ownerDocument.addEventListener('pointerup', drop);
  ownerDocument.addEventListener('pointercancel', end);
  return disposing(
    () => ownerDocument.removeEventListener('keydown', onKey, { capture: true }),
    () => ownerDocument.removeEventListener('pointerup', drop),
    () => ownerDocument.removeEventListener('pointercancel', end),
    end,
    finger,
    code.onMouseDown(({ event, target: under }) => {
      if (event.leftButton && isArrow(under)) begin(under.position?.lineNumber);
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

/** What a finger can do that was put down where something is taken. */
interface Dragging {
  takes(x: number, y: number): boolean;
  begin(): void;
  move(x: number, y: number): void;
  drop(): void;
  /** It was lost, or another finger came. */
  end(): void;
}

/** Follows a finger in `root`. Monaco makes mouse events of a tap alone, and the browser would scroll. */
function followFinger(root: HTMLElement, dragging: Dragging): Disposable {
  let start: { readonly x: number; readonly y: number } | undefined;
  let isDragged = false;
  const end = () => {
    if (isDragged) dragging.end();
    start = undefined;
    isDragged = false;
  };
  const onStart = ({ touches }: TouchEvent) => {
    end();
    const [touch] = touches;
    if (!touch || touches.length > 1) return;
    const { clientX: x, clientY: y } = touch;
    if (dragging.takes(x, y)) start = { x, y };
  };
  const onMove = (event: TouchEvent) => {
    const [touch] = event.touches;
    if (!start || !touch) return;
    const { clientX: x, clientY: y } = touch;
    // From the first move on, or the browser begins to scroll.
    event.preventDefault();
    if (!isDragged && Math.hypot(x - start.x, y - start.y) < DRAGGED) return;
    if (!isDragged) dragging.begin();
    isDragged = true;
    dragging.move(x, y);
  };
  const onEnd = (event: TouchEvent) => {
    if (isDragged) {
      event.preventDefault();
      dragging.drop();
    }
    isDragged = false;
    start = undefined;
  };
  const listeners = [
    ['touchstart', onStart],
    ['touchmove', onMove],
    ['touchend', onEnd],
    ['touchcancel', end],
  ] as const;
  for (const [type, listener] of listeners) {
    root.addEventListener(type, listener as EventListener, { capture: true, passive: false });
  }
  return disposing(() => {
    for (const [type, listener] of listeners) {
      root.removeEventListener(type, listener as EventListener, { capture: true });
    }
  });
}
