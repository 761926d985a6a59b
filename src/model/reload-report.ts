/** What a person reads of a hot reload: one sentence, and what stays as it was, each with the reason. */
import type { HotReloadBody } from '../protocol/index.ts';
import type { Place } from './breakpoint-list.ts';
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
export function reloadHeadline({ answer }: ReloadReport): string {
  const { applied, text, syntaxError, updated, added } = answer;
  if (syntaxError) return `Nothing has changed. Syntax error in line ${syntaxError.line}: ${syntaxError.message}.`;
  if (!applied) return text;
  const now =
    updated.length > 0
      ? `${counted(updated, 'function')} now ${runs(updated)} the new code at ${their(updated)} next call`
      : '';
  const made = added.length > 0 ? `${counted(added, 'definition')} ${added.length === 1 ? 'was' : 'were'} added` : '';
  const done = [now, made].filter(Boolean).join(', ');
  if (done) return `${done}.`;
  // The adapter alone knows whether nothing of the file has run, or nothing in it was changed.
  return reportGroups({ path: '', answer, calls: [] }).length > 0 ? 'No function has changed.' : text;
}

/** The same for screen readers, with what else there is to read. */
export function reloadAnnouncement(report: ReloadReport): string {
  const { refused, needsRestart, frames } = report.answer;
  const more = [
    refused.length > 0 ? `${counted(refused, 'change')} refused` : '',
    needsRestart.length > 0 ? `${counted(needsRestart, 'change')} for a restart` : '',
    frames.length > 0 ? `${counted(frames, 'call')} still in the old code` : '',
  ].filter(Boolean);
  const headline = reloadHeadline(report);
  return more.length > 0 ? `${headline} ${more.join(', ')}.` : headline;
}

/** What was changed and what was not; groups of which there is nothing are left out. */
export function reportGroups({ path, answer, calls }: ReloadReport): readonly ReportGroup[] {
  const { updated, added, removed, refused, needsRestart } = answer;
  const groups: readonly ReportGroup[] = [
    { title: 'Refused', items: refused },
    {
      title: 'Still in the old code',
      items: calls.map(({ name, path: file, line }) => ({
        name: name === moduleName ? 'main program' : name,
        reason: name === moduleName ? 'what it has run is not run again' : 'this call ends as it has begun',
        place: file !== undefined && line !== undefined ? { path: file, line } : undefined,
      })),
    },
    { title: 'Takes a restart', items: needsRestart.map((needed) => neededItem(path, needed)) },
    { title: 'New at the next call', items: updated.map((name) => ({ name })) },
    { title: 'Added', items: added.map((name) => ({ name })) },
    {
      title: 'No longer in the text',
      items: removed.map((name) => ({ name, reason: 'the program has it until a restart' })),
    },
  ];
  return groups.filter(({ items }) => items.length > 0);
}

function neededItem(path: string, { line, text }: HotReloadBody['needsRestart'][number]): ReportItem {
  if (line === undefined) return { name: text, reason: 'it is computed where the function is defined' };
  return { name: text, reason: 'statements outside of functions are not run again', place: { path, line } };
}

function counted(list: readonly unknown[], noun: string): string {
  return `${list.length} ${noun}${list.length === 1 ? '' : 's'}`;
}

function runs(list: readonly unknown[]): string {
  return list.length === 1 ? 'runs' : 'run';
}

function their(list: readonly unknown[]): string {
  return list.length === 1 ? 'its' : 'their';
}
