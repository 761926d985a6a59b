/**
 * The screen: a debugger, which holds what is shown of a session, and the panels that show it.
 *
 * Monaco and xterm are loaded by the panels that need them, when those are attached.
 */

export { FileNameError } from '../model/program-files.ts';
export { attachBreakpoints } from './breakpoints/breakpoints.ts';
export { attachDisassembly } from './disassembly/disassembly.ts';
export type { EditableFiles, ManagedFiles, ProgramText } from './editor/editable-files.ts';
export type { Editor, LinePlace } from './editor/editor.ts';
export { attachEditor, type EditorOptions, type EditorPanel } from './editor/editor-panel.ts';
export { attachFallbackNotice } from './evaluation/fallback-notice.ts';
export { attachFrameEvaluation, type FrameEvaluationOptions } from './evaluation/frame-evaluation.ts';
export { attachOverhead, type OverheadOptions } from './evaluation/overhead.ts';
export { attachAnnouncer } from './layout/announcer.ts';
export { attachCommandKeys } from './layout/command-keys.ts';
export { type Command as ToolbarCommand, commands } from './layout/commands.ts';
export { attachKeys, type Key, type KeyAction } from './layout/keys.ts';
export { attachModuleAdvice } from './layout/module-advice.ts';
export type { SectionStore } from './layout/panel-section.ts';
export { attachStatus } from './layout/status.ts';
export { attachToolbar } from './layout/toolbar.ts';
export { attachModules } from './modules/modules.ts';
export type { Disposable, Headed, Panel } from './panel.ts';
export { Debugger } from './session/debugger.ts';
export type { SwitchStore } from './session/kept-switch.ts';
export type { Output } from './session/output.ts';
export type { Signal, Signals } from './session/signals.ts';
export type { StartOptions } from './session/wanted.ts';
export { attachCallStack } from './stack/call-stack.ts';
export { type Appearance, adoptPanelStyles } from './styles/adopt.ts';
export { attachTerminal, type TerminalOptions, type TerminalPanel } from './terminal/terminal-panel.ts';
export type { PinStore } from './values/pins.ts';
export { attachVariables, type VariablesOptions } from './values/variables.ts';
export { attachWatch, type WatchOptions, type WatchStore } from './values/watch.ts';
