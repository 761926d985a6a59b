/** Monaco's eighth part: the services that an editor uses outside of an application. */
import './lists.ts';
import 'monaco-editor/editor/standalone/browser/standaloneServices.js';
