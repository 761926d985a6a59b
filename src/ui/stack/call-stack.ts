/** The region "Call stack": a list of frames, innermost first, of which one is selected. */
import type { DebugProtocol } from '@vscode/debugprotocol';
import { html, nothing, render, type TemplateResult } from 'lit';
import { isLabel } from '../../model/pause.ts';
import { frameName, placeOf } from '../../model/status-text.ts';
import type { ViewState } from '../../model/view-state.ts';
import { icon } from '../layout/icons.ts';
import { numberText } from '../layout/numbers.ts';
import { type Disposable, disposing, type Headed, inHead, panelRoot } from '../panel.ts';
import type { Debugger } from '../session/debugger.ts';
import { framePage } from '../session/threads.ts';
import { attachTasks } from './tasks.ts';

/** Shows the call stack in `host`. Arrows, Home and End move the focus, Enter, Space or a click select a frame. */
export function attachCallStack(host: HTMLElement, target: Debugger, options: Headed = {}): Disposable {
  const root = panelRoot(host, 'call-stack');
  const head = inHead(root, options, 'head-buttons');
  const tasks = attachTasks(root, target);
  /** The frame that has the tab stop, by its place in the list; the place of "more" is one past the last. */
  let focused = 0;
  let stop: number | undefined;

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
    const first = target.state.paused?.frames.length ?? 0;
    await moreFrames(target);
    focus(first);
  };
  const restart = (frame: DebugProtocol.StackFrame | undefined) => {
    if (frame && mayRestart(frame)) target.guard(target.jumps.restartFrame(frame));
  };
  const onKey = (event: KeyboardEvent, count: number) => {
    const last = count - 1;
    const { frames = [] } = target.state.paused ?? {};
    const frame = frames[focused];
    if (event.key === 'ArrowDown') focus(Math.min(focused + 1, last));
    else if (event.key === 'ArrowUp') focus(Math.max(focused - 1, 0));
    else if (event.key === 'Home') focus(0);
    else if (event.key === 'End') focus(last);
    else if (event.key === 'r' && !event.ctrlKey && !event.metaKey && !event.altKey) restart(frame);
    else if (event.key !== 'Enter' && event.key !== ' ') return;
    else if (frame && isLabel(frame)) return;
    else if (frame) select(frame);
    else target.guard(loadMore());
    event.preventDefault();
  };

  const update = (state: ViewState) => {
    const { paused } = state;
    const chosen = paused?.frames.find(({ id }) => id === paused.frameId);
    render(chosen && mayRestart(chosen) ? restartButton(() => restart(chosen)) : nothing, head);
    if (!paused) {
      render(html`<p class="empty">The calls that led here appear when the program is paused.</p>`, root);
      return;
    }
    if (paused.number !== stop) {
      stop = paused.number;
      focused = Math.max(
        0,
        paused.frames.findIndex(({ id }) => id === paused.frameId),
      );
    }
    const left = paused.totalFrames - paused.frames.length;
    const count = paused.frames.length + (left > 0 ? 1 : 0);
    render(
      html`<ul
        class="frames"
        role="listbox"
        aria-label="Frames, innermost first"
        @keydown=${(event: KeyboardEvent) => onKey(event, count)}
      >
        ${paused.frames.map((frame, index) =>
          frameItem(frame, frameName(frame, state.program), index === focused, frame.id === paused.frameId, () => {
            focused = index;
            if (isLabel(frame)) update(target.state);
            else select(frame);
          }),
        )}
        ${
          left > 0
            ? html`<li
                role="option"
                aria-selected="false"
                class="frame-more"
                tabindex=${focused === paused.frames.length ? 0 : -1}
                @click=${() => target.guard(loadMore())}
              >
                Show more of ${numberText(left)} outer frames…
              </li>`
            : nothing
        }
      </ul>`,
      root,
    );
  };
  update(target.state);
  const unsubscribe = target.subscribe((state, before) => {
    if (state.paused !== before.paused) update(state);
  });
  return disposing(root, head, tasks, unsubscribe);
}

/** Whether a frame can begin again, as far as that is known. */
function mayRestart(frame: DebugProtocol.StackFrame): boolean {
  return frame.canRestart !== false && !isLabel(frame);
}

function restartButton(restart: () => void): TemplateResult {
  const title = 'Restart frame: the function begins again with its arguments; what it has done stays done (R)';
  return html`<button type="button" class="mini" aria-label="Restart frame" aria-keyshortcuts="R" title=${title} @click=${restart}>
    ${icon('restart')}
  </button>`;
}

/** Asks for the next part of a long call stack. */
async function moreFrames(target: Debugger): Promise<void> {
  const { paused } = target.state;
  if (!paused) return;
  const answer = await target.request('stackTrace', {
    threadId: paused.threadId,
    startFrame: paused.frames.length,
    levels: framePage,
  });
  target.dispatch({ type: 'moreFrames', stop: paused.number, frames: answer.stackFrames });
}

function frameItem(
  frame: DebugProtocol.StackFrame,
  name: string,
  tabStop: boolean,
  selected: boolean,
  onClick: () => void,
): TemplateResult {
  const subtle = frame.presentationHint === 'subtle' || frame.source?.presentationHint === 'deemphasize';
  return html`<li
    role="option"
    class="frame"
    aria-selected=${selected ? 'true' : 'false'}
    aria-disabled=${isLabel(frame) ? 'true' : nothing}
    aria-current=${selected ? 'true' : nothing}
    ?data-subtle=${subtle}
    ?data-label=${isLabel(frame)}
    tabindex=${tabStop ? 0 : -1}
    title=${frame.source?.path ?? nothing}
    @click=${onClick}
  >
    <span class="frame-name">${name}</span>
    ${isLabel(frame) ? nothing : html`<span class="frame-place">${placeOf(frame)}</span>`}
  </li>`;
}
