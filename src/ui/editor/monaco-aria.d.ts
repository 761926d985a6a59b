/** A part of Monaco that its own types leave out. */
declare module 'monaco-editor/base/browser/ui/aria/aria.js' {
  /** Makes the place, in `parent`, where screen readers hear of what the editors of the page do. */
  export function setARIAContainer(parent: HTMLElement): void;
}

declare module 'monaco-editor/nls.js' {
  /** The language whose words Monaco has taken; none if they are English. */
  export function getNLSLanguage(): string | undefined;
}
