/**
 * The chunks of a bundle that can be reached from some of them, those too.
 * @param {import('rolldown').OutputBundle} bundle
 * @param {string[]} from their names
 * @param {(chunk: import('rolldown').OutputChunk) => string[]} next the names of those that a chunk leads to
 * @returns {Set<string>} their names
 */
function reached(bundle, from, next) {
  /** @type {Set<string>} */
  const names = new Set();
  const waiting = [...from];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    const part = bundle[name];
    if (part?.type !== 'chunk' || names.has(name)) continue;
    names.add(name);
    waiting.push(...next(part));
  }
  return names;
}

/**
 * A Vite plugin: the page fetches what it loads in parts ahead of their turns, but after the worker. What it opens with
 * comes at once; the rest, which is most of it, is in a template that src/playground/later-parts.ts opens.
 * @param {string[]} seldom ends of the paths of modules that the page opens with only where its address asks for them
 * @returns {import('vite').Plugin}
 */
export function preloadParts(seldom) {
  return {
    name: 'dapper:preload',
    transformIndexHtml: {
      order: 'post',
      handler(_html, { path, chunk, bundle }) {
        if (!chunk || !bundle) return [];
        const opening = chunk.dynamicImports.filter((name) => {
          const part = bundle[name];
          return part?.type === 'chunk' && !seldom.some((path) => part.facadeModuleId?.endsWith(path));
        });
        const first = reached(bundle, opening, ({ imports }) => imports);
        const all = reached(bundle, chunk.dynamicImports, ({ imports, dynamicImports }) => [
          ...imports,
          ...dynamicImports,
        ]);
        const toRoot = '../'.repeat(path.split('/').length - 2) || './';
        /** @param {Iterable<string>} names */
        const links = (names) =>
          [...names]
            .filter((name) => !chunk.imports.includes(name))
            .map((name) => ({
              tag: 'link',
              attrs: { rel: 'modulepreload', crossorigin: true, fetchpriority: 'low', href: `${toRoot}${name}` },
            }));
        return [
          ...links(first).map((link) => ({ ...link, injectTo: /** @type {const} */ ('head') })),
          {
            tag: 'template',
            attrs: { id: 'later-parts' },
            children: links([...all].filter((name) => !first.has(name))),
            injectTo: 'head',
          },
        ];
      },
    },
  };
}
