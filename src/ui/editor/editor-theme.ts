/**
 * The one theme that Monaco gets, for all editors of a page. Its colours are those of the light look; `styles/code.css`
 * replaces each of them by a custom property, so that every root has a look of its own.
 */
import type { monaco } from './monaco.ts';

/** The name under which Monaco knows the theme. */
export const themeName = 'dapper';

/**
 * Makes the theme known to Monaco's `editor`.
 *
 * Monaco numbers the colours of tokens in the order of their names, after those of text and ground; `styles/code.css`
 * goes by these numbers. So each has a colour that no other has, and none is inherited.
 */
export function defineTheme(editor: typeof monaco.editor): void {
  editor.defineTheme(themeName, {
    base: 'vs',
    inherit: false,
    rules: [
      { token: 'comment', foreground: '5b6673', fontStyle: 'italic' },
      { token: 'delimiter', foreground: '000000' },
      { token: 'keyword', foreground: '7a3aa8' },
      { token: 'number', foreground: '9a4a00' },
      { token: 'number.hex', foreground: '3030c0' },
      { token: 'string', foreground: '19703a' },
      { token: 'string.escape', foreground: '0b6a72' },
      { token: 'tag', foreground: '2a5bb8' },
    ],
    colors: {
      'editor.background': '#ffffff',
      'editor.foreground': '#1f2733',
      'editor.lineHighlightBorder': '#00000000',
      // Drawn on a canvas, in one colour for light and dark.
      'editorError.foreground': '#e5372a',
    },
  });
}
