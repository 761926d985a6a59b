/** A dialog over the page: a question, or something to read. */
import { html, render, type TemplateResult } from 'lit';
import { append } from '../panel.ts';

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
export async function show(host: HTMLElement, title: string, content: TemplateResult): Promise<void> {
  await openDialog(host, title, content, html`<button value="close">Close</button>`);
}

/** @returns the value of the button that closed it; '' for Escape. */
function openDialog(
  host: HTMLElement,
  title: string,
  content: TemplateResult,
  buttons: TemplateResult,
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
    dialog.addEventListener('close', () => {
      dialog.remove();
      resolve(dialog.returnValue);
    });
  });
}

/** One dialog is open at a time. */
const titleId = 'dialog-title';
