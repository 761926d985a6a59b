/** The exception filters: what the adapter offers, and what of it the person has switched on. */
import type { DebugProtocol } from '@vscode/debugprotocol';

/** An exception filter, and whether it is on. */
export interface ExceptionFilter {
  readonly id: string;
  readonly label: string;
  readonly description?: string | undefined;
  readonly enabled: boolean;
}

/** The filters that are offered until the adapter's capabilities are known. */
export const defaultFilters: readonly ExceptionFilter[] = [
  {
    id: 'raised',
    label: 'Raised exceptions',
    description: 'Stop wherever an exception is raised, also if the program handles it',
    enabled: false,
  },
  {
    id: 'uncaught',
    label: 'Uncaught exceptions',
    description: 'Stop at an exception that nothing in the program handles',
    enabled: true,
  },
  {
    id: 'uncaughtWhereRaised',
    label: 'Uncaught, where raised',
    description:
      'Stop where an exception is raised that nothing will handle, before any clean-up; slows exceptions down',
    enabled: false,
  },
  {
    id: 'userUnhandled',
    label: 'User-unhandled exceptions',
    description: 'Stop at an exception that leaves your code and is left to a library',
    enabled: false,
  },
];

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
