/** The region "Overhead": what each backend costs the program on this machine, measured when the person asks for it. */
import { html, nothing, render, type TemplateResult } from 'lit/html.js';
import type { DebugSession } from '../../client/connection.ts';
import {
  Cancelled,
  measureOverhead,
  NotMeasurable,
  type Overhead,
  type OverheadProgress,
  type WayResult,
} from '../../client/overhead.ts';
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
  const root = panelRoot(host, 'overhead');
  let view: View = { show: 'nothing' };
  /** The latest measurement; what others still say is about a program that is gone. */
  let current: AbortController | undefined;
  const update = (next: View = view) => {
    view = next;
    render(content(view, whyNot(target.state), measure), root);
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
        (error) => updateMine({ show: 'problem', text: problemText(error, latest, isActive(target.state)) }),
      )
      .finally(off);
  };
  update();
  const unsubscribe = target.subscribe((state, before) => {
    if (whyNot(state) !== whyNot(before)) update();
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
function whyNot(state: ViewState): string | undefined {
  if (isActive(state)) return 'Stop the program first: it would be measured too.';
  return state.execution === 'booting' ? 'Python is starting, and would be measured too.' : undefined;
}

function problemText(error: unknown, latest: OverheadProgress | undefined, programStarted: boolean): string {
  if (error instanceof NotMeasurable) return error.message;
  if (!(error instanceof Cancelled)) return messageOf(error);
  if (programStarted) return 'The measurement has ended, because a program was started.';
  return latest?.round === 0
    ? 'Cancelled before the program had ended once without a debugger.'
    : 'Cancelled: nothing was measured to the end.';
}

function content(view: View, refusal: string | undefined, measure: () => void): TemplateResult {
  return html`<div class="overhead">
    ${view.show === 'overhead' ? chart(view.overhead) : nothing}
    <p class="overhead-text" aria-live="polite">${textOf(view)}</p>
    ${view.show === 'progress' ? progressBar(view.progress) : nothing}
    <div class="overhead-buttons">
      ${
        view.show === 'progress'
          ? html`<button type="button" class="overhead-button" @click=${view.cancel}>Cancel</button>`
          : html`<button
              type="button"
              class="overhead-button primary"
              aria-disabled=${refusal !== undefined}
              @click=${() => refusal === undefined && measure()}
            >
              ${view.show === 'overhead' ? 'Measure again' : 'Measure overhead'}
            </button>`
      }
      ${refusal !== undefined && view.show !== 'progress' ? html`<span class="overhead-refusal">${refusal}</span>` : nothing}
    </div>
  </div>`;
}

function textOf(view: View): string {
  switch (view.show) {
    case 'nothing':
      return 'Runs your program without a debugger and on each backend, with a breakpoint that is never reached, each time in a fresh Python.';
    case 'progress': {
      const { round, rounds, way } = view.progress;
      return round === 0 ? `First run: ${way.title}` : `Round ${round} of ${rounds}: ${way.title}`;
    }
    case 'problem':
      return view.text;
    case 'overhead':
      return [
        `Median of ${ROUNDS} rounds (lowest–highest), with a breakpoint that is never reached.`,
        ...view.overhead.notes,
      ].join(' ');
  }
}

function progressBar({ done, total }: OverheadProgress): TemplateResult {
  return html`<progress class="overhead-progress" aria-label="Measuring" max=${total} .value=${done}></progress>`;
}

function chart({ results }: Overhead): TemplateResult {
  const longest = Math.max(...results.map((result) => result.ratio?.median ?? result.moreThan ?? 0));
  return html`<table class="overhead-chart">
    <caption>
      Time, compared with no debugger
    </caption>
    <thead class="overhead-head">
      <tr>
        <th scope="col">Backend</th>
        <th scope="col">Ratio</th>
        <th scope="col">Time</th>
      </tr>
    </thead>
    <tbody>
      ${results.map((result) => row(result, longest))}
    </tbody>
  </table>`;
}

function row(result: WayResult, longest: number): TemplateResult {
  const { way, ratio, moreThan, unavailable } = result;
  const share = ((ratio?.median ?? moreThan ?? 0) / longest) * 100;
  return html`<tr data-way=${way.id}>
    <th scope="row">${way.title}</th>
    <td class="overhead-ratio">
      ${
        unavailable === undefined
          ? html`<span class="overhead-bar" ?data-open=${moreThan !== undefined} style="width: ${share.toFixed(2)}%"></span>
              <span class="overhead-value">${ratioText(result)}</span>`
          : html`<span class="overhead-value" data-long>Not here: ${unavailable}</span>`
      }
    </td>
    <td class="overhead-time">${timeText(result)}</td>
  </tr>`;
}

function ratioText({ way, ratio, moreThan }: WayResult): string {
  if (moreThan !== undefined) return `more than ${times(moreThan)}, ended`;
  if (!ratio || way.id === 'bare') return '1×';
  return `${times(ratio.median)} (${number(ratio.low)}–${number(ratio.high)})`;
}

function timeText({ times: all }: WayResult): string {
  const sorted = [...all].sort((a, b) => a - b);
  const ms = sorted[sorted.length >> 1];
  if (ms === undefined) return '–';
  return ms < 10_000 ? `${ms.toFixed(0)} ms` : `${(ms / 1000).toFixed(1)} s`;
}

function times(ratio: number): string {
  return `${number(ratio)}×`;
}

function number(ratio: number): string {
  return ratio < 9.95 ? ratio.toFixed(2) : ratio.toFixed(0);
}
