/** Changes what is watched for changes, and tells the adapter at once. */
import { type DataBreakpointAction, requestedData } from '../../model/data-breakpoints.ts';
import type { ArgumentsOf } from '../../protocol/index.ts';
import { type Conductor, isDebugging } from './conductor.ts';
import type { Output } from './output.ts';
import type { Signals } from './signals.ts';

/** What else it needs of the debugger. */
interface Speaker {
  readonly signals: Signals;
  print(text: string, category: Output['category']): void;
}

export class DataBreakpointSetter {
  constructor(private readonly target: Conductor & Speaker) {}

  /**
   * Has the program stop when a value changes, or no longer; says why where that cannot be.
   *
   * @param note - What the list says of it.
   */
  toggle(asked: ArgumentsOf<'dataBreakpointInfo'>, note?: string): void {
    this.target.guard(this.ask(asked, note));
  }

  /** Changes what there is. */
  change(action: DataBreakpointAction): void {
    const { target } = this;
    target.dispatch(action);
    if (!isDebugging(target.state)) return;
    const answered = target.request('setDataBreakpoints', requestedData(target.state.dataBreakpoints));
    target.guard(answered.then(({ breakpoints }) => target.dispatch({ type: 'dataBreakpointsAnswered', breakpoints })));
  }

  private async ask(asked: ArgumentsOf<'dataBreakpointInfo'>, note?: string): Promise<void> {
    const { target } = this;
    const { dataId, description, canPersist = false } = await target.request('dataBreakpointInfo', asked);
    if (dataId === null) {
      target.print(`${description}\n`, 'important');
      target.signals.send('say', { text: description });
      return;
    }
    const known = target.state.dataBreakpoints.find((each) => each.dataId === dataId);
    if (known) this.change({ type: 'dataBreakpointRemoved', id: known.id });
    else {
      const id = target.newBreakpointId();
      const breakpoint = { id, dataId, name: description, enabled: true, persists: canPersist, note };
      this.change({ type: 'dataBreakpointAdded', breakpoint });
    }
    const text = known
      ? target.localize('Changes of {what} stop no longer', { what: description })
      : [target.localize('Stops when {what} changes', { what: description }), note].filter(Boolean).join('. ');
    target.signals.send('say', { text });
  }
}
