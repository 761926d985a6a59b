/**
 * What could be written at the cursor of a field, asked of the adapter: one possibility is taken at once, several are
 * listed above the field, by the ARIA pattern "combobox" with a list.
 *
 * In the list nothing is chosen at first, so that Enter still does what it does without a list. What is listed fits the
 * text at any time: what is written on narrows it at once, before the adapter has answered for the new text, and the
 * answer leaves chosen what was chosen. An answer that comes when the text is another one already is dropped.
 */
import type { DebugProtocol } from '@vscode/debugprotocol';
import { html, nothing, render } from 'lit/html.js';
import type { Localize } from '../../model/localize.ts';

/** A place in the field's text: 1-based, columns in UTF-16 units, as DAP has them. */
export interface Place {
  readonly text: string;
  readonly line: number;
  readonly column: number;
}

/** Asks what could stand at a place. */
export type Completer = (place: Place) => Promise<readonly DebugProtocol.CompletionItem[]>;

/** A possibility, and what it takes the place of in the field's text. */
interface Choice {
  readonly text: string;
  /** More about it: of a function, its parameters. */
  readonly detail: string | undefined;
  readonly start: number;
  readonly end: number;
}

export class CompletionList {
  private readonly host: HTMLElement;
  private readonly field: HTMLTextAreaElement;
  private readonly id: string;
  private readonly complete: Completer;
  private readonly localize: Localize;
  private choices: readonly Choice[] = [];
  private chosen = -1;
  /** The text that the choices are for. */
  private listedFor = '';
  /** From the first list to where it is closed, also while nothing in it fits and an answer is awaited. */
  private isWanted = false;
  /** Counts what makes an earlier question idle: another one, Escape, and that the person goes elsewhere. */
  private question = 0;

  /**
   * @param host - Where the list is shown, above `field`.
   * @param id - Of the list.
   */
  constructor(host: HTMLElement, field: HTMLTextAreaElement, id: string, complete: Completer, localize: Localize) {
    this.host = host;
    this.field = field;
    this.id = id;
    this.complete = complete;
    this.localize = localize;
    field.setAttribute('aria-autocomplete', 'list');
    field.addEventListener('blur', () => this.close());
    this.render();
  }

  get isOpen(): boolean {
    return this.choices.length > 0;
  }

  /** Completes what is before the cursor as far as there is only one way, and lists the ways if there are more. */
  async ask(): Promise<void> {
    const question = ++this.question;
    const choices = await this.choicesHere();
    if (!choices || question !== this.question) return;
    const [first] = choices;
    const common = commonStart(choices.map(({ text }) => text));
    if (first && startsAlike(common, this.written(first))) this.replace(first, common);
    if (choices.length < 2) return;
    const all = await this.choicesHere();
    if (question === this.question) this.list(all ?? []);
  }

  /** The text was changed: lists what still fits, if a list is open. */
  async refresh(): Promise<void> {
    if (!this.isWanted) return;
    this.show(this.narrowed());
    const choices = await this.choicesHere();
    if (!choices || !this.isWanted) return;
    const isWritten = choices.length === 1 && choices[0] && this.written(choices[0]) === choices[0].text;
    this.list(isWritten ? [] : choices);
  }

  /** Moves the choice, round from one end to the other. */
  move(step: 1 | -1): void {
    const { length } = this.choices;
    this.chosen = this.chosen < 0 && step < 0 ? length - 1 : (this.chosen + step + length) % length;
    this.render();
    this.host.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' });
  }

  /** @returns whether there was something chosen to take. */
  take(): boolean {
    const choice = this.choices[this.chosen];
    if (!choice) return false;
    this.replace(choice, choice.text);
    this.close();
    return true;
  }

  close(): void {
    this.question++;
    if (this.isWanted) this.list([]);
  }

  /** What the adapter has answered; nothing closes the list. */
  private list(choices: readonly Choice[]): void {
    this.isWanted = choices.length > 0;
    this.show(choices);
  }

