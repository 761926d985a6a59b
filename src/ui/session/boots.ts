/** The boots of a session, one after the other: those that were given up are not reported. */
export class Boots {
  private newest: Promise<void> | undefined;

  constructor(
    private readonly booted: () => void,
    private readonly failed: (error: unknown) => void,
  ) {}

  /** Reports no boot any more. */
  giveUp(): void {
    this.newest = undefined;
  }

  /** Reports how `boot` comes out, unless another one follows. */
  follow(boot: Promise<void>): void {
    this.newest = boot;
    boot.then(
      () => {
        if (this.newest === boot) this.booted();
      },
      (error) => {
        if (this.newest === boot) this.failed(error);
      },
    );
  }
}
