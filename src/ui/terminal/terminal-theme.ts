/** The terminal's colours, from the custom properties that CSS uses for everything else. */
import type { ITheme } from '@xterm/xterm';

/** The sixteen colours of terminals: xterm's name of each, and the custom property that has it. */
const colours = ['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white'].flatMap((name) => [
  [name, `--ansi-${name}`] as const,
  [`bright${name.charAt(0).toUpperCase()}${name.slice(1)}`, `--ansi-bright-${name}`] as const,
]);

/** The theme that the custom properties of `element` say. */
export function terminalTheme(element: Element): ITheme {
  const style = getComputedStyle(element);
  const value = (property: string) => style.getPropertyValue(property).trim();
  const foreground = value('--text');
  return {
    ...Object.fromEntries(colours.map(([name, property]) => [name, value(property)])),
    background: value('--surface'),
    foreground,
    cursor: foreground,
    selectionBackground: value('--code-selection'),
  };
}
