/** The region "Frame evaluation": which backend serves the breakpoints and why, and what the hook has counted. */
import { html, nothing, render, type TemplateResult } from 'lit';
import type { FrameEvaluation, ViewState } from '../client/view-state.ts';
import type { HookStats, RuntimeStatus } from '../protocol/index.ts';
import type { Debugger } from './debugger.ts';

/** How the worker waits for the page, and why so. */
export interface Transport {
  readonly transport: string;
  readonly reason: string;
}

/** Shows the state of frame evaluation in `host`; counters change live while the program runs. */
export function attachFrameEvaluation(host: HTMLElement, target: Debugger, transport: Transport): () => void {
  const update = ({ frameEvaluation }: ViewState) => {
    render(
      frameEvaluation.runtimeStatus || frameEvaluation.hookStats
        ? content(frameEvaluation, transport)
        : html`<p class="empty">How breakpoints are served, and what that costs, appears here once a program was started.</p>`,
      host,
    );
  };
  update(target.state);
  return target.subscribe((state, before) => {
    if (state.frameEvaluation !== before.frameEvaluation) update(state);
  });
}

const backends: Readonly<Record<RuntimeStatus['backend_type'], string>> = {
  EvalFrameBackend: 'Eval-frame hook',
  SysMonitoringBackend: 'sys.monitoring',
  SettraceBackend: 'sys.settrace',
  none: 'None: not debugged',
};

function content(
  { runtimeStatus: status, hookStats: stats, telemetry }: FrameEvaluation,
  { transport, reason }: Transport,
): TemplateResult {
  const counters = Object.entries(stats ?? {}).filter(
    (entry): entry is [string, number] => typeof entry[1] === 'number',
  );
  const reasons = Object.entries(telemetry?.reason_counts ?? {}).filter(([, count]) => count > 0);
  return html`<dl class="facts">
      ${status ? fact('Backend', backends[status.backend_type] ?? status.backend_type) : nothing}
      ${stats || status ? fact('Hook', hookText(stats, status)) : nothing}
      ${status?.reason ? fact('Why', status.reason) : nothing}
      ${typeof stats?.hook_error === 'string' && stats.hook_error ? fact('Error', stats.hook_error) : nothing}
      ${status?.delivery ? fact('Delivery', status.delivery) : nothing}
      ${fact('Transport', `${status?.transport ?? transport}: ${reason}`)}
      ${status?.python_version ? fact('Python', status.python_version.split(' ')[0] ?? '') : nothing}
    </dl>
    ${counters.length > 0 ? table('Counters', counters) : nothing}
    ${reasons.length > 0 ? table('Events', reasons) : nothing}`;
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

function table(caption: string, rows: readonly (readonly [string, number])[]): TemplateResult {
  return html`<table class="counters">
    <caption>
      ${caption}
    </caption>
    <tbody>
      ${rows.map(
        ([name, count]) =>
          html`<tr>
            <th scope="row">${name.replaceAll('_', ' ')}</th>
            <td>${count.toLocaleString('en')}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}
