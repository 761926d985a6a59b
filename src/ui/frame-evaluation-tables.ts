/** The statistics of frame evaluation as tables: one a section, a row a number; and the events that were recorded last. */
import { html, nothing, type TemplateResult } from 'lit';
import type { FrameEvaluation } from '../client/view-state.ts';
import type { TelemetryEvent } from '../protocol/index.ts';

/** Events that are shown; the adapter keeps more. */
const RECENT = 10;

/** All sections for which there is anything to show. */
export function statistics(state: FrameEvaluation): TemplateResult {
  const { hookStats, traceStats, cacheStats, integrationStats, performanceData, telemetry } = state;
  const { reason_counts: reasons = {}, events = [] } = telemetry ?? {};
  return html`${table('Counters', hookStats)} ${table('Selective tracing', traceStats)}
    ${
      cacheStats
        ? table('Caches', {
            ...prefixed('code', cacheStats.func_code_cache),
            files: cacheStats.breakpoint_cache.total_files,
            most_files: cacheStats.breakpoint_cache.max_entries,
          })
        : nothing
    }
    ${table('Integration', integrationStats)} ${table('Performance', performanceData)}
    ${table('Events', Object.fromEntries(Object.entries(reasons).filter(([, count]) => count > 0)))}
    ${events.length > 0 ? recentEvents(events) : nothing}`;
}

function table(caption: string, values: object | undefined): TemplateResult | typeof nothing {
  const rows = Object.entries(values ?? {}).filter((entry): entry is [string, number] => typeof entry[1] === 'number');
  if (rows.length === 0) return nothing;
  return html`<table class="counters">
    <caption>
      ${caption}
    </caption>
    <tbody>
      ${rows.map(
        ([name, count]) =>
          html`<tr>
            <th scope="row">${name.replaceAll('_', ' ')}</th>
            <td>${numberText(name, count)}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}

function recentEvents(events: readonly TelemetryEvent[]): TemplateResult {
  return html`<section class="recent-events">
    <h3 id="recent-events">Recent events</h3>
    <ol aria-labelledby="recent-events">
      ${events
        .slice(-RECENT)
        .reverse()
        .map(
          ({ timestamp, reason_code: code, context }) =>
            html`<li>
              <time datetime=${new Date(timestamp * 1000).toISOString()}>${clock(timestamp)}</time>
              ${code.replaceAll('_', ' ').toLowerCase()} <small>${contextText(context)}</small>
            </li>`,
        )}
    </ol>
  </section>`;
}

function numberText(name: string, value: number): string {
  if (/rate|overhead/.test(name)) return value.toLocaleString('en', { style: 'percent', maximumFractionDigits: 1 });
  if (/seconds|time$/.test(name)) return `${value.toLocaleString('en', { maximumSignificantDigits: 3 })} s`;
  return value.toLocaleString('en', { maximumFractionDigits: 1 });
}

function contextText(context: Readonly<Record<string, unknown>>): string {
  return Object.entries(context)
    .map(([name, value]) => `${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join(', ');
}

function clock(timestamp: number): string {
  return new Date(timestamp * 1000).toLocaleTimeString('en-GB');
}

function prefixed(prefix: string, values: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [`${prefix} ${name}`, value]));
}
