/** The editor's and the terminal's colours: those of the page, which CSS keeps for everything else. */
import type { ITheme } from '@xterm/xterm';
import type { monaco } from './monaco.ts';

/** Light or dark. */
export type Look = 'light' | 'dark';

/** The name under which Monaco knows the theme. */
export function themeName(look: Look): string {
  return `dapper-${look}`;
}

/** Makes both themes known to Monaco's `editor`. */
export function defineThemes(editor: typeof monaco.editor): void {
  editor.defineTheme(themeName('light'), {
    base: 'vs',
    inherit: true,
    rules: [
      { token: 'comment', foreground: '5b6673', fontStyle: 'italic' },
      { token: 'keyword', foreground: '7a3aa8' },
      { token: 'string', foreground: '19703a' },
      { token: 'string.escape', foreground: '0b6a72' },
      { token: 'number', foreground: '9a4a00' },
      { token: 'tag', foreground: '2a5bb8' },
    ],
    colors: {
      'editor.background': '#ffffff',
      'editor.foreground': '#1f2733',
      'editorLineNumber.foreground': '#65707e',
      'editorLineNumber.activeForeground': '#3b4554',
      'editor.lineHighlightBackground': '#f4f6f9',
      'editor.lineHighlightBorder': '#00000000',
      'editorGutter.background': '#ffffff',
      'editorIndentGuide.background1': '#e6eaef',
      'editorIndentGuide.activeBackground1': '#c4ccd6',
      'editor.selectionBackground': '#cfe0fb',
      'editorWidget.background': '#ffffff',
      'editorWidget.border': '#cfd6df',
      focusBorder: '#2f62d0',
    },
  });
  editor.defineTheme(themeName('dark'), {
    base: 'vs-dark',
    inherit: true,
    rules: [
      { token: 'comment', foreground: 'a3aebc', fontStyle: 'italic' },
      { token: 'keyword', foreground: 'c9a2f0' },
      { token: 'string', foreground: '8fd0a0' },
      { token: 'string.escape', foreground: '7fd0d6' },
      { token: 'number', foreground: 'f0b37c' },
      { token: 'tag', foreground: '8fb7ff' },
    ],
    colors: {
      'editor.background': '#1a1d23',
      'editor.foreground': '#e3e7ed',
      'editorLineNumber.foreground': '#929dac',
      'editorLineNumber.activeForeground': '#c2cad5',
      'editor.lineHighlightBackground': '#21252d',
      'editor.lineHighlightBorder': '#00000000',
      'editorGutter.background': '#1a1d23',
      'editorIndentGuide.background1': '#2b303a',
      'editorIndentGuide.activeBackground1': '#485160',
      'editor.selectionBackground': '#2f4a78',
      'editorWidget.background': '#22262e',
      'editorWidget.border': '#3a414d',
      focusBorder: '#86aeff',
    },
  });
}

const terminalColours = {
  light: [
    ['black', '#1f2733', '#5d6876'],
    ['red', '#b3261e', '#c93a32'],
    ['green', '#19703a', '#1f8547'],
    ['yellow', '#8a5a00', '#9a6700'],
    ['blue', '#2a5bb8', '#2f62d0'],
    ['magenta', '#7a3aa8', '#8f4cc0'],
    ['cyan', '#0b6a72', '#0f7c86'],
    ['white', '#6b7582', '#3b4554'],
  ],
  dark: [
    ['black', '#3a414d', '#7d8896'],
    ['red', '#ff8a80', '#ffa79f'],
    ['green', '#8fd0a0', '#a9dfb7'],
    ['yellow', '#f0c674', '#f7d894'],
    ['blue', '#8fb7ff', '#adcaff'],
    ['magenta', '#c9a2f0', '#dabdf6'],
    ['cyan', '#7fd0d6', '#a0e0e5'],
    ['white', '#c2cad5', '#f2f4f7'],
  ],
} as const satisfies Record<Look, readonly (readonly [string, string, string])[]>;

/** The terminal's theme; the sixteen colours are legible on its background. */
export function terminalTheme(look: Look): ITheme {
  const [background, foreground, selection] =
    look === 'light' ? ['#ffffff', '#1f2733', '#cfe0fb'] : ['#1a1d23', '#e3e7ed', '#2f4a78'];
  const colours = terminalColours[look].flatMap(([name, normal, bright]) => [
    [name, normal],
    [`bright${name.charAt(0).toUpperCase()}${name.slice(1)}`, bright],
  ]);
  return {
    ...Object.fromEntries(colours),
    background,
    foreground,
    cursor: foreground,
    selectionBackground: selection,
  };
}
