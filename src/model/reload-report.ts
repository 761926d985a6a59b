/** What a person reads of a hot reload: one sentence, and what stays as it was, each with the reason. */
import type { HotReloadBody } from '../protocol/index.ts';
import type { Place } from './breakpoint-list.ts';
import type { Localize } from './localize.ts';
import type { ReloadReport } from './running-text.ts';
import { moduleName } from './status-text.ts';

/** One thing that a reload has changed, or has not. */
export interface ReportItem {
  /** A name, or a line of code. */
  readonly name: string;
  readonly reason?: string;
  /** Where it is in the text that runs. */
  readonly place?: Place | undefined;
}

/** Things of which the same is to be said. */
export interface ReportGroup {
  readonly title: string;
  readonly items: readonly ReportItem[];
}

/** What it comes to, in one sentence or two. */
export function reloadHeadline({ answer }: ReloadReport, localize: Localize): string {
  const { applied, text, syntaxError, updated, added } = answer;
  if (syntaxError) {
    const { line, message } = syntaxError;
    return localize('Nothing has changed. Syntax error in line {line}: {message}.', { line, message });
  }
  if (!applied) return text;
  const runs = { count: updated.length };
  const made = { count: added.length };
  const done = sentence(localize, [
    runs.count > 0 &&
      localize(
        {
          one: '{count} function now runs the new code at its next call',
          other: '{count} functions now run the new code at their next call',
        },
        runs,
      ),
    made.count > 0 && localize({ one: '{count} definition was added', other: '{count} definitions were added' }, made),
  ]);
  if (done !== '') return done;
  // The adapter alone knows whether nothing of the file has run, or nothing in it was changed.
  const isAny = reportGroups({ path: '', answer, calls: [] }, localize).length > 0;
  return isAny ? localize('No function has changed.') : text;
}

/** The same for screen readers, with what else there is to read. */
export function reloadAnnouncement(report: ReloadReport, localize: Localize): string {
  const { refused, needsRestart, frames } = report.answer;
  const refusals = { count: refused.length };
  const restarts = { count: needsRestart.length };
  const calls = { count: frames.length };
  const more = sentence(localize, [
    refusals.count > 0 && localize({ one: '{count} change refused', other: '{count} changes refused' }, refusals),
    restarts.count > 0 &&
      localize({ one: '{count} change for a restart', other: '{count} changes for a restart' }, restarts),
    calls.count > 0 &&
      localize({ one: '{count} call still in the old code', other: '{count} calls still in the old code' }, calls),
  ]);
  const headline = reloadHeadline(report, localize);
  return more === '' ? headline : `${headline} ${more}`;
}

/** What was changed and what was not; groups of which there is nothing are left out. */
export function reportGroups({ path, answer, calls }: ReloadReport, localize: Localize): readonly ReportGroup[] {
  const { updated, added, removed, refused, needsRestart } = answer;
  const groups: readonly ReportGroup[] = [
    { title: localize('Refused'), items: refused },
    {
      title: localize('Still in the old code'),
      items: calls.map(({ name, path: file, line }) => ({
        name: name === moduleName ? localize('main program') : name,
        reason: localize(name === moduleName ? 'what it has run is not run again' : 'this call ends as it has begun'),
        place: file !== undefined && line !== undefined ? { path: file, line } : undefined,
      })),
    },
    { title: localize('Takes a restart'), items: needsRestart.map((needed) => neededItem(path, needed, localize)) },
    { title: localize('New at the next call'), items: updated.map((name) => ({ name })) },
    { title: localize('Added'), items: added.map((name) => ({ name })) },
    {
      title: localize('No longer in the text'),
      items: removed.map((name) => ({ name, reason: localize('the program has it until a restart') })),
    },
  ];
  return groups.filter(({ items }) => items.length > 0);
}

function neededItem(
  path: string,
  { line, text }: HotReloadBody['needsRestart'][number],
  localize: Localize,
): ReportItem {
  return line === undefined
    ? { name: text, reason: localize('it is computed where the function is defined') }
    : { name: text, reason: localize('statements outside of functions are not run again'), place: { path, line } };
}

/** What of `parts` there is to say, in one sentence; empty where that is nothing. */
function sentence(localize: Localize, parts: readonly (string | false)[]): string {
  const changes = parts.filter(Boolean).join(', ');
  return changes && localize('{changes}.', { changes });
}
