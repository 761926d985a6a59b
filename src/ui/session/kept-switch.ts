/** Something that a person switches on and off, and that is kept for the next visit. */
import { Listeners } from './listeners.ts';

/** Keeps what the person has chosen. */
export interface SwitchStore {
  /** `undefined` if nobody has chosen yet. */
  load(): boolean | undefined;
  save(isOn: boolean): void;
}

export class KeptSwitch {
  private readonly listeners = new Listeners<[isOn: boolean]>();
  private store: SwitchStore | undefined;

  /** @param on - Whether it is on until somebody chooses. */
  constructor(private on: boolean) {}

  get isOn(): boolean {
    return this.on;
  }

  /** Takes what `store` has, and keeps there what is chosen from now on. */
  keepIn(store: SwitchStore): void {
    this.store = store;
    this.change(store.load() ?? this.on);
  }

  toggle(): void {
    this.change(!this.on);
    this.store?.save(this.on);
  }

  /** Calls `listener` when it is switched. @returns what takes it away again. */
  onChange(listener: (isOn: boolean) => void): () => void {
    return this.listeners.add(listener);
  }

  private change(isOn: boolean): void {
    if (isOn === this.on) return;
    this.on = isOn;
    this.listeners.tell(isOn);
  }
}
