/** The buttons that drive the program. One tab stop: the arrow keys go from button to button. */
import { html, nothing, render, type TemplateResult } from 'lit/html.js';
import { type Localize, words } from '../../model/localize.ts';
import type { ViewState } from '../../model/view-state.ts';
import { append, type Disposable, disposing } from '../panel.ts';
import type { Debugger } from '../session/debugger.ts';
import { type Command, canPerform, commands } from './commands.ts';
import { icon } from './icons.ts';
import { ariaKey, keyText } from './keys.ts';

/**
 * Shows the toolbar in `host`. Its keys are `attachCommandKeys`.
 *
 * A button that cannot be used is `aria-disabled`, not `disabled`: stepping makes "Step over" unusable for a moment,
 * and a disabled button would lose the focus to nowhere.
 */
export function attachToolbar(host: HTMLElement, target: Debugger): Disposable {
  const { localize } = target;
  const root = append(host, 'div', 'toolbar');
  root.setAttribute('role', 'toolbar');
  root.setAttribute('aria-label', localize('Debugger'));
  /** The id of the command whose button Tab goes to. */
  let tabStop = commands[0]?.id;
  const perform = (command: Command) => {
    if (canPerform(command, target)) target.guard(command.perform(target));
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
    root.querySelectorAll<HTMLElement>('.tool')[next]?.focus();
  };
  const update = (state: ViewState) => {
    render(
      groups.map(
        (group) =>
          html`<div class="toolbar-group" role="group" aria-label=${localize(groupLabels[group[0]?.group ?? 'start'])}>
            ${group.map((command) =>
              button(command, localize, state, command.id === tabStop, {
                press: () => perform(command),
                focus: () => stopAt(command.id),
              }),
            )}
          </div>`,
      ),
      root,
    );
  };
  root.addEventListener('keydown', onArrow);
  update(target.state);
  return disposing(root, target.subscribe(update));
}

const groupLabels = { start: words('Start'), step: words('Step through'), end: words('Restart and stop') };

interface ButtonEvents {
  press(): void;
  focus(): void;
}

function button(
  command: Command,
  localize: Localize,
  state: ViewState,
  isTabStop: boolean,
  on: ButtonEvents,
): TemplateResult {
  const label = localize(command.label);
  const queued = state.queued === command.id;
  const note = command.note?.(state, localize);
  return html`<button
    type="button"
    class="tool tool-${command.id}"
    aria-disabled=${command.enabled(state) ? 'false' : 'true'}
    ?data-queued=${queued}
    tabindex=${isTabStop ? 0 : -1}
    aria-keyshortcuts=${ariaKey(command.key)}
    aria-description=${note ?? nothing}
    title="${label} (${keyText(command.key, localize)})${note ? `: ${note}` : ''}"
    @click=${on.press}
    @focus=${on.focus}
  >
    ${icon(command.icon)}<span class="tool-label">${label}</span>
  </button>`;
}
