/** At which exceptions programs stop, kept over a reload: filters and condition for all, the classes with their program. */
import type { Debugger } from '../ui/session/debugger.ts';
import type { OpenProgram } from './open-program.ts';
import type { Programs } from './programs.ts';
import type { SavedWork } from './saved-work.ts';

/** Gives `target` what is kept, and keeps what is chosen. */
export function keepExceptionChoice(
  target: Debugger,
  saved: SavedWork,
  program: OpenProgram,
  programs: Programs,
): void {
  const kept = saved.load('exceptions');
  const load = (condition: string) =>
    target.breakpoints.limitExceptions(condition, saved.load('exceptionClasses', program.sample.id) ?? []);
  if (kept) {
    for (const { id } of target.state.filters) target.breakpoints.switchFilter(id, kept.filters.includes(id));
  }
  load(kept?.condition ?? '');
  target.signals.on('opened', () => load(target.state.exceptionCondition));
  target.subscribe(({ filters, exceptionCondition: condition, exceptionClasses: classes }, before) => {
    if (filters !== before.filters || condition !== before.exceptionCondition) {
      saved.save('exceptions', { filters: filters.filter(({ enabled }) => enabled).map(({ id }) => id), condition });
    }
    const { id } = program.sample;
    const known = saved.load('exceptionClasses', id) ?? [];
    if (classes === before.exceptionClasses || known.join() === classes.join()) return;
    if (classes.length === 0) saved.remove('exceptionClasses', id);
    else if (saved.save('exceptionClasses', [...classes], id)) programs.worksOn(program.sample);
  });
}
