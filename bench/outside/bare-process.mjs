// A bare Pyodide in Node, started as its documentation does:  node bare-process.mjs [PROGRAM [INPUT [FOLDER]]]
// The environment variable PYODIDE names another release than the installed one, by its folder in node_modules.
// It writes to descriptor 3 when it has booted and when the program has ended, so that both can be timed.
import { readFileSync, writeSync } from 'node:fs';

const { loadPyodide } = await import(process.env.PYODIDE ?? 'pyodide');

const [program, input, folder] = process.argv.slice(2);
const pyodide = await loadPyodide();
writeSync(3, 'booted\n');
if (program) {
  if (input) {
    const lines = readFileSync(input, 'utf8').split('\n');
    pyodide.setStdin({ stdin: () => lines.shift() });
  }
  if (folder) {
    pyodide.mountNodeFS(folder, folder);
    pyodide.runPython(`import sys; sys.path.insert(0, ${JSON.stringify(folder)})`);
  }
  const text = readFileSync(program, 'utf8');
  pyodide.runPython(text);
  writeSync(3, 'ended\n');
}
