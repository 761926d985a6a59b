/** The dialog "Start options": arguments, environment, folder, and what is run. */
import { html, nothing, render, type TemplateResult } from 'lit/html.js';
import { fillIn } from '../../ui/layout/dialog.ts';
import { readStart } from './read-start.ts';
import type { StartOptions, WrittenStart } from './saved-start.ts';

type StartField = keyof WrittenStart;

interface Field {
  readonly name: StartField;
  readonly label: string;
  readonly placeholder: string;
  readonly hint: string;
}

const fields: readonly Field[] = [
  {
    name: 'args',
    label: 'Arguments',
    placeholder: '--name "Ada Lovelace" 3',
    hint: 'As in a shell. The program has them in sys.argv.',
  },
  {
    name: 'env',
    label: 'Environment',
    placeholder: 'NAME=value',
    hint: 'One variable a line, in os.environ; quotation marks are kept.',
  },
  { name: 'cwd', label: 'Working directory', placeholder: '/home/pyodide', hint: 'The folder that it starts in.' },
  {
    name: 'module',
    label: 'Module',
    placeholder: 'unittest',
    hint: 'Runs this module instead of the file, as python -m does. The file can be imported as main.',
  },
  {
    name: 'packages',
    label: 'Packages',
    placeholder: 'numpy attrs>=23',
    hint: 'Loaded before the start, beside those that the program imports: names, or addresses of wheels.',
  },
  {
    name: 'packageIndexes',
    label: 'Package indexes',
    placeholder: 'https://example.org/simple/',
    hint: 'Where packages that Pyodide lacks are looked for.',
  },
];

/**
 * Shows the dialog over `host`.
 *
 * @returns what was written, if it was saved.
 */
export async function askStartOptions(host: HTMLElement, options: StartOptions): Promise<StartOptions | undefined> {
  const panel = host.ownerDocument.createElement('div');
  panel.className = 'start-options';
  let { written, launch, stopOnEntry } = options;
  let problems: Readonly<Partial<Record<StartField, string>>> = {};
  const draw = () =>
    render(
      html`${fields.map((field) =>
        fieldRow(field, written[field.name], problems[field.name], (text) => {
          written = { ...written, [field.name]: text };
        }),
      )}
        <label class="start-switch">
          <input
            type="checkbox"
            .checked=${stopOnEntry}
            @change=${(event: Event) => {
              stopOnEntry = (event.target as HTMLInputElement).checked;
            }}
          />
          <span>Debug stops before the first statement</span>
        </label>`,
      panel,
    );
  draw();
  const accept = () => {
    ({ launch, problems } = readStart(written, panel.baseURI));
    draw();
    panel.querySelector<HTMLElement>('[aria-invalid]')?.focus();
    return Object.keys(problems).length === 0;
  };
  const isSaved = await fillIn(host, 'Start options', html`${panel}`, accept, { action: 'Save', cancel: 'Cancel' });
  return isSaved ? { written, launch, stopOnEntry } : undefined;
}

function fieldRow(
  { name, label, placeholder, hint }: Field,
  text: string,
  problem: string | undefined,
  write: (text: string) => void,
): TemplateResult {
  const id = `start-${name}`;
  const onInput = (event: Event) => write((event.target as HTMLInputElement | HTMLTextAreaElement).value);
  const isFirst = name === 'args';
  const common = { described: `${id}-hint${problem ? ` ${id}-problem` : ''}`, invalid: problem ? 'true' : nothing };
  return html`<div class="start-field">
    <label for=${id}>${label}</label>
    ${
      name === 'env'
        ? html`<textarea id=${id} rows="2" spellcheck="false" autocapitalize="off" placeholder=${placeholder} aria-describedby=${common.described} aria-invalid=${common.invalid} .value=${text} @input=${onInput}></textarea>`
        : html`<input id=${id} ?autofocus=${isFirst} spellcheck="false" autocapitalize="off" autocomplete="off" placeholder=${placeholder} aria-describedby=${common.described} aria-invalid=${common.invalid} .value=${text} @input=${onInput} />`
    }
    <p id="${id}-hint" class="start-hint">${hint}</p>
    ${problem ? html`<p id="${id}-problem" class="form-problem" role="alert">${problem}</p>` : nothing}
  </div>`;
}
