/**
 * The bytes of a value in a dialog, a page at a time, with the ARIA pattern "grid": arrows move from byte to byte, two
 * hexadecimal digits give one another value, where it may have one.
 */
import { html, nothing, render, type TemplateResult } from 'lit/html.js';
import { show } from '../layout/dialog.ts';
import { rootOf } from '../layout/focus.ts';
import { icon } from '../layout/icons.ts';
import type { Debugger } from '../session/debugger.ts';
import { messageOf } from '../session/message-of.ts';
import { type BytePage, byteText, characterOf, offsetText, pageOf, rowsOf, writtenOffset } from './byte-rows.ts';

/** How many bytes are shown at once. */
const pageSize = 256;

/** Where there is less room than this, a row is half as long. In pixels. */
const roomy = 620;

/** Shows over `host` the bytes of what is called `name`. @param memory - Its `memoryReference`. */
export async function showBytes(host: HTMLElement, target: Debugger, name: string, memory: string): Promise<void> {
  const view = new BytesView(host, target, memory);
  await view.go(0);
  await show(host, target.localize('Bytes of {name}', { name }), html`${view.root}`, target.localize);
  if (view.isChanged) target.valuesChanged();
}

class BytesView {
  readonly root: HTMLElement;
  /** Whether a byte was given another value. */
  isChanged = false;
  private readonly width: number;
  private page: BytePage = { offset: 0, bytes: [], isLast: true };
  /** The offset of the byte that Tab goes to. */
  private focused = 0;
  /** The first of two digits that are written over the byte which has the focus. */
  private digit = '';
  private problem = '';
  /** Settles when all that was asked for is done. */
  private done = Promise.resolve();

  constructor(
    host: HTMLElement,
    private readonly target: Debugger,
    private readonly memory: string,
  ) {
    this.width = host.ownerDocument.documentElement.clientWidth < roomy ? 8 : 16;
    this.root = host.ownerDocument.createElement('div');
    this.root.className = 'bytes';
  }

  /** Shows the page with the byte at `offset`. */
  async go(offset: number): Promise<void> {
    const start = Math.floor(offset / pageSize) * pageSize;
    const asked = { memoryReference: this.memory, offset: start, count: pageSize };
    const page = pageOf(start, pageSize, await this.target.request('readMemory', asked));
    this.digit = '';
    if (page.bytes.length === 0 && start > 0) {
      this.problem = this.target.localize('There is no byte at {offset}', { offset });
    } else {
      this.problem = '';
      this.page = page;
      this.focused = Math.min(offset, page.offset + Math.max(0, page.bytes.length - 1));
    }
    this.render();
  }

  /**
   * Has `act` done, and says why where that fails. Keys come faster than answers, and each of them means what the one
   * before has left: where the focus went, which digit was written.
   */
  private attempt(act: () => Promise<void> | void): void {
    this.done = this.done.then(act).catch((error) => {
      this.problem = messageOf(error);
      this.digit = '';
      this.render();
    });
  }

  private async write(byte: number): Promise<void> {
    const offset = this.focused;
    const data = btoa(String.fromCharCode(byte));
    await this.target.request('writeMemory', { memoryReference: this.memory, offset, data });
    this.isChanged = true;
    const text = this.target.localize('Byte {offset} is {digits} now', { offset, digits: byteText(byte) });
    this.target.signals.send('say', { text });
    await this.go(offset);
    await this.move(offset + 1);
  }

  /** Puts the focus on the byte at `offset`, on another page perhaps. */
  private async move(offset: number): Promise<void> {
    const { page } = this;
    const end = page.offset + page.bytes.length;
    const isHere = offset >= page.offset && offset < end;
    if (offset < 0 || (page.isLast && offset >= end)) return this.focus();
    if (isHere) {
      this.focused = offset;
      this.digit = '';
      this.render();
    } else await this.go(offset);
    this.focus();
  }

  private focus(): void {
    this.root.querySelector<HTMLElement>('[role=gridcell][tabindex="0"]')?.focus();
  }

