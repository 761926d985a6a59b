import { pythonTests } from './pyodide.ts';

pythonTests('./inspect/');
