/** Monaco's sixth part: an editor. */
import './view.ts';
import 'monaco-editor/features/codeEditor/register';
