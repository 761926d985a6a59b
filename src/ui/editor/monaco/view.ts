/** Monaco's fifth part: what draws text and takes what is typed. */
import './cursor.ts';
import 'monaco-editor/editor/browser/view.js';
