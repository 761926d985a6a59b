// Bare Pyodide in a process of its own: runs the program whose path is its argument.
//
// With "--counted" its lines go to a function that counts them, the quickest consumer that there can be; otherwise to
// standard output, as `loadPyodide()` without options does. The program's last line goes to standard error.
import { readFileSync } from 'node:fs';
import { loadPyodide } from 'pyodide';

const [path, counted] = process.argv.slice(2);
let lines = 0;
let last = '';
const stdout = (line) => {
  lines++;
  last = line;
};
const pyodide = await loadPyodide(counted === '--counted' ? { stdout } : {});
pyodide.runPython(readFileSync(path, 'utf8'));
if (counted) process.stderr.write(`${lines} ${last}\n`);
