/** The parts of a region that fold one by one, and which of them are open. */
import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { Localize } from '../../model/localize.ts';

/** Keeps which sections are open, over a reload. */
export interface SectionStore {
  /** `undefined` until the person has opened or closed one. */
  load(): readonly string[] | undefined;
  save(open: readonly string[]): void;
}

export class PanelSections {
  private readonly unfolded: Set<string>;

  /**
   * @param prefix makes the ids of one region's sections.
   * @param usual which are open at first.
   */
  constructor(
    private readonly prefix: string,
    private readonly store: SectionStore,
    usual: readonly string[],
    private readonly onChange: () => void,
    private readonly localize: Localize,
  ) {
    this.unfolded = new Set(store.load() ?? usual);
  }

  open(name: string): void {
    if (this.unfolded.has(name)) return;
    this.unfolded.add(name);
    this.store.save([...this.unfolded]);
  }

  /**
   * A section with its head, a button.
   *
   * @param name in English: what is kept does not change with the language.
   * @param note what stands in the head beside the name: the section in a few words.
   * @param content is only made while the section is open.
   */
  render(name: string, note: string, content: () => TemplateResult): TemplateResult {
    const open = this.unfolded.has(name);
    const id = `${this.prefix}-${name.toLowerCase().replaceAll(' ', '-')}`;
    const toggle = () => {
      if (!this.unfolded.delete(name)) this.unfolded.add(name);
      this.store.save([...this.unfolded]);
      this.onChange();
    };
    return html`<section class="panel-section">
      <h3 class="section-head">
        <button type="button" class="section-fold" aria-expanded=${String(open)} aria-controls=${open ? id : nothing} @click=${toggle}>
          <span>${this.localize(name)}</span>
        </button>
        <span class="section-note">${note}</span>
      </h3>
      <div id=${id} class="section-body" ?hidden=${!open}>${open ? content() : nothing}</div>
    </section>`;
  }
}
