/** A block of code, as generators of documentation make it of a fenced block in Markdown. */

/** What is in a block but not part of the code: buttons that copy it, and the numbers of its lines. */
const NOT_CODE = 'button, .linenos';

/** The text of `block`. Its lines are lines of text, elements with a `<br>` at their ends, or `<div>`s. */
export function codeBlockText(block: Element): string {
  let text = '';
  const read = (from: Element) => {
    for (const node of from.childNodes) {
      if (node.nodeType === Node.TEXT_NODE) text += node.nodeValue;
      if (!(node instanceof Element) || node.matches(NOT_CODE)) continue;
      const { length } = text;
      if (node.localName === 'br') text += '\n';
      else read(node);
      const isLine = node.localName === 'div';
      // One in another is one line, and so is one with nothing in it.
      if (isLine && (text.length === length || !text.endsWith('\n'))) text += '\n';
    }
  };
  read(block);
  return text;
}
