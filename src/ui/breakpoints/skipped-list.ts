/** The part of the region "Breakpoints" for the opposite of one: functions that no step enters by itself. */
import { html, render } from 'lit/html.js';
import { icon } from '../layout/icons.ts';
import { append, type Disposable, disposing } from '../panel.ts';
import type { Debugger } from '../session/debugger.ts';
import { removeFrom } from './row-menu.ts';

/** Shows them in `host`. They are chosen in the menu of the call stack. */
export function attachSkippedList(host: HTMLElement, { skipped, localize }: Debugger): Disposable {
  const list = append(host, 'ul', 'breakpoints named-breakpoints');
  list.setAttribute('aria-label', localize('Never stepped into'));
  // The place of the name is where the language has it.
  const [before, after] = localize('{function} never stepped into').split('{function}');
  const draw = () => {
    list.hidden = skipped.names.length === 0;
    render(
      skipped.names.map(
        (
          name,
        ) => html`<li class="breakpoint" title=${localize('Step into goes on to the next call; breakpoints in it still stop')}>
          <span class="skipped-mark" aria-hidden="true">${icon('stepOver')}</span>
          <span class="breakpoint-place">${before}<code class="breakpoint-code">${name}()</code>${after}</span>
          <span class="breakpoint-buttons">
            <button type="button" class="mini" aria-label=${localize('Step into {function} again', { function: name })} title=${localize('Step into it again')} @click=${(event: Event) => removeFrom(event, { remove: () => skipped.toggle(name) })}>${icon('remove')}</button>
          </span>
        </li>`,
      ),
      list,
    );
  };
  draw();
  return disposing(list, skipped.onChange(draw));
}
