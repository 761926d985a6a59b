/**
 * The line at the foot of the terminal; more than one while what is written to be evaluated goes on in the next.
 *
 * Tab completes and indents, so Escape before Tab leaves the field, as it leaves the editor. Where there is nothing to
 * complete, Tab leaves it at once.
 */
import { html, render } from 'lit/html.js';
import { words } from '../../model/localize.ts';
import { selectedFrameText } from '../../model/status-text.ts';
import { isActive, selectedFrame, type ViewState } from '../../model/view-state.ts';
import { mayTakeFocus } from '../layout/focus.ts';
import type { Disposable } from '../panel.ts';
import type { Debugger } from '../session/debugger.ts';
import { CompletionList, type Place } from './completion-list.ts';
import { goesOn, indentAfter, spacesToInsert, spacesToRemove } from './continuation.ts';
import { History } from './history.ts';

/** What the line is used for. */
export interface EntryActions {
  enter(text: string): void;
  endOfInput(): void;
  interrupt(): void;
}

type Purpose = 'evaluate' | 'answer' | 'ahead' | 'none';

export class TerminalEntry implements Disposable {
  private readonly field: HTMLTextAreaElement;
  private readonly prompt: HTMLElement;
  private readonly completions: CompletionList;
  /** After Escape, Tab goes to the next part of the page. */
  private tabLeaves = false;
  private readonly histories = { evaluate: new History(), answer: new History() };

  private readonly unsubscribe: () => void;

  /** @param id - What the ids of its parts begin with. */
  constructor(
    host: HTMLElement,
    id: string,
    private readonly target: Debugger,
    private readonly actions: EntryActions,
  ) {
    this.render(host, target.state);
    const field = host.querySelector('textarea');
    const prompt = host.querySelector<HTMLElement>('.entry-prompt');
    const list = host.querySelector<HTMLElement>('.entry-completions');
    if (!field || !prompt || !list) throw new Error('The entry was rendered without its parts.');
    this.field = field;
    this.prompt = prompt;
    const { localize } = target;
    const complete = (place: Place) => this.complete(place);
    this.completions = new CompletionList(list, field, `${id}-completions`, complete, localize);
    this.fit();
    this.unsubscribe = target.subscribe((state, before) => {
      // Most of what happens in a debugger does not concern this line, and to fit it means to touch the page's layout.
      const frame = selectedFrameText(state, localize);
      if (purposeOf(state) === purposeOf(before) && frame === selectedFrameText(before, localize)) return;
      this.render(host, state);
      if (!isEvaluating(state)) this.completions.close();
      this.fit();
    });
  }

  focus(): void {
    this.field.focus({ preventScroll: true });
  }

  /** Takes the focus unless the person is writing somewhere else than in the program. */
  focusIfFree(): void {
    if (mayTakeFocus(this.field, '.panel-editor')) this.focus();
  }

  /** Puts `text` in the place of what is in the line. */
  set(text: string): void {
    this.field.value = text;
    this.field.setSelectionRange(text.length, text.length);
    this.completions.close();
    this.fit();
  }

  dispose(): void {
    this.unsubscribe();
  }

  private render(host: HTMLElement, state: ViewState): void {
    const { localize } = this.target;
    const purpose = purposeOf(state);
    const frame = purpose === 'evaluate' ? selectedFrameText(state, localize) : '';
    render(
      html`<div class="entry-completions"></div>
      <label class="entry" data-purpose=${purpose}>
        <span class="entry-prompt" aria-hidden="true"></span>
        <textarea
          rows="1"
          aria-label=${frame ? localize('Evaluate in {frame}', { frame }) : localize(labels[purpose])}
          placeholder=${frame ? localize('Evaluate in {frame} (Tab completes)', { frame }) : localize(placeholders[purpose])}
          ?readonly=${purpose === 'none'}
          spellcheck="false"
          autocapitalize="off"
          autocomplete="off"
          autocorrect="off"
          enterkeyhint="send"
          @keydown=${(event: KeyboardEvent) => this.onKey(event)}
          @input=${() => this.onInput()}
          @scroll=${() => this.alignPrompt()}
        ></textarea>
      </label>`,
      host,
    );
  }

  private onKey(event: KeyboardEvent): void {
    if (event.isComposing || !this.handle(event)) return;
    event.preventDefault();
    event.stopPropagation();
  }

  private handle(event: KeyboardEvent): boolean {
    if (event.key !== 'Tab' && event.key !== 'Shift') this.tabLeaves = false;
    const { value, selectionStart, selectionEnd } = this.field;
    const control = event.ctrlKey && !event.altKey && !event.shiftKey;
    if (control && event.key === 'c') {
      if (selectionStart !== selectionEnd) return false;
      this.set('');
      this.actions.interrupt();
      return true;
    }
    if (control && event.key === 'd') {
      if (value === '') this.actions.endOfInput();
      return true;
    }
    if (this.completions.isOpen && this.handleInList(event)) return true;
    if (isEvaluating(this.target.state) && this.handleCode(event)) return true;
    if (event.key === 'Enter' && !event.shiftKey) {
      this.enter(value);
      return true;
    }
    const atStart = !value.slice(0, selectionStart).includes('\n');
    const atEnd = !value.slice(selectionEnd).includes('\n');
    if (event.key === 'ArrowUp' && atStart) return this.recall(this.history.older(value));
    if (event.key === 'ArrowDown' && atEnd) return this.recall(this.history.newer());
    return false;
  }

