/** How whole numbers are written: in base 10, or in base 16, as DAP's `ValueFormat` has it. */
import { Listeners } from './listeners.ts';

/** Keeps what the person has chosen. */
export interface NumberFormatStore {
  /** Whether base 16 is chosen; `undefined` if nobody has chosen yet. */
  load(): boolean | undefined;
  save(isHexadecimal: boolean): void;
}

export class NumberFormat {
  private readonly listeners = new Listeners<[isHexadecimal: boolean]>();
  private hexadecimal = false;
  private store: NumberFormatStore | undefined;

  get isHexadecimal(): boolean {
    return this.hexadecimal;
  }

  /** A part of a request's arguments; empty for base 10, which is what adapters write anyway. */
  get asked(): { readonly format?: { readonly hex: true } } {
    return this.hexadecimal ? { format: { hex: true } } : {};
  }

  /** Takes what `store` has, and keeps there what is chosen from now on. */
  keepIn(store: NumberFormatStore): void {
    this.store = store;
    this.change(store.load() ?? this.hexadecimal);
  }

  /** Writes them in the other base. */
  toggle(): void {
    this.change(!this.hexadecimal);
    this.store?.save(this.hexadecimal);
  }

  /** Calls `listener` when they are written otherwise. @returns what takes it away again. */
  onChange(listener: (isHexadecimal: boolean) => void): () => void {
    return this.listeners.add(listener);
  }

  private change(isHexadecimal: boolean): void {
    if (isHexadecimal === this.hexadecimal) return;
    this.hexadecimal = isHexadecimal;
    this.listeners.tell(isHexadecimal);
  }
}
