import { pythonTests } from './pyodide.ts';

pythonTests('./stack/');
