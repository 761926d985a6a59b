/**
 * The panel "Terminal": what the program prints, and a line to write in. The terminal is loaded when it is attached;
 * what is printed meanwhile is kept for it, and shown in plain where that takes long.
 */
import { nextTask } from '../layout/next-task.ts';
import { patiently } from '../layout/patiently.ts';
import { type Disposable, type Headed, type InTurns, inHead, panelRoot } from '../panel.ts';
import type { Debugger } from '../session/debugger.ts';
import type { Appearance } from '../styles/adopt.ts';
import type { Terminal } from './terminal.ts';
import { TerminalOutput } from './terminal-output.ts';
import type { TerminalPreview } from './terminal-preview.ts';

/** Milliseconds that something to show may wait for the terminal before something else stands in for it. */
const PATIENCE = 1000;

export interface TerminalOptions extends Headed, InTurns {
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
  const output = new TerminalOutput(target);
  let terminal: Terminal | undefined;
  let preview: TerminalPreview | undefined;
  let isDisposed = false;
  const turn = options.turn ?? nextTask;
  let isFailed = false;
  let slow: ReturnType<typeof setTimeout> | undefined;
  const isOver = () => isDisposed || terminal !== undefined;
  const standIn = async () => {
    // It is not tried again, and not missed, once the terminal is there.
    const part = await patiently(async () => (isOver() ? undefined : import('./terminal-preview.ts')));
    if (!part || isOver()) return;
    preview = new part.TerminalPreview(root, output, target);
    if (isFailed) preview.giveUp();
  };
  const waits = () => {
    slow ??= setTimeout(() => target.guard(standIn()), PATIENCE);
  };
  output.onWaiting = waits;
  if (output.waiting !== '' || target.state.input) waits();
  const open = async () => {
    await turn();
    const { Terminal } = await patiently(() => import('./terminal.ts')).catch((error: unknown) => {
      isFailed = true;
      preview?.giveUp();
      throw error;
    });
    await turn();
    if (isDisposed) return;
    const made = await Terminal.open({ root, head, appearance: options.appearance, output, turn }, target);
    if (isDisposed) return made.dispose();
    terminal = made;
    clearTimeout(slow);
    if (!preview) return;
    made.takeOver(preview.draft);
    preview.dispose();
  };
  return {
    ready: open(),
    focus: () => (terminal ?? preview)?.focus(),
    dispose() {
      isDisposed = true;
      clearTimeout(slow);
      preview?.dispose();
      output.dispose();
      terminal?.dispose();
      head.remove();
      root.remove();
    },
  };
}
