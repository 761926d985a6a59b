/** The boots of a session, one after the other: of those that were given up nobody wants to hear. */
import { isActive } from '../client/view-state.ts';
import type { Debugger } from './debugger.ts';

export class Boots {
  #newest: Promise<void> | undefined;

  constructor(
    private readonly booted: () => void,
    private readonly failed: (error: unknown) => void,
  ) {}

  /** Tells how `boot` comes out, unless another one follows. */
  follow(boot: Promise<void>): void {
    this.#newest = boot;
    boot.then(
      () => {
        if (this.#newest === boot) this.booted();
      },
      (error) => {
        if (this.#newest === boot) this.failed(error);
      },
    );
  }
}

/** Boots Python anew, from any state. A start that waits for Python waits for the new one. */
export async function tryAgain(target: Debugger): Promise<void> {
  const { execution, queued, mode } = target.state;
  const wanted = execution === 'starting' ? mode : queued;
  if (isActive(target.state)) await target.leave();
  target.reboot();
  if (wanted) await target.start(wanted);
}
