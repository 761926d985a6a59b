/**
 * Watches a boot: reports for how long nothing has come, and gives up in the end. As long as bytes come in, however
 * slowly, something comes.
 */
import { type DapError, type ProgressBody, stalled } from '../protocol/index.ts';

/** Milliseconds between two looks. */
const EVERY = 1000;
/** Looks without news until that is reported. The steps after the download compute, which is slow on a slow machine. */
const REPORTED_AFTER_DOWNLOAD = 8;
const REPORTED_AFTER_STEP = 20;
/** Looks without news until the boot has failed. A slow phone takes long to compile, and says nothing meanwhile. */
const LONGEST_DOWNLOAD = 60;
const LONGEST_STEP = 180;

export class BootWatch {
  private silent = 0;
  private newest: ProgressBody | undefined;
  private readonly timer: ReturnType<typeof setInterval>;

  /**
   * @param tell - Takes the newest progress, and for how long nothing has followed it.
   * @param failed - Called once, when the boot is given up.
   */
  constructor(
    private readonly tell: (progress: ProgressBody) => void,
    private readonly failed: (error: DapError) => void,
  ) {
    this.timer = setInterval(() => this.look(), EVERY);
  }

  /** Whether nothing has come for so long that the person is informed. */
  get stalls(): boolean {
    return this.silent >= (this.downloads ? REPORTED_AFTER_DOWNLOAD : REPORTED_AFTER_STEP);
  }

  /** Something has come. */
  news(progress: ProgressBody): void {
    this.silent = 0;
    this.newest = progress;
  }

  /** The boot is over. */
  stop(): void {
    clearInterval(this.timer);
    this.silent = 0;
  }

  private get downloads(): boolean {
    return this.newest === undefined || this.newest.step === 'download';
  }

  private look(): void {
    this.silent += 1;
    if (this.newest === undefined || !this.stalls) return;
    const longest = this.downloads ? LONGEST_DOWNLOAD : LONGEST_STEP;
    if (this.silent < longest) {
      this.tell({ ...this.newest, silent: this.silent });
      return;
    }
    const error = stalled(this.newest.label, this.silent);
    this.stop();
    this.failed(error);
  }
}
