/** The buttons that drive the program, and their keys. */
import { html, render, type TemplateResult } from 'lit';
import type { ViewState } from '../client/view-state.ts';
import { ariaKey, type Command, commands, isKey, keyText } from './commands.ts';
import type { Debugger } from './debugger.ts';
import { icon } from './icons.ts';

/**
 * Shows the toolbar in `host` and listens for its keys on `keyTarget`.
 *
 * A button that cannot be used is `aria-disabled`, not `disabled`: stepping makes "Step over" unusable for a moment,
 * and a disabled button would lose the focus to nowhere.
 *
 * @returns what takes the keys away again.
 */
export function attachToolbar(host: HTMLElement, target: Debugger, keyTarget: Window): () => void {
  const perform = (command: Command) => {
    if (command.enabled(target.state)) target.guard(command.perform(target));
  };
  const onKey = (event: KeyboardEvent) => {
    const matching = commands.filter((command) => isKey(event, command.key));
    if (matching.length === 0) return;
    // Also when nothing is enabled: F5 must never reload the page under a running program.
    event.preventDefault();
    event.stopPropagation();
    const enabled = matching.find((command) => command.enabled(target.state));
    if (enabled && !(event.repeat && enabled.group !== 'step')) perform(enabled);
  };
  const groups = (['start', 'step', 'end'] as const).map((group) => commands.filter((each) => each.group === group));
  const update = (state: ViewState) => {
    render(
      groups.map(
        (group) =>
          html`<div class="toolbar-group" role="group" aria-label=${groupLabels[group[0]?.group ?? 'start']}>
            ${group.map((command) => button(command, state, () => perform(command)))}
          </div>`,
      ),
      host,
    );
  };
  keyTarget.addEventListener('keydown', onKey, { capture: true });
  const unsubscribe = target.subscribe(update);
  update(target.state);
  return () => {
    keyTarget.removeEventListener('keydown', onKey, { capture: true });
    unsubscribe();
  };
}

const groupLabels = { start: 'Start', step: 'Step through', end: 'Restart and stop' } as const;

function button(command: Command, state: ViewState, onClick: () => void): TemplateResult {
  const queued = state.queued === command.id;
  return html`<button
    type="button"
    class="tool tool-${command.id}"
    aria-disabled=${command.enabled(state) ? 'false' : 'true'}
    ?data-queued=${queued}
    aria-keyshortcuts=${ariaKey(command.key)}
    title="${command.label} (${keyText(command.key)})"
    @click=${onClick}
  >
    ${icon(command.icon)}<span class="tool-label">${command.label}</span>
  </button>`;
}
