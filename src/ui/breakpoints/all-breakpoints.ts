/** What is done with all breakpoints at once, from the head of their region. */
import { html, nothing, render } from 'lit/html.js';
import { type AllBreakpoints, noBreakpoints, numbersOn, switchAll } from '../../model/all-breakpoints.ts';
import type { Localize } from '../../model/localize.ts';
import type { ViewState } from '../../model/view-state.ts';
import { icon } from '../layout/icons.ts';
import { type Disposable, disposing } from '../panel.ts';
import type { Debugger } from '../session/debugger.ts';

/**
 * Shows the buttons in `buttons`, which they have for themselves.
 *
 * @param add - Opens the form for a new function breakpoint.
 */
export function attachAllBreakpoints(buttons: HTMLElement, target: Debugger, add: () => void): Disposable {
  const { localize } = target;
  /** Those that were removed all at once, until something else is done with breakpoints. */
  let removed: AllBreakpoints | undefined;
  /** Those that were switched off all at once, by their numbers. */
  let wereOn: ReadonlySet<number> = new Set();
  const put = ({ breakpoints, functions, dataBreakpoints, instructions }: AllBreakpoints) => {
    target.breakpoints.change({ type: 'breakpointsRestored', breakpoints });
    target.functions.change(() => functions);
    const hasData = dataBreakpoints.length + target.state.dataBreakpoints.length > 0;
    if (hasData) target.dataBreakpoints.change({ type: 'dataBreakpointsRestored', breakpoints: dataBreakpoints });
    target.instructions.change(() => instructions);
  };
  const say = (text: string) => target.signals.send('say', { text });
  const remove = () => {
    const all = allOf(target.state);
    put(noBreakpoints);
    removed = all;
    draw(target.state);
    say(localize({ one: '{count} breakpoint removed', other: '{count} breakpoints removed' }, { count: countOf(all) }));
    buttons.querySelector<HTMLElement>('.undo')?.focus();
  };
  const bringBack = () => {
    if (!removed) return;
    const all = removed;
    removed = undefined;
    put(all);
    say(
      localize(
        { one: '{count} breakpoint set again', other: '{count} breakpoints set again' },
        { count: countOf(all) },
      ),
    );
    buttons.querySelector<HTMLElement>('button')?.focus();
  };
  const draw = (state: ViewState) => {
    const isAny = countOf(state) > 0;
    const areOn = numbersOn(state).size > 0;
    const switchText = localize(areOn ? 'Switch all breakpoints off' : 'Switch all breakpoints on');
    const enable = () => {
      const changed = switchAll(state, wereOn);
      wereOn = areOn ? new Set([...wereOn, ...numbersOn(state)]) : new Set();
      put(changed);
    };
    const removeText = localize('Remove all breakpoints');
    render(
      html`${
        removed
          ? html`<button type="button" class="quiet undo" @click=${bringBack}>${backText(countOf(removed), localize)}</button>`
          : nothing
      }
        <button type="button" class="mini" aria-label=${localize('Add function breakpoint')} title=${localize('Add a breakpoint at a function')} @click=${add}>${icon('add')}</button>
        ${
          isAny
            ? html`<button type="button" class="mini" aria-label=${switchText} title=${switchText} @click=${enable}>${icon(areOn ? 'breakpointOff' : 'breakpoint')}</button>
                <button type="button" class="mini" aria-label=${removeText} title=${removeText} @click=${remove}>${icon('removeAll')}</button>`
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

function allOf({ breakpoints, functions, dataBreakpoints, instructions }: ViewState): AllBreakpoints {
  return { breakpoints, functions, dataBreakpoints, instructions };
}

function countOf({ breakpoints, functions, dataBreakpoints, instructions }: AllBreakpoints): number {
  return breakpoints.length + functions.length + dataBreakpoints.length + instructions.length;
}

function backText(count: number, localize: Localize): string {
  return localize({ one: 'Bring back {count} breakpoint', other: 'Bring back {count} breakpoints' }, { count });
}
