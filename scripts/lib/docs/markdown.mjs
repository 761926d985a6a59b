// Markdown as the body of a page: headings that can be linked, coloured code, and examples that run.
import { tokenize } from '@speed-highlight/core';
import { Marked } from 'marked';

/**
 * @typedef {object} Body
 * @property {string} title text of the first heading
 * @property {string} html
 * @property {string[]} links as they are written in the page, after `toPath`
 */

/** What blocks are called, and what colours them; others stay as they are. */
const LANGUAGES = new Map(
  Object.entries({ html: 'html', ts: 'ts', js: 'js', python: 'py', py: 'py', sh: 'bash', json: 'json', lua: 'lua' }),
);

/** The id that a heading names for itself, behind its words. */
const OWN_ID = / *\{#([\w.-]+)\}$/;

/** What a link may lead to in a cell of a table: the only markup that is taken as it is. */
const ANCHOR = /^(?:<a id="[\w.-]+">|<\/a>)$/;

/** An example that runs is one with a whole program in it. */
const EXAMPLE = /<python-debugger[\s>]/;

/**
 * @param {string} text
 * @param {(link: string) => string} toPath makes a link of the sources one of the site
 * @returns {Promise<Body>}
 */
export async function pageBody(text, toPath) {
  /** @type {string[]} */
  const links = [];
  /** @type {Set<string>} */
  const ids = new Set(
    [...text.matchAll(/\{#([\w.-]+)\}$|<a id="([\w.-]+)">/gm)].map(([, own, anchor]) => own ?? anchor ?? ''),
  );
  /** @type {Map<object, string>} of each block of code */
  const colours = new Map();
  let title = '';
  /** @param {string} href */
  const address = (href) => {
    const path = /^[a-z][a-z+.-]*:/i.test(href) ? href : toPath(href);
    links.push(path);
    return escaped(path);
  };
  const marked = new Marked({ async: true, gfm: true });
  marked.use({
    async walkTokens(token) {
      if (token.type === 'code') colours.set(token, await coloured(token.text, token.lang ?? ''));
    },
    renderer: {
      heading({ depth, tokens, text: said }) {
        const own = OWN_ID.exec(said)?.[1];
        const raw = said.replace(OWN_ID, '');
        const id = own ?? freeId(raw, ids);
        const last = tokens.at(-1);
        if (own !== undefined && last?.type === 'text') last.text = last.text.replace(OWN_ID, '');
        if (depth === 1) title ||= plain(raw);
        return `<h${depth} id="${id}">${this.parser.parseInline(tokens)}</h${depth}>\n`;
      },
      code(token) {
        const { text: code, lang = '' } = token;
        const block = `<pre tabindex="0"><code>${colours.get(token)}</code></pre>\n`;
        if (lang !== 'html' || !EXAMPLE.test(code)) return block;
        return `<div class="example">${block}${code}</div>\n`;
      },
      table({ header, rows }) {
        /** @param {typeof header} cells @param {'th' | 'td'} name */
        const row = (cells, name) => {
          const made = cells.map(({ tokens, text: said }) => {
            // Above the names of the rows there may be nothing.
            const kind = said === '' ? 'td' : name;
            return `<${kind}>${this.parser.parseInline(tokens)}</${kind}>`;
          });
          return `<tr>${made.join('')}</tr>`;
        };
        const body = rows.map((cells) => row(cells, 'td')).join('');
        return `<div class="table" tabindex="0"><table><thead>${row(header, 'th')}</thead><tbody>${body}</tbody></table></div>\n`;
      },
      link({ href, tokens }) {
        return `<a href="${address(href)}">${this.parser.parseInline(tokens)}</a>`;
      },
      image({ href, text: alt }) {
        return `<img src="${address(href)}" alt="${escaped(alt)}">`;
      },
      // What looks like markup among the words is one of them.
      html({ raw }) {
        return ANCHOR.test(raw) ? raw : escaped(raw);
      },
    },
  });
  const html = await marked.parse(text);
  return { title, html, links };
}

/**
 * @param {string} code
 * @param {string} language
 */
async function coloured(code, language) {
  const known = LANGUAGES.get(language);
  if (known === undefined) return escaped(code);
  let html = '';
  await tokenize(code, known, (text, kind) => {
    html += kind ? `<span class="${kind}">${escaped(text)}</span>` : escaped(text);
  });
  return html;
}

/**
 * An id that says what the heading does, and that no other has.
 * @param {string} heading
 * @param {Set<string>} taken
 */
function freeId(heading, taken) {
  const base = plain(heading)
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    .replaceAll(/^-|-$/g, '');
  let id = base;
  for (let number = 2; taken.has(id); number++) id = `${base}-${number}`;
  taken.add(id);
  return id;
}

/** @param {string} markdown */
function plain(markdown) {
  return markdown.replaceAll(/[`*_]/g, '').trim();
}

/** @param {string} text */
export function escaped(text) {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
