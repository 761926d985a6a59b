/**
 * The head of the editor: the file's name, what is wrong with the program, the way back to where it stands, and
 * breakpoints for those who have no margin to click in.
 */
import { html, nothing, render, type TemplateResult } from 'lit/html.js';
import { breakpointsOn, type Place } from '../../model/breakpoint-list.ts';
import { homeFrame } from '../../model/pause.ts';
import { fileName } from '../../model/program-files.ts';
import type { ViewState } from '../../model/view-state.ts';
import { icon } from '../layout/icons.ts';
import { ariaKey, editorKeys, keyText } from '../layout/keys.ts';
import { type Disposable, disposing } from '../panel.ts';
import type { Debugger } from '../session/debugger.ts';
import { type EditableFiles, haveTabs } from './editable-files.ts';
import type { Editor } from './editor.ts';
import { rangeOf } from './error-mark.ts';

/**
 * Shows the head in `host`, which it has for itself.
 *
 * @param files - Those that have tabs beside it, if they have.
 */
export function attachEditorHeader(
  host: HTMLElement,
  editor: Editor,
  target: Debugger,
  files: EditableFiles | undefined,
): Disposable {
  const { signals, localize } = target;
  const toggle = () => {
    const { line, shownPath: path, shownText } = editor;
    if (path === undefined) return;
    const place = { path, line };
    target.breakpoints.toggle(place);
    const isSet = breakpointsOn(target.state.breakpoints, place).length > 0;
    const code = shownText.getLineContent(line).trim();
    const text = localize(
      isSet ? 'Breakpoint set on line {line}: {code}' : 'Breakpoint removed from line {line}: {code}',
      { line, code: code || localize('empty') },
    );
    signals.send('say', { text });
  };
  const edit = () => {
    const { line, shownPath: path } = editor;
    if (path === undefined) return;
    const place = { path, line };
    // One at a place on the line is the one that is meant where the line has no other.
    const { column } = breakpointsOn(target.state.breakpoints, place)[0] ?? {};
    signals.send('edit', { ...place, ...(column !== undefined && { column }) });
  };
  let foreign: string | undefined;
  const update = (state: ViewState) => {
    const name = fileName(editor.path);
    const back = localize('Back to {file}', { file: name });
    const toStop = localize('Go to the line where the program is paused');
    host.toggleAttribute('data-foreign', foreign !== undefined);
    render(
      html`${
        foreign === undefined
          ? nothing
          : html`<button type="button" class="quiet" aria-label=${back} title=${back} @click=${() => editor.showProgram()}>
              ${icon('back')}<span>${name}</span>
            </button>`
      }
        ${haveTabs(files) && foreign === undefined ? nothing : html`<span class="file-name" title=${foreign ?? nothing}><bdi>${foreign ?? name}</bdi></span>`}
        ${foreign === undefined ? nothing : html`<span class="file-note">${localize('read-only')}</span>`}
        ${errorButton(editor, target)}
        <span class="spacer"></span>
        ${
          homeFrame(state.paused)
            ? html`<button
                type="button"
                class="quiet"
                aria-label=${toStop}
                aria-keyshortcuts=${ariaKey(editorKeys.goToStop)}
                title="${toStop} (${keyText(editorKeys.goToStop, localize)})"
                @click=${() => signals.send('revealStop')}
              >
                ${icon('stand')}
              </button>`
            : nothing
        }
        ${
          editor.shownPath !== undefined
            ? html`<button type="button" class="quiet" aria-keyshortcuts="F9" title="${localize("Toggle a breakpoint on the cursor's line")} (${keyText(editorKeys.toggle, localize)})" @click=${toggle}>
                  ${icon('breakpoint')}<span>${localize('Breakpoint')}</span>
                </button>
                <button type="button" class="quiet" aria-keyshortcuts="Shift+F9" title="${localize("Condition, hit count or log message on the cursor's line")} (${keyText(editorKeys.edit, localize)})" @click=${edit}>
                  ${icon('edit')}<span>${localize('Condition…')}</span>
                </button>`
            : nothing
        }`,
      host,
    );
  };
  editor.onFile((name) => {
    foreign = name;
    update(target.state);
  });
  const shown = (state: ViewState) => [state.syntaxError, state.failure, state.paused !== undefined];
  const unsubscribe = target.subscribe((state, before) => {
    const old = shown(before);
    if (shown(state).some((value, index) => value !== old[index])) update(state);
  });
  const again = () => update(target.state);
  const held = [editor.onProgram(again), ...(files ? [files.onChange(again)] : [])];
  update(target.state);
  return disposing(unsubscribe, ...held, signals.on('toggleHere', toggle), signals.on('editHere', edit));
}

/** What ended the program, or kept it from starting, and the way to its line. */
function errorButton(editor: Editor, { state, signals, localize }: Debugger): TemplateResult | typeof nothing {
  const { syntaxError, failure } = state;
  const button = (what: string, { path, line }: Place, message: string, column = 1) =>
    html`<button type="button" class="quiet syntax-error" title=${message} @click=${() => signals.send('reveal', { path, line, column })}>
      <span><span class="syntax-word">${localize('{what} in', { what })} </span>${localize('line {line}', { line })}</span>
    </button>`;
  if (syntaxError) {
    const isShown = syntaxError.path === editor.path;
    const column = isShown ? rangeOf(editor.program, syntaxError).startColumn : 1;
    return button(localize('Syntax error'), syntaxError, syntaxError.message, column);
  }
  if (!failure) return nothing;
  return button(failure.exceptionId, failure, failure.description);
}
