/** Monaco's third part, on top of `view`: the services that an editor uses outside of an application. */
import 'monaco-editor/editor/standalone/browser/standaloneServices.js';
