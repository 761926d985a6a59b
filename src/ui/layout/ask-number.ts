/** Asks for one of things that are counted from 0. */
import { html } from 'lit/html.js';
import type { Localize } from '../../model/localize.ts';
import { numberText } from '../../model/numbers.ts';
import { fillIn } from './dialog.ts';

/**
 * Asks over `host`. As in Python, a number below 0 counts from the end.
 *
 * @param label - What one of them is called.
 * @param count - How many there are.
 * @returns the index of one; `undefined` where the person gave up.
 */
export async function askNumber(
  host: HTMLElement,
  title: string,
  label: string,
  count: number,
  localize: Localize,
): Promise<number | undefined> {
  const last = numberText(count - 1, localize);
  const content = html`<label class="form-field">
    <span>${localize('{item}, from 0 to {last}; -1 is the last', { item: label, last })}</span>
    <input name="number" autofocus required autocomplete="off" />
  </label>`;
  const field = () => host.querySelector<HTMLInputElement>('dialog [name=number]');
  let index: number | undefined;
  const accept = () => {
    const input = field();
    index = writtenIndex(input?.value ?? '', count);
    input?.setCustomValidity(index === undefined ? localize('A number from 0 to {last} is needed.', { last }) : '');
    input?.reportValidity();
    return index !== undefined;
  };
  const answer = fillIn(host, title, content, accept, { action: localize('Go'), cancel: localize('Cancel') });
  field()?.addEventListener('input', (event) => (event.target as HTMLInputElement).setCustomValidity(''));
  return (await answer) ? index : undefined;
}

/** The index that a text names, of one of `count` things; digits may be in groups. */
export function writtenIndex(text: string, count: number): number | undefined {
  const written = text.trim().replaceAll(/[_,\s]|\.(?=\d{3}\b)/g, '');
  if (!/^-?\d+$/.test(written)) return undefined;
  const number = Number(written);
  const index = number < 0 ? count + number : number;
  return index >= 0 && index < count ? index : undefined;
}
