/** The releases of Pyodide that are supported. One and the same hook binary serves all of them. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll } from 'vitest';

export interface Release {
  /** Its folder in `node_modules`; empty: the product's own, booted as the product does. */
  readonly folder: string;
  /** As the status reports it. */
  readonly python: string;
  /** Whether its Python has `sys.monitoring` (CPython 3.12 and later). */
  readonly monitoring: boolean;
  /** Whether it tells where the evaluation loop counts down to its next question for signals. */
  readonly exportsClock: boolean;
}

export const RELEASES = {
  '0.23': { folder: 'pyodide-0.23', python: '3.11.2', monitoring: false, exportsClock: false },
  '0.24': { folder: 'pyodide-0.24', python: '3.11.3', monitoring: false, exportsClock: false },
  '0.25': { folder: 'pyodide-0.25', python: '3.11.3', monitoring: false, exportsClock: false },
  '0.26': { folder: 'pyodide-0.26', python: '3.12.1', monitoring: true, exportsClock: false },
  '0.27': { folder: 'pyodide-0.27', python: '3.12.7', monitoring: true, exportsClock: false },
  '0.28': { folder: 'pyodide-0.28', python: '3.13.2', monitoring: true, exportsClock: false },
  '0.29': { folder: 'pyodide-0.29', python: '3.13.2', monitoring: true, exportsClock: false },
  '314': { folder: '', python: '3.14.2', monitoring: true, exportsClock: true },
  '315': { folder: 'pyodide-315', python: '3.15.0rc1', monitoring: true, exportsClock: true },
} as const satisfies Record<string, Release>;

export type ReleaseName = keyof typeof RELEASES;

/**
 * Holds the interpreter's compiled module while the tests run: each worker that compiles the same bytes is given V8's code for
 * them, and need not make it again.
 */
export function keepInterpreter({ folder }: Release): void {
  const file = new URL(`../../node_modules/${folder || 'pyodide'}/pyodide.asm.wasm`, import.meta.url);
  const held: WebAssembly.Module[] = [];
  beforeAll(async () => {
    held.push(await WebAssembly.compile(readFileSync(file)));
  });
  afterAll(() => {
    held.pop();
  });
}
