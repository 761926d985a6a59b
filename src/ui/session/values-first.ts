/**
 * Python answers one request after the other. What a person looks at first is asked for first: the values, then what is
 * there besides.
 */
export class ValuesFirst {
  private readonly asked = new Set<Promise<unknown>>();

  /** Has others wait for `work`, which asks for values; returns it. */
  lead<T>(work: Promise<T>): Promise<T> {
    const over = work.then(done, done);
    const asked = this.asked;
    function done(): void {
      asked.delete(over);
    }
    asked.add(over);
    return work;
  }

  /** Settles when nobody asks for values any more: neither who has begun, nor who will in this turn. */
  async answered(): Promise<void> {
    await undefined;
    while (this.asked.size > 0) await Promise.all(this.asked);
  }
}