  private handleInList(event: KeyboardEvent): boolean {
    const list = this.completions;
    if (event.key === 'ArrowDown' || (event.key === 'Tab' && !event.shiftKey)) list.move(1);
    else if (event.key === 'ArrowUp' || event.key === 'Tab') list.move(-1);
    else if (event.key === 'Escape') list.close();
    else if (event.key !== 'Enter') return false;
    else if (!list.take()) {
      list.close();
      return false;
    }
    this.fit();
    return true;
  }

  /** Keys that only mean something to someone who writes Python. */
  private handleCode(event: KeyboardEvent): boolean {
    const { value, selectionStart, selectionEnd } = this.field;
    const lineBefore = value.slice(value.lastIndexOf('\n', selectionStart - 1) + 1, selectionStart);
    const isSelected = selectionStart !== selectionEnd;
    if (event.key === 'Enter') {
      if (!event.shiftKey && !goesOn(value)) return false;
      this.insert(`\n${indentAfter(value.slice(0, selectionStart))}`);
      return true;
    }
    if (event.key === 'Backspace' && !isSelected && spacesToRemove(lineBefore) > 1) {
      this.field.setSelectionRange(selectionStart - spacesToRemove(lineBefore), selectionStart);
      this.insert('');
      return true;
    }
    if (event.key === 'Escape') {
      if (!this.tabLeaves) event.preventDefault();
      this.tabLeaves = true;
      // What was asked for, and is still to come.
      this.completions.close();
    }
    if (event.key !== 'Tab' || event.shiftKey || this.tabLeaves) return false;
    if (lineBefore.trim() !== '') this.target.guard(this.completions.ask().then(() => this.fit()));
    else if (value.includes('\n')) this.insert(' '.repeat(spacesToInsert(lineBefore)));
    else return false;
    return true;
  }

  private async complete({ text, line, column }: Place) {
    const frame = selectedFrame(this.target.state);
    const place = { text, line, column, ...(frame ? { frameId: frame.id } : {}) };
    return (await this.target.request('completions', place)).targets;
  }

  /** Writes over what is selected, or at the cursor. */
  private insert(text: string): void {
    const { selectionStart, selectionEnd } = this.field;
    this.field.setRangeText(text, selectionStart, selectionEnd, 'end');
    this.onInput();
  }

  private onInput(): void {
    this.fit();
    this.target.guard(this.completions.refresh());
  }

  private get history(): History {
    return isEvaluating(this.target.state) ? this.histories.evaluate : this.histories.answer;
  }

  private enter(text: string): void {
    if (purposeOf(this.target.state) === 'none') return;
    // The empty line that ends a block is not part of it.
    const line = isEvaluating(this.target.state) ? text.trimEnd() : text;
    this.history.add(line);
    this.set('');
    this.actions.enter(line);
  }

  private recall(text: string | undefined): boolean {
    if (text !== undefined) this.set(text);
    return true;
  }

  /** As high as its lines, up to six. */
  private fit(): void {
    const lines = this.field.value.split('\n').length;
    const prompt = prompts[purposeOf(this.target.state)];
    this.field.rows = Math.min(mostRows, lines);
    this.prompt.textContent = [prompt, ...Array(lines - 1).fill(isEvaluating(this.target.state) ? '...' : '')].join(
      '\n',
    );
    // Lower than that it does not scroll, and to ask where it stands would have the browser lay out the whole page now.
    if (lines > mostRows) this.alignPrompt();
  }

  private alignPrompt(): void {
    this.prompt.scrollTop = this.field.scrollTop;
  }
}

/** More lines than these are scrolled. */
const mostRows = 6;

const prompts: Readonly<Record<Purpose, string>> = { evaluate: '>>>', answer: '›', ahead: '›', none: ' ' };

const labels: Readonly<Record<Purpose, string>> = {
  evaluate: words('Evaluate'),
  answer: words('Answer to input()'),
  ahead: words('Type ahead for the program'),
  none: words('Terminal input'),
};

const placeholders: Readonly<Record<Purpose, string>> = {
  evaluate: words('Evaluate (Tab completes)'),
  answer: words('input() waits for your answer'),
  ahead: words('The program runs'),
  none: words('Run or debug to type here'),
};

function purposeOf(state: ViewState): Purpose {
  if (state.execution === 'paused') return state.input?.evaluated ? 'answer' : 'evaluate';
  if (state.input && isActive(state)) return 'answer';
  return state.execution === 'running' ? 'ahead' : 'none';
}

function isEvaluating(state: ViewState): boolean {
  return purposeOf(state) === 'evaluate';
}
