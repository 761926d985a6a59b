/** Monaco's third part: the options of an editor, and what it needs of the browser. */
import './text.ts';
import 'monaco-editor/editor/common/config/editorOptions.js';
import 'monaco-editor/editor/browser/editorExtensions.js';
