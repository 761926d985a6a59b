// The reference: a page of Markdown for each module, made of its declarations.
import { declarationsOf } from './declarations.mjs';

/**
 * The page of a module.
 * @param {{ source: string, name: string }} module
 * @returns {string} Markdown
 */
export function referencePage({ source, name }) {
  // The types of the protocol have a page of their own.
  const isProtocol = source.startsWith('protocol/');
  const declarations = declarationsOf(source, (path) => isProtocol || !path.startsWith('protocol/'));
  // Of which the package exports the types only.
  const wanted = [...declarations.values()].filter(({ code }) => !isProtocol || /^(?:interface|type) /.test(code));
  const sorted = wanted.sort((one, other) => one.name.localeCompare(other.name, 'en'));
  const parts = sorted.map(
    (each) => `## ${each.name}\n\n${proseOf(each.comment)}\n\n\`\`\`ts\n${each.code.trim()}\n\`\`\`\n`,
  );
  return `# ${name}\n\n${INTRODUCTIONS[source] ?? ''}\n\n${parts.join('\n')}`;
}

/** @type {Record<string, string>} */
const INTRODUCTIONS = {
  index:
    'What `dapper-web` exports, besides the [types of the protocol](api-protocol.html). How it is used is in [Library](library.html).',
  'element/packaged':
    'Importing `dapper-web/element` defines `<python-debugger>`. Its attributes and events are in [The element](element.html).',
  'ui/index': 'The screen in parts: a `Debugger` of a session, and panels for any element.',
  'worker/own-worker': 'For a worker of your own, which loads Pyodide itself: see [Library](library.html).',
  'protocol/index': 'The messages between a client and the debugger: those of DAP as they are used here, and our own.',
};

/**
 * A comment as Markdown: its tags as a list.
 * @param {string} comment
 */
export function proseOf(comment) {
  const text = comment.replaceAll(/\{@link ([^}]+)\}/g, '`$1`');
  const [before = '', ...tags] = text.split(/(?:^|\s)(?=@(?:param|returns|throws|typeParam)\b)/);
  const items = tags.map((tag) => {
    const [, kind = '', rest = ''] = /^@(\w+)\s*([\s\S]*)$/.exec(tag.trim()) ?? [];
    const said = rest.replaceAll(/\s*\n\s*/g, ' ');
    if (kind === 'returns') return `- Returns ${said}`;
    if (kind === 'throws') return `- Throws ${said}`;
    return `- ${said.replace(/^(\S+)(?: -)?/, '`$1`:')}`;
  });
  return [before.trim(), items.join('\n')].filter(Boolean).join('\n\n');
}
