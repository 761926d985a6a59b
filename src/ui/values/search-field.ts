/** The field above a tree in which one writes what is searched for in it. */
import { html, type TemplateResult } from 'lit/html.js';
import type { Localize } from '../../model/localize.ts';
import { icon } from '../layout/icons.ts';

/** What the field shows, and what it tells. */
export interface SearchField {
  /** What is searched in. */
  readonly where: string;
  /** What was found, in words. */
  readonly found: string;
  onInput(text: string): void;
  /** To what was found. */
  onGo(): void;
  onClose(): void;
}

/** The field. */
export function searchField({ where, found, onInput, onGo, onClose }: SearchField, localize: Localize): TemplateResult {
  const onKey = (event: KeyboardEvent) => {
    if (event.key === 'Escape') onClose();
    else if (event.key === 'ArrowDown' || event.key === 'Enter') onGo();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return html`<div class="tree-search" role="search">
    <input
      aria-label=${localize('Search in {where}', { where })}
      placeholder=${localize('Name or value')}
      spellcheck="false"
      autocapitalize="off"
      autocomplete="off"
      @input=${(event: InputEvent) => onInput((event.target as HTMLInputElement).value)}
      @keydown=${onKey}
    />
    <span class="tree-found" aria-live="polite">${found}</span>
    <button type="button" class="mini" aria-label=${localize('End the search')} title=${localize('End the search (Escape)')} @click=${onClose}>${icon('remove')}</button>
  </div>`;
}
