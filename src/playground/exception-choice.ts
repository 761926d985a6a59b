/** At which exceptions programs stop, kept over a reload: filters and condition for all, the classes with their program. */
import type { ExceptionLimits } from '../model/exception-filters.ts';
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
  const load = (limits: Omit<ExceptionLimits, 'classes'>) =>
    target.breakpoints.limitExceptions({ ...limits, classes: saved.load('exceptionClasses', program.sample.id) ?? [] });
  if (kept) {
    for (const { id } of target.state.filters) target.breakpoints.switchFilter(id, kept.filters.includes(id));
  }
  const { condition = '', ownCode = false, once = false, exits = false } = kept ?? {};
  // What was kept before the limits said so was for all of the filters.
  const uncaught = kept?.uncaught ?? kept !== undefined;
  load({ condition, ownCode, once, uncaught, exits });
  target.signals.on('opened', () => load(target.state.exceptionLimits));
  target.subscribe(({ filters, exceptionLimits: { classes, ...limits } }, before) => {
    if (filters !== before.filters || before.exceptionLimits !== target.state.exceptionLimits) {
      saved.save('exceptions', { filters: filters.filter(({ enabled }) => enabled).map(({ id }) => id), ...limits });
    }
    const { id } = program.sample;
    const known = saved.load('exceptionClasses', id) ?? [];
    if (classes === before.exceptionLimits.classes || known.join() === classes.join()) return;
    if (classes.length === 0) saved.remove('exceptionClasses', id);
    else if (saved.save('exceptionClasses', [...classes], id)) programs.worksOn(program.sample);
  });
}
