/** Monaco's second part, on top of `text`: what draws text and takes what is typed. */
import 'monaco-editor/features/codeEditor/register';
