/** A form for what is wanted of a breakpoint that stands at no line: texts, some of which Python checks. */
import { html, nothing, render, type TemplateResult } from 'lit/html.js';
import { type Localize, words } from '../../model/localize.ts';
import type { BreakpointTexts } from '../../protocol/index.ts';
import { focusHolder, hasFocus } from '../layout/focus.ts';
import { append, type Disposable, disposing } from '../panel.ts';
import type { Debugger } from '../session/debugger.ts';
import { breakpointProblems } from './breakpoint-check.ts';

/** What Python can check, by the names of the fields. */
const checked = ['condition', 'hitCondition'] as const;

/** One text; its label and its placeholder are in English. */
export interface FormField<Name extends string> {
  readonly name: Name;
  readonly label: string;
  readonly placeholder: string;
  readonly isRequired?: boolean;
}

/** When a breakpoint stops. */
export const conditionFields = [
  { name: 'condition', label: words('Condition'), placeholder: 'n > 5' },
  { name: 'hitCondition', label: words('Hit count'), placeholder: '>=5' },
] as const satisfies readonly FormField<string>[];

/** What is written in the form, and what becomes of it. */
interface Written<Name extends string> {
  /** What the form is called. */
  readonly label: string;
  /** What is seen of that, where no field has what the breakpoint is of. */
  readonly title?: string;
  readonly texts: Readonly<Partial<Record<Name, string | undefined>>>;
  save(texts: Readonly<Record<Name, string>>): void;
}

/** The form while its list is shown. */
export interface DetailsForm<Name extends string> extends Disposable {
  /** Opens it, with the focus on its first field; what had the focus gets it back at the end. */
  open(written: Written<Name>): void;
  close(): void;
}

/** Makes the form in `host`, closed. @param id - Of the form. */
export function attachDetailsForm<Name extends string>(
  host: HTMLElement,
  target: Debugger,
  id: string,
  fields: readonly FormField<Name>[],
): DetailsForm<Name> {
  const form = append(host, 'form', 'details-form');
  form.id = id;
  let opened: Written<Name> | undefined;
  let problems: BreakpointTexts = {};
  /** What had the focus before the form. */
  let before: HTMLElement | undefined;

  const input = (name: string) => {
    const found = form.querySelector<HTMLInputElement>(`[name=${name}]`);
    if (!found) throw new Error(`The form has no field "${name}".`);
    return found;
  };
  const draw = () => {
    form.hidden = opened === undefined;
    form.setAttribute('aria-label', opened?.label ?? '');
    render(
      opened
        ? formRow(opened.title ?? '', id, fields, problems, { cancel: leave, localize: target.localize })
        : nothing,
      form,
    );
  };
  const open = (written: Written<Name>) => {
    const { activeElement } = host.getRootNode() as Document | ShadowRoot;
    before = activeElement instanceof HTMLElement ? activeElement : undefined;
    opened = written;
    problems = {};
    draw();
    for (const { name } of fields) input(name).value = written.texts[name] ?? '';
    // With what ends it: the focus alone brings one field.
    form.scrollIntoView({ block: 'nearest' });
    input(fields[0]?.name ?? '').focus({ preventScroll: true });
  };
  const close = () => {
    opened = undefined;
    draw();
  };
  const leave = () => {
    close();
    before?.focus();
  };
  const save = async () => {
    const written = opened;
    const entries = fields.map(({ name }) => [name, input(name).value] as const);
    const texts = Object.fromEntries(entries) as Record<Name, string>;
    const missing = fields.find(({ name, isRequired }) => isRequired && texts[name].trim() === '');
    if (missing) {
      input(missing.name).focus();
      return;
    }
    const looked = checked.filter((name) => fields.some((field) => field.name === name));
    const mayFocus = focusHolder(form);
    const found = await breakpointProblems(target, Object.fromEntries(looked.map((name) => [name, input(name).value])));
    const isOpen = opened === written;
    const wrong = looked.find((name) => found[name]);
    if (wrong) {
      if (!isOpen) return;
      problems = found;
      draw();
      if (mayFocus()) input(wrong).focus();
      return;
    }
    // Also if the form is of another one by now.
    written?.save(texts);
    if (!isOpen) return;
    // Whoever went elsewhere while Python was asked stays there.
    if (mayFocus() || hasFocus(form)) leave();
    else close();
  };
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    target.startAfter(save());
  });
  form.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    leave();
  });
  draw();
  return { open, close, ...disposing(form) };
}

function formRow(
  title: string,
  id: string,
  fields: readonly FormField<string>[],
  problems: BreakpointTexts,
  { cancel, localize }: { readonly cancel: () => void; readonly localize: Localize },
): TemplateResult {
  const text = ({ name, label, placeholder, isRequired }: FormField<string>) => {
    const problem = checked.some((each) => each === name) ? problems[name as keyof BreakpointTexts] : undefined;
    return html`<label class="form-field form-${name}">
        <span>${localize(label)}</span>
        <input
          name=${name}
          placeholder=${localize(placeholder)}
          ?required=${isRequired}
          aria-invalid=${problem ? 'true' : nothing}
          aria-describedby=${problem ? `${id}-${name}` : nothing}
          spellcheck="false"
          autocapitalize="off"
          autocomplete="off"
        />
      </label>
      ${problem ? html`<p id="${id}-${name}" class="form-problem" role="alert">${problem}</p>` : nothing}`;
  };
  return html`${title === '' ? nothing : html`<p class="form-title">${title}</p>`}<div class="form-row">
    ${fields.map(text)}
    <div class="form-buttons">
      <button type="submit" class="primary">${localize('Save')}</button>
      <button type="button" @click=${cancel}>${localize('Cancel')}</button>
    </div>
  </div>`;
}
