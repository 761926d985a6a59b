/** Says once, in the terminal, that breakpoints are served in a slower way; the panel says it each time. */
import type { ViewState } from '../../model/view-state.ts';
import type { Disposable } from '../panel.ts';
import type { Debugger } from '../session/debugger.ts';

/** Watches what `target` learns of frame evaluation. */
export function attachFallbackNotice(target: Debugger): Disposable {
  let announced = false;
  const notice = ({ frameEvaluation: { runtimeStatus: status } }: ViewState) => {
    if (announced || !status?.fell_back) return;
    announced = true;
    const why = status.reason.replace(/\.$/, '');
    target.print(
      `${target.localize('(Debugging works, but slows the program down here: {why}. "Frame evaluation" has the details.)', { why })}\n`,
      'console',
    );
  };
  // It may come after a start.
  notice(target.state);
  const unsubscribe = target.subscribe(notice);
  return { dispose: unsubscribe };
}