  private readonly onKey = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const { key } = event;
    if (this.aimOf(key) !== undefined) this.attempt(() => this.move(this.aimOf(key) ?? this.focused));
    else if (key === 'Escape' && this.digit !== '') this.forgetDigit();
    else if (/^[0-9a-f]$/i.test(key)) this.attempt(() => this.type(key.toLowerCase()));
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  /** Where a key goes from the byte that has the focus. */
  private aimOf(key: string): number | undefined {
    const { focused, width } = this;
    const inRow = (focused - this.page.offset) % width;
    const steps: Readonly<Record<string, number>> = {
      ArrowLeft: focused - 1,
      ArrowRight: focused + 1,
      ArrowUp: focused - width,
      ArrowDown: focused + width,
      Home: focused - inRow,
      End: Math.min(focused - inRow + width, this.page.offset + this.page.bytes.length) - 1,
      PageUp: Math.max(0, focused - pageSize),
      PageDown: focused + pageSize,
    };
    return steps[key];
  }

  private async type(digit: string): Promise<void> {
    const written = this.digit + digit;
    if (written.length === 2) {
      await this.write(Number.parseInt(written, 16));
      return;
    }
    this.digit = written;
    this.render();
  }

  private forgetDigit(): void {
    this.digit = '';
    this.render();
  }

  private render(): void {
    const { page, width } = this;
    const { localize } = this.target;
    const first = page.offset;
    const last = first + page.bytes.length - 1;
    const place = page.bytes.length === 0 ? localize('No bytes') : localize('Bytes {first} to {last}', { first, last });
    render(
      html`${this.tools(place)}
        ${this.problem === '' ? nothing : html`<p class="form-problem" role="alert">${this.problem}</p>`}
        <table class="byte-grid" role="grid" aria-label=${place} @keydown=${this.onKey}>
          <thead>
            <tr>
              <th scope="col">${localize('Offset')}</th>
              ${Array.from({ length: width }, (_, index) => html`<th scope="col">${index.toString(16)}</th>`)}
              <th scope="col">${localize('ASCII')}</th>
            </tr>
          </thead>
          <tbody>
            ${rowsOf(page, width).map(
              ({ offset, bytes }) => html`<tr>
                <th scope="row">${offsetText(offset)}</th>
                ${Array.from({ length: width }, (_, index) => this.cell(offset + index, bytes[index]))}
                <td class="byte-text" role="presentation">${bytes.map(characterOf).join('')}</td>
              </tr>`,
            )}
          </tbody>
        </table>`,
      this.root,
    );
  }

  private cell(offset: number, byte: number | undefined): TemplateResult {
    if (byte === undefined) return html`<td></td>`;
    const isFocused = offset === this.focused;
    const isWritten = isFocused && this.digit !== '';
    const text = isWritten ? `${this.digit}_` : byteText(byte);
    const label = { digits: text, offset, character: characterOf(byte) };
    return html`<td
      role="gridcell"
      tabindex=${isFocused ? 0 : -1}
      aria-label=${this.target.localize('{digits}, byte {offset}, {character}', label)}
      ?data-written=${isWritten}
      ?data-zero=${byte === 0}
      @click=${() => this.attempt(() => this.move(offset))}
    >${text}</td>`;
  }

  private tools(place: string): TemplateResult {
    const { page } = this;
    const { localize } = this.target;
    const turn = (way: 1 | -1) => () =>
      this.attempt(async () => {
        const { offset, isLast } = this.page;
        if (way > 0 ? !isLast : offset > 0) await this.go(offset + way * pageSize);
      });
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Enter') return;
      // Enter would close the dialog.
      event.preventDefault();
      const { value } = event.target as HTMLInputElement;
      const offset = writtenOffset(value);
      if (offset === undefined) this.refuse(value);
      else this.attempt(() => this.move(offset));
    };
    return html`<div class="byte-tools">
      <button type="button" class="quiet" aria-label=${localize('Previous bytes')} ?disabled=${page.offset === 0} @click=${turn(-1)}>${icon('previous')}</button>
      <span aria-live="polite">${place}</span>
      <button type="button" class="quiet" aria-label=${localize('Next bytes')} ?disabled=${page.isLast} @click=${turn(1)}>${icon('next')}</button>
      <label class="byte-offset">${localize('Go to')} <input aria-label=${localize('Offset')} placeholder="0x100" spellcheck="false" autocomplete="off" @keydown=${onKey} /></label>
    </div>`;
  }

  private refuse(text: string): void {
    const { localize } = this.target;
    this.problem = localize('“{text}” is no offset: a whole number, or one in base 16 with 0x', { text });
    this.render();
    const { activeElement } = rootOf(this.root);
    if (activeElement instanceof HTMLInputElement) activeElement.select();
  }
}
