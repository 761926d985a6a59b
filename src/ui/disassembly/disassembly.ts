/**
 * The region "Disassembly": the instructions of the function that is shown, as the interpreter has specialized them by
 * now, each line of the text above its own. Asked for at a stop, and only while it is in view.
 */

import { repeat } from 'lit/directives/repeat.js';
import { html, nothing, render, type TemplateResult } from 'lit/html.js';
import {
  again,
  around,
  hasInstruction,
  type InstructionRow,
  type Listing,
  listingOf,
} from '../../model/disassembly.ts';
import type { Localize } from '../../model/localize.ts';
import { frameName } from '../../model/status-text.ts';
import { isPlainRun, selectedFrame, type ViewState } from '../../model/view-state.ts';
import type { ArgumentsOf } from '../../protocol/index.ts';
import { lookOf } from '../breakpoints/look.ts';
import { type Disposable, disposing, type Headed, inHead, panelRoot } from '../panel.ts';
import type { Debugger } from '../session/debugger.ts';

/** Shows the instructions in `host`. Arrows, Home and End go from one to the next, Enter, Space or F9 set a breakpoint. */
export function attachDisassembly(host: HTMLElement, target: Debugger, options: Headed = {}): Disposable {
  const { localize } = target;
  const root = panelRoot(host, 'disassembly');
  const head = inHead(root, options, 'head-buttons');
  let listing: Listing | undefined;
  /** The stop and the frame that it is of, or that it was asked for at. */
  let shown = '';
  /** The instruction that has the tab stop; the one where the frame stands until the person goes elsewhere. */
  let focused: string | undefined;
  let isInView = false;
  /** Whether steps are to be of one instruction while the view is unfolded. */
  let byInstruction = false;

  const ask = async (key: string, asked: ArgumentsOf<'disassemble'>) => {
    shown = key;
    const { instructions } = await target.request('disassemble', asked);
    if (shown !== key) return;
    listing = listingOf(instructions);
    update();
  };
  const askAt = async (key: string, address: string) => {
    focused = address;
    await ask(key, listing && hasInstruction(listing, address) ? again(listing) : around(address));
    reveal();
    const row = listing?.rows.find((each) => each.address === address);
    // The status says the same at each instruction of a line.
    if (row && target.state.granularity === 'instruction')
      target.signals.send('say', { text: `${row.offset} ${row.text}` });
  };
  /** Scrolls no more than the view itself. */
  const reveal = () => {
    const row = root.querySelector<HTMLElement>('[aria-current]');
    if (!row) return;
    const [box, place] = [root.getBoundingClientRect(), row.getBoundingClientRect()];
    if (place.top >= box.top && place.bottom <= box.bottom) return;
    root.scrollTop += place.top - box.top - box.height / 3;
  };
  const focus = (address: string | undefined) => {
    if (address === undefined) return;
    focused = address;
    update();
    root.querySelector<HTMLElement>('.instruction-mark[tabindex="0"]')?.focus();
  };
  const onKey = (event: KeyboardEvent) => {
    const rows = listing?.rows ?? [];
    const at = rows.findIndex(({ address }) => address === focused);
    const last = rows.length - 1;
    if (event.key === 'F9') root.querySelector<HTMLElement>('.instruction-mark:focus')?.click();
    const next = { ArrowDown: Math.min(at + 1, last), ArrowUp: Math.max(at - 1, 0), Home: 0, End: last }[event.key];
    if (next === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    focus(rows[next]?.address);
  };
  const chooseUnit = () => {
    const isFolded = root.getClientRects().length === 0;
    target.dispatch({ type: 'granularityChosen', granularity: byInstruction && !isFolded ? 'instruction' : 'line' });
  };
  const toggleUnit = () => {
    byInstruction = !byInstruction;
    chooseUnit();
    update();
  };

  const update = () => {
    const { state } = target;
    const frame = selectedFrame(state);
    const address = frame?.instructionPointerReference;
    const key = `${state.paused?.number}-${frame?.id}-${address}`;
    if (!state.paused || address === undefined) {
      listing = undefined;
      shown = '';
    } else if (isInView && key !== shown) target.guard(askAt(key, address));
    render(unitButton(byInstruction, toggleUnit, localize), head);
    if (!frame || address === undefined || !listing) {
      render(html`<p class="empty">${waiting(state, address, localize)}</p>`, root);
      return;
    }
    const current = listing;
    const name = frameName(frame, state.program, localize);
    const more = (which: 'before' | 'behind') =>
      html`<button type="button" class="quiet instructions-more" @click=${() => target.guard(ask(shown, again(current, { [which]: true })))}>
        ${localize(which === 'before' ? 'Show earlier instructions' : 'Show later instructions')}
      </button>`;
    const stop = hasInstruction(current, focused ?? '') ? focused : current.rows[0]?.address;
    render(
      html`${current.hasStart ? nothing : more('before')}
        <ol class="instructions" aria-label=${localize('Instructions of {function}', { function: name })} data-keys="F9" @keydown=${onKey}>
          ${repeat(
            current.rows,
            (row) => row.address,
            (row) => html`${lineItem(target, current, row)}
              ${instructionItem(row, {
                localize,
                isCurrent: row.address === address,
                isTabStop: row.address === stop,
                look: markOf(state, row.address),
                toggle: () => {
                  focused = row.address;
                  target.instructions.toggle(row.address, `${name}+${row.offset} ${row.text.split(' ')[0]}`);
                },
              })}`,
          )}
        </ol>
        ${current.hasEnd ? nothing : more('behind')}`,
      root,
    );
  };
  const view = new IntersectionObserver((entries) => {
    isInView = entries.at(-1)?.isIntersecting ?? false;
    chooseUnit();
    update();
  });
  update();
  view.observe(root);
  const unsubscribe = target.subscribe((state, before) => {
    const isNew = state.paused !== before.paused || state.instructions !== before.instructions;
    if (isNew || isPlainRun(state) !== isPlainRun(before)) update();
  });
  const release = () => {
    byInstruction = false;
    chooseUnit();
  };
  return disposing(root, head, unsubscribe, release, () => view.disconnect());
}

function waiting({ paused }: ViewState, address: string | undefined, localize: Localize): string {
  if (!paused) return localize('The instructions of the function that is paused appear here.');
  return localize(address === undefined ? 'This frame has no instructions of Python.' : 'One moment …');
}

function unitButton(isOn: boolean, toggle: () => void, localize: Localize): TemplateResult {
  return html`<button
    type="button"
    class="quiet"
    aria-pressed=${String(isOn)}
    title=${localize('The step commands go on by one instruction while this region is unfolded')}
    @click=${toggle}
  >${localize('Step by instruction')}</button>`;
}

/** The line of the text that begins at an instruction; only its number where the text is not at hand any more. */
function lineItem({ files, state, localize }: Debugger, { path }: Listing, { line }: InstructionRow) {
  if (line === undefined) return nothing;
  const isAsStarted = path !== undefined && !state.edits.has(path);
  const text = isAsStarted ? files.text(path)?.split(/\r?\n/)[line - 1]?.trim() : undefined;
  return html`<li class="instruction-line"><span class="only-read">${localize('line')} </span>${line} <code>${text}</code></li>`;
}

interface ItemParts {
  readonly localize: Localize;
  readonly isCurrent: boolean;
  readonly isTabStop: boolean;
  /** How the breakpoint there looks, if there is one. */
  readonly look: string | undefined;
  toggle(): void;
}

function instructionItem(
  row: InstructionRow,
  { localize, isCurrent, isTabStop, look, toggle }: ItemParts,
): TemplateResult {
  const glyph = look === undefined ? 'glyph-hint' : `glyph-plain glyph-${look}`;
  return html`<li class="instruction" aria-current=${isCurrent ? 'step' : nothing}>
    <button
      type="button"
      class="instruction-mark"
      aria-label=${localize('Breakpoint at {instruction}', { instruction: `${row.offset} ${row.text}` })}
      aria-pressed=${String(look !== undefined)}
      tabindex=${isTabStop ? 0 : -1}
      @click=${toggle}
    ><span class="glyph ${glyph}" aria-hidden="true"></span></button>
    <span class="instruction-offset" title=${row.bytes}>${row.offset}</span>
    <code class="instruction-text">${row.text}</code>
  </li>`;
}

function markOf(state: ViewState, address: string): string | undefined {
  const found = state.instructions.find((each) => each.address === address);
  return found && lookOf({ enabled: found.enabled, answer: { verified: !found.problem } }, isPlainRun(state));
}
