// The documentation as a small static site, whose examples are the element: dist/docs, of what is in docs/ and of what TypeDoc makes.
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, posix, relative } from 'node:path';
import { root } from '../setup.mjs';
import { StepFailed } from '../steps.mjs';
import { escaped, pageBody } from './markdown.mjs';
import { CHAPTERS, REFERENCE } from './pages.mjs';
import { makeReference, referencePage, referencePath } from './reference.mjs';

const SOURCES = join(root, 'docs');
const SITE = join(root, 'dist', 'docs');
const ELEMENT = join(root, 'dist', 'element');

/** Where files of the checkout are that a page links to. */
const FILES = 'source';

/**
 * Builds it; `dist/element` and the declarations are there.
 * @throws {StepFailed} if something is missing, or a link leads nowhere
 */
export async function buildDocs() {
  if (!existsSync(ELEMENT)) throw new StepFailed('The examples need dist/element: "npm run build" makes it.');
  await makeReference();
  rmSync(SITE, { recursive: true, force: true });
  mkdirSync(SITE, { recursive: true });
  const chapters = [...CHAPTERS, { heading: 'Reference', pages: REFERENCE }];
  const pages = chapters.flatMap(({ pages }) => pages);
  /** @type {Map<string, { html: string, links: string[] }>} */
  const built = new Map();
  /** @type {Set<string>} files of the checkout that pages link to, from its root */
  const files = new Set();
  for (const page of pages) {
    const isReference = REFERENCE.includes(page);
    const text = isReference ? referencePage(page) : readFileSync(join(SOURCES, page.source), 'utf8');
    const body = await pageBody(text, (link) => (isReference ? referencePath(link, page) : sitePath(link, files)));
    const html = pageMarkup(page, body, chapters, isReference);
    built.set(page.path, { html, links: body.links });
  }
  checkLinks(built, files);
  for (const [path, { html }] of built) write(path, html);
  for (const file of files) copy(join(root, file), join(SITE, FILES, file));
  copy(join(SOURCES, 'files'), SITE);
  copy(join(root, 'scripts', 'lib', 'docs', 'site.css'), join(SITE, 'site.css'));
  copy(join(root, 'public', 'icon.svg'), join(SITE, 'icon.svg'));
  copy(ELEMENT, join(SITE, 'element'));
}

/**
 * A link of a file in docs/ as one of the site.
 * @param {string} link
 * @param {Set<string>} files takes a file that is no page
 */
function sitePath(link, files) {
  const [file = '', anchor] = link.split('#');
  const behind = anchor === undefined ? '' : `#${anchor}`;
  if (file === '') return behind;
  const page = CHAPTERS.flatMap(({ pages }) => pages).find(({ source }) => source === file);
  if (page) return `${page.path}${behind}`;
  const path = posix.join('docs', file);
  files.add(path);
  return `${FILES}/${path}`;
}

/**
 * @param {Map<string, { html: string, links: string[] }>} built
 * @param {Set<string>} files
 * @throws {StepFailed} with each link that leads nowhere
 */
function checkLinks(built, files) {
  /** @type {string[]} */
  const broken = [];
  for (const [path, { links }] of built) {
    for (const link of links) {
      if (/^[a-z][a-z+.-]*:/i.test(link)) continue;
      const [file = '', anchor] = link.split('#');
      const target = built.get(file === '' ? path : file);
      const isFile = file.startsWith(`${FILES}/`) && existsSync(join(root, file.slice(FILES.length + 1)));
      const isThere = target ? anchor === undefined || target.html.includes(` id="${anchor}"`) : isFile;
      if (!isThere) broken.push(`${path} links to "${link}", which is not there.`);
    }
  }
  for (const file of files)
    if (file.startsWith('..')) broken.push(`A page links to ${file}, which is not in the checkout.`);
  if (broken.length > 0) throw new StepFailed(broken.join('\n'));
}

/** Closes the list of pages where it is above the text (see `site.css`); beside it, it has no button and is open. */
const MENU = `{
  const menu = document.querySelector('.menu');
  const narrow = matchMedia('(width <= 760px)');
  const follow = () => { menu.open = !narrow.matches; };
  narrow.addEventListener('change', follow);
  follow();
}`;

/**
 * @param {{ path: string, name: string }} page
 * @param {{ title: string, html: string }} body
 * @param {readonly { heading: string, pages: readonly { path: string, name: string }[] }[]} chapters
 * @param {boolean} isReference
 */
function pageMarkup({ path, name }, { title, html }, chapters, isReference) {
  /** @param {{ path: string, name: string }} each */
  const item = (each) =>
    `<li><a href="${each.path}"${each.path === path ? ' aria-current="page"' : ''}>${escaped(each.name)}</a></li>`;
  const lists = chapters.map(({ heading, pages }) => `<h2>${heading}</h2><ul>${pages.map(item).join('')}</ul>`);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<meta name="description" content="${escaped(title || name)}: documentation of dapper-web, a debugger for Python in the browser.">
<title>${escaped(title || name)} · dapper-web</title>
<link rel="icon" href="icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="site.css">
<script type="module" src="element/python-debugger.js"></script>
</head>
<body>
<a class="skip" href="#content">Skip to the text</a>
<header><a class="home" href="index.html">dapper-web</a></header>
<details class="menu" open><summary>Pages</summary><nav aria-label="Documentation">${lists.join('\n')}</nav></details>
<script>${MENU}</script>
<main id="content"${isReference ? ' class="reference"' : ''}>
${html}</main>
</body>
</html>
`;
}

/**
 * @param {string} path
 * @param {string} text
 */
function write(path, text) {
  writeFileSync(join(SITE, path), text);
}

/**
 * @param {string} from
 * @param {string} to
 */
function copy(from, to) {
  if (!existsSync(from)) throw new StepFailed(`${relative(root, from)} is missing.`);
  mkdirSync(dirname(to), { recursive: true });
  cpSync(from, to, { recursive: true });
}
