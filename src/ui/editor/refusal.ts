/**
 * Why the program cannot go on at a line that a person has asked for: said under that line, where they look. It goes with
 * the next stop, edit or Escape. The terminal, which may be in another tab, keeps it.
 */
import type { DebugProtocol } from '@vscode/debugprotocol';
import { html, render } from 'lit/html.js';
import { icon } from '../layout/icons.ts';
import { type Disposable, disposing } from '../panel.ts';
import type { Debugger } from '../session/debugger.ts';
import { messageOf } from '../session/message-of.ts';
import type { Editor } from './editor.ts';
import { LineZone } from './line-zone.ts';
import { monaco } from './monaco.ts';
import { showSource } from './show-source.ts';

export class Refusal implements Disposable {
  private zone: LineZone | undefined;
  private readonly parts: Disposable;

  constructor(
    private readonly editor: Editor,
    private readonly target: Debugger,
  ) {
    editor.onFile(() => this.clear());
    this.parts = disposing(
      () => this.clear(),
      editor.onEdit(() => this.clear()),
      editor.onProgram(() => this.clear()),
      editor.code.onKeyDown((event) => {
        if (event.keyCode !== monaco.KeyCode.Escape || !this.zone) return;
        event.preventDefault();
        this.clear();
      }),
      target.signals.on('refused', ({ frame, reason }) => target.guard(this.ofFrame(frame, reason))),
      target.subscribe((state, before) => {
        if (state.paused?.number !== before.paused?.number) this.clear();
      }),
    );
  }

  /** Says under `line` of the text that is shown why `work`, which is asked for now, cannot be done, if it fails. */
  of(line: number, work: Promise<void>): void {
    const { number } = this.target.state.paused ?? {};
    const { shownPath } = this.editor;
    this.clear();
    this.target.guard(
      work.catch((error: unknown) => {
        const isHere = this.target.state.paused?.number === number && this.editor.shownPath === shownPath;
        if (isHere) this.show(line, messageOf(error));
        throw error;
      }),
    );
  }

  dispose(): void {
    this.parts.dispose();
  }

  /** Says under the line of a frame, which is shown for that, why something cannot be done. */
  private async ofFrame({ source = {}, line }: DebugProtocol.StackFrame, reason: string): Promise<void> {
    const { editor, target } = this;
    const { number } = target.state.paused ?? {};
    const isShown = await showSource(editor, source, () => target.sources.of(source));
    if (!isShown || target.state.paused?.number !== number) return;
    editor.reveal(line);
    this.show(line, reason);
  }

  private show(line: number, message: string): void {
    const { editor } = this;
    const { localize } = this.target;
    const box = editor.root.ownerDocument.createElement('div');
    box.className = 'refusal';
    const dismiss = () => {
      this.clear();
      editor.code.focus();
    };
    render(
      html`${icon('refused')}<span role="alert">${message}</span>
        <button type="button" class="mini" aria-label=${localize('Dismiss')} title=${localize('Dismiss (Esc)')} @click=${dismiss}>${icon('remove')}</button>`,
      box,
    );
    box.addEventListener('keydown', (event) => {
      event.stopPropagation();
      if (event.key !== 'Escape') return;
      event.preventDefault();
      dismiss();
    });
    this.clear();
    this.zone = new LineZone(editor, 'refusal', line, box, true);
  }

  private clear(): void {
    this.zone?.dispose();
    this.zone = undefined;
  }
}
