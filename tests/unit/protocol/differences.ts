/** Where the schemas of our requests differ from DAP's on purpose, and why. Nothing else may differ. */
import type { Kind } from './samples.ts';

/** One difference: what a client may say by DAP's schema and not by ours, or the other way round. */
export interface Difference {
  /** A definition of DAP's schema and its property, or every integer. */
  readonly at: string;
  /** Which samples it is about; all that are wrong when absent. */
  readonly kind?: Kind;
  readonly we: 'accept' | 'refuse';
  readonly why: string;
}

const unread = (why: string, ...all: readonly string[]) => all.map((at): Difference => ({ at, we: 'accept', why }));

export const differences: readonly Difference[] = [
  // What a client need not say.
  { at: 'InitializeRequestArguments.adapterID', kind: 'absent', we: 'accept', why: 'there is one adapter here' },
  { at: 'SourceArguments.sourceReference', kind: 'absent', we: 'accept', why: 'a path says which source it is' },

  // What it may not say.
  { at: 'every integer', kind: 'negative', we: 'refuse', why: 'a position, a number or a count is never negative' },
  { at: 'InitializeRequestArguments.pathFormat', kind: 'unlisted', we: 'refuse', why: 'nobody could read the paths' },
  {
    at: 'LaunchRequestArguments.noDebug',
    kind: 'wrong type',
    we: 'refuse',
    why: 'DAP takes it for an argument of attach, which may be anything',
  },

  // What is not looked at.
  ...unread(
    'a client sends a source back as it was given; its path or its number says which it is',
    'Source.presentationHint',
    'Source.origin',
    'Source.sources',
    'Source.checksums',
  ),
  ...unread(
    'only exception filters have a breakpoint mode',
    'SourceBreakpoint.mode',
    'DataBreakpointInfoArguments.mode',
    'InstructionBreakpoint.mode',
  ),
  ...unread('supportSuspendDebuggee is not offered', 'DisconnectArguments.suspendDebuggee'),
  ...unread('a program ends the same way whatever comes next', 'TerminateArguments.restart'),
  ...unread(
    'supportsSingleThreadExecutionRequests is not offered',
    'ContinueArguments.singleThread',
    'NextArguments.singleThread',
    'StepInArguments.singleThread',
    'StepOutArguments.singleThread',
  ),
  ...unread(
    'a frame says where an expression is meant',
    'EvaluateArguments.line',
    'EvaluateArguments.column',
    'EvaluateArguments.source',
  ),
];

/** What we demand beyond DAP, by definition; samples have it. */
export const demanded: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  LaunchRequestArguments: { program: '/main.py' }, // what is launched is an adapter's own business, says DAP
  Source: { path: '/main.py' }, // breakpoints are set in a file, so there must be one
};
