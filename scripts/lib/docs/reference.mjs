// The reference: TypeDoc's pages of the modules, in Markdown, made of the declarations that the compiler has made.
import { readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { installLocked, isInstalled, root } from '../setup.mjs';
import { run } from '../steps.mjs';
import { REFERENCE } from './pages.mjs';

/** TypeDoc with its options. It knows no TypeScript 7, so that it has packages of its own, with an older compiler. */
const TYPEDOC = join(root, 'scripts', 'lib', 'docs', 'typedoc');

/** Where it puts the pages. */
const PAGES = join(root, '.cache', 'reference');

/**
 * Lets TypeDoc make the pages; the declarations are there.
 * @throws {import('../steps.mjs').StepFailed} at anything that it warns of, such as a link that leads nowhere
 */
export async function makeReference() {
  if (!isInstalled(TYPEDOC)) {
    console.log('Installing TypeDoc …');
    installLocked(TYPEDOC);
  }
  const program = join(TYPEDOC, 'node_modules', 'typedoc', 'bin', 'typedoc');
  await run(process.execPath, [program, '--options', join(TYPEDOC, 'typedoc.jsonc')], {}, 'TypeDoc');
}

/**
 * The page of a module.
 * @param {{ source: string, name: string }} module
 * @returns {string} Markdown
 */
export function referencePage({ source, name }) {
  return `# ${name}\n\n${INTRODUCTIONS[source] ?? ''}\n\n${readFileSync(join(PAGES, source), 'utf8')}`;
}

/**
 * A link of one of TypeDoc's pages as one of the site; as it is, if it is to none of them.
 * @param {string} link
 * @param {{ source: string }} from
 */
export function referencePath(link, from) {
  const [file = '', ...anchor] = link.split('#');
  const target = posix.join(posix.dirname(from.source), file);
  const path = REFERENCE.find(({ source }) => source === target)?.path ?? file;
  return [path, ...anchor].join('#');
}

/** @type {Record<string, string>} */
const INTRODUCTIONS = {
  'index.md':
    'What `dapper-web` exports, besides the [types of the protocol](api-protocol.html). How it is used is in [Library](library.html).',
  'element/packaged.md':
    'Importing `dapper-web/element` defines `<python-debugger>`. Its attributes and events are in [The element](element.html).',
  'ui.md': 'The screen in parts: a `Debugger` of a session, and panels for any element.',
  'worker/own-worker.md': 'For a worker of your own, which loads Pyodide itself: see [Library](library.html).',
  'protocol.md':
    'The messages between a client and the debugger: those of DAP as they are used here, and our own. `dapper-web` exports them.',
};
