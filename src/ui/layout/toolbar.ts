/** The buttons that drive the program, and their keys. One tab stop: the arrow keys go from button to button. */
import { html, nothing, render, type TemplateResult } from 'lit';
import type { ViewState } from '../../model/view-state.ts';
import type { Debugger } from '../session/debugger.ts';
import { type Command, commands } from './commands.ts';
import { icon } from './icons.ts';
import { ariaKey, isKey, keyText } from './keys.ts';

/**
 * Shows the toolbar in `host` and listens for its keys on `keyTarget`.
 *
 * A button that cannot be used is `aria-disabled`, not `disabled`: stepping makes "Step over" unusable for a moment,
 * and a disabled button would lose the focus to nowhere.
 *
 * @returns what takes the keys away again.
 */
export function attachToolbar(host: HTMLElement, target: Debugger, keyTarget: EventTarget): () => void {
  /** The id of the command whose button Tab goes to. */
  let tabStop = commands[0]?.id;
  const perform = (command: Command) => {
    if (command.enabled(target.state)) target.guard(command.perform(target));
  };
  const onKey = (event: Event) => {
    if (!(event instanceof KeyboardEvent)) return;
    const matching = commands.filter((command) => isKey(event, command.key));
    if (matching.length === 0) return;
    // Also when nothing is enabled: F5 must never reload the page under a running program.
    event.preventDefault();
    event.stopPropagation();
    const enabled = matching.find((command) => command.enabled(target.state));
    if (enabled && !(event.repeat && enabled.group !== 'step')) perform(enabled);
  };
  const groups = (['start', 'step', 'end'] as const).map((group) => commands.filter((each) => each.group === group));
  const stopAt = (id: string) => {
    if (tabStop === id) return;
    tabStop = id;
    update(target.state);
  };
  const onArrow = (event: KeyboardEvent) => {
    const at = commands.findIndex(({ id }) => id === tabStop);
    const last = commands.length - 1;
    const next = {
      ArrowRight: at === last ? 0 : at + 1,
      ArrowLeft: at <= 0 ? last : at - 1,
      Home: 0,
      End: last,
    }[event.key];
    if (next === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    host.querySelectorAll<HTMLElement>('.tool')[next]?.focus();
  };
  const update = (state: ViewState) => {
    render(
      groups.map(
        (group) =>
          html`<div class="toolbar-group" role="group" aria-label=${groupLabels[group[0]?.group ?? 'start']}>
            ${group.map((command) =>
              button(command, state, command.id === tabStop, {
                press: () => perform(command),
                focus: () => stopAt(command.id),
              }),
            )}
          </div>`,
      ),
      host,
    );
  };
  keyTarget.addEventListener('keydown', onKey, { capture: true });
  host.addEventListener('keydown', onArrow);
  const unsubscribe = target.subscribe(update);
  update(target.state);
  return () => {
    keyTarget.removeEventListener('keydown', onKey, { capture: true });
    host.removeEventListener('keydown', onArrow);
    unsubscribe();
  };
}

const groupLabels = { start: 'Start', step: 'Step through', end: 'Restart and stop' } as const;

interface ButtonEvents {
  press(): void;
  focus(): void;
}

function button(command: Command, state: ViewState, isTabStop: boolean, on: ButtonEvents): TemplateResult {
  const queued = state.queued === command.id;
  const note = command.note?.(state);
  return html`<button
    type="button"
    class="tool tool-${command.id}"
    aria-disabled=${command.enabled(state) ? 'false' : 'true'}
    ?data-queued=${queued}
    tabindex=${isTabStop ? 0 : -1}
    aria-keyshortcuts=${ariaKey(command.key)}
    aria-description=${note ?? nothing}
    title="${command.label} (${keyText(command.key)})${note ? `: ${note}` : ''}"
    @click=${on.press}
    @focus=${on.focus}
  >
    ${icon(command.icon)}<span class="tool-label">${command.label}</span>
  </button>`;
}
