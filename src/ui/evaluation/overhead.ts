/** The region "Overhead": what each backend costs the program on this machine, measured when the person asks for it. */
import { html, nothing, render, type TemplateResult } from 'lit/html.js';
import type { DebugSession } from '../../client/connection.ts';
import {
  Cancelled,
  measureOverhead,
  NotMeasurable,
  type Overhead,
  type OverheadProgress,
  type Way,
  type WayResult,
} from '../../client/overhead.ts';
import { type Localize, words } from '../../model/localize.ts';
import { decimalText, numberText } from '../../model/numbers.ts';
import { isActive, type ViewState } from '../../model/view-state.ts';
import { type Disposable, disposing, panelRoot } from '../panel.ts';
import type { Debugger } from '../session/debugger.ts';
import { messageOf } from '../session/message-of.ts';

export interface OverheadOptions {
  /** Makes a session over a fresh worker. */
  readonly open: () => DebugSession;
}

const ROUNDS = 3;

type View =
  | { readonly show: 'nothing' }
  | { readonly show: 'progress'; readonly progress: OverheadProgress; readonly cancel: () => void }
  | { readonly show: 'overhead'; readonly overhead: Overhead }
  | { readonly show: 'problem'; readonly text: string };

/** Shows in `host` what was measured, and a button to measure. */
export function attachOverhead(host: HTMLElement, target: Debugger, { open }: OverheadOptions): Disposable {
  const { localize } = target;
  const root = panelRoot(host, 'overhead');
  let view: View = { show: 'nothing' };
  /** The latest measurement; what others still say is about a program that is gone. */
  let current: AbortController | undefined;
  const update = (next: View = view) => {
    view = next;
    render(content(view, whyNot(target.state, localize), measure, localize), root);
  };
  const measure = () => {
    const controller = new AbortController();
    current = controller;
    const updateMine = (next: View) => {
      if (current === controller) update(next);
    };
    let latest: OverheadProgress | undefined;
    const cancel = () => controller.abort();
    const off = target.subscribe((state) => {
      // What else runs on the machine would be measured too.
      if (isActive(state)) cancel();
    });
    measureOverhead({
      open,
      text: target.files.text(target.files.main) ?? '',
      rounds: ROUNDS,
      signal: controller.signal,
      onProgress(progress) {
        latest = progress;
        updateMine({ show: 'progress', progress, cancel });
      },
    })
      .then(
        (overhead) => {
          if (current !== controller) return;
          update({ show: 'overhead', overhead });
          // The chart is higher than what stood there.
          root.scrollIntoView({ block: 'nearest' });
        },
        (error) => updateMine({ show: 'problem', text: problemText(error, latest, isActive(target.state), localize) }),
      )
      .finally(off);
  };
  update();
  const unsubscribe = target.subscribe((state, before) => {
    if (whyNot(state, localize) !== whyNot(before, localize)) update();
  });
  /** Ends what is being measured: it is of a program that is gone. */
  const end = () => {
    current?.abort();
    current = undefined;
  };
  const opened = target.signals.on('opened', () => {
    end();
    update({ show: 'nothing' });
  });
  return disposing(root, unsubscribe, opened, end);
}

/** Why nothing can be measured now. */
function whyNot(state: ViewState, localize: Localize): string | undefined {
  if (isActive(state)) return localize('Stop the program first: it would be measured too.');
  return state.execution === 'booting' ? localize('Python is starting, and would be measured too.') : undefined;
}

function problemText(
  error: unknown,
  latest: OverheadProgress | undefined,
  programStarted: boolean,
  localize: Localize,
): string {
  if (error instanceof NotMeasurable) return error.message;
  if (!(error instanceof Cancelled)) return messageOf(error);
  if (programStarted) return localize('The measurement has ended, because a program was started.');
  return localize(
    latest?.round === 0
      ? 'Cancelled before the program had ended once without a debugger.'
      : 'Cancelled: nothing was measured to the end.',
  );
}

