/** The exception filters: what the adapter offers, and which of them the person has switched on. */
import type { DebugProtocol } from '@vscode/debugprotocol';
import { EXCEPTION_FILTERS } from '../protocol/index.ts';
import { words } from './localize.ts';

/** An exception filter, and whether it is on. */
export interface ExceptionFilter {
  readonly id: string;
  readonly label: string;
  readonly description?: string | undefined;
  readonly enabled: boolean;
}

/** Which of the exceptions that the filters are for count. */
export interface ExceptionLimits {
  /** An expression that is true for them; empty for all. */
  readonly condition: string;
  /** The names of their classes; none for all. */
  readonly classes: readonly string[];
  /** Whether those that are raised in the code of libraries do not. */
  readonly ownCode: boolean;
  /** Whether each filter stops at the first of a run alone. */
  readonly once: boolean;
  /** Whether the filters at which what is uncaught stops are limited too: else they stop at every exception. */
  readonly uncaught: boolean;
  /** Whether `SystemExit` counts with every exit code, 0 included. */
  readonly exits: boolean;
}

/** All count. */
export const noLimits: ExceptionLimits = {
  condition: '',
  classes: [],
  ownCode: false,
  once: false,
  uncaught: false,
  exits: false,
};

/** The filters at which an exception stops that ends the program: it would pass unseen without them. */
const UNCAUGHT: ReadonlySet<string> = new Set(['uncaught', 'uncaughtWhereRaised']);

/** Whether the filters of `limits` stop at some exceptions only. */
export function hasLimits({ condition, classes, ownCode, once }: ExceptionLimits): boolean {
  return condition !== '' || classes.length > 0 || ownCode || once;
}

/** The filters that are on: those that the limits are for, and those that stop at every exception. */
export function filtersOn(
  filters: readonly ExceptionFilter[],
  limits: ExceptionLimits,
): { readonly limited: readonly string[]; readonly free: readonly string[] } {
  const on = filters.filter(({ enabled }) => enabled).map(({ id }) => id);
  const isFree = (id: string) => !limits.uncaught && UNCAUGHT.has(id);
  return { limited: on.filter((id) => !isFree(id)), free: on.filter(isFree) };
}

/** What the page calls them, in its own style and in English. */
const WORDS: Record<(typeof EXCEPTION_FILTERS)[number]['filter'], { label: string; description: string }> = {
  raised: {
    label: words('Raised exceptions'),
    description: words('Stop wherever an exception is raised, also if the program handles it'),
  },
  uncaught: {
    label: words('Uncaught exceptions'),
    description: words('Stop at an exception that nothing in the program handles'),
  },
  uncaughtWhereRaised: {
    label: words('Uncaught, where raised'),
    description: words(
      'Stop where an exception is raised that nothing will handle, before any clean-up; slows exceptions down',
    ),
  },
  userUnhandled: {
    label: words('User-unhandled exceptions'),
    description: words('Stop at an exception that leaves your code and is left to a library'),
  },
};

/** The filters that are offered until the adapter's capabilities are known. */
export const defaultFilters: readonly ExceptionFilter[] = EXCEPTION_FILTERS.map(({ filter: id, default: enabled }) => ({
  id,
  ...WORDS[id],
  enabled,
}));

/** The adapter's filters with the person's choice where the two know the same filter. */
export function filtersOf(
  capabilities: DebugProtocol.Capabilities,
  chosen: readonly ExceptionFilter[],
): readonly ExceptionFilter[] {
  const offered = capabilities.exceptionBreakpointFilters;
  if (!offered) return chosen;
  return offered.map(({ filter: id, label, description, default: byDefault }) => {
    const known = chosen.find((filter) => filter.id === id);
    return {
      id,
      label: known?.label ?? label,
      description: known?.description ?? description,
      enabled: known?.enabled ?? byDefault ?? false,
    };
  });
}
