// WebAssembly written by hand, as text: assembled where it is imported.
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import loadWabt from 'wabt';

/**
 * Vite plugin: a file `*.wat` exports its module's bytes.
 * @returns {import('vite').Plugin}
 */
export function wat() {
  return {
    name: 'dapper:wat',
    async load(id) {
      if (!id.endsWith('.wat')) return null;
      const { parseWat } = await loadWabt();
      const module = parseWat(basename(id), await readFile(id, 'utf8'));
      try {
        module.validate();
        return `export default new Uint8Array([${module.toBinary({}).buffer.join()}]);`;
      } finally {
        module.destroy();
      }
    },
  };
}
