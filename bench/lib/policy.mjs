// The policy for scripts (vite.config.ts) is the product's, and has no name for a bare worker.

/**
 * A plugin of Vite's that sends pages below a path without that policy.
 *
 * @param {string} path begins with a slash
 * @returns {import('vite').Plugin}
 */
export function withoutPolicy(path) {
  return {
    name: 'bench:policy',
    configurePreviewServer: ({ middlewares }) => {
      middlewares.use(path, (_request, response, next) => {
        response.removeHeader('Content-Security-Policy');
        next();
      });
    },
  };
}
