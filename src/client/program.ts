/** Where the person's program lies in the worker. */
export const programPath = '/home/pyodide/main.py';
