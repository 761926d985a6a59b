/** Where the program is, in the editor: the line that runs next, the line of a selected outer frame, an exception. */
import type { DebugProtocol } from '@vscode/debugprotocol';
import { html, nothing, render } from 'lit';
import { exceptionKind } from '../client/exception-kind.ts';
import { programPath } from '../client/program.ts';
import { type Pause, selectedFrame, type ViewState } from '../client/view-state.ts';
import { type Debugger, topFrame } from './debugger.ts';
import type { Editor } from './editor.ts';
import { LineZone } from './line-zone.ts';
import { monaco } from './monaco.ts';

/** Marks the selected frame's line in `editor` while `target` is paused. */
export function attachExecutionMark(editor: Editor, target: Debugger): () => void {
  const marks = editor.code.createDecorationsCollection();
  let zone: LineZone | undefined;
  let shown = 0;

  const clear = () => {
    marks.clear();
    zone?.dispose();
    zone = undefined;
  };
  const show = async (state: ViewState) => {
    const request = ++shown;
    const frame = selectedFrame(state);
    const { paused } = state;
    if (!frame || !paused) {
      clear();
      return;
    }
    if (!(await open(editor, target, frame)) || request !== shown) {
      if (request === shown) clear();
      return;
    }
    clear();
    const isTop = frame.id === topFrame(paused)?.id;
    const isException = isTop && paused.reason === 'exception';
    const line = Math.min(Math.max(1, frame.line), editor.code.getModel()?.getLineCount() ?? 1);
    const look = isException ? 'exception' : isTop ? 'next' : 'caller';
    marks.set([
      {
        range: new monaco.Range(line, 1, line, 1),
        options: {
          isWholeLine: true,
          className: `line-${look}`,
          // Not on every row of a line that is wrapped.
          firstLineDecorationClassName: `arrow arrow-${look}`,
          stickiness: monaco.editor.TrackedRangeStickiness.NeverGrowsWhenTypingAtEdges,
        },
      },
    ]);
    if (isException) zone = new LineZone(editor, 'exception', line, exceptionMessage(paused), true);
    editor.reveal(line);
  };
  const unsubscribe = target.subscribe((state, before) => {
    const moved = state.paused?.number !== before.paused?.number || state.paused?.frameId !== before.paused?.frameId;
    if (moved) target.guard(show(state));
  });
  return () => {
    unsubscribe();
    clear();
  };
}

/** Opens the file of `frame`; false if it has none that can be shown. */
async function open(editor: Editor, target: Debugger, frame: DebugProtocol.StackFrame): Promise<boolean> {
  const { source } = frame;
  if (!source || source.path === programPath) {
    editor.showProgram();
    return source !== undefined;
  }
  const { paused } = target.state;
  const text = await target.sourceOf(source);
  if (target.state.paused?.number !== paused?.number) return false;
  editor.showForeign({ name: source.path ?? source.name ?? frame.name, text });
  return true;
}

function exceptionMessage({ exception, description, text }: Pause): HTMLElement {
  const box = document.createElement('div');
  box.className = 'exception';
  const message = exception?.description ?? exception?.details?.message ?? text;
  render(
    html`<strong class="exception-name">${exception?.exceptionId ?? text ?? 'Exception'}</strong>
      <span class="exception-kind">${exceptionKind(exception?.breakMode)}</span>
      ${message ? html`<p class="exception-text">${message}</p>` : description ? html`<p>${description}</p>` : nothing}`,
    box,
  );
  return box;
}
