/** The statistics of frame evaluation as sections with tables, one row per number; and the latest events. */
import { html, nothing, type TemplateResult } from 'lit/html.js';
import { type Localize, words } from '../../model/localize.ts';
import { numberText, roundedText, shareText } from '../../model/numbers.ts';
import type { FrameEvaluation } from '../../model/view-state.ts';
import type { TelemetryEvent } from '../../protocol/index.ts';
import type { PanelSections } from '../layout/panel-section.ts';

/** Events that are shown; the adapter keeps more. */
const RECENT = 10;

/** The section that is open at first. */
export const countersPart = words('Counters');

type Numbers = Readonly<Record<string, number>>;

/** Says of a section what is in it. */
type Note = (values: Numbers, localize: Localize) => string;

/** All sections for which there is anything to show. */
export function statistics(state: FrameEvaluation, sections: PanelSections, localize: Localize): TemplateResult {
  const { hookStats, traceStats, cacheStats, integrationStats, performanceData, telemetry } = state;
  const { reason_counts: reasons = {}, events = [] } = telemetry ?? {};
  const numbers = (caption: string, values: object | undefined, note: Note) => {
    const counted = numbersOf(values);
    return Object.keys(counted).length === 0
      ? nothing
      : sections.render(caption, note(counted, localize), () => table(localize(caption), counted, localize));
  };
  return html`${numbers(countersPart, hookStats, countersNote)}
    ${numbers(words('Selective tracing'), traceStats, tracingNote)}
    ${numbers(words('Caches'), cachesOf(cacheStats), cachesNote)}
    ${numbers(words('Integration'), integrationStats, integrationNote)}
    ${numbers(words('Performance'), performanceData, performanceNote)}
    ${
      events.length > 0
        ? sections.render(words('Events'), eventsNote(events.length, localize), () =>
            recentEvents(reasons, events, localize),
          )
        : nothing
    }`;
}

/** The few numbers that say how it goes, and what they are of. */
export function headlines(state: FrameEvaluation, localize: Localize): TemplateResult {
  const { hookStats, integrationStats, performanceData } = state;
  const counts = numbersOf(hookStats);
  const tiles = [
    tile(localize, localize('Frames seen'), counts.frames_evaluated),
    tile(localize, localize('Events'), eventsOf(counts)),
    tile(localize, localize('Calls saved'), integrationStats?.trace_calls_saved),
    tile(localize, localize('Overhead'), performanceData?.trace_overhead, 'rate'),
  ];
  return html`<dl class="tiles">${tiles}</dl>`;
}

/** What is of use at a glance, in words. */
export function briefFigures({ hookStats, performanceData }: FrameEvaluation, localize: Localize): readonly string[] {
  const seen = numbersOf(hookStats).frames_evaluated;
  const overhead = performanceData?.trace_overhead;
  return [
    ...(seen === undefined
      ? []
      : [localize({ one: '{number} frame seen', other: '{number} frames seen' }, counted(seen, localize))]),
    ...(overhead === undefined ? [] : [overheadText(overhead, localize)]),
  ];
}

function tile(localize: Localize, name: string, value: number | undefined, unit = ''): TemplateResult | typeof nothing {
  if (value === undefined) return nothing;
  return html`<div class="tile">
    <dt>${name}</dt>
    <dd>${valueText(unit, value, localize)}</dd>
  </div>`;
}

function eventsOf(counts: Numbers): number | undefined {
  const events = Object.entries(counts).filter(([name]) => /^(line|return|instruction|exception)_events$/.test(name));
  return events.length === 0 ? undefined : events.reduce((sum, [, count]) => sum + count, 0);
}

const overheadText = (share: number, localize: Localize) =>
  localize('{share} overhead', { share: shareText(share, localize) });

const eventsNote = (count: number, localize: Localize) =>
  localize({ one: '{number} event', other: '{number} events' }, counted(count, localize));

const countersNote: Note = (values, localize) => {
  const all = Object.values(values);
  return localize('{some} of {all} above 0', { some: all.filter((count) => count !== 0).length, all: all.length });
};

const tracingNote: Note = ({ traced_frames: traced = 0, total_frames: total = 0 }, localize) =>
  localize(
    { one: '{traced} of {number} frame traced', other: '{traced} of {number} frames traced' },
    { traced: numberText(traced, localize), ...counted(total, localize) },
  );

const cachesNote: Note = ({ 'code total_entries': entries = 0, files = 0 }, localize) =>
  [
    localize({ one: '{number} function', other: '{number} functions' }, counted(entries, localize)),
    localize({ one: '{number} file', other: '{number} files' }, counted(files, localize)),
  ].join(', ');

const integrationNote: Note = ({ breakpoints_optimized: optimized = 0 }, localize) =>
  localize(
    { one: '{number} breakpoint optimized', other: '{number} breakpoints optimized' },
    counted(optimized, localize),
  );

const performanceNote: Note = ({ trace_overhead: overhead = 0 }, localize) => overheadText(overhead, localize);

/** The values of a plural, whose `{number}` is how the count is written. */
function counted(count: number, localize: Localize) {
  return { count, number: numberText(count, localize, 1) };
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

function table(caption: string, values: Numbers, localize: Localize): TemplateResult {
  return html`<div class="counters-columns">
    <table class="counters" aria-label=${caption}>
      <tbody>
        ${Object.entries(values).map(
          ([name, count]) =>
            html`<tr ?data-zero=${count === 0}>
              <th scope="row">${name.replaceAll('_', ' ')}</th>
              <td>${valueText(name, count, localize)}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

function recentEvents(reasons: Numbers, events: readonly TelemetryEvent[], localize: Localize): TemplateResult {
  return html`${table(localize('Events'), Object.fromEntries(Object.entries(reasons).filter(([, count]) => count > 0)), localize)}
    <ol class="recent-events" aria-label=${localize('Recent events')}>
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

function valueText(name: string, value: number, localize: Localize): string {
  if (/rate|overhead/.test(name)) return shareText(value, localize);
  if (/memory/.test(name)) return `${numberText(value, localize, 1)} B`;
  if (/(seconds|time|ttl)$/.test(name)) return secondsText(value, localize);
  return numberText(value, localize, 1);
}

function secondsText(seconds: number, localize: Localize): string {
  const [value, unit] = seconds > 0 && seconds < 0.1 ? [seconds * 1000, 'ms'] : [seconds, 's'];
  return `${roundedText(value, localize, 3)} ${unit}`;
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
