import { pythonTests } from './pyodide.ts';

pythonTests('./files/');
