/**
 * The panel "Editor": the program, its breakpoints, and where it stands. Monaco is loaded when it is attached; until it
 * is there, the program is shown as plain text.
 */
import { nextTask } from '../layout/next-task.ts';
import { patiently } from '../layout/patiently.ts';
import { type Disposable, type Headed, type InTurns, inHead, panelRoot } from '../panel.ts';
import type { Debugger } from '../session/debugger.ts';
import type { EditableTexts } from './editable-files.ts';
import type { Editor } from './editor.ts';
import type { InlineValueStore } from './inline-values.ts';
import { loadMonaco } from './load-monaco.ts';
import type { OpenEditor } from './open-editor.ts';
import { attachTextPreview } from './text-preview.ts';

export interface EditorOptions extends Headed, InTurns, EditableTexts {
  /** What Monaco needs before it is loaded. */
  readonly before?: () => Promise<void>;
  /** Keeps whether values are shown at the ends of lines; they are when absent. */
  readonly inlineValues?: InlineValueStore;
}

/** The panel while it is shown. */
export interface EditorPanel extends Disposable {
  /** The editor, when it is there; `undefined` if the panel was disposed of before that. */
  readonly ready: Promise<Editor | undefined>;
  /** Puts the focus into the text, once there is one. */
  focus(): void;
}

/** Shows an editor in `host`. */
export function attachEditor(host: HTMLElement, target: Debugger, options: EditorOptions): EditorPanel {
  const root = panelRoot(host, 'editor');
  const head = inHead(root, options, 'editor-header');
  const preview = attachTextPreview(root, target, options.program);
  const turn = options.turn ?? nextTask;
  let opened: OpenEditor | undefined;
  let isDisposed = false;
  const open = async (): Promise<Editor | undefined> => {
    await (await patiently(() => import('./meet-fonts.ts'))).meetFonts(root);
    await turn();
    if (options.before) await patiently(options.before);
    await patiently(() => loadMonaco(turn));
    const { openEditor } = await patiently(() => import('./open-editor.ts'));
    await turn();
    if (isDisposed) return undefined;
    const made = await openEditor({ root, head, turn, texts: options, inlineValues: options.inlineValues }, target);
    preview.dispose();
    if (isDisposed) made.dispose();
    else opened = made;
    return opened?.editor;
  };
  return {
    ready: open(),
    focus: () => opened?.editor.code.focus(),
    dispose() {
      isDisposed = true;
      opened?.dispose();
      preview.dispose();
      head.remove();
      root.remove();
    },
  };
}
