import { pythonTests } from './pyodide.ts';

/** Two hundred modules are imported. */
const LONG = 240_000;

pythonTests('./library/', './inspect/', LONG);
