// The pages of the documentation, in the order in which they are read. What is in them is in docs/.

/**
 * @typedef {object} Page
 * @property {string} source in docs/, or where TypeDoc puts its pages
 * @property {string} path in the site
 * @property {string} name in the list of pages
 */

/** @type {readonly { heading: string, pages: readonly Page[] }[]} */
export const CHAPTERS = [
  {
    heading: 'Start',
    pages: [
      { source: 'getting-started.md', path: 'index.html', name: 'Getting started' },
      { source: 'element.md', path: 'element.html', name: 'The element' },
      { source: 'scenes.md', path: 'scenes.html', name: 'Lessons' },
      { source: 'generators.md', path: 'generators.html', name: 'In your documentation' },
      { source: 'packages.md', path: 'packages.html', name: 'Packages' },
      { source: 'security.md', path: 'security.html', name: 'Security' },
      { source: 'playground.md', path: 'playground.html', name: 'Playground' },
    ],
  },
  {
    heading: 'Build on it',
    pages: [
      { source: 'library.md', path: 'library.html', name: 'Library' },
      { source: 'command-line.md', path: 'command-line.html', name: 'Debug adapter' },
      { source: 'configuration.md', path: 'configuration.html', name: 'Configuration' },
    ],
  },
  {
    heading: 'Inside',
    pages: [
      { source: 'frame-evaluation.md', path: 'frame-evaluation.html', name: 'Frame evaluation' },
      { source: 'limits.md', path: 'limits.html', name: 'Limits' },
      { source: 'releases.md', path: 'releases.html', name: 'Releases of Pyodide' },
      { source: 'benchmarks.md', path: 'benchmarks.html', name: 'Benchmarks' },
    ],
  },
];

/** The modules of the package, whose declarations are the reference: what TypeDoc calls their pages, and what those are here. */
export const REFERENCE = [
  { source: 'index.md', path: 'api-session.html', name: 'dapper-web' },
  { source: 'element/packaged.md', path: 'api-element.html', name: 'dapper-web/element' },
  { source: 'ui.md', path: 'api-ui.html', name: 'dapper-web/ui' },
  { source: 'worker/own-worker.md', path: 'api-own-worker.html', name: 'dapper-web/own-worker' },
  { source: 'protocol.md', path: 'api-protocol.html', name: 'Types of the protocol' },
];
