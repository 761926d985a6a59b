/** The head of the region "Editor": the file's name, and breakpoints for who has no margin to click in. */
import { html, nothing, render } from 'lit';
import type { ViewState } from '../client/view-state.ts';
import { isKey } from './commands.ts';
import type { Debugger } from './debugger.ts';
import type { Editor } from './editor.ts';
import { icon } from './icons.ts';
import { rangeOf } from './syntax-mark.ts';

const toggleKey = { key: 'F9' };
const editKey = { key: 'F9', shift: true };

/**
 * Shows the head in `host` and listens for F9 and Shift+F9 on the window.
 *
 * @param onEdit opens the form for a line.
 */
export function attachEditorHeader(
  host: HTMLElement,
  editor: Editor,
  target: Debugger,
  onEdit: (line: number) => void,
): () => void {
  const content = document.createElement('div');
  content.className = 'editor-header';
  host.append(content);
  const toggle = () => {
    if (editor.showsProgram) target.toggleBreakpoint(editor.line);
  };
  const edit = () => {
    if (editor.showsProgram) onEdit(editor.line);
  };
  const onKey = (event: KeyboardEvent) => {
    const action = isKey(event, toggleKey) ? toggle : isKey(event, editKey) ? edit : undefined;
    if (!action) return;
    event.preventDefault();
    event.stopPropagation();
    action();
  };
  let foreign: string | undefined;
  const update = (state: ViewState) => {
    render(
      html`<span class="file-name">${foreign ?? 'main.py'}</span>
        ${
          foreign === undefined
            ? nothing
            : html`<button type="button" class="quiet" @click=${() => editor.showProgram()}>Back to main.py</button>`
        }
        ${state.edited ? html`<span class="edited">Changed since the start. Restart to use it.</span>` : nothing}
        ${
          state.syntaxError
            ? html`<button type="button" class="quiet syntax-error" title=${state.syntaxError.message} @click=${() => goTo(editor, state)}>
                <span><span class="syntax-word">Syntax error in </span>line ${state.syntaxError.line}</span>
              </button>`
            : nothing
        }
        <span class="spacer"></span>
        ${
          foreign === undefined
            ? html`<button type="button" class="quiet" aria-keyshortcuts="F9" title="Toggle a breakpoint on the cursor's line (F9)" @click=${toggle}>
                  ${icon('breakpoint')}<span>Breakpoint</span>
                </button>
                <button type="button" class="quiet" aria-keyshortcuts="Shift+F9" title="Condition, hit count or log message on the cursor's line (Shift+F9)" @click=${edit}>
                  ${icon('edit')}<span>Condition…</span>
                </button>`
            : nothing
        }`,
      content,
    );
  };
  editor.onFile((name) => {
    foreign = name;
    update(target.state);
  });
  window.addEventListener('keydown', onKey, { capture: true });
  const unsubscribe = target.subscribe((state, before) => {
    if (state.edited !== before.edited || state.syntaxError !== before.syntaxError) update(state);
  });
  update(target.state);
  return () => {
    window.removeEventListener('keydown', onKey, { capture: true });
    unsubscribe();
  };
}

function goTo(editor: Editor, { syntaxError }: ViewState): void {
  if (syntaxError) editor.goTo(syntaxError.line, rangeOf(editor.program, syntaxError).startColumn);
}
