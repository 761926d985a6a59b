/** Subscribers to an event. */

export class Listeners<Told extends readonly unknown[]> {
  private readonly all = new Set<(...told: Told) => void>();

  /** @returns what takes `listener` away again. */
  add(listener: (...told: Told) => void): () => void {
    this.all.add(listener);
    return () => this.all.delete(listener);
  }

  clear(): void {
    this.all.clear();
  }

  get isEmpty(): boolean {
    return this.all.size === 0;
  }

  tell(...told: Told): void {
    for (const listener of this.all) listener(...told);
  }
}