function content(view: View, refusal: string | undefined, measure: () => void, localize: Localize): TemplateResult {
  return html`<div class="overhead">
    ${view.show === 'overhead' ? chart(view.overhead, localize) : nothing}
    <p class="overhead-text" aria-live="polite">${textOf(view, localize)}</p>
    ${view.show === 'progress' ? progressBar(view.progress, localize) : nothing}
    <div class="overhead-buttons">
      ${
        view.show === 'progress'
          ? html`<button type="button" class="overhead-button" @click=${view.cancel}>${localize('Cancel')}</button>`
          : html`<button
              type="button"
              class="overhead-button primary"
              aria-disabled=${refusal !== undefined}
              @click=${() => refusal === undefined && measure()}
            >
              ${localize(view.show === 'overhead' ? 'Measure again' : 'Measure overhead')}
            </button>`
      }
      ${refusal !== undefined && view.show !== 'progress' ? html`<span class="overhead-refusal">${refusal}</span>` : nothing}
    </div>
  </div>`;
}

function textOf(view: View, localize: Localize): string {
  switch (view.show) {
    case 'nothing':
      return localize(
        'Runs your program without a debugger and on each backend, with a breakpoint that is never reached, each time in a fresh Python.',
      );
    case 'progress': {
      const { round, rounds } = view.progress;
      const way = titleOf(view.progress.way, localize);
      return round === 0
        ? localize('First run: {way}', { way })
        : localize('Round {round} of {rounds}: {way}', { round, rounds, way });
    }
    case 'problem':
      return view.text;
    case 'overhead':
      return [
        localize('Median of {count} rounds (lowest–highest), with a breakpoint that is never reached.', {
          count: ROUNDS,
        }),
        ...view.overhead.notes,
      ].join(' ');
  }
}

/** What the ways are called that have no name in Python. */
const titles: Partial<Readonly<Record<Way['id'], string>>> = {
  bare: words('No debugger'),
  eval_frame: words('Eval-frame hook'),
};

function titleOf({ id, title }: Way, localize: Localize): string {
  return localize(titles[id] ?? title);
}

function progressBar({ done, total }: OverheadProgress, localize: Localize): TemplateResult {
  return html`<progress class="overhead-progress" aria-label=${localize('Measuring')} max=${total} .value=${done}></progress>`;
}

function chart({ results }: Overhead, localize: Localize): TemplateResult {
  const longest = Math.max(...results.map((result) => result.ratio?.median ?? result.moreThan ?? 0));
  return html`<table class="overhead-chart">
    <caption>
      ${localize('Time, compared with no debugger')}
    </caption>
    <thead class="overhead-head">
      <tr>
        <th scope="col">${localize('Backend')}</th>
        <th scope="col">${localize('Ratio')}</th>
        <th scope="col">${localize('Time')}</th>
      </tr>
    </thead>
    <tbody>
      ${results.map((result) => row(result, longest, localize))}
    </tbody>
  </table>`;
}

function row(result: WayResult, longest: number, localize: Localize): TemplateResult {
  const { way, ratio, moreThan, unavailable } = result;
  const share = ((ratio?.median ?? moreThan ?? 0) / longest) * 100;
  return html`<tr data-way=${way.id}>
    <th scope="row">${titleOf(way, localize)}</th>
    <td class="overhead-ratio">
      ${
        unavailable === undefined
          ? html`<span class="overhead-bar" ?data-open=${moreThan !== undefined} style="width: ${share.toFixed(2)}%"></span>
              <span class="overhead-value">${ratioText(result, localize)}</span>`
          : html`<span class="overhead-value" data-long>${localize('Not here: {why}', { why: unavailable })}</span>`
      }
    </td>
    <td class="overhead-time">${timeText(result, localize)}</td>
  </tr>`;
}

function ratioText({ way, ratio, moreThan }: WayResult, localize: Localize): string {
  if (moreThan !== undefined) return localize('more than {ratio}, ended', { ratio: times(moreThan, localize) });
  if (!ratio || way.id === 'bare') return '1×';
  return `${times(ratio.median, localize)} (${number(ratio.low, localize)}–${number(ratio.high, localize)})`;
}

function timeText({ times: all }: WayResult, localize: Localize): string {
  const sorted = [...all].sort((a, b) => a - b);
  const ms = sorted[sorted.length >> 1];
  if (ms === undefined) return '–';
  return ms < 10_000 ? `${numberText(ms, localize)} ms` : `${decimalText(ms / 1000, localize, 1)} s`;
}

function times(ratio: number, localize: Localize): string {
  return `${number(ratio, localize)}×`;
}

function number(ratio: number, localize: Localize): string {
  return decimalText(ratio, localize, ratio < 9.95 ? 2 : 0);
}
