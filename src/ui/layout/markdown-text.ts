/** Values are text, never markup: ways to put them into the Markdown that Monaco's hovers take. */
import type { monaco } from '../editor/monaco.ts';

/** `text` as a paragraph that shows exactly these characters. */
export function asMarkdownText(text: string): monaco.IMarkdownString {
  return { value: text.replace(/[\\`*_{}[\]()#+\-.!~<>|&:]/g, '\\$&').replace(/\r?\n/g, '\n\n'), isTrusted: false };
}
