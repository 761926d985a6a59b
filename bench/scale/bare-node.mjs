// Bare Pyodide in a separate process: runs the program whose path is its argument.
//
// Its lines go to a function that counts them: no consumer is quicker. Their number and the last one go to standard error.
import { readFileSync } from 'node:fs';
import { loadPyodide } from 'pyodide';

const [path] = process.argv.slice(2);
let lines = 0;
let last = '';
const stdout = (line) => {
  lines++;
  last = line;
};
const pyodide = await loadPyodide({ stdout });
pyodide.runPython(readFileSync(path, 'utf8'));
process.stderr.write(`${lines} ${last}\n`);
