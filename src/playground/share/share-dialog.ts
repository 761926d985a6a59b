/** The dialog "Share": the ways in which a program leaves the page. */
import { html, nothing, render } from 'lit/html.js';
import { MAIN_NAME } from '../../client/main-name.ts';
import { show } from '../../ui/layout/dialog.ts';
import { icon } from '../../ui/layout/icons.ts';
import type { SavedFile } from '../saved-file.ts';
import { fragmentOf } from './code-fragment.ts';
import { LinkError } from './code-link.ts';
import { embedding } from './embed.ts';
import type { SharedProgram } from './shared-program.ts';

/** What a person puts the address of their own copy in the place of. */
const SCRIPT = 'https://your.host/element/python-debugger.js';

/** The program with the files beside it. */
const ARCHIVE_NAME = 'program.zip';

/** How long a file stays in memory for the browser to save it, in milliseconds. */
const RELEASE_AFTER = 60_000;

/** What is shared, and where it can be opened. */
export interface Shared {
  readonly program: SharedProgram;
  /** The address of the page; what its fragment and parameters are does not matter. */
  readonly page: URL;
}

/** Shows the dialog over `host` until it is closed. */
export async function showShare(host: HTMLElement, shared: Shared): Promise<void> {
  const link = await linkTo(shared);
  const panel = host.ownerDocument.createElement('div');
  panel.className = 'share';
  new SharePanel(panel, shared.program, link).update();
  await show(host, 'Share', html`${panel}`);
}

/** A link, or why there is none. */
type Link = { readonly href: string } | { readonly problem: string };

async function linkTo({ program, page }: Shared): Promise<Link> {
  try {
    const address = new URL(page);
    address.search = '';
    address.hash = await fragmentOf(program);
    return { href: address.href };
  } catch (error) {
    if (error instanceof LinkError) return { problem: error.message };
    throw error;
  }
}

class SharePanel {
  private said = '';
  /** What could not be copied, to be copied by hand. */
  private markup = '';

  constructor(
    private readonly host: HTMLElement,
    private readonly program: SharedProgram,
    private readonly link: Link,
  ) {}

  update(): void {
    const { link } = this;
    render(
      html`
        ${
          'href' in link
            ? html`<label class="share-link">
                  <span>Link</span>
                  <input
                    readonly
                    spellcheck="false"
                    .value=${link.href}
                    @focus=${(event: Event) => (event.target as HTMLInputElement).select()}
                  />
                </label>
                <button type="button" class="share-way primary" autofocus @click=${() => this.copyLink(link.href)}>
                  ${icon('copy')}<span>Copy link</span>
                </button>
                <p class="share-hint">
                  The program, its breakpoints and what is watched are in the link itself: nothing is sent to a server.
                </p>`
            : nothing
        }
        ${'problem' in link ? html`<p class="share-hint">${link.problem}</p>` : nothing}
        <div class="share-others">
          <button type="button" class="share-way" @click=${() => this.copyMarkup()}>
            ${icon('copy')}<span>Copy as markup</span>
          </button>
          <button type="button" class="share-way" @click=${() => this.download()}>
            ${icon('download')}<span>Download</span>
          </button>
        </div>
        ${
          this.markup === ''
            ? nothing
            : html`<textarea
                readonly
                class="share-markup"
                aria-label="Markup"
                rows="5"
                spellcheck="false"
                .value=${this.markup}
              ></textarea>`
        }
        <p class="share-said" aria-live="polite">${this.said}</p>
      `,
      this.host,
    );
  }

  private async copyLink(href: string): Promise<void> {
    if (await isCopied(href)) {
      this.say('The link is copied.');
      return;
    }
    this.host.querySelector('input')?.focus();
    this.say('This browser does not let the page copy. The link is selected: copy it from the field.');
  }

  private async copyMarkup(): Promise<void> {
    const { markup, leftOut } = embedding(this.program, SCRIPT);
    if (!(await isCopied(markup))) {
      this.markup = markup;
      this.say('This browser does not let the page copy. The markup is selected: copy it from the field.');
      this.host.querySelector('textarea')?.select();
      return;
    }
    const without =
      leftOut === 0 ? '' : ` It is without ${leftOut} breakpoints or expressions that cannot be written in it.`;
    this.say(
      `The markup for a page of yours is copied; put the address of the element’s script into its first line.${without}`,
    );
  }

  private async download(): Promise<void> {
    const { text, files = [] } = this.program;
    const name = files.length > 0 ? ARCHIVE_NAME : MAIN_NAME;
    const anchor = this.host.ownerDocument.createElement('a');
    anchor.download = name;
    anchor.href = URL.createObjectURL(
      files.length > 0
        ? new Blob([await archiveOf([{ name: MAIN_NAME, text }, ...files])], { type: 'application/zip' })
        : new Blob([text], { type: 'text/x-python' }),
    );
    anchor.click();
    // What the browser has begun to save it keeps for itself; not all have begun when the click is over.
    setTimeout(() => URL.revokeObjectURL(anchor.href), RELEASE_AFTER);
    this.say(`The program is downloaded as ${name}.`);
  }

  private say(text: string): void {
    this.said = text;
    this.update();
  }
}

/** Files as a ZIP archive. */
async function archiveOf(files: readonly SavedFile[]): Promise<Uint8Array<ArrayBuffer>> {
  const { strToU8, zipSync } = await import('fflate');
  return zipSync(Object.fromEntries(files.map(({ name, text }) => [name, strToU8(text)])));
}

/** Copies `text`, where the browser allows that; there is no clipboard on a page that is not secure. */
async function isCopied(text: string): Promise<boolean> {
  const { clipboard } = navigator as { clipboard?: Clipboard };
  if (!clipboard) return false;
  try {
    await clipboard.writeText(text);
    return true;
  } catch (error) {
    if (error instanceof DOMException) return false;
    throw error;
  }
}
