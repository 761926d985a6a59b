/**
 * How wide the terminal's screen is: as wide as its place, where long lines go on in the next row; or as its longest
 * line, and scrolled sideways.
 */
import { FitAddon } from '@xterm/addon-fit';
import type { Terminal as Screen } from '@xterm/xterm';

/** Longer lines are wrapped all the same. */
const mostColumns = 1000;

export class TerminalWidth {
  private readonly fitAddon = new FitAddon();
  private isWrapping = true;
  /** The columns that the longest line takes, as far as it did not fit. */
  private needed = 0;

  constructor(private readonly screen: Screen) {
    screen.loadAddon(this.fitAddon);
    screen.onWriteParsed(() => {
      if (!this.isWrapping) this.widen();
    });
  }

  get wraps(): boolean {
    return this.isWrapping;
  }

  set wraps(wraps: boolean) {
    this.isWrapping = wraps;
    this.needed = 0;
    this.fit();
    if (!wraps) this.widen();
  }

  /** The screen was emptied. */
  reset(): void {
    this.needed = 0;
    this.fit();
  }

  /** Fits the screen into its place. */
  fit(): void {
    const place = this.fitAddon.proposeDimensions();
    if (!place || Number.isNaN(place.cols) || Number.isNaN(place.rows)) return;
    const columns = Math.max(place.cols, this.needed);
    if (columns !== this.screen.cols || place.rows !== this.screen.rows) this.screen.resize(columns, place.rows);
  }

  /** Makes room for lines that were wrapped. */
  private widen(): void {
    const { cols, buffer } = this.screen;
    if (cols >= mostColumns) return;
    let rows = 1;
    let most = 1;
    for (let index = 0; index < buffer.active.length; index++) {
      rows = buffer.active.getLine(index)?.isWrapped ? rows + 1 : 1;
      most = Math.max(most, rows);
    }
    if (most === 1) return;
    this.needed = Math.min(mostColumns, most * cols);
    this.fit();
  }
}
