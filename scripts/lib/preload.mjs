/**
 * A Vite plugin: the page fetches what it loads in parts all at once, each part ahead of its turn, but after the worker.
 * @returns {import('vite').Plugin}
 */
export function preloadParts() {
  return {
    name: 'dapper:preload',
    transformIndexHtml: {
      order: 'post',
      handler(_html, { path, chunk, bundle }) {
        if (!chunk || !bundle) return [];
        /** @type {Set<string>} */
        const parts = new Set();
        /** @param {string[]} names */
        const add = (names) => {
          for (const name of names) {
            const part = bundle[name];
            if (part?.type !== 'chunk' || parts.has(name)) continue;
            parts.add(name);
            add([...part.imports, ...part.dynamicImports]);
          }
        };
        add(chunk.dynamicImports);
        const toRoot = '../'.repeat(path.split('/').length - 2) || './';
        return [...parts]
          .filter((name) => !chunk.imports.includes(name))
          .map((name) => ({
            tag: 'link',
            attrs: { rel: 'modulepreload', crossorigin: true, fetchpriority: 'low', href: `${toRoot}${name}` },
            injectTo: 'head',
          }));
      },
    },
  };
}
