/**
 * The value of what the pointer rests on, or of what is at the cursor, while the program is paused: as a tree that
 * unfolds, in a box at its place in the editor.
 *
 * The box goes when the pointer has left it and what it belongs to; once it has the focus, when that has gone. Opened
 * by the keyboard it has the focus at once, and Escape gives that back to the editor.
 */
import { hasFocus } from '../layout/focus.ts';
import { type Disposable, disposing } from '../panel.ts';
import type { Debugger } from '../session/debugger.ts';
import { evaluatedNode } from '../values/evaluated.ts';
import type { Editor } from './editor.ts';
import { monaco } from './monaco.ts';
import { ValuePopup } from './value-popup.ts';
import { type WrittenExpression, writtenAt, writtenAtCursor } from './written-expression.ts';

/** How long the pointer rests on an expression until its value is shown, in milliseconds. */
const restsFor = 350;

/** How long the box stays when the pointer has left, on its way into the box perhaps. In milliseconds. */
const staysFor = 300;

/** Attaches it to `editor`. */
export function attachHover(editor: Editor, target: Debugger): Disposable {
  const hover = new Hover(editor, target);
  const { code } = editor;
  return disposing(
    hover,
    code.onMouseMove(({ target: under }) => hover.point(under)),
    code.onMouseLeave(() => hover.leaveSoon()),
    code.onKeyDown(() => hover.closeUnlessFocused()),
    code.onDidScrollChange(() => hover.closeUnlessFocused()),
    code.onDidChangeModel(() => hover.close()),
    code.onDidChangeModelContent(() => hover.close()),
    target.subscribe((state, before) => {
      if (state.paused?.number !== before.paused?.number || state.paused?.frameId !== before.paused?.frameId) {
        hover.close();
      }
    }),
    target.signals.on('valueHere', () => hover.showHere()),
  );
}

class Hover implements Disposable {
  private shown: { readonly popup: ValuePopup; readonly range: monaco.Range } | undefined;
  /** What the pointer rests on, until its value is shown. */
  private awaited: { readonly place: WrittenExpression; readonly timer: ReturnType<typeof setTimeout> } | undefined;
  private leaving: ReturnType<typeof setTimeout> | undefined;
  private asked = 0;
  private readonly marks: monaco.editor.IEditorDecorationsCollection;

  constructor(
    private readonly editor: Editor,
    private readonly target: Debugger,
  ) {
    this.marks = editor.code.createDecorationsCollection();
  }

  /** The pointer is over something. */
  point(under: monaco.editor.IMouseTarget): void {
    if (under.type === monaco.editor.MouseTargetType.CONTENT_WIDGET) {
      this.stay();
      return;
    }
    const isText = under.type === monaco.editor.MouseTargetType.CONTENT_TEXT;
    const place = isText && this.target.state.paused ? writtenAt(this.editor.code, under.position) : undefined;
    if (place && this.shown?.range.equalsRange(place.range)) {
      this.stay();
      return;
    }
    if (place && this.awaited?.place.range.equalsRange(place.range)) return;
    this.forget();
    if (this.shown) this.leaveSoon();
    if (!place) return;
    const timer = setTimeout(() => this.target.guard(this.show(place, false)), restsFor);
    this.awaited = { place, timer };
  }

  /** Shows the value of what is selected, or of the name at the cursor, and goes there. */
  showHere(): void {
    if (!this.target.state.paused) return;
    const place = writtenAtCursor(this.editor.code);
    if (place) this.target.guard(this.show(place, true));
    else this.target.signals.send('say', { text: this.target.localize('There is no name at the cursor') });
  }

  /** The pointer has left. */
  leaveSoon(): void {
    this.forget();
    this.stay();
    if (this.shown) this.leaving = setTimeout(() => this.closeUnlessFocused(), staysFor);
  }

  closeUnlessFocused(): void {
    if (this.shown && hasFocus(this.shown.popup.root)) return;
    this.close();
  }

  close(): void {
    this.asked++;
    this.forget();
    this.stay();
    this.marks.clear();
    const { shown } = this;
    this.shown = undefined;
    if (!shown) return;
    const hadFocus = hasFocus(shown.popup.root);
    shown.popup.dispose();
    if (hadFocus) this.editor.code.focus();
  }

  dispose(): void {
    this.close();
  }

  /** The pointer is where it may be. */
  private stay(): void {
    clearTimeout(this.leaving);
  }

  /** The pointer rests on nothing any more. */
  private forget(): void {
    clearTimeout(this.awaited?.timer);
    this.awaited = undefined;
  }

  private async show({ expression, range }: WrittenExpression, isAsked: boolean): Promise<void> {
    this.close();
    const request = this.asked;
    // Who only moves the pointer runs nothing of the program.
    const context = isAsked ? 'watch' : 'hover';
    const node = await evaluatedNode(this.target, expression, expression, context);
    // A name that is not defined here has no value to show: that is not the error of whoever moves the pointer.
    if (request !== this.asked || (node.absent && !isAsked)) return;
    const popup = new ValuePopup(
      this.editor,
      this.target,
      { node, context, at: range.getStartPosition() },
      {
        enter: () => this.stay(),
        leave: () => this.leaveSoon(),
        close: () => this.close(),
      },
    );
    this.shown = { popup, range };
    this.marks.set([{ range, options: { className: 'shown-expression' } }]);
    await popup.open(isAsked);
  }
}
