/** Takes an edited text into use while its program runs. */
import type { Localize } from '../../model/localize.ts';
import { fileName, type ProgramFiles } from '../../model/program-files.ts';
import { reloadAnnouncement } from '../../model/reload-report.ts';
import type { FormerCall, ReloadReport } from '../../model/running-text.ts';
import type { ViewState } from '../../model/view-state.ts';
import type { HotReloadBody } from '../../protocol/index.ts';
import { type Conductor, isDebugging } from './conductor.ts';
import type { Signals } from './signals.ts';
import { wantedIn } from './wanted.ts';

/** What else it needs of the debugger. */
interface Reloaded {
  readonly files: ProgramFiles;
  readonly signals: Signals;
  readonly localize: Localize;
  valuesChanged(): void;
}

/** Whether a file is edited, and can be reloaded just now. */
export function canReload(state: ViewState, path: string): boolean {
  return isDebugging(state) && state.hindrance === undefined && state.edits.has(path) && state.reloading === undefined;
}

export class HotReload {
  constructor(private readonly target: Conductor & Reloaded) {}

  /**
   * Lets the functions of a file have the code of its present text at their next call; the state then says what became of
   * it. Nothing happens where it cannot be reloaded.
   *
   * @throws RequestError if the program is over before.
   */
  async apply(path: string): Promise<void> {
    const { target } = this;
    const text = target.files.text(path);
    if (text === undefined || !canReload(target.state, path)) return;
    target.dispatch({ type: 'reloadSent', path });
    try {
      const source = { path, name: fileName(path) };
      const answer = await target.request('dapper/hotReload', { source, text });
      if (answer.applied) await this.follow(path);
      else this.setBreakpoints(path);
      // The program may have ended meanwhile.
      if (!target.state.reloading) return;
      const report = { path, answer, calls: this.calls(answer) };
      target.dispatch({ type: 'reloadAnswered', report });
      if (answer.applied) target.valuesChanged();
      this.announce(report);
    } catch (error) {
      target.dispatch({ type: 'reloadFailed' });
      this.setBreakpoints(path);
      throw error;
    }
  }

  /** Says what became of it to screen readers. */
  private announce(report: ReloadReport): void {
    const { localize, signals } = this.target;
    signals.send('say', { text: reloadAnnouncement(report, localize) });
  }

  /** Those that were set meanwhile are told to the adapter. */
  private setBreakpoints(path: string): void {
    const { target } = this;
    if (!isDebugging(target.state)) return;
    target.guard(
      target
        .request('setBreakpoints', wantedIn(target.state, path))
        .then(({ breakpoints }) => target.dispatch({ type: 'breakpointsAnswered', breakpoints })),
    );
  }

  /** What is known in lines of the former text is asked for in those of the new one. */
  private async follow(path: string): Promise<void> {
    const { target } = this;
    target.dispatch({ type: 'reloadTaken', path });
    const pauses = [...target.state.pauses.values()];
    const [set, ...stacks] = await Promise.all([
      target.request('setBreakpoints', wantedIn(target.state, path)),
      ...pauses.map(async ({ number, threadId, frames }) => {
        const asked = { threadId, startFrame: 0, levels: frames.length };
        return [number, (await target.request('stackTrace', asked)).stackFrames] as const;
      }),
    ]);
    target.dispatch({ type: 'stacksRenewed', stacks: new Map(stacks) });
    target.dispatch({ type: 'breakpointsAnswered', breakpoints: set.breakpoints });
  }

  /** The calls that go on as they have begun, with their lines where the program is paused. */
  private calls({ frames }: HotReloadBody): readonly FormerCall[] {
    const shown = [...this.target.state.pauses.values()].flatMap(({ startedFrames }) => startedFrames);
    return frames.map(({ name, frameId }) => {
      const frame = shown.find(({ id }) => id === frameId);
      const path = frame?.source?.path;
      return { name, ...(frame && path && { path, line: frame.line }) };
    });
  }
}
