/** What was written for a terminal, as a text for where there is none. */

/** Clears the screen. */
const clear = '\x1bc';

// Commands that begin with ESC: to the screen (CSI), to the window (OSC), and those of a single letter.
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for.
const commands = /\x1b(?:\[[\d;:?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[@-Z\\^-~])/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for.
const unseen = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]/g;

/**
 * The lines that a terminal would show at the end of `written`: without colours, what came since the screen was cleared,
 * and of a line that is written over from its beginning (a bar of progress) what was written last.
 */
export function plainText(written: string): string {
  const cleared = written.lastIndexOf(clear);
  const text = cleared < 0 ? written : written.slice(cleared + clear.length);
  return text.replace(commands, '').split('\n').map(lastState).join('\n').replace(unseen, '');
}

function lastState(line: string): string {
  let end = line.length;
  while (line[end - 1] === '\r') end--;
  return line.slice(line.lastIndexOf('\r', end - 1) + 1, end);
}
