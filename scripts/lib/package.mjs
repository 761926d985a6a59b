// What the package for npm has beside its bundles: its manifest, types, the command-line adapter and what a person reads.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { root } from './setup.mjs';

/** Where `tsc -b` puts the declarations of each folder of the sources, and `dist/node` the command-line adapter. */
const TYPES = join(root, '.cache', 'types');
const NODE = join(root, 'dist', 'node');

/** The modules that can be imported, by what follows the package's name, and their sources. */
const MODULES = {
  '.': { module: 'index', source: 'index' },
  './ui': { module: 'ui', source: 'ui/index' },
  './element': { module: 'element', source: 'element/packaged' },
  './own-worker': { module: 'own-worker', source: 'worker/own-worker' },
};

/** What has an effect where it is imported for nothing else: Monaco comes in parts that register themselves. */
const WITH_EFFECTS = ['./lib/element.js', './lib/*-part*.js', './lib/assets/*.js'];

/** The packages that the declarations, or the command-line adapter, import; everything else is bundled. */
const DEPENDENCIES = ['@vscode/debugprotocol', 'comlink', 'pyodide', 'valibot'];

/** Those that only declarations of the screen import: who reaches for its editor from TypeScript installs them. */
const PEERS = ['@speed-highlight/core', '@xterm/xterm', 'lit', 'monaco-editor'];

/** Files of people's, by their names in the package and in the checkout. */
const PAPERS = { 'README.md': 'docs/library.md', LICENSE: 'LICENSE', 'CHANGELOG.md': 'CHANGELOG.md' };

/** The function by which Vite wraps each import that loads a part. */
const PRELOAD = /^\0vite\/preload-helper\.js$/;

const COMMAND = 'bin/dapper-web-dap.mjs';
const COMMAND_TEXT = "#!/usr/bin/env node\nimport '../lib/node/cli.mjs';\n";

/**
 * Vite plugin: makes the build a package that npm can pack. `tsc -b` and the build for Node come before.
 * @returns {import('vite').Plugin}
 */
export function npmPackage() {
  return {
    name: 'dapper:npm-package',
    enforce: 'pre',
    load: {
      filter: { id: PRELOAD },
      // There is nothing to preload, and webpack takes what Vite's own does with addresses for imports of any file.
      handler: () => 'export const __vitePreload = (load) => load();',
    },
    generateBundle: {
      // The workers are there by then.
      order: 'post',
      handler(_options, bundle) {
        for (const part of Object.values(bundle)) {
          if (part.type === 'chunk') part.code = leavingImports(part.code);
          else if (part.fileName.endsWith('.js')) part.source = leavingImports(String(part.source));
        }
        /** @type {Record<string, string | Uint8Array>} */
        const files = { 'package.json': `${JSON.stringify(manifest(), null, 2)}\n`, [COMMAND]: COMMAND_TEXT };
        for (const [name, source] of Object.entries(PAPERS)) files[name] = readFileSync(join(root, source));
        Object.assign(files, declarations(), commandLine());
        shareBytecode(bundle, files);
        for (const [fileName, source] of Object.entries(files)) this.emitFile({ type: 'asset', fileName, source });
      },
    },
  };
}

/**
 * Code with a word to bundlers at imports of what is only known when it runs: webpack would bundle all files there are.
 * @param {string} code
 */
