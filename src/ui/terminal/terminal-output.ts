/**
 * What the terminal says, in order: the program's output, and how the program ended. It is collected from the moment
 * that the terminal is attached, and drawn as soon as there is a screen, which is loaded meanwhile.
 */
import type { Localize } from '../../model/localize.ts';
import { numberText } from '../../model/numbers.ts';
import { isActive, type ViewState } from '../../model/view-state.ts';
import type { Disposable } from '../panel.ts';
import type { Debugger } from '../session/debugger.ts';
import { OutputQueue, type Sink } from './output-queue.ts';

/** Lines that can be scrolled back to. */
export const scrollback = 5000;
/** More than are on the screen at once. */
const screenful = 200;

/**
 * What waits beyond those lines, or beyond what they hold at a usual length, would never be seen. A chunk of short
 * lines keeps the page busy for 15 to 20 ms.
 */
const limits = { keep: 400_000, lines: scrollback + screenful, chunk: 4_096 };

const styles = {
  stdout: ['', ''],
  stderr: ['\x1b[31m', '\x1b[39m'],
  console: ['\x1b[36m', '\x1b[39m'],
  important: ['\x1b[1;33m', '\x1b[22;39m'],
  entered: ['\x1b[1m', '\x1b[22m'],
  note: ['\x1b[2m', '\x1b[22m'],
} as const;

function endText({ stopped, exitCode: code, compiled }: ViewState, localize: Localize): string {
  if (stopped) return localize('The program was stopped');
  if (!compiled) return localize('The program was not started: it has a syntax error');
  return code === undefined
    ? localize('The program ended')
    : localize('The program ended with exit code {code}', { code });
}

export class TerminalOutput implements Disposable {
  private readonly queue: OutputQueue;
  private readonly releases: (() => void)[];
  /** Whether what was written last has ended its line. */
  private isAtStart = true;
  private screen: Sink | undefined;
  /** What the screen that is not there yet is to get first. */
  private first: Parameters<Sink> | undefined;
  /** Is called when there is more that waits for a screen, or somebody who waits for input, until there is one. */
  onWaiting: (() => void) | undefined;

  constructor(private readonly target: Debugger) {
    this.queue = new OutputQueue(
      (text, done) => this.draw(text, done),
      limits,
      (count) => {
        const number = numberText(count, target.localize);
        const text = target.localize(
          { other: '{number} characters of output were too fast to show' },
          { count, number },
        );
        return `\r\n\x1b[0;2m… ${text} …\x1b[0m\r\n`;
      },
    );
    this.releases = [
      target.onOutput(({ category, text }) => this.write(category, text)),
      target.onFresh(() => this.clear()),
      target.subscribe((state, before) => this.update(state, before)),
    ];
    const { execution, death } = target.state;
    if (execution !== 'dead') return;
    // It died before there was anything to say why in.
    this.write('important', `${death}\n`);
    this.sayHowToGoOn();
  }

  /** All that waits for a screen. */
  get waiting(): string {
    return `${this.first?.[0] ?? ''}${this.queue.text}`;
  }

  /** From now on `screen` gets it all, what has waited first. */
  drawOn(screen: Sink): void {
    this.screen = screen;
    this.onWaiting = undefined;
    if (this.first) screen(...this.first);
    this.first = undefined;
  }

  write(style: keyof typeof styles, text: string): void {
    if (text !== '') this.isAtStart = text.endsWith('\n');
    const [on, off] = styles[style];
    this.queue.push(on === '' ? text : `${on}${text}${off}`);
    this.onWaiting?.();
  }

  /** Writes at the beginning of a line, and not behind what the program has not finished: a bar of its progress, say. */
  writeLine(style: keyof typeof styles, text: string): void {
    this.write(style, this.isAtStart ? text : `\n${text}`);
  }

  clear(): void {
    this.queue.clear();
    this.isAtStart = true;
    // By way of the output, so that what the screen has still to draw is cleared too.
    this.queue.push('\x1bc');
    this.onWaiting?.();
  }

  dispose(): void {
    for (const release of this.releases) release();
  }

  private draw(...chunk: Parameters<Sink>): void {
    if (this.screen) this.screen(...chunk);
    else this.first = chunk;
  }

  private update(state: ViewState, before: ViewState): void {
    if (state.input !== before.input) this.onWaiting?.();
    if (before.execution === state.execution) return;
    if (state.execution === 'dead') this.sayHowToGoOn();
    if (state.execution === 'ended' && isActive(before)) {
      this.writeLine('note', `[${endText(state, this.target.localize)}]\n`);
    }
  }

  private sayHowToGoOn(): void {
    this.write('important', `\r\n${this.target.localize('Press Debug or Run to start Python again.')}\n`);
  }
}
