/**
 * What is to be said of a text that was edited under its program, below the text: that it is not in use, the button that
 * takes it into use, and what became of that.
 */
import { html, nothing, render, type TemplateResult } from 'lit/html.js';
import type { Localize } from '../../model/localize.ts';
import { type ReportGroup, type ReportItem, reloadHeadline, reportGroups } from '../../model/reload-report.ts';
import { presentPlace, type ReloadReport } from '../../model/running-text.ts';
import type { ViewState } from '../../model/view-state.ts';
import { hasFocus, isNobodyFocused } from '../layout/focus.ts';
import { icon } from '../layout/icons.ts';
import { ariaKey, editorKeys, keyText } from '../layout/keys.ts';
import { type Disposable, disposing } from '../panel.ts';
import { isDebugging } from '../session/conductor.ts';
import type { Debugger } from '../session/debugger.ts';
import { canReload, HotReload } from '../session/hot-reload.ts';
import type { Editor } from './editor.ts';

/** Shows it below `root`, which has the editor. */
export function attachChanges(root: HTMLElement, editor: Editor, target: Debugger): Disposable {
  const host = root.ownerDocument.createElement('div');
  host.className = 'changes';
  root.after(host);
  const { signals, localize } = target;
  const apply = async () => {
    const { state } = target;
    if (!canReload(state, editor.path)) {
      if (!state.reloading) signals.send('say', { text: whyNot(state, editor.path, localize) });
      return;
    }
    const hadFocus = hasFocus(host);
    await new HotReload(target).apply(editor.path);
    // The button is gone, with the focus; what is read next is what became of it.
    if (hadFocus && isNobodyFocused(host)) focusReport();
  };
  const focusReport = () => {
    const button = host.querySelector<HTMLElement>('.changes-dismiss');
    if (button) button.focus();
    else editor.code.focus();
  };
  const perform = () => target.guard(apply());
  const dismiss = () => {
    target.dispatch({ type: 'reloadDismissed' });
    editor.code.focus();
  };
  const reveal = (item: ReportItem) => {
    const place = item.place && presentPlace(target.state.edits, item.place);
    if (place) signals.send('reveal', place);
  };
  const update = (state: ViewState) => {
    const wasShown = host.childElementCount > 0;
    const report = state.reload?.path === editor.path ? state.reload : undefined;
    render(
      editor.showsProgram
        ? html`${state.edits.has(editor.path) ? note(state, editor.path, perform, localize) : nothing}
            ${report ? reportOf(report, state, { dismiss, reveal }, localize) : nothing}`
        : nothing,
      host,
    );
    if (!wasShown && host.childElementCount > 0) keepCursorInView(editor);
  };
  editor.onFile(() => update(target.state));
  const shown = (state: ViewState) => [state.edits, state.reloading, state.reload, state.execution, state.mode];
  const unsubscribe = target.subscribe((state, before) => {
    const old = shown(before);
    if (shown(state).some((value, index) => value !== old[index])) update(state);
  });
  update(target.state);
  return disposing(
    host,
    unsubscribe,
    editor.onProgram(() => update(target.state)),
    signals.on('applyChanges', perform),
  );
}

/** Why there is nothing to apply. */
function whyNot(state: ViewState, path: string, localize: Localize): string {
  if (!isDebugging(state)) return localize('Changes are applied while a program is debugged');
  return localize(state.edits.has(path) ? 'Changes cannot be applied here' : 'Nothing was changed since the start');
}

/** That the text is another one than that which runs. */
function note(state: ViewState, path: string, apply: () => void, localize: Localize): TemplateResult {
  const isApplying = state.reloading?.path === path;
  const isOffered = isDebugging(state) && state.hindrance === undefined;
  return html`<div class="changes-note">
    <span class="edited">${localize('Changed since the start. Restart to use it.')}</span>
    ${
      isOffered
        ? html`<button
            type="button"
            class="changes-apply"
            aria-disabled=${String(isApplying)}
            aria-keyshortcuts=${ariaKey(editorKeys.applyChanges)}
            title="${localize('Apply changes: functions run the new code at their next call')} (${keyText(editorKeys.applyChanges, localize)})"
            @click=${apply}
          >${icon('apply')}<span>${localize(isApplying ? 'Applying …' : 'Apply changes')}</span></button>`
        : nothing
    }
  </div>`;
}

interface ReportActions {
  dismiss(): void;
  reveal(item: ReportItem): void;
}

function reportOf(report: ReloadReport, state: ViewState, actions: ReportActions, localize: Localize): TemplateResult {
  const isGood = report.answer.applied;
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    actions.dismiss();
  };
  return html`<section class="changes-report" aria-label=${localize('Applied changes')} ?data-refused=${!isGood} @keydown=${onKey}>
    <div class="changes-head">
      ${icon(isGood ? 'done' : 'refused')}<strong>${reloadHeadline(report, localize)}</strong>
      <button type="button" class="mini changes-dismiss" aria-label=${localize('Dismiss')} title=${localize('Dismiss (Esc)')} @click=${actions.dismiss}>
        ${icon('remove')}
      </button>
    </div>
    ${reportGroups(report, localize).map((group) => groupOf(group, state, actions, localize))}
  </section>`;
}

function groupOf(
  { title, items }: ReportGroup,
  state: ViewState,
  actions: ReportActions,
  localize: Localize,
): TemplateResult {
  return html`<div class="changes-group">
    <p class="changes-title">${title}</p>
    <ul aria-label=${title}>${items.map((item) => html`<li>${itemOf(item, state, actions, localize)}</li>`)}</ul>
  </div>`;
}

function itemOf(item: ReportItem, { edits }: ViewState, actions: ReportActions, localize: Localize): TemplateResult {
  const place = item.place && presentPlace(edits, item.place);
  return html`<code>${item.name}</code>${
    place
      ? html`<button type="button" class="changes-line" @click=${() => actions.reveal(item)}>${localize('line {line}', { line: place.line })}</button>`
      : nothing
  }${item.reason ? html`<span class="changes-reason">${item.reason}</span>` : nothing}`;
}

/** The editor gets lower by what is shown below it, which must not cover where a person writes. */
function keepCursorInView({ code }: Editor): void {
  if (!code.hasTextFocus()) return;
  const laidOut = code.onDidLayoutChange(() => {
    laidOut.dispose();
    const position = code.getPosition();
    if (position) code.revealPosition(position);
  });
}
