/** The lines that were entered before, and the walk through them; the line that is being written waits at the end. */
export class History {
  private lines: string[] = [];
  private index = 0;
  private draft = '';

  /** @param limit the most lines that are kept. */
  constructor(private readonly limit = 200) {}

  add(line: string): void {
    if (line.trim() !== '' && line !== this.lines.at(-1)) this.lines.push(line);
    this.lines = this.lines.slice(-this.limit);
    this.index = this.lines.length;
    this.draft = '';
  }

  /** The line before; `undefined` at the oldest. */
  older(current: string): string | undefined {
    if (this.index === 0) return undefined;
    if (this.index === this.lines.length) this.draft = current;
    this.index--;
    return this.lines[this.index];
  }

  /** The line after, in the end the one that was being written; `undefined` when it is shown already. */
  newer(): string | undefined {
    if (this.index >= this.lines.length) return undefined;
    this.index++;
    return this.lines[this.index] ?? this.draft;
  }
}
