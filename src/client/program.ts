/** Where programs run in the worker: Pyodide's home folder. */
export const homeFolder = '/home/pyodide';

/** Where the person's program lies in the worker. */
export const programPath = `${homeFolder}/main.py`;
