import { pythonTests } from './pyodide.ts';

// In an interpreter of its own: what it uses up, nobody gives back.
pythonTests('./frame_eval_exhausted/');
