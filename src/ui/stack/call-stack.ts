/** The region "Call stack": a list of frames, innermost first, of which one is selected. */
import type { DebugProtocol } from '@vscode/debugprotocol';
import { html, nothing, render, type TemplateResult } from 'lit/html.js';
import type { Localize } from '../../model/localize.ts';
import { numberText } from '../../model/numbers.ts';
import { isLabel } from '../../model/pause.ts';
import { isLibraryFrame, type StackRow, stackRows } from '../../model/stack-rows.ts';
import { frameName, placeOf } from '../../model/status-text.ts';
import type { ViewState } from '../../model/view-state.ts';
import { focusHolder, hasFocus } from '../layout/focus.ts';
import { icon } from '../layout/icons.ts';
import { isKey, menuKey } from '../layout/keys.ts';
import { below, type MenuPlace } from '../layout/menu-place.ts';
import { rowsToGo } from '../layout/rows-to-go.ts';
import { append, attachLater, type Disposable, disposing, type Headed, inHead, panelRoot } from '../panel.ts';
import type { Debugger } from '../session/debugger.ts';
import type { JustMyCode } from '../session/just-my-code.ts';
import { framePage } from '../session/threads.ts';
import { mayRestart, restartFrame } from './restart-frame.ts';

/**
 * Shows the call stack in `host`. Arrows, Home and End move the focus, Enter, Space or a click select a frame, Shift+F10 or
 * the other button opens its menu.
 */
export function attachCallStack(host: HTMLElement, target: Debugger, options: Headed = {}): Disposable {
  const { localize } = target;
  const root = panelRoot(host, 'call-stack');
  const head = inHead(root, options, 'head-buttons');
  const part = append(root, 'div', 'tasks-part');
  const tasks = attachLater(
    target,
    () => import('./tasks.ts'),
    ({ attachTasks }) => attachTasks(part, target),
  );
  /** The row that has the tab stop, by its place in the list; the place of "more" is one past the last. */
  let focused = 0;
  let stop: number | undefined;
  /** Frames of libraries that the person has unfolded at this stop: the first of each row. */
  const unfolded = new Set<number>();
  let rows: readonly StackRow[] = [];

  const rowsOf = ({ paused }: ViewState) =>
    stackRows(
      paused?.frames ?? [],
      (frames) => !target.justMyCode.isOn || frames.some(({ id }) => id === paused?.frameId || unfolded.has(id)),
    );

  const select = (frame: DebugProtocol.StackFrame) => {
    target.selectFrame(frame.id);
    target.signals.send('frameChosen');
  };
  const focus = (index: number) => {
    focused = index;
    update(target.state);
    root.querySelector<HTMLElement>('.frames [tabindex="0"]')?.focus();
  };
  const loadMore = async () => {
    const first = rows.length;
    const mayFocus = focusHolder(root);
    if ((await moreFrames(target)) && mayFocus()) focus(first);
  };
  const unfold = ([first]: readonly DebugProtocol.StackFrame[]) => {
    if (first) unfolded.add(first.id);
    focus(focused);
  };
  const restart = (frame: DebugProtocol.StackFrame | undefined) => {
    if (frame && mayRestart(frame)) restartFrame(target, frame);
  };
  const menuOf = (frame: DebugProtocol.StackFrame, place: MenuPlace) => {
    if (isLabel(frame)) return;
    const open = async () => {
      const [{ frameActions }, { openMenu }] = await Promise.all([
        import('./frame-menu.ts'),
        import('../layout/menu.ts'),
      ]);
      const label = localize('Actions of {name}', { name: frame.name });
      openMenu(root, place, label, frameActions(target, frame), () => focus(focused));
    };
    target.guard(open());
  };
  const onKey = (event: KeyboardEvent, count: number) => {
    const last = count - 1;
    const row = rows[focused];
    const frame = row?.kind === 'frame' ? row.frame : undefined;
    const down = rowsToGo(event.key, event.target as HTMLElement);
    if (down !== undefined) focus(Math.max(0, Math.min(focused + down, last)));
    else if (event.key === 'Home') focus(0);
    else if (event.key === 'End') focus(last);
    else if (event.key === 'ContextMenu' || isKey(event, menuKey)) {
      if (!frame || !(event.target instanceof Element)) return;
      menuOf(frame, below(event.target));
    } else if (event.key === 'r' && !event.ctrlKey && !event.metaKey && !event.altKey) restart(frame);
    else if (event.key !== 'Enter' && event.key !== ' ') return;
    else if (frame && isLabel(frame)) return;
    else if (frame) select(frame);
    else if (row?.kind === 'folded') unfold(row.frames);
    else target.guard(loadMore());
    event.preventDefault();
  };

  const update = (state: ViewState) => {
    const { paused } = state;
    const chosen = paused?.frames.find(({ id }) => id === paused.frameId);
    render(
      html`${chosen && mayRestart(chosen) ? restartButton(localize, () => restart(chosen)) : nothing}
        ${target.signals.isHeard('showInstructions') ? instructionsButton(target) : nothing} ${libraryButton(localize, target.justMyCode)}`,
      head,
    );
    if (!paused) {
      render(
        html`<p class="empty">${localize('The calls that led here appear when the program is paused.')}</p>`,
        root,
      );
      return;
    }
    const isOther = paused.number !== stop;
    const list = root.querySelector('.frames');
    /** Whoever is in the list is at the frame that is selected by the new stop, not where that of the last one was. */
    const moves = isOther && list !== null && hasFocus(list);
    if (isOther) {
      stop = paused.number;
      unfolded.clear();
      const chosenAt = rowsOf(state).findIndex((row) => row.kind === 'frame' && row.frame.id === paused.frameId);
      focused = Math.max(0, chosenAt);
    }
    rows = rowsOf(state);
    const left = paused.totalFrames - paused.frames.length;
    const count = rows.length + (left > 0 ? 1 : 0);
    /** A screen reader would count what is there; rows that are not there yet cannot be folded. */
    const size = left > 0 ? rows.length + left : undefined;
    render(
      html`<ul
        class="frames"
        role="listbox"
        aria-label=${localize('Frames, innermost first')}
        @keydown=${(event: KeyboardEvent) => onKey(event, count)}
      >
        ${rows.map((row, index) => {
          const place = { number: index + 1, size, isTabStop: index === focused };
          if (row.kind === 'folded') {
            return foldedItem(localize, row.frames, place, () => {
              focused = index;
              unfold(row.frames);
            });
          }
          const { frame } = row;
          return frameItem(frame, frameName(frame, state.program, localize), place, frame.id === paused.frameId, {
            click() {
              focused = index;
              if (isLabel(frame)) update(target.state);
              else select(frame);
            },
            menu(event) {
              event.preventDefault();
              focus(index);
              menuOf(frame, { x: event.clientX, y: event.clientY });
            },
          });
        })}
        ${
          left > 0
            ? html`<li
                role="option"
                aria-selected="false"
                class="frame-more"
                tabindex=${focused === rows.length ? 0 : -1}
                @click=${() => target.guard(loadMore())}
              >
                ${localize({ other: 'Show more of {number} outer frames…' }, { number: numberText(left, localize), count: left })}
              </li>`
            : nothing
        }
      </ul>`,
      root,
    );
    if (moves) root.querySelector<HTMLElement>('.frames [tabindex="0"]')?.focus();
  };
  update(target.state);
  const unsubscribe = target.subscribe((state, before) => {
    if (state.paused !== before.paused) update(state);
  });
  const switched = target.justMyCode.onChange(() => update(target.state));
  return disposing(root, head, tasks, unsubscribe, switched);
}

