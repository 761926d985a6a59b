/** Monaco's ninth part: what its users call. */
import './services.ts';
import 'monaco-editor/editor';