  private show(choices: readonly Choice[]): void {
    const before = this.choices[this.chosen];
    this.choices = choices;
    this.chosen = before ? choices.findIndex(({ text }) => text === before.text) : -1;
    this.listedFor = this.field.value;
    this.render();
  }

  /** Those of the list that what is written now may still become. */
  private narrowed(): readonly Choice[] {
    const { value } = this.field;
    const moved = value.length - this.listedFor.length;
    return this.choices
      .map((choice) => ({ ...choice, end: choice.end + moved }))
      .filter(
        ({ text, start, end }, index) =>
          end >= start &&
          value.slice(0, start) === this.listedFor.slice(0, start) &&
          value.slice(end) === this.listedFor.slice(this.choices[index]?.end) &&
          startsAlike(text, value.slice(start, end)),
      );
  }

  /** @returns `undefined` when the text was changed meanwhile. */
  private async choicesHere(): Promise<readonly Choice[] | undefined> {
    const { value, selectionStart } = this.field;
    const lines = value.slice(0, selectionStart).split('\n');
    const lineStart = selectionStart - (lines.at(-1)?.length ?? 0);
    const column = selectionStart - lineStart + 1;
    const items = await this.complete({ text: value, line: lines.length, column });
    if (value !== this.field.value || selectionStart !== this.field.selectionStart) return undefined;
    return items.map(({ label, text = label, detail, start = column, length = 0 }) => ({
      text,
      detail,
      start: lineStart + start - 1,
      end: lineStart + start - 1 + length,
    }));
  }

  private written({ start, end }: Choice): string {
    return this.field.value.slice(start, end);
  }

  private replace({ start, end }: Choice, text: string): void {
    this.field.setRangeText(text, start, end, 'end');
  }

  private render(): void {
    const { isOpen } = this;
    const [first] = this.choices;
    // Parameters come first, and all of them tell of the same call.
    const told = this.choices[this.chosen] ?? (first?.text.endsWith('=') ? first : undefined);
    const said = told?.detail && (told.text.endsWith('=') ? told.detail : `${told.text}${told.detail}`);
    render(
      isOpen
        ? html`<div class="completions"><ul id=${this.id} role="listbox" aria-label=${this.localize('Completions')}>
            ${this.choices.map(
              ({ text, detail }, index) =>
                html`<li
                  id="${this.id}-${index}"
                  role="option"
                  title=${detail ? `${text} ${detail}` : text}
                  aria-selected=${index === this.chosen ? 'true' : 'false'}
                  @pointerdown=${(event: Event) => this.onPick(event, index)}
                >
                  ${text}${detail ? html`<span class="only-read"> ${detail}</span>` : nothing}
                </li>`,
            )}
          </ul>
          ${said ? html`<p class="completion-detail" aria-hidden="true">${said}</p>` : nothing}
          </div>`
        : html``,
      this.host,
    );
    const attributes = {
      'aria-controls': isOpen ? this.id : undefined,
      'aria-activedescendant': this.chosen < 0 ? undefined : `${this.id}-${this.chosen}`,
    };
    for (const [name, value] of Object.entries(attributes)) {
      if (value === undefined) this.field.removeAttribute(name);
      else this.field.setAttribute(name, value);
    }
  }

  private onPick(event: Event, index: number): void {
    // The field keeps the focus.
    event.preventDefault();
    this.chosen = index;
    this.take();
  }
}

/** What all of `texts` begin with. */
export function commonStart(texts: readonly string[]): string {
  const [first = '', ...rest] = texts;
  let length = first.length;
  for (const text of rest) while (!text.startsWith(first.slice(0, length))) length--;
  return first.slice(0, length);
}

/** Possibilities may differ from what was written in upper and lower case, and then have too little in common to take. */
function startsAlike(common: string, written: string): boolean {
  return common.length >= written.length && common.slice(0, written.length).toLowerCase() === written.toLowerCase();
}
