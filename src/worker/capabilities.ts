/** What the adapter can do: only what is true. */
import type { DebugProtocol } from '@vscode/debugprotocol';

export const capabilities: DebugProtocol.Capabilities = {
  supportsConfigurationDoneRequest: true,
  supportsConditionalBreakpoints: true,
  supportsHitConditionalBreakpoints: true,
  supportsLogPoints: true,
  supportsBreakpointLocationsRequest: true,
  supportsEvaluateForHovers: true,
  supportsClipboardContext: true,
  supportsSetVariable: true,
  supportsSetExpression: true,
  supportsCompletionsRequest: true,
  completionTriggerCharacters: ['.'],
  supportsExceptionInfoRequest: true,
  supportsDelayedStackTraceLoading: true,
  supportsLoadedSourcesRequest: true,
  supportsModulesRequest: true,
  supportsRestartRequest: true,
  supportsTerminateRequest: true,
  exceptionBreakpointFilters: [
    {
      filter: 'raised',
      label: 'Raised Exceptions',
      description: 'Stop wherever an exception is raised, also if it is handled.',
      default: false,
    },
    {
      filter: 'uncaught',
      label: 'Uncaught Exceptions',
      description: 'Stop at an exception that nothing handles, before the program ends.',
      default: true,
    },
    {
      filter: 'uncaughtWhereRaised',
      label: 'Uncaught Exceptions, Where Raised',
      description:
        'Stop where an exception is raised that nothing will handle, before any clean-up. Slows exceptions down.',
      default: false,
    },
    {
      filter: 'userUnhandled',
      label: 'User Uncaught Exceptions',
      description: 'Stop at an exception that leaves your code for a library that called it.',
      default: false,
    },
  ],
};
