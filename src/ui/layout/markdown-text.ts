/** Values are text, never markup: ways to put them into the Markdown that Monaco's hovers take. */
import type { monaco } from '../editor/monaco.ts';

/** `text` as a paragraph that shows exactly these characters. */
export function asMarkdownText(text: string): monaco.IMarkdownString {
  return { value: text.replace(/[\\`*_{}[\]()#+\-.!~<>|&:]/g, '\\$&').replace(/\r?\n/g, '\n\n'), isTrusted: false };
}

/** `text` as a block of code; its fence is longer than any run of backticks inside. */
export function asMarkdownCode(text: string, language = ''): monaco.IMarkdownString {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return { value: `${fence}${language}\n${text}\n${fence}`, isTrusted: false };
}
