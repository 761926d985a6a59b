import { createSession } from 'dapper-web';
import * as monaco from 'monaco-editor';
import EditorWorker from 'monaco-editor/editor/editor.worker?worker';
import { DebugEditor } from './debug-editor.js';

globalThis.MonacoEnvironment = { getWorker: () => new EditorWorker() };

const editor = monaco.editor.create(document.querySelector('#editor'), {
  value: `def average(values):
    total = sum(values)
    return total / len(values)

print(average([1, 2, 6]))
`,
  language: 'python',
  glyphMargin: true,
  minimap: { enabled: false },
  automaticLayout: true,
  accessibilitySupport: 'on',
  ariaLabel: 'Python program',
});

const session = await createSession({ assets: { base: new URL('dapper/', document.baseURI) } });
const printed = document.querySelector('#printed');
const debug = new DebugEditor(monaco, editor, session, {
  onStart() {
    printed.textContent = '';
  },
  onState(sentence) {
    document.querySelector('output').textContent = sentence;
  },
  onOutput(text) {
    printed.textContent += text;
  },
});
document.querySelector('[role=toolbar]').append(...debug.buttons());
