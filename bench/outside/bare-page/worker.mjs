// A bare Pyodide in a worker: runs what it is sent, and answers with the value of its last expression.
import { loadPyodide } from './pyodide/pyodide.mjs';

const pyodide = await loadPyodide();
self.onmessage = ({ data }) => self.postMessage(pyodide.runPython(data));
self.postMessage('booted');
