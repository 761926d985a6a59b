/** Monaco's tenth part: to find text, and to fold it. */
import './api.ts';
import 'monaco-editor/features/find/register';
import 'monaco-editor/features/folding/register';
