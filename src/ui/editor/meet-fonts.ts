/** Spares the making of an editor the search for fonts. */
import { nextTask } from '../layout/next-task.ts';
import { append } from '../panel.ts';

/**
 * What Monaco measures in one go as an editor is made. Where the editor's font has no such character, a browser looks
 * through all fonts of the system for it: a few milliseconds each while nothing else is done, and a quarter of a second
 * while Python boots.
 */
const measured: readonly Partial<CSSStyleDeclaration & { text: string }>[] = [
  { text: '\uff4d' },
  { text: '\uffeb' },
  { text: '\u2e31' },
  { text: '→·' },
  { text: 'n', fontStyle: 'italic' },
  { text: 'n', fontWeight: 'bold' },
];

/**
 * Has the browser find the fonts of those characters, each in a task of its own.
 *
 * @param root - Where the editor will be.
 */
export async function meetFonts(root: HTMLElement): Promise<void> {
  const fontFamily = getComputedStyle(root).getPropertyValue('--mono');
  const host = append(root, 'div', 'fonts-met');
  host.ariaHidden = 'true';
  for (const { text = '', ...look } of measured) {
    await nextTask();
    const plain = { position: 'absolute', visibility: 'hidden', fontSize: '14px', fontStyle: '', fontWeight: '' };
    Object.assign(host.style, plain, { fontFamily }, look);
    host.textContent = text;
    // Whoever asks where it is has it laid out.
    host.getBoundingClientRect();
  }
  host.remove();
}
