/** In the narrow layout: what happens brings its tab to the front where one is sure to want it, or marks it. */
import { type Disposable, disposing } from '../ui/panel.ts';
import type { Debugger } from '../ui/session/debugger.ts';
import type { Layout } from './layout.ts';

/** Lets the tabs of `layout` follow `target`. Whoever shows what was asked for is notified after this. */
export function attachTabs(layout: Layout, target: Debugger): Disposable {
  const { signals } = target;
  const toCode = () => {
    layout.tab = 'code';
  };
  layout.onTab = (tab) => {
    if (tab === 'terminal' && target.state.input) layout.focus('terminal');
  };
  return disposing(
    signals.on('reveal', toCode),
    signals.on('revealStop', toCode),
    signals.on('edit', toCode),
    signals.on('frameChosen', () => {
      if (layout.tab === 'values') layout.announce('code');
    }),
    target.onOutput(() => layout.announce('terminal')),
    target.subscribe((state, before) => {
      if (state.input && !before.input && !state.paused) layout.tab = 'terminal';
      if (state.syntaxError && !before.syntaxError) layout.tab = 'code';
      if (state.execution === before.execution) return;
      if (state.execution === 'starting' && state.mode === 'run') layout.tab = 'terminal';
      if (state.execution === 'paused' && layout.tab !== 'values') layout.tab = 'code';
      if (state.execution === 'dead') layout.tab = 'terminal';
    }),
  );
}
