/** The statistics of frame evaluation as sections with tables, one row per number; and the latest events. */
import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { FrameEvaluation } from '../../model/view-state.ts';
import type { TelemetryEvent } from '../../protocol/index.ts';
import { numberText, roundedText, shareText } from '../layout/numbers.ts';
import type { PanelSections } from '../layout/panel-section.ts';

/** Events that are shown; the adapter keeps more. */
const RECENT = 10;

type Numbers = Readonly<Record<string, number>>;

/** All sections for which there is anything to show. */
export function statistics(state: FrameEvaluation, sections: PanelSections): TemplateResult {
  const { hookStats, traceStats, cacheStats, integrationStats, performanceData, telemetry } = state;
  const { reason_counts: reasons = {}, events = [] } = telemetry ?? {};
  const numbers = (caption: string, values: object | undefined, note: (values: Numbers) => string) => {
    const counted = numbersOf(values);
    return Object.keys(counted).length === 0
      ? nothing
      : sections.render(caption, note(counted), () => table(caption, counted));
  };
  return html`${numbers('Counters', hookStats, countersNote)}
    ${numbers('Selective tracing', traceStats, tracingNote)}
    ${numbers('Caches', cachesOf(cacheStats), cachesNote)}
    ${numbers('Integration', integrationStats, integrationNote)}
    ${numbers('Performance', performanceData, performanceNote)}
    ${
      events.length > 0
        ? sections.render('Events', counted(events.length, 'event'), () => recentEvents(reasons, events))
        : nothing
    }`;
}

/** The few numbers that say how it goes, and what they are of. */
export function headlines(state: FrameEvaluation): TemplateResult {
  const { hookStats, integrationStats, performanceData } = state;
  const counts = numbersOf(hookStats);
  const tiles = [
    tile('Frames seen', counts.frames_evaluated),
    tile('Events', eventsOf(counts)),
    tile('Calls saved', integrationStats?.trace_calls_saved),
    tile('Overhead', performanceData?.trace_overhead, 'rate'),
  ];
  return html`<dl class="tiles">${tiles}</dl>`;
}

/** What is of use at a glance, in words. */
export function briefFigures({ hookStats, performanceData }: FrameEvaluation): readonly string[] {
  const seen = numbersOf(hookStats).frames_evaluated;
  const overhead = performanceData?.trace_overhead;
  return [
    ...(seen === undefined ? [] : [`${counted(seen, 'frame')} seen`]),
    ...(overhead === undefined ? [] : [`${shareText(overhead)} overhead`]),
  ];
}

function tile(name: string, value: number | undefined, unit = ''): TemplateResult | typeof nothing {
  if (value === undefined) return nothing;
  return html`<div class="tile">
    <dt>${name}</dt>
    <dd>${valueText(unit, value)}</dd>
  </div>`;
}

function eventsOf(counts: Numbers): number | undefined {
  const events = Object.entries(counts).filter(([name]) => /^(line|return|instruction|exception)_events$/.test(name));
  return events.length === 0 ? undefined : events.reduce((sum, [, count]) => sum + count, 0);
}

function countersNote(values: Numbers): string {
  const all = Object.values(values);
  return `${all.filter((count) => count !== 0).length} of ${all.length} above 0`;
}

const tracingNote = ({ traced_frames: traced = 0, total_frames: total = 0 }: Numbers) =>
  `${valueText('', traced)} of ${counted(total, 'frame')} traced`;

const cachesNote = ({ 'code total_entries': entries = 0, files = 0 }: Numbers) =>
  `${counted(entries, 'function')}, ${counted(files, 'file')}`;

const integrationNote = ({ breakpoints_optimized: optimized = 0 }: Numbers) =>
  `${counted(optimized, 'breakpoint')} optimized`;

const performanceNote = ({ trace_overhead: overhead = 0 }: Numbers) => `${valueText('overhead', overhead)} overhead`;

function counted(count: number, noun: string): string {
  return `${valueText('', count)} ${noun}${count === 1 ? '' : 's'}`;
}

function cachesOf(stats: FrameEvaluation['cacheStats']): object | undefined {
  if (!stats) return undefined;
  return {
    ...prefixed('code', stats.func_code_cache),
    files: stats.breakpoint_cache.total_files,
    most_files: stats.breakpoint_cache.max_entries,
  };
}

function numbersOf(values: object | undefined): Numbers {
  return Object.fromEntries(Object.entries(values ?? {}).filter(([, value]) => typeof value === 'number'));
}

function table(caption: string, values: Numbers): TemplateResult {
  return html`<div class="counters-columns">
    <table class="counters" aria-label=${caption}>
      <tbody>
        ${Object.entries(values).map(
          ([name, count]) =>
            html`<tr ?data-zero=${count === 0}>
              <th scope="row">${name.replaceAll('_', ' ')}</th>
              <td>${valueText(name, count)}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

function recentEvents(reasons: Numbers, events: readonly TelemetryEvent[]): TemplateResult {
  return html`${table('Events', Object.fromEntries(Object.entries(reasons).filter(([, count]) => count > 0)))}
    <ol class="recent-events" aria-label="Recent events">
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
    </ol>`;
}

function valueText(name: string, value: number): string {
  if (/rate|overhead/.test(name)) return shareText(value);
  if (/memory/.test(name)) return `${numberText(value, 1)} B`;
  if (/(seconds|time|ttl)$/.test(name)) return secondsText(value);
  return numberText(value, 1);
}

function secondsText(seconds: number): string {
  const [value, unit] = seconds > 0 && seconds < 0.1 ? [seconds * 1000, 'ms'] : [seconds, 's'];
  return `${roundedText(value, 3)} ${unit}`;
}

function contextText(context: Readonly<Record<string, unknown>>): string {
  return Object.entries(context)
    .map(([name, value]) => `${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join(', ');
}

/** A time of the day; `timestamp` in seconds. */
export function clock(timestamp: number): string {
  return new Date(timestamp * 1000).toLocaleTimeString('en-GB');
}

function prefixed(prefix: string, values: Numbers): Record<string, number> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [`${prefix} ${name}`, value]));
}
