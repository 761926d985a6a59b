/** The panel "Terminal": what the program prints, and a line to write in. The terminal is loaded when it is attached.
 * */
import { nextTask } from '../layout/next-task.ts';
import { type Disposable, type Headed, inHead, panelRoot } from '../panel.ts';
import type { Debugger } from '../session/debugger.ts';
import type { Appearance } from '../styles/adopt.ts';
import type { Terminal } from './terminal.ts';

export interface TerminalOptions extends Headed {
  /** Without it the colours stay those that there were when the terminal was attached. */
  readonly appearance?: Appearance;
}

/** The panel while it is shown. */
export interface TerminalPanel extends Disposable {
  /** Settles when the terminal is there, or when it is known that it will not be: the panel was disposed of. */
  readonly ready: Promise<void>;
  /** Puts the focus on the line to write in, once there is one. */
  focus(): void;
}

/** Shows a terminal in `host`. */
export function attachTerminal(host: HTMLElement, target: Debugger, options: TerminalOptions = {}): TerminalPanel {
  const root = panelRoot(host, 'terminal');
  const head = inHead(root, options, 'terminal-tools');
  let terminal: Terminal | undefined;
  let isDisposed = false;
  const open = async () => {
    const { Terminal } = await import('./terminal.ts');
    await nextTask();
    if (isDisposed) return;
    const made = await Terminal.open({ root, head, appearance: options.appearance }, target);
    if (isDisposed) made.dispose();
    else terminal = made;
  };
  return {
    ready: open(),
    focus: () => terminal?.focus(),
    dispose() {
      isDisposed = true;
      terminal?.dispose();
      head.remove();
      root.remove();
    },
  };
}
