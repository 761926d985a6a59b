/**
 * The region "Frame evaluation": which backend serves the breakpoints and why, what was counted, what went another way
 * than planned, and a check of its health.
 */
import { html, nothing, render, type TemplateResult } from 'lit';
import type { FrameEvaluation, ViewState } from '../client/view-state.ts';
import type { HealthCheck, HookStats, RuntimeStatus } from '../protocol/index.ts';
import type { Debugger } from './debugger.ts';
import { statistics } from './frame-evaluation-tables.ts';

/** How the worker waits for the page, and why so. */
export interface Transport {
  readonly transport: string;
  readonly reason: string;
}

/** Shows the state of frame evaluation in `host`; counters change live while the program runs. */
export function attachFrameEvaluation(host: HTMLElement, target: Debugger, transport: Transport): () => void {
  let health: readonly HealthCheck[] | undefined;
  const actions: Actions = {
    reset: () =>
      target.guard(
        target.request('dapper/frameEvalReset', {}).then((frameEvaluation) => {
          target.dispatch({ type: 'frameEvaluation', frameEvaluation });
        }),
      ),
    check: () =>
      target.guard(
        target.request('dapper/frameEvalHealth', {}).then(({ checks }) => {
          health = checks;
          update(target.state);
        }),
      ),
  };
  const update = ({ frameEvaluation }: ViewState) => {
    const known = frameEvaluation.runtimeStatus || frameEvaluation.hookStats;
    if (!known) health = undefined;
    render(
      known
        ? content(frameEvaluation, transport, health, actions)
        : html`<p class="empty">How breakpoints are served, and what that costs, appears here once a program was started.</p>`,
      host,
    );
  };
  update(target.state);
  return target.subscribe((state, before) => {
    if (state.frameEvaluation !== before.frameEvaluation) update(state);
  });
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

function content(
  state: FrameEvaluation,
  { transport, reason }: Transport,
  health: readonly HealthCheck[] | undefined,
  actions: Actions,
): TemplateResult {
  const { runtimeStatus: status, hookStats: stats } = state;
  return html`<dl class="facts">
      ${status ? fact('Backend', backends[status.backend_type] ?? status.backend_type) : nothing}
      ${stats || status ? fact('Hook', hookText(stats, status)) : nothing}
      ${status?.reason ? fact(status.fell_back ? 'Fell back' : 'Why', status.reason) : nothing}
      ${typeof stats?.hook_error === 'string' && stats.hook_error ? fact('Error', stats.hook_error) : nothing}
      ${status?.other_tracer ? fact('Also here', status.other_tracer) : nothing}
      ${status?.delivery ? fact('Delivery', status.delivery) : nothing}
      ${fact('Transport', `${status?.transport ?? transport}: ${reason}`)}
      ${status?.python_version ? fact('Python', status.python_version.split(' ')[0] ?? '') : nothing}
    </dl>
    <div class="panel-actions">
      <button type="button" @click=${actions.check}>Health check</button>
      <button type="button" title="Sets the counters and the telemetry back to 0" @click=${actions.reset}>Reset</button>
    </div>
    ${health ? healthList(health) : nothing} ${statistics(state)}`;
}

function healthList(checks: readonly HealthCheck[]): TemplateResult {
  return html`<ul class="health" aria-label="Health check">
    ${checks.map(
      ({ name, result, detail }) =>
        html`<li data-result=${result}><strong>${result}</strong> <span>${name}: ${detail}</span></li>`,
    )}
  </ul>`;
}

function hookText(stats: HookStats | undefined, status: RuntimeStatus | undefined): string {
  if (stats?.armed === true) return 'Armed: looks at the next frame';
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
