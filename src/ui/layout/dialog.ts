/** A dialog over the page: a question, or something to read. */
import { html, render, type TemplateResult } from 'lit/html.js';
import { inEnglish, type Localize } from '../../model/localize.ts';
import { append } from '../panel.ts';
import { rootOf, takeSelection } from './focus.ts';

/** What is asked, and what the two answers are called. */
export interface Question {
  readonly title: string;
  readonly text: string;
  readonly yes: string;
  readonly no: string;
}

/** Asks a question over `host`; Escape is a no. */
export function ask(host: HTMLElement, { title, text, yes, no }: Question): Promise<boolean> {
  return openDialog(
    host,
    title,
    html`<p>${text}</p>`,
    html`<button value="yes" class="primary">${yes}</button><button value="no">${no}</button>`,
  ).then((answer) => answer === 'yes');
}

/** Shows `content` over `host` until it is closed; what has `autofocus` in it gets the focus. */
export async function show(
  host: HTMLElement,
  title: string,
  content: TemplateResult,
  localize: Localize = inEnglish,
): Promise<void> {
  await openDialog(host, title, content, html`<button value="close">${localize('Close')}</button>`);
}

/**
 * Shows a form over `host`; Escape leaves it.
 *
 * @param accept - Takes what is filled in, and says whether it is right: the form stays open until it is.
 * @param action - What the button that ends it is called.
 * @param cancel - What the button is called that leaves it.
 * @returns whether it was saved.
 */
export async function fillIn(
  host: HTMLElement,
  title: string,
  content: TemplateResult,
  accept: () => boolean,
  { action, cancel }: { readonly action: string; readonly cancel: string },
): Promise<boolean> {
  const buttons = html`<button value="save" class="primary">${action}</button><button value="cancel" formnovalidate>${cancel}</button>`;
  const answer = await openDialog(host, title, content, buttons, (value) => value !== 'save' || accept());
  return answer === 'save';
}

/**
 * @param mayClose - Asked with the value of the button that is to close it.
 * @returns that value; '' for Escape.
 */
function openDialog(
  host: HTMLElement,
  title: string,
  content: TemplateResult,
  buttons: TemplateResult,
  mayClose: (value: string) => boolean = () => true,
): Promise<string> {
  const dialog = append(host, 'dialog', 'dialog');
  dialog.setAttribute('aria-labelledby', titleId);
  render(
    html`<form method="dialog">
      <h2 id=${titleId} class="dialog-title">${title}</h2>
      <div class="dialog-content" tabindex="-1">${content}</div>
      <div class="dialog-buttons">${buttons}</div>
    </form>`,
    dialog,
  );
  dialog.showModal();
  // What is too long for the screen is scrolled by the keyboard too.
  const shown = dialog.querySelector<HTMLElement>('.dialog-content');
  if (shown && shown.scrollHeight > shown.clientHeight) shown.tabIndex = 0;
  dialog.querySelector<HTMLElement>('[autofocus], .dialog-buttons button')?.focus();
  return new Promise((resolve) => {
    // At once: a browser tells of a dialog that is closed in a task of its own, before which keys may come.
    const leave = (value: string) => {
      if (!dialog.isConnected) return;
      const root = rootOf(dialog);
      dialog.close();
      dialog.remove();
      takeSelection(root.activeElement);
      resolve(value);
    };
    dialog.addEventListener('submit', (event) => {
      event.preventDefault();
      const { submitter } = event;
      const value = submitter instanceof HTMLButtonElement ? submitter.value : '';
      if (mayClose(value)) leave(value);
    });
    dialog.addEventListener('cancel', (event) => {
      if (event.target !== dialog) return; // a chooser of files in it
      event.preventDefault();
      leave('');
    });
    // From outside.
    dialog.addEventListener('close', () => leave(''));
  });
}

/** One dialog is open at a time. */
const titleId = 'dialog-title';
