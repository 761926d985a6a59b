/**
 * The region "Frame evaluation": which backend serves the breakpoints and why, what was counted, what went another way
 * than planned, and a check of its health.
 *
 * What is of use at a glance stands at the top, the rest in sections that fold. What a button did is said in words,
 * by a live region that is there from the start.
 */
import { html, nothing, render, type TemplateResult } from 'lit/html.js';
import { healthText } from '../../model/health-text.ts';
import { type Localize, words } from '../../model/localize.ts';
import type { FrameEvaluation, ViewState } from '../../model/view-state.ts';
import type { HookStats, RuntimeStatus } from '../../protocol/index.ts';
import { PanelSections, type SectionStore } from '../layout/panel-section.ts';
import { type Disposable, disposing, type Headed, inHead, panelRoot } from '../panel.ts';
import type { Debugger } from '../session/debugger.ts';
import { messageOf } from '../session/message-of.ts';
import { briefFigures, clock, countersPart, headlines, statistics } from './frame-evaluation-tables.ts';
import { type Health, healthList } from './health.ts';

export interface FrameEvaluationOptions extends Headed {
  /** Keeps which sections are open. */
  readonly store: SectionStore;
}

/** Shows the state of frame evaluation in `host`; counters change live while the program runs. */
export function attachFrameEvaluation(
  host: HTMLElement,
  target: Debugger,
  options: FrameEvaluationOptions,
): Disposable {
  const { localize } = target;
  const root = panelRoot(host, 'frame-evaluation');
  const summary = inHead(root, options, 'head-summary');
  summary.title = localize(
    'Frames that the hook has inspected, and the part of the time of this run that the debugger took',
  );
  let health: Health | undefined;
  let said = '';
  const say = (text: string) => {
    said = text;
    update(target.state);
  };
  const perform = (action: () => Promise<string>) => {
    say(localize('One moment …'));
    action().then(say, (error) => say(messageOf(error)));
  };
  const actions: Actions = {
    reset: () =>
      perform(async () => {
        const frameEvaluation = await target.request('dapper/frameEvalReset', {});
        target.dispatch({ type: 'frameEvaluation', frameEvaluation });
        return localize('Counters and telemetry were reset at {time}.', { time: clock(Date.now() / 1000) });
      }),
    check: () =>
      perform(async () => {
        const { checks } = await target.request('dapper/frameEvalHealth', {});
        health = { checks, at: clock(Date.now() / 1000) };
        sections.open(healthPart);
        requestAnimationFrame(() => showAnswer(root));
        return `${healthText(checks, localize)} ${localize('Checked at {time}.', { time: health.at })}`;
      }),
  };
  const update = ({ frameEvaluation }: ViewState) => {
    const known = frameEvaluation.runtimeStatus || frameEvaluation.hookStats;
    if (!known) {
      health = undefined;
      said = '';
    }
    summary.textContent = known ? summaryOf(frameEvaluation, localize) : '';
    render(
      html`${
        known
          ? overview(frameEvaluation, actions, localize)
          : html`<p class="empty">${localize('How breakpoints are served, and what that costs, appears here once a program was started.')}</p>`
      }
        <p class="panel-said" aria-live="polite">${said}</p>
        ${known ? details(frameEvaluation, target, health, sections) : nothing}`,
      root,
    );
  };
  const sections = new PanelSections(root.id, options.store, [countersPart], () => update(target.state), localize);
  update(target.state);
  const unsubscribe = target.subscribe((state, before) => {
    if (state.frameEvaluation !== before.frameEvaluation) update(state);
  });
  return disposing(root, summary, unsubscribe);
}

/** Scrolls what a button has brought into view, as far as the button itself stays there. */
function showAnswer(body: HTMLElement): void {
  const top = (element: Element | null | undefined) => (element ?? body).getBoundingClientRect().top;
  const health = body.querySelector('.health');
  const hidden = health ? health.getBoundingClientRect().bottom - body.getBoundingClientRect().bottom : 0;
  const room = top(body.querySelector('.panel-actions')) - top(body);
  body.scrollTop += Math.max(0, Math.min(hidden, room));
}

