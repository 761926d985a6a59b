/** When programs start by themselves: those of a page share an interpreter, and one would end the other. */
import type { DebuggerState } from './contract.ts';

/** An element, as far as others wait for it. */
export type Player = Pick<Node, 'compareDocumentPosition'> & { readonly state: DebuggerState };

const UNDER_WAY: readonly DebuggerState[] = ['loading', 'running', 'paused'];

export class Turns {
  private readonly started = new Set<Player>();
  /** Those that are to start, and how. */
  private readonly waiting = new Map<Player, () => void>();

  /** Has `start` called when no other program is under way. It is to call {@link begin}. @returns whether it waits. */
  async wait(player: Player, start: () => void): Promise<boolean> {
    this.waiting.set(player, start);
    // A browser tells in one task, but in any order, which elements are seen.
    await new Promise((resolve) => setTimeout(resolve));
    this.next();
    return this.waits(player);
  }

  waits(player: Player): boolean {
    return this.waiting.has(player);
  }

  /** It does not want to start by itself any more. */
  giveUp(player: Player): void {
    this.waiting.delete(player);
  }

  /** It is started, by whomever: others wait for it. */
  begin(player: Player): void {
    this.waiting.delete(player);
    this.started.add(player);
  }

  /** It is not there any more. */
  leave(player: Player): void {
    this.waiting.delete(player);
    this.started.delete(player);
    this.next();
  }

  /** A program may be over: the next one starts, which is the first of the document. */
  next(): void {
    if ([...this.started].some(({ state }) => UNDER_WAY.includes(state))) return;
    const [first] = [...this.waiting].sort(([one], [other]) =>
      // 2: the other is in front of it.
      one.compareDocumentPosition(other as unknown as Node) & 2 ? 1 : -1,
    );
    first?.[1]();
  }
}
