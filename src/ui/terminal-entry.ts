/** The line at the foot of the terminal. */
import { html, render } from 'lit';
import { selectedFrameText } from '../client/status-text.ts';
import { isActive, type ViewState } from '../client/view-state.ts';
import type { Debugger } from './debugger.ts';
import { History } from './history.ts';

/** What the line is used for. */
export interface EntryActions {
  enter(text: string): void;
  endOfInput(): void;
  interrupt(): void;
}

type Purpose = 'evaluate' | 'answer' | 'ahead' | 'none';

export class TerminalEntry {
  readonly #field: HTMLTextAreaElement;
  readonly #histories = { evaluate: new History(), answer: new History() };

  constructor(
    host: HTMLElement,
    private readonly target: Debugger,
    private readonly actions: EntryActions,
  ) {
    const update = (state: ViewState) => this.#render(host, state);
    update(target.state);
    const field = host.querySelector('textarea');
    if (!field) throw new Error('The entry was rendered without its field.');
    this.#field = field;
    target.subscribe(update);
  }

  focus(): void {
    this.#field.focus({ preventScroll: true });
  }

  /** Takes the focus unless the person is writing somewhere else. */
  focusIfFree(): void {
    const { activeElement } = document;
    const writing = activeElement?.matches('input, textarea, [contenteditable], .native-edit-context');
    if (!writing || activeElement?.closest('.region-editor')) this.focus();
  }

  #render(host: HTMLElement, state: ViewState): void {
    const purpose = purposeOf(state);
    const frame = selectedFrameText(state);
    render(
      html`<label class="entry" data-purpose=${purpose}>
        <span class="entry-prompt" aria-hidden="true">${prompts[purpose]}</span>
        <textarea
          rows="1"
          aria-label=${purpose === 'evaluate' && frame ? `Evaluate in ${frame}` : labels[purpose]}
          placeholder=${purpose === 'evaluate' && frame ? `Evaluate in ${frame}` : placeholders[purpose]}
          ?readonly=${purpose === 'none'}
          spellcheck="false"
          autocapitalize="off"
          autocomplete="off"
          autocorrect="off"
          enterkeyhint="send"
          @keydown=${(event: KeyboardEvent) => this.#onKey(event)}
          @input=${() => this.#fit()}
        ></textarea>
      </label>`,
      host,
    );
  }

  #onKey(event: KeyboardEvent): void {
    if (event.isComposing || !this.#handle(event)) return;
    event.preventDefault();
    event.stopPropagation();
  }

  #handle(event: KeyboardEvent): boolean {
    const { value, selectionStart, selectionEnd } = this.#field;
    const control = event.ctrlKey && !event.altKey && !event.shiftKey;
    if (control && event.key === 'c') {
      if (selectionStart !== selectionEnd) return false;
      this.#set('');
      this.actions.interrupt();
      return true;
    }
    if (control && event.key === 'd') {
      if (value === '') this.actions.endOfInput();
      return true;
    }
    if (event.key === 'Enter' && !event.shiftKey) {
      this.#enter(value);
      return true;
    }
    const atStart = !value.slice(0, selectionStart).includes('\n');
    const atEnd = !value.slice(selectionEnd).includes('\n');
    if (event.key === 'ArrowUp' && atStart) return this.#recall(this.#history.older(value));
    if (event.key === 'ArrowDown' && atEnd) return this.#recall(this.#history.newer());
    return false;
  }

  get #history(): History {
    return purposeOf(this.target.state) === 'evaluate' ? this.#histories.evaluate : this.#histories.answer;
  }

  #enter(text: string): void {
    if (purposeOf(this.target.state) === 'none') return;
    this.#history.add(text);
    this.#set('');
    this.actions.enter(text);
  }

  #recall(text: string | undefined): boolean {
    if (text !== undefined) this.#set(text);
    return true;
  }

  #set(text: string): void {
    this.#field.value = text;
    this.#field.setSelectionRange(text.length, text.length);
    this.#fit();
  }

  /** As high as its lines, up to six. */
  #fit(): void {
    this.#field.rows = Math.min(6, this.#field.value.split('\n').length);
  }
}

const prompts: Readonly<Record<Purpose, string>> = { evaluate: '>>>', answer: '›', ahead: '›', none: ' ' };

const labels: Readonly<Record<Purpose, string>> = {
  evaluate: 'Evaluate',
  answer: 'Answer to the program',
  ahead: 'Type ahead for the program',
  none: 'Terminal input',
};

const placeholders: Readonly<Record<Purpose, string>> = {
  evaluate: 'Evaluate',
  answer: 'The program waits for your answer',
  ahead: 'The program runs',
  none: 'Run or debug to type here',
};

function purposeOf(state: ViewState): Purpose {
  if (state.execution === 'paused') return 'evaluate';
  if (state.input && isActive(state)) return 'answer';
  return state.execution === 'running' ? 'ahead' : 'none';
}