interface Actions {
  reset(): void;
  check(): void;
}

const healthPart = words('Health');

const backends: Readonly<Record<RuntimeStatus['backend_type'], string>> = {
  EvalFrameBackend: words('Eval-frame hook'),
  SysMonitoringBackend: 'sys.monitoring',
  SettraceBackend: 'sys.settrace',
  none: words('None: not debugged'),
};

function backendOf({ backend_type: type }: RuntimeStatus, localize: Localize): string {
  return localize(backends[type] ?? type);
}

/** The one line in the head of the folded region: "Hook parked · 1 frame seen · 0% overhead". */
function summaryOf(state: FrameEvaluation, localize: Localize): string {
  const { runtimeStatus: status, hookStats: stats } = state;
  const installed = stats?.hook_installed ?? status?.hook_installed;
  const backend = status ? backendOf(status, localize) : '';
  const serves = installed ? localize(stats?.armed === true ? 'Hook armed' : 'Hook parked') : backend;
  const slower = status?.fell_back ? localize('slower than usual') : '';
  return [serves, slower, ...briefFigures(state, localize)].filter(Boolean).join(' · ');
}

function overview(state: FrameEvaluation, actions: Actions, localize: Localize): TemplateResult {
  const { runtimeStatus: status, hookStats: stats } = state;
  return html`<dl class="facts">
      ${status ? fact(localize('Backend'), backendOf(status, localize)) : nothing}
      ${stats || status ? fact(localize('Hook'), hookText(stats, status, localize)) : nothing}
      ${status?.fell_back ? fact(localize('Fell back'), status.reason) : nothing}
      ${typeof stats?.hook_error === 'string' && stats.hook_error ? fact(localize('Error'), stats.hook_error) : nothing}
    </dl>
    ${status?.backend_type === 'none' ? nothing : headlines(state, localize)}
    <div class="panel-actions">
      <button type="button" @click=${actions.check}>${localize('Health check')}</button>
      <button type="button" title=${localize('Resets the counters and the telemetry')} @click=${actions.reset}>${localize('Reset')}</button>
    </div>`;
}

function details(
  state: FrameEvaluation,
  { transport: { transport, reason }, localize }: Debugger,
  health: Health | undefined,
  sections: PanelSections,
): TemplateResult {
  const { runtimeStatus: status } = state;
  const way = status?.transport ?? transport;
  const python = status?.python_version?.split(' ')[0] ?? '';
  const setUp = () => html`<dl class="facts">
    ${status?.reason && !status.fell_back ? fact(localize('Why'), status.reason) : nothing}
    ${status?.other_tracer ? fact(localize('Also here'), status.other_tracer) : nothing}
    ${status?.delivery ? fact(localize('Delivery'), status.delivery) : nothing} ${fact(localize('Transport'), `${way}: ${reason}`)}
    ${python ? fact('Python', python) : nothing}
  </dl>`;
  return html`${
    health
      ? sections.render(healthPart, healthText(health.checks, localize), () => healthList(health.checks, localize))
      : nothing
  }
  ${sections.render(words('Set-up'), [python && `Python ${python}`, way].filter(Boolean).join(', '), setUp)}
  ${statistics(state, sections, localize)}`;
}

function hookText(stats: HookStats | undefined, status: RuntimeStatus | undefined, localize: Localize): string {
  if (stats?.armed === true) return localize('Armed: inspects the next frame');
  const installed = stats?.hook_installed ?? status?.hook_installed;
  if (installed) return localize('Parked: the program runs at full speed');
  const available = stats?.hook_available ?? status?.hook_available;
  return localize(available ? 'Available, not installed' : 'Not available');
}

function fact(name: string, value: string): TemplateResult {
  return html`<div class="fact">
    <dt>${name}</dt>
    <dd>${value}</dd>
  </div>`;
}
