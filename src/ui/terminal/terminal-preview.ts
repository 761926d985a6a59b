/**
 * What stands where the terminal will be, while the network is slow to bring it: the end of what was printed, without
 * its colours, and a line that answers `input()`. Nobody has to wait for the screen to use what Python has to say.
 */
import { html, nothing, render } from 'lit/html.js';
import { isAsking } from '../../model/view-state.ts';
import { mayTakeFocus } from '../layout/focus.ts';
import { append, type Disposable } from '../panel.ts';
import type { Debugger } from '../session/debugger.ts';
import { plainText } from './plain-text.ts';
import type { TerminalOutput } from './terminal-output.ts';

/** Of a long output that is enough, in UTF-16 units: the rest will be in the terminal. */
const MOST = 20_000;

/** Milliseconds between two looks at what was printed. */
const INTERVAL = 200;

/** What the terminal takes over. */
export interface Draft {
  /** Was written, and not sent. */
  readonly text: string;
  readonly focused: boolean;
}

export class TerminalPreview implements Disposable {
  private readonly box: HTMLElement;
  private note: string;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly unsubscribe: () => void;

  constructor(
    root: HTMLElement,
    private readonly output: TerminalOutput,
    private readonly target: Debugger,
  ) {
    this.box = append(root, 'div', 'terminal-preview');
    this.note = target.localize('The terminal is still loading.');
    output.onWaiting = () => {
      this.timer ??= setTimeout(() => {
        this.timer = undefined;
        this.render();
      }, INTERVAL);
    };
    this.unsubscribe = target.subscribe((state, before) => {
      if (isAsking(state) !== isAsking(before)) this.render();
      if (state.input && state.input !== before.input) this.focusIfFree();
    });
    this.render();
    this.focusIfFree();
  }

  /** What is in the line. */
  get draft(): Draft {
    const field = this.box.querySelector('textarea');
    return { text: field?.value ?? '', focused: field?.matches(':focus') ?? false };
  }

  /** Puts the focus on the line, if there is one. */
  focus(): void {
    this.box.querySelector('textarea')?.focus({ preventScroll: true });
  }

  /** Says that there will be no terminal. */
  giveUp(): void {
    this.note = this.target.localize(
      'A part of this page could not be loaded. Check the connection, then load the page again.',
    );
    this.render();
  }

  dispose(): void {
    this.output.onWaiting = undefined;
    clearTimeout(this.timer);
    this.unsubscribe();
    this.box.remove();
  }

  private focusIfFree(): void {
    const field = this.box.querySelector('textarea');
    if (field && mayTakeFocus(field, '.panel-editor')) this.focus();
  }

  private render(): void {
    const { localize } = this.target;
    const text = plainText(this.output.waiting.slice(-MOST));
    const log = this.box.querySelector('pre');
    const isAtEnd = !log || log.scrollTop + log.clientHeight >= log.scrollHeight - 1;
    render(
      html`<p>${this.note}</p>
        <pre role="log" tabindex="0" aria-label=${localize('Output of the program')}>${text}</pre>
        ${isAsking(this.target.state) ? this.line() : nothing}`,
      this.box,
    );
    if (isAtEnd) this.box.querySelector('pre')?.scrollTo({ top: Number.MAX_SAFE_INTEGER });
  }

  private line() {
    const { localize } = this.target;
    return html`<label class="entry" data-purpose="answer">
      <span class="entry-prompt" aria-hidden="true">›</span>
      <textarea
        rows="1"
        aria-label=${localize('Answer to input()')}
        placeholder=${localize('input() waits for your answer')}
        spellcheck="false"
        autocapitalize="off"
        autocomplete="off"
        enterkeyhint="send"
        @keydown=${(event: KeyboardEvent) => this.onKey(event)}
      ></textarea>
    </label>`;
  }

  private onKey(event: KeyboardEvent): void {
    const field = event.currentTarget;
    if (event.isComposing || !(field instanceof HTMLTextAreaElement)) return;
    const endsInput = event.key === 'd' && event.ctrlKey && !event.altKey && !event.shiftKey && field.value === '';
    const sends = event.key === 'Enter' && !event.shiftKey;
    if (!endsInput && !sends) return;
    event.preventDefault();
    event.stopPropagation();
    const text = `${field.value}\n`;
    field.value = '';
    if (sends) this.output.write('entered', text);
    this.target.guard(this.target.request('dapper/input', endsInput ? { eof: true } : { text }));
  }
}
