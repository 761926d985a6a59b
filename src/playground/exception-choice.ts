/** At which exceptions programs stop, kept over a reload. */
import type { Debugger } from '../ui/session/debugger.ts';
import type { SavedWork } from './saved-work.ts';

/** Gives `target` what is kept, and keeps what is chosen. */
export function keepExceptionChoice(target: Debugger, saved: SavedWork): void {
  const kept = saved.load('exceptions');
  if (kept) {
    for (const { id } of target.state.filters) target.breakpoints.switchFilter(id, kept.filters.includes(id));
    target.breakpoints.limitExceptions(kept.condition);
  }
  target.subscribe(({ filters, exceptionCondition: condition }, before) => {
    if (filters === before.filters && condition === before.exceptionCondition) return;
    saved.save('exceptions', { filters: filters.filter(({ enabled }) => enabled).map(({ id }) => id), condition });
  });
}