function leavingImports(code) {
  return code.replaceAll(/\bimport\((?=`\$\{|[\w$]+[),])/g, 'import(/* webpackIgnore: true */ /* @vite-ignore */ ');
}

/**
 * Puts the compiled Python package, which is the most of them, into a file of its own for the two modules that import it: one
 * of the library, one of the command-line adapter. A worker's script stays whole.
 * @param {import('vite').Rolldown.OutputBundle} bundle
 * @param {Record<string, string | Uint8Array>} files
 * @throws Error if one of them has none, or another one than the other
 */
function shareBytecode(bundle, files) {
  const part = bundle['lib/python-package-part.js'];
  const name = Object.keys(files).find((each) => each.startsWith('lib/node/python-package-'));
  if (part?.type !== 'chunk' || name === undefined)
    throw new Error('The modules of the Python package have other names.');
  const ofLibrary = withoutBytecode(part.code, './bytecode-part.js');
  const ofNode = withoutBytecode(
    new TextDecoder().decode(/** @type {Uint8Array} */ (files[name])),
    '../bytecode-part.js',
  );
  if (ofLibrary.bytecode !== ofNode.bytecode) throw new Error(`${name} is of another build than the library.`);
  part.code = ofLibrary.code;
  files[name] = ofNode.code;
  files['lib/bytecode-part.js'] = `export default '${ofNode.bytecode}';\n`;
}

/**
 * @param {string} code of a module with the compiled package in it, in base64
 * @param {string} from the module that is to have it, as that one imports it
 */
function withoutBytecode(code, from) {
  const [literal, , bytecode] = /(["'`])([\w+/=]{100000,})\1/.exec(code) ?? [];
  if (literal === undefined) throw new Error('There is no compiled package in a module of the Python package.');
  return { bytecode, code: `import dapperBytecode from '${from}';\n${code.replace(literal, () => 'dapperBytecode')}` };
}

/** The package's own package.json. */
function manifest() {
  const { name, version, description, license, author, engines, ...rest } = JSON.parse(
    readFileSync(join(root, 'package.json'), 'utf8'),
  );
  const versions = { ...rest.devDependencies, ...rest.dependencies };
  const modules = Object.entries(MODULES).map(([path, { module, source }]) => [
    path,
    { types: `./types/${source}.d.ts`, default: `./lib/${module}.js` },
  ]);
  return {
    name,
    version,
    description,
    keywords: ['python', 'pyodide', 'debugger', 'debug-adapter-protocol', 'dap', 'webassembly'],
    license,
    author,
    type: 'module',
    engines,
    sideEffects: WITH_EFFECTS,
    exports: {
      ...Object.fromEntries(modules),
      './worker': { types: './types/script.d.ts', default: './lib/assets/worker.js' },
      './service-worker': { types: './types/script.d.ts', default: './lib/assets/dapper-sw.js' },
      './assets/*': './lib/assets/*',
      './package.json': './package.json',
    },
    bin: { 'dapper-web-dap': COMMAND },
    dependencies: Object.fromEntries(DEPENDENCIES.map((dependency) => [dependency, versions[dependency]])),
    peerDependencies: Object.fromEntries(PEERS.map((peer) => [peer, versions[peer]])),
    peerDependenciesMeta: Object.fromEntries(PEERS.map((peer) => [peer, { optional: true }])),
  };
}

/**
 * The declarations that the modules' own lead to.
 * @throws Error if one imports a package that is not among the dependencies
 */
function declarations() {
  /** @type {Record<string, string>} */
  const files = {
    'types/script.d.ts': '/** A script to be started by its address; it exports nothing. */\nexport {};\n',
  };
  /** @param {string} module path in the sources, without its ending */
  const take = (module) => {
    const name = `types/${module}.d.ts`;
    if (name in files) return;
    const emitted = join(TYPES, module.includes('/') ? module : `index/${module}`);
    files[name] = '';
    const text = readFileSync(`${emitted}.d.ts`, 'utf8').replaceAll(
      /((?:from|import|import\() ?)(['"])([^'"\n]+)\2/g,
      (whole, before, quote, path) => {
        if (!path.startsWith('.')) {
          checkDependency(path, name);
          return whole;
        }
        const target = posix.join(posix.dirname(module), path).replace(/\.ts$/, '');
        take(target);
        return `${before}${quote}${path.replace(/\.ts$/, '.js')}${quote}`;
      },
    );
    files[name] = text;
  };
  for (const { source } of Object.values(MODULES)) take(source);
  return files;
}

/**
 * @param {string} path as it is imported
 * @param {string} by whom
 */
function checkDependency(path, by) {
  const isKnown = [...DEPENDENCIES, ...PEERS].some((name) => path === name || path.startsWith(`${name}/`));
  if (!isKnown) throw new Error(`${by} imports "${path}", which is no dependency of the package.`);
}

/** The command-line adapter, but for what the build has made for the Node that runs here. */
function commandLine() {
  if (!existsSync(NODE)) throw new Error(`The package has the command-line adapter in it: ${dirname(NODE)} lacks it.`);
  const names = readdirSync(NODE).filter((name) => /\.(mjs|so)$/.test(name));
  return Object.fromEntries(names.map((name) => [`lib/node/${name}`, readFileSync(join(NODE, name))]));
}
