/** Says more than "No module named": in the terminal, and under the line that asked for the module. */
import type { ModuleAdvice } from '../../client/packages.ts';
import type { ViewState } from '../../model/view-state.ts';
import { type Disposable, disposing } from '../panel.ts';
import type { Debugger } from '../session/debugger.ts';

/** Watches how programs fail. */
export function attachModuleAdvice(target: Debugger, adviceOf: ModuleAdvice): Disposable {
  /** Of which module it was said since the start. */
  let explained: string | undefined;
  const tell = async (module: string) => {
    const advice = await adviceOf(module);
    if (advice === undefined) return;
    if (explained !== module) target.print(`${advice}\n`, 'important');
    explained = module;
    target.dispatch({ type: 'moduleExplained', module, advice });
  };
  const fresh = target.onFresh(() => {
    explained = undefined;
  });
  const unsubscribe = target.subscribe((state, before) => {
    const module = missingModule(state);
    if (module !== undefined && (state.execution !== before.execution || module !== missingModule(before))) {
      target.guard(tell(module));
    }
  });
  return disposing(fresh, unsubscribe);
}

/** The module that is missing at a stop, or has ended the program; its traceback comes first. */
function missingModule({ execution, paused, failure }: ViewState): string | undefined {
  if (execution === 'ended') return failure?.missingModule;
  if (execution !== 'paused' || paused?.exception?.exceptionId !== 'ModuleNotFoundError') return undefined;
  return paused.exception.description?.match(/^No module named '([\w.]+)'/)?.[1];
}
