/** How whole numbers are written: in base 10, or in base 16, as DAP's `ValueFormat` has it. */
import { KeptSwitch } from './kept-switch.ts';

/** On: in base 16. */
export class NumberFormat extends KeptSwitch {
  constructor() {
    super(false);
  }

  /** A part of a request's arguments; empty for base 10, which is what adapters write anyway. */
  get asked(): { readonly format?: { readonly hex: true } } {
    return this.isOn ? { format: { hex: true } } : {};
  }
}
