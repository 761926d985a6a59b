const IN_MONACO = /[\\/]monaco-editor[\\/]esm[\\/]/;
const NOTHING = '\0dapper:no-styles';

/**
 * A Vite plugin: Monaco's modules bring no style sheets into the document. An editor gives them to the root that it is in,
 * which may be a shadow tree (src/ui/editor/monaco.css).
 * @returns {import('vite').Plugin}
 */
export function ownStyles() {
  return {
    name: 'dapper:own-styles',
    enforce: 'pre',
    resolveId(source, importer = '') {
      const isOfMonaco = /\.css$/.test(source) && (IN_MONACO.test(importer) || IN_MONACO.test(source));
      return isOfMonaco ? NOTHING : undefined;
    },
    load: (id) => (id === NOTHING ? 'export {};' : undefined),
  };
}
