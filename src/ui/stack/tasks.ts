/**
 * The part of the region "Call stack" for the tasks of asyncio: a list of them, where there are several.
 *
 * The one that runs is thread 1. Any other one can be chosen: then its frames and variables are shown, and a step lets the
 * program run until that task goes on.
 */
import type { DebugProtocol } from '@vscode/debugprotocol';
import { html, nothing, render, type TemplateResult } from 'lit/html.js';
import { taskReason } from '../../model/pause.ts';
import type { ViewState } from '../../model/view-state.ts';
import { icon } from '../layout/icons.ts';
import { type Disposable, disposing } from '../panel.ts';
import type { Debugger } from '../session/debugger.ts';
import { framePage } from '../session/threads.ts';

type Thread = DebugProtocol.Thread;

/** What stands between the name of a task and what it does, in the name of its thread. */
const separator = ' — ';

/** Shows the list in `root`, which it has for itself. Arrows, Home and End move the focus, Enter, Space or a click choose a task. */
export function attachTasks(root: HTMLElement, target: Debugger): Disposable {
  let threads: readonly Thread[] = [];
  /** The stop that the list belongs to. */
  let stop: number | undefined;
  /** The thread that has the tab stop. */
  let focused = 0;
  /** The one that was in view last because it is chosen. */
  let inView: number | undefined;

  /** Counts what was chosen: the frames of a task come later than those of another that is known. */
  let choices = 0;
  const take = (thread: Thread) => {
    const choice = ++choices;
    target.guard(choose(target, thread, () => choice === choices));
  };

  const draw = ({ paused }: ViewState = target.state) => {
    if (!paused || threads.length < 2) {
      inView = undefined;
      render(nothing, root);
      return;
    }
    if (!threads.some(({ id }) => id === focused)) focused = paused.threadId;
    const running = runningThread(target.state);
    render(
      html`<ul class="tasks" role="listbox" aria-label=${target.localize('Tasks')} @keydown=${onKey}>
        ${threads.map((thread) =>
          taskItem(thread, {
            isRunning: thread.id === running,
            isChosen: thread.id === paused.threadId,
            isTabStop: thread.id === focused,
            onClick: () => {
              focused = thread.id;
              take(thread);
            },
          }),
        )}
      </ul>`,
      root,
    );
    if (inView !== paused.threadId) showChosen(root);
    inView = paused.threadId;
  };
  const focus = (index: number) => {
    focused = threads[Math.min(Math.max(0, index), threads.length - 1)]?.id ?? focused;
    draw();
    root.querySelector<HTMLElement>('[tabindex="0"]')?.focus();
  };
  const onKey = (event: KeyboardEvent) => {
    const index = threads.findIndex(({ id }) => id === focused);
    const thread = threads[index];
    if (event.key === 'ArrowDown') focus(index + 1);
    else if (event.key === 'ArrowUp') focus(index - 1);
    else if (event.key === 'Home') focus(0);
    else if (event.key === 'End') focus(threads.length - 1);
    else if (thread && (event.key === 'Enter' || event.key === ' ')) take(thread);
    else return;
    event.preventDefault();
  };
  const ask = async (number: number | undefined) => {
    stop = number;
    if (number === undefined) {
      threads = [];
      draw();
      return;
    }
    await target.values.answered();
    if (stop !== number) return;
    const answer = await target.request('threads', undefined);
    if (stop !== number) return;
    threads = answer.threads;
    draw();
  };
  const unsubscribe = target.subscribe((state, before) => {
    if (state.paused === before.paused) return;
    const number = stopNumber(state);
    if (number !== stop) target.guard(ask(number));
    else if (state.paused?.number !== before.paused?.number) {
      focused = state.paused?.threadId ?? focused;
      draw(state);
    }
  });
  // What was entered in the console may have made tasks.
  const changed = target.onValuesChanged(() => {
    if (stop !== undefined) target.guard(ask(stop));
  });
  target.guard(ask(stopNumber(target.state)));
  return disposing(root, unsubscribe, changed);
}

/** Scrolls the list, and nothing around it, to the task that is chosen. */
function showChosen(root: HTMLElement): void {
  const list = root.querySelector('.tasks');
  const chosen = list?.querySelector('[aria-selected="true"]')?.getBoundingClientRect();
  const shown = list?.getBoundingClientRect();
  if (!list || !chosen || !shown) return;
  list.scrollTop += Math.min(0, chosen.top - shown.top) + Math.max(0, chosen.bottom - shown.bottom);
}

/** The number of the latest stop of the program, in contrast to tasks that a person looks at since. */
function stopNumber({ pauses }: ViewState): number | undefined {
  const numbers = [...pauses.values()].filter(({ reason }) => reason !== taskReason).map(({ number }) => number);
  return numbers.length > 0 ? Math.max(...numbers) : undefined;
}

/** The thread that has stopped. */
function runningThread(state: ViewState): number | undefined {
  const number = stopNumber(state);
  return [...state.pauses.values()].find((pause) => pause.number === number)?.threadId;
}

/** Shows the frames of a thread: those of the stop, or those that a task that waits has. */
async function choose(target: Debugger, { id, name }: Thread, isChosen: () => boolean): Promise<void> {
  if (target.state.pauses.has(id)) {
    target.dispatch({ type: 'threadShown', threadId: id });
    return;
  }
  const stop = stopNumber(target.state);
  const { stackFrames, totalFrames } = await target.request('stackTrace', {
    threadId: id,
    startFrame: 0,
    levels: framePage,
  });
  if (stop === undefined || stopNumber(target.state) !== stop || !isChosen()) return;
  target.dispatch({
    type: 'paused',
    stopped: { reason: taskReason, threadId: id, text: name },
    frames: stackFrames,
    totalFrames: totalFrames ?? stackFrames.length,
  });
}

interface Item {
  readonly isRunning: boolean;
  readonly isChosen: boolean;
  readonly isTabStop: boolean;
  readonly onClick: () => void;
}

function taskItem({ name }: Thread, { isRunning, isChosen, isTabStop, onClick }: Item): TemplateResult {
  const [label = name, ...doing] = name.split(separator);
  return html`<li
    role="option"
    class="task"
    aria-selected=${isChosen ? 'true' : 'false'}
    aria-current=${isRunning ? 'true' : nothing}
    tabindex=${isTabStop ? 0 : -1}
    title=${name}
    @click=${onClick}
  >
    <span class="task-mark">${isRunning ? icon('stand') : nothing}</span>
    <span class="task-name">${label}</span>
    <span class="task-doing">${doing.join(separator)}</span>
  </li>`;
}
