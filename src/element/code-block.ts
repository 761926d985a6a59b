/** A block of code, as generators of documentation make it of a fenced block in Markdown. */

/** What is in a block but not part of the code: buttons that copy it, the numbers of its lines, and what is not shown. */
const NOT_CODE =
  'button, svg, style, script, summary, [hidden], [aria-hidden="true"], .linenos, .linenodiv, .lineno, .gutter, .lnt, .ln';

/** The text of the first block of code in `host`, undefined if there is none. Line numbers can be a block of their own. */
export function firstCode(host: Element): string | undefined {
  const blocks = [...host.querySelectorAll('pre')].filter((block) => !block.closest(NOT_CODE));
  const texts = blocks.map(codeBlockText);
  return texts.find((text) => text.trim() !== '') ?? texts[0];
}

/** The text of `block`. Its lines are lines of text, elements with a `<br>` at their ends, or `<div>`s. */
function codeBlockText(block: Element): string {
  let text = '';
  const read = (from: Element) => {
    for (const node of from.childNodes) {
      if (node.nodeType === Node.TEXT_NODE) text += node.nodeValue;
      if (!(node instanceof Element) || node.matches(NOT_CODE)) continue;
      const isLine = node.localName === 'div';
      if (isLine && text !== '' && !text.endsWith('\n')) text += '\n';
      const { length } = text;
      if (node.localName === 'br') text += '\n';
      else read(node);
      // One in another is one line, and so is one with nothing in it.
      if (isLine && (text.length === length || !text.endsWith('\n'))) text += '\n';
    }
  };
  read(block);
  return text;
}
