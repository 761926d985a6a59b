/** What the person wants of a session, in the words of DAP. */
import type { StartPlan } from '../../client/start.ts';
import { breakpointPaths, requestedBreakpoints } from '../../model/breakpoint-list.ts';
import { requestedData } from '../../model/data-breakpoints.ts';
import { filtersOn } from '../../model/exception-filters.ts';
import { requestedFunctions } from '../../model/function-breakpoints.ts';
import { fileName, type ProgramFiles } from '../../model/program-files.ts';
import type { Mode, ViewState } from '../../model/view-state.ts';
import {
  type ArgumentsOf,
  HOME_FOLDER,
  type LaunchArguments,
  type PackageOptions,
  type SourceFile,
} from '../../protocol/index.ts';

/** How a program is to be started. */
export interface StartOptions {
  /** Stop before the first statement. */
  readonly stopOnEntry?: boolean;
}

/** The breakpoints of a file that are on. */
export function wantedIn(state: ViewState, path: string): ArgumentsOf<'setBreakpoints'> {
  return { source: { path, name: fileName(path) }, breakpoints: requestedBreakpoints(state.breakpoints, path) };
}

/** The breakpoints that are on, one request a file: for each of `paths`, and for others that have any. */
export function wantedBreakpoints(
  state: ViewState,
  paths: readonly string[],
): readonly ArgumentsOf<'setBreakpoints'>[] {
  return [...new Set([...paths, ...breakpointPaths(state.breakpoints)])].map((path) => wantedIn(state, path));
}

function sourceFile(files: ProgramFiles, path: string): SourceFile {
  const base64 = files.base64?.(path);
  return base64 === undefined ? { path, text: files.text(path) ?? '' } : { path, base64 };
}

/** The function breakpoints that are on, if there are any. */
export function wantedFunctions({ functions }: ViewState): ArgumentsOf<'setFunctionBreakpoints'> | undefined {
  return functions.some(({ enabled }) => enabled) ? requestedFunctions(functions) : undefined;
}

/** The exception filters that are on, within their limits. */
export function wantedFilters(state: ViewState): ArgumentsOf<'setExceptionBreakpoints'> {
  const { condition, classes, ownCode, once } = state.exceptionLimits;
  const { limited, free } = filtersOn(state.filters, state.exceptionLimits);
  const how = { ...(condition !== '' && { condition }), ...(once && { mode: 'once' as const }) };
  // What is of none of the classes, or raised elsewhere, stops at the filters that are not limited, or never; the filters
  // decide about the rest.
  const beyond = [
    ...(classes.length > 0 ? [{ names: [...classes], negate: true }] : []),
    ...(ownCode ? [{ names: ['Library Code'] }] : []),
  ];
  return {
    ...(condition === '' && !once
      ? { filters: [...limited, ...free] }
      : { filters: [...free], filterOptions: limited.map((filterId) => ({ filterId, ...how })) }),
    ...(beyond.length > 0 && {
      exceptionOptions: beyond.map((segment) => ({
        path: [segment],
        breakMode: free.length > 0 ? ('unhandled' as const) : ('never' as const),
      })),
    }),
  };
}

/** At which `SystemExit` the filters stop, where that is not the default: with any exit code. */
export function wantedExits({ exceptionLimits }: ViewState): Pick<LaunchArguments, 'breakOnSystemExit'> {
  if (!exceptionLimits.exits) return {};
  return { breakOnSystemExit: [{ from: Number.MIN_SAFE_INTEGER, to: Number.MAX_SAFE_INTEGER }] };
}

/** What is watched for changes; nothing to ask for where that is nothing. */
export function wantedData({ dataBreakpoints }: ViewState): ArgumentsOf<'setDataBreakpoints'> | undefined {
  return dataBreakpoints.length > 0 ? requestedData(dataBreakpoints) : undefined;
}

/** All that a start asks for, as it is when it is asked for. */
export function wantedOf(state: () => ViewState, files: ProgramFiles) {
  return {
    breakpoints: () => wantedBreakpoints(state(), files.paths()),
    functionBreakpoints: () => wantedFunctions(state()),
    dataBreakpoints: () => wantedData(state()),
    filters: () => wantedFilters(state()),
  };
}

/** What the person, or who embeds the debugger, has asked of each start. With a module, that is run in place of the file. */
export type LaunchOptions = PackageOptions & Pick<LaunchArguments, 'args' | 'env' | 'cwd' | 'module'>;

/** How a program is to run. */
export interface Way {
  readonly files: ProgramFiles;
  readonly mode: Mode;
  /** Stop before the first statement. */
  readonly stopOnEntry: boolean;
  readonly options: LaunchOptions;
  readonly code?: Pick<LaunchArguments, 'justMyCode' | 'skipFunctions' | 'breakOnSystemExit'>;
}

/**
 * How it is started.
 *
 * @param configuration - Gives the breakpoints, what is watched and the filters when they are to be set. A plain run has none.
 */
export function planFor(
  { files, mode, stopOnEntry, options, code }: Way,
  configuration: Pick<StartPlan, 'breakpoints' | 'functionBreakpoints' | 'dataBreakpoints' | 'filters'>,
): StartPlan {
  return {
    files: files.paths().map((path) => sourceFile(files, path)),
    launch: {
      ...(options.module === undefined && { program: files.main }),
      noDebug: mode === 'run',
      stopOnEntry,
      cwd: HOME_FOLDER,
      ...options,
      ...code,
    },
    breakpoints: () => [],
    functionBreakpoints: () => undefined,
    dataBreakpoints: () => undefined,
    filters: () => undefined,
    ...(mode === 'run' ? {} : configuration),
  };
}