function restartButton(localize: Localize, restart: () => void): TemplateResult {
  const title = localize('Restart frame: the function begins again with its arguments; what it has done stays done');
  return html`<button type="button" class="mini" aria-label=${localize('Restart frame')} aria-keyshortcuts="R" title="${title} (R)" @click=${restart}>
    ${icon('restart')}
  </button>`;
}

function instructionsButton({ signals, localize }: Debugger): TemplateResult {
  return html`<button
    type="button"
    class="mini"
    aria-label=${localize('Disassembly')}
    title=${localize('Disassembly: the instructions of the function, steps and breakpoints among them')}
    @click=${() => signals.send('showInstructions')}
  >${icon('instructions')}</button>`;
}

function libraryButton(localize: Localize, justMyCode: JustMyCode): TemplateResult {
  return html`<button
    type="button"
    class="quiet"
    aria-pressed=${String(!justMyCode.isOn)}
    title=${localize('Step into the code of libraries too, and show all of their frames')}
    @click=${() => justMyCode.toggle()}
  >${localize('Libraries')}</button>`;
}

/** Asks for the next part of a long call stack. @returns whether it has come, and is not there yet. */
async function moreFrames(target: Debugger): Promise<boolean> {
  const { paused } = target.state;
  if (!paused) return false;
  const answer = await target.request('stackTrace', {
    threadId: paused.threadId,
    startFrame: paused.frames.length,
    levels: framePage,
  });
  const now = target.state.paused;
  // Whoever presses twice asks twice.
  if (now?.number !== paused.number || now.frames.length !== paused.frames.length) return false;
  target.dispatch({ type: 'moreFrames', stop: paused.number, frames: answer.stackFrames });
  return true;
}

/** Where a row stands in the list, from 1 on; `size` of the whole list, if not all of it is there. */
interface Place {
  readonly number: number;
  readonly size: number | undefined;
  readonly isTabStop: boolean;
}

function frameItem(
  frame: DebugProtocol.StackFrame,
  name: string,
  { number, size, isTabStop }: Place,
  selected: boolean,
  on: { click(): void; menu(event: MouseEvent): void },
): TemplateResult {
  return html`<li
    role="option"
    class="frame"
    aria-selected=${selected ? 'true' : 'false'}
    aria-disabled=${isLabel(frame) ? 'true' : nothing}
    aria-current=${selected ? 'true' : nothing}
    aria-posinset=${size === undefined ? nothing : number}
    aria-setsize=${size ?? nothing}
    ?data-subtle=${isLibraryFrame(frame)}
    ?data-label=${isLabel(frame)}
    tabindex=${isTabStop ? 0 : -1}
    title=${frame.source?.path ?? nothing}
    @click=${on.click}
    @contextmenu=${on.menu}
  >
    <span class="frame-name">${name}</span>
    ${isLabel(frame) ? nothing : html`<span class="frame-place">${placeOf(frame)}</span>`}
  </li>`;
}

function foldedItem(
  localize: Localize,
  frames: readonly DebugProtocol.StackFrame[],
  { number, size, isTabStop }: Place,
  unfold: () => void,
): TemplateResult {
  const { length } = frames;
  return html`<li
    role="option"
    aria-selected="false"
    class="frame-more frame-folded"
    aria-posinset=${size === undefined ? nothing : number}
    aria-setsize=${size ?? nothing}
    tabindex=${isTabStop ? 0 : -1}
    title=${localize('Show them')}
    @click=${unfold}
  >
    ${localize({ other: '{number} frames of libraries' }, { number: numberText(length, localize), count: length })}
  </li>`;
}
