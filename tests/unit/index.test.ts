/** What the package exports: whoever embeds the debugger builds on these names. */
import { expect, test } from 'vitest';
import * as library from '../../src/index.ts';
import * as screen from '../../src/ui/index.ts';

const SESSION = [
  'RequestError',
  'Supervisor',
  'adviceFrom',
  'createSession',
  'debugAdapter',
  'endIsolation',
  'isolatePage',
  'sessionFactory',
  'startProgram',
];

const MODEL = [
  'frameName',
  'initialState',
  'isActive',
  'localizer',
  'pausePlace',
  'placeOf',
  'reduce',
  'selectedFrame',
  'singleFile',
  'statusText',
  'statusTone',
];

const SCREEN = [
  'FileNameError',
  'Debugger',
  'adoptPanelStyles',
  'attachAnnouncer',
  'attachBreakpoints',
  'attachCallStack',
  'attachCommandKeys',
  'attachDisassembly',
  'attachEditor',
  'attachFallbackNotice',
  'attachFrameEvaluation',
  'attachKeys',
  'attachModuleAdvice',
  'attachModules',
  'attachOverhead',
  'attachStatus',
  'attachTerminal',
  'attachToolbar',
  'attachVariables',
  'attachWatch',
  'commands',
];

test('a session and what is shown of it are exported, the screen beside them, and nothing else', () => {
  expect(Object.keys(library).sort()).toEqual([...SESSION, ...MODEL].sort());
  expect(Object.keys(screen).sort()).toEqual([...SCREEN].sort());
});

test('a panel is a function of a host, a debugger and its options', () => {
  // Held to it by the compiler: what can be attached alike can be listed.
  const { attachBreakpoints, attachCallStack, attachEditor, attachStatus, attachTerminal, attachToolbar } = screen;
  const { attachAnnouncer, attachFrameEvaluation, attachModules, attachOverhead, attachVariables, attachWatch } =
    screen;
  const panels: readonly screen.Panel<never>[] = [
    attachAnnouncer,
    attachBreakpoints,
    attachCallStack,
    attachEditor,
    attachFrameEvaluation,
    attachModules,
    attachOverhead,
    attachStatus,
    attachTerminal,
    attachToolbar,
    attachVariables,
    attachWatch,
  ];
  expect(new Set(panels).size).toBe(panels.length);
});
