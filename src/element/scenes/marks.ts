/** What a step points at: lines and names in the editor, and the variables of those names. */
import type { Editor } from '../../ui/editor/editor.ts';
import { monaco } from '../../ui/editor/monaco.ts';
import { type Disposable, disposing } from '../../ui/panel.ts';
import type { Scene } from './scene.ts';

/** Where a name in a program may end. */
const SEPARATORS = ' \t\n()[]{}:;,.+-*/%@&|^~<>=!"\'#\\`';

export class Marks implements Disposable {
  private names: ReadonlySet<string> = new Set();
  private ids: string[] = [];
  private readonly held: Disposable;
  /** The program's text, and the path of its file: others may be shown. */
  private readonly model: monaco.editor.ITextModel;
  private readonly path: string;

  /** @param values - Where variables are shown; undefined if they are not. */
  constructor(
    private readonly editor: Editor,
    private readonly values: HTMLElement | undefined,
  ) {
    this.model = editor.program;
    this.path = editor.path;
    const watcher = new MutationObserver(() => this.markValues());
    if (values) watcher.observe(values, { childList: true, subtree: true });
    this.held = disposing(() => watcher.disconnect());
  }

  /** Points at what `scene` names, and at nothing else. @param reveals - Whether to bring the lines into view. */
  show({ lines, names }: Pick<Scene, 'lines' | 'names'>, reveals: boolean): void {
    this.names = new Set(names);
    this.markValues();
    const { model } = this;
    const last = model.getLineCount();
    const inText = lines.filter(([from]) => from <= last);
    const whole = inText.map(([from, to]) => ({
      range: new monaco.Range(from, 1, Math.min(to, last), 1),
      options: { isWholeLine: true, className: 'line-pointed-at', description: 'lesson' },
    }));
    const words = names.flatMap((name) =>
      model.findMatches(name, false, false, true, SEPARATORS, false).map(({ range }) => ({
        range,
        options: { inlineClassName: 'name-pointed-at', description: 'lesson' },
      })),
    );
    this.ids = model.deltaDecorations(this.ids, [...whole, ...words]);
    const [first] = inText;
    if (!reveals || !first) return;
    this.editor.openFile(this.path);
    this.editor.reveal(first[0]);
  }

  dispose(): void {
    this.held.dispose();
    if (!this.model.isDisposed()) this.model.deltaDecorations(this.ids, []);
  }

  /** Rows come and go with every stop. */
  private markValues(): void {
    for (const name of this.values?.querySelectorAll<HTMLElement>('.tree-name') ?? []) {
      name.toggleAttribute('data-pointed-at', this.names.has(name.textContent ?? ''));
    }
  }
}
