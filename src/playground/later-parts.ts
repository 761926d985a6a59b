/**
 * The parts of the page that come after its buttons: terminal and editor, which are most of what it loads. The built page
 * has their names in a template, from `scripts/lib/preload.mjs`; the development server has none.
 */

/** Has the browser fetch them ahead of their turns. Once it does, further calls do nothing. */
export function fetchLaterParts(): void {
  const template = document.querySelector<HTMLTemplateElement>('template#later-parts');
  if (!template) return;
  document.head.append(template.content);
  template.remove();
}
