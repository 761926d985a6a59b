// WebAssembly written by hand, as text: assembled where it is imported.
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import loadWabt from 'wabt';

/** Beyond WebAssembly's first version: shared memory. */
const FEATURES = { threads: true };

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
      const module = parseWat(basename(id), await readFile(id, 'utf8'), FEATURES);
      try {
        // Its type does not say so, but it takes the features, too.
        /** @type {any} */ (module).validate(FEATURES);
        return `export default new Uint8Array([${module.toBinary({}).buffer.join()}]);`;
      } finally {
        module.destroy();
      }
    },
  };
}
