/** The types of our requests' arguments against DAP's published ones. The compiler checks them; nothing happens at run time. */
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import { expectTypeOf, it } from 'vitest';
import type { ArgumentsOf, CheckedArguments, Command, PackageOptions } from '../../../src/protocol/index.ts';

/** What DAP's types allow a client to send. */
interface Published {
  initialize: Dap.InitializeRequestArguments;
  launch: Dap.LaunchRequestArguments;
  configurationDone: Dap.ConfigurationDoneArguments | undefined;
  disconnect: Dap.DisconnectArguments | undefined;
  restart: Dap.RestartArguments | undefined;
  terminate: Dap.TerminateArguments | undefined;
  threads: undefined;
  setBreakpoints: Dap.SetBreakpointsArguments;
  setFunctionBreakpoints: Dap.SetFunctionBreakpointsArguments;
  dataBreakpointInfo: Dap.DataBreakpointInfoArguments;
  setDataBreakpoints: Dap.SetDataBreakpointsArguments;
  setExceptionBreakpoints: Dap.SetExceptionBreakpointsArguments;
  breakpointLocations: Dap.BreakpointLocationsArguments;
  source: Dap.SourceArguments;
  loadedSources: Dap.LoadedSourcesArguments | undefined;
  modules: Dap.ModulesArguments | undefined;
  pause: Dap.PauseArguments;
  continue: Dap.ContinueArguments;
  next: Dap.NextArguments;
  stepIn: Dap.StepInArguments;
  stepInTargets: Dap.StepInTargetsArguments;
  stepOut: Dap.StepOutArguments;
  gotoTargets: Dap.GotoTargetsArguments;
  goto: Dap.GotoArguments;
  restartFrame: Dap.RestartFrameArguments;
  stackTrace: Dap.StackTraceArguments;
  setInstructionBreakpoints: Dap.SetInstructionBreakpointsArguments;
  disassemble: Dap.DisassembleArguments;
  scopes: Dap.ScopesArguments;
  variables: Dap.VariablesArguments;
  setVariable: Dap.SetVariableArguments;
  setExpression: Dap.SetExpressionArguments;
  exceptionInfo: Dap.ExceptionInfoArguments;
  evaluate: Dap.EvaluateArguments;
  readMemory: Dap.ReadMemoryArguments;
  writeMemory: Dap.WriteMemoryArguments;
  completions: Dap.CompletionsArguments;
  cancel: Dap.CancelArguments;
}

type Needed<T> = T extends object ? { [K in keyof T]-?: T extends Record<K, T[K]> ? K : never }[keyof T] : never;
type Names<T> = T extends object ? keyof T : never;

/** Requests of which DAP's types allow arguments that ours do not. */
type Refused = { [C in keyof Published]: Published[C] extends ArgumentsOf<C> ? never : C }[keyof Published];
/** What our types demand and DAP's do not. */
type Demanded = {
  [C in keyof Published]: `${C}.${Exclude<Needed<ArgumentsOf<C>>, Needed<Published[C]>>}`;
}[keyof Published];
/** What our types have and DAP's do not. */
type Added = { [C in keyof Published]: `${C}.${Exclude<Names<ArgumentsOf<C>>, Names<Published[C]>>}` }[keyof Published];
/** Likewise of a breakpoint. */
type AddedToBreakpoints = Exclude<
  keyof NonNullable<ArgumentsOf<'setBreakpoints'>['breakpoints']>[number],
  keyof Dap.SourceBreakpoint
>;
type AddedToFunctionBreakpoints = Exclude<
  keyof ArgumentsOf<'setFunctionBreakpoints'>['breakpoints'][number],
  keyof Dap.FunctionBreakpoint
>;
type AddedToDataBreakpoints = Exclude<
  keyof ArgumentsOf<'setDataBreakpoints'>['breakpoints'][number],
  keyof Dap.DataBreakpoint
>;
type AddedToInstructionBreakpoints = Exclude<
  keyof ArgumentsOf<'setInstructionBreakpoints'>['breakpoints'][number],
  keyof Dap.InstructionBreakpoint
>;

it('every request of DAP is compared', () => {
  expectTypeOf<keyof Published>().toEqualTypeOf<Exclude<Command, `dapper/${string}`>>();
});

it('what DAP allows a client to send is allowed, and nothing is attached to', () => {
  // That a launch needs a program or a module is checked, and no matter of types.
  expectTypeOf<Refused>().toEqualTypeOf<'restart'>();
  expectTypeOf<Dap.LaunchRequestArguments & { program: string }>().toExtend<ArgumentsOf<'launch'>>();
  expectTypeOf<{ arguments?: Dap.LaunchRequestArguments }>().toExtend<ArgumentsOf<'restart'>>();
});

it('no property is needed that DAP does not need', () => {
  expectTypeOf<Demanded>().toBeNever();
});

it('what is added is what an adapter may add: a launch has arguments of its own, and a breakpoint keeps its number', () => {
  type Own =
    | 'program'
    | 'module'
    | 'args'
    | 'cwd'
    | 'env'
    | 'stopOnEntry'
    | 'justMyCode'
    | 'rules'
    | 'skipFunctions'
    | 'breakOnSystemExit'
    | 'variablePresentation';
  type OfFrameEvaluation = 'frameEval' | 'frameEvalConfig';
  expectTypeOf<Added>().toEqualTypeOf<`launch.${Own | OfFrameEvaluation | keyof PackageOptions}`>();
  expectTypeOf<AddedToBreakpoints>().toEqualTypeOf<'id'>();
  expectTypeOf<AddedToFunctionBreakpoints>().toEqualTypeOf<'id'>();
  expectTypeOf<AddedToDataBreakpoints>().toEqualTypeOf<'id'>();
  expectTypeOf<AddedToInstructionBreakpoints>().toEqualTypeOf<'id'>();
});

it('what is absent may be null, and is absent once it is checked', () => {
  expectTypeOf<ArgumentsOf<'evaluate'>['frameId']>().toEqualTypeOf<number | null | undefined>();
  expectTypeOf<CheckedArguments<'scopes'>>().toEqualTypeOf<{ frameId: number }>();
  expectTypeOf<CheckedArguments<'setExceptionBreakpoints'>>().toEqualTypeOf<{
    filters: string[];
    filterOptions?: { filterId: string; condition?: string; mode?: string }[];
    exceptionOptions?: {
      path?: { negate?: boolean; names: string[] }[];
      breakMode: 'never' | 'always' | 'unhandled' | 'userUnhandled';
    }[];
  }>();
});
