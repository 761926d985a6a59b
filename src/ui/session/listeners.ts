/** Subscribers to an event. */

export class Listeners<Args extends readonly unknown[]> {
  private readonly all = new Set<(...args: Args) => void>();

  /** @returns what takes `listener` away again. */
  add(listener: (...args: Args) => void): () => void {
    this.all.add(listener);
    return () => this.all.delete(listener);
  }

  clear(): void {
    this.all.clear();
  }

  get isEmpty(): boolean {
    return this.all.size === 0;
  }

  tell(...args: Args): void {
    for (const listener of this.all) listener(...args);
  }
}
