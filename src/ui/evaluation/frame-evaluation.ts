/**
 * The region "Frame evaluation": which backend serves the breakpoints and why, what was counted, what went another way
 * than planned, and a check of its health.
 *
 * What is of use at a glance stands at the top, the rest in sections that fold. What a button did is said in words,
 * by a live region that is there from the start.
 */
import { html, nothing, render, type TemplateResult } from 'lit/html.js';
import { healthText } from '../../model/health-text.ts';
import type { FrameEvaluation, ViewState } from '../../model/view-state.ts';
import type { HookStats, RuntimeStatus } from '../../protocol/index.ts';
import { PanelSections, type SectionStore } from '../layout/panel-section.ts';
import { type Disposable, disposing, type Headed, inHead, panelRoot } from '../panel.ts';
import type { Debugger } from '../session/debugger.ts';
import { messageOf } from '../session/message-of.ts';
import { briefFigures, clock, headlines, statistics } from './frame-evaluation-tables.ts';
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
  const root = panelRoot(host, 'frame-evaluation');
  const summary = inHead(root, options, 'head-summary');
  summary.title = 'Frames that the hook has inspected, and the part of the time of this run that the debugger took';
  let health: Health | undefined;
  let said = '';
  const say = (text: string) => {
    said = text;
    update(target.state);
  };
  const perform = (action: () => Promise<string>) => {
    say('One moment …');
    action().then(say, (error) => say(messageOf(error)));
  };
  const actions: Actions = {
    reset: () =>
      perform(async () => {
        const frameEvaluation = await target.request('dapper/frameEvalReset', {});
        target.dispatch({ type: 'frameEvaluation', frameEvaluation });
        return `Counters and telemetry were reset at ${clock(Date.now() / 1000)}.`;
      }),
    check: () =>
      perform(async () => {
        const { checks } = await target.request('dapper/frameEvalHealth', {});
        health = { checks, at: clock(Date.now() / 1000) };
        sections.open('Health');
        requestAnimationFrame(() => showAnswer(root));
        return `${healthText(checks)} Checked at ${health.at}.`;
      }),
  };
  const update = ({ frameEvaluation }: ViewState) => {
    const known = frameEvaluation.runtimeStatus || frameEvaluation.hookStats;
    if (!known) {
      health = undefined;
      said = '';
    }
    summary.textContent = known ? summaryOf(frameEvaluation) : '';
    render(
      html`${
        known
          ? overview(frameEvaluation, actions)
          : html`<p class="empty">How breakpoints are served, and what that costs, appears here once a program was started.</p>`
      }
        <p class="panel-said" aria-live="polite">${said}</p>
        ${known ? details(frameEvaluation, target.transport, health, sections) : nothing}`,
      root,
    );
  };
  const sections = new PanelSections(root.id, options.store, ['Counters'], () => update(target.state));
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

const backends: Readonly<Record<RuntimeStatus['backend_type'], string>> = {
  EvalFrameBackend: 'Eval-frame hook',
  SysMonitoringBackend: 'sys.monitoring',
  SettraceBackend: 'sys.settrace',
  none: 'None: not debugged',
};

function backendOf({ backend_type: type }: RuntimeStatus): string {
  return backends[type] ?? type;
}

/** The one line in the head of the folded region: "Hook parked · 1 frame seen · 0% overhead". */
function summaryOf(state: FrameEvaluation): string {
  const { runtimeStatus: status, hookStats: stats } = state;
  const installed = stats?.hook_installed ?? status?.hook_installed;
  const backend = status ? backendOf(status) : '';
  const serves = installed ? `Hook ${stats?.armed === true ? 'armed' : 'parked'}` : backend;
  const slower = status?.fell_back ? 'slower than usual' : '';
  return [serves, slower, ...briefFigures(state)].filter(Boolean).join(' · ');
}

function overview(state: FrameEvaluation, actions: Actions): TemplateResult {
  const { runtimeStatus: status, hookStats: stats } = state;
  return html`<dl class="facts">
      ${status ? fact('Backend', backendOf(status)) : nothing}
      ${stats || status ? fact('Hook', hookText(stats, status)) : nothing}
      ${status?.fell_back ? fact('Fell back', status.reason) : nothing}
      ${typeof stats?.hook_error === 'string' && stats.hook_error ? fact('Error', stats.hook_error) : nothing}
    </dl>
    ${status?.backend_type === 'none' ? nothing : headlines(state)}
    <div class="panel-actions">
      <button type="button" @click=${actions.check}>Health check</button>
      <button type="button" title="Resets the counters and the telemetry" @click=${actions.reset}>Reset</button>
    </div>`;
}

function details(
  state: FrameEvaluation,
  { transport, reason }: Debugger['transport'],
  health: Health | undefined,
  sections: PanelSections,
): TemplateResult {
  const { runtimeStatus: status } = state;
  const way = status?.transport ?? transport;
  const python = status?.python_version?.split(' ')[0] ?? '';
  const setUp = () => html`<dl class="facts">
    ${status?.reason && !status.fell_back ? fact('Why', status.reason) : nothing}
    ${status?.other_tracer ? fact('Also here', status.other_tracer) : nothing}
    ${status?.delivery ? fact('Delivery', status.delivery) : nothing} ${fact('Transport', `${way}: ${reason}`)}
    ${python ? fact('Python', python) : nothing}
  </dl>`;
  return html`${
    health ? sections.render('Health', healthText(health.checks), () => healthList(health.checks)) : nothing
  }
  ${sections.render('Set-up', [python && `Python ${python}`, way].filter(Boolean).join(', '), setUp)}
  ${statistics(state, sections)}`;
}

function hookText(stats: HookStats | undefined, status: RuntimeStatus | undefined): string {
  if (stats?.armed === true) return 'Armed: inspects the next frame';
  const installed = stats?.hook_installed ?? status?.hook_installed;
  if (installed) return 'Parked: the program runs at full speed';
  const available = stats?.hook_available ?? status?.hook_available;
  return available ? 'Available, not installed' : 'Not available';
}

function fact(name: string, value: string): TemplateResult {
  return html`<div class="fact">
    <dt>${name}</dt>
    <dd>${value}</dd>
  </div>`;
}
