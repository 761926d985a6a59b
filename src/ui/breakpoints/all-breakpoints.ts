/** What is done with all breakpoints at once, from the head of their region. */
import { html, nothing, render } from 'lit';
import type { Breakpoint } from '../../model/breakpoint-list.ts';
import type { DataBreakpoint } from '../../model/data-breakpoints.ts';
import type { FunctionBreakpoint } from '../../model/function-breakpoints.ts';
import type { InstructionBreakpoint } from '../../model/instruction-breakpoints.ts';
import type { ViewState } from '../../model/view-state.ts';
import { icon } from '../layout/icons.ts';
import { type Disposable, disposing } from '../panel.ts';
import type { Debugger } from '../session/debugger.ts';

/** All that there are, of whatever kind. */
interface All {
  readonly lines: readonly Breakpoint[];
  readonly functions: readonly FunctionBreakpoint[];
  readonly data: readonly DataBreakpoint[];
  readonly instructions: readonly InstructionBreakpoint[];
}

/**
 * Shows the buttons in `buttons`, which they have for themselves.
 *
 * @param add - Opens the form for a new function breakpoint.
 */
export function attachAllBreakpoints(buttons: HTMLElement, target: Debugger, add: () => void): Disposable {
  /** Those that were removed all at once, until something else is done with breakpoints. */
  let removed: All | undefined;
  const put = ({ lines, functions, data, instructions }: All) => {
    target.breakpoints.change({ type: 'breakpointsRestored', breakpoints: lines });
    target.functions.change(() => functions);
    const hasData = data.length + target.state.dataBreakpoints.length > 0;
    if (hasData) target.dataBreakpoints.change({ type: 'dataBreakpointsRestored', breakpoints: data });
    target.instructions.change(() => instructions);
  };
  const remove = () => {
    const all = allOf(target.state);
    put({ lines: [], functions: [], data: [], instructions: [] });
    removed = all;
    draw(target.state);
    target.signals.send('say', { text: `${countText(all)} removed` });
    buttons.querySelector<HTMLElement>('.undo')?.focus();
  };
  const bringBack = () => {
    if (!removed) return;
    const all = removed;
    removed = undefined;
    put(all);
    target.signals.send('say', { text: `${countText(all)} set again` });
    buttons.querySelector<HTMLElement>('button')?.focus();
  };
  const draw = (state: ViewState) => {
    const { lines, functions, data, instructions } = allOf(state);
    const isAny = countOf(allOf(state)) > 0;
    const areOn = [...lines, ...functions, ...data, ...instructions].some(({ enabled }) => enabled);
    const switchText = areOn ? 'Switch all breakpoints off' : 'Switch all breakpoints on';
    const enable = () =>
      put({
        lines: lines.map((each) => ({ ...each, enabled: !areOn, answer: undefined })),
        functions: functions.map((each) => ({ ...each, enabled: !areOn, answer: undefined })),
        data: data.map((each) => ({ ...each, enabled: !areOn })),
        instructions: instructions.map((each) => ({ ...each, enabled: !areOn })),
      });
    render(
      html`${
        removed
          ? html`<button type="button" class="quiet undo" @click=${bringBack}>Bring back ${countText(removed)}</button>`
          : nothing
      }
        <button type="button" class="mini" aria-label="Add function breakpoint" title="Add a breakpoint at a function" @click=${add}>${icon('add')}</button>
        ${
          isAny
            ? html`<button type="button" class="mini" aria-label=${switchText} title=${switchText} @click=${enable}>${icon(areOn ? 'breakpointOff' : 'breakpoint')}</button>
                <button type="button" class="mini" aria-label="Remove all breakpoints" title="Remove all breakpoints" @click=${remove}>${icon('removeAll')}</button>`
            : nothing
        }`,
      buttons,
    );
  };
  draw(target.state);
  const unsubscribe = target.subscribe((state, before) => {
    const lists = ['breakpoints', 'functions', 'dataBreakpoints', 'instructions'] as const;
    if (lists.every((name) => state[name] === before[name])) return;
    removed = undefined;
    draw(state);
  });
  return disposing(buttons, unsubscribe);
}

function allOf({ breakpoints, functions, dataBreakpoints, instructions }: ViewState): All {
  return { lines: breakpoints, functions, data: dataBreakpoints, instructions };
}

function countOf({ lines, functions, data, instructions }: All): number {
  return lines.length + functions.length + data.length + instructions.length;
}

function countText(all: All): string {
  const count = countOf(all);
  return count === 1 ? '1 breakpoint' : `${count} breakpoints`;
}
