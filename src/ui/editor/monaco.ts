/** The parts of Monaco that a Python editor needs, and no other: the whole of it is ten times as large. */
import editorWorker from 'monaco-editor/editor/editor.worker?worker&url';
import 'monaco-editor/features/codeEditor/register';
import 'monaco-editor/features/bracketMatching/register';
import 'monaco-editor/features/caretOperations/register';
import 'monaco-editor/features/clipboard/register';
import 'monaco-editor/features/comment/register';
import 'monaco-editor/features/cursorUndo/register';
import 'monaco-editor/features/find/register';
import 'monaco-editor/features/folding/register';
import 'monaco-editor/features/hover/register';
import 'monaco-editor/features/indentation/register';
import 'monaco-editor/features/linesOperations/register';
import 'monaco-editor/features/multicursor/register';
import 'monaco-editor/features/smartSelect/register';
import 'monaco-editor/features/toggleTabFocusMode/register';
import 'monaco-editor/features/wordOperations/register';
import 'monaco-editor/languages/definitions/python/register';
import * as monaco from 'monaco-editor/editor';
import { inlineScheme } from '../../client/inline-scheme.ts';
import { startModuleWorker } from '../../client/module-worker.ts';

// biome-ignore lint/style/noRestrictedGlobals: that is where Monaco looks for it
self.MonacoEnvironment = {
  getWorker: async () => startModuleWorker(editorWorker, 'editor', await inlineScheme()),
};

export { monaco };
