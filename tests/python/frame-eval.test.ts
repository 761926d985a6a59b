import { pythonTests } from './pyodide.ts';

pythonTests('./frame_eval/');
