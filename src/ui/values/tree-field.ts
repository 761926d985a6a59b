/** The field of a tree in which a value is written: one at a time. */
import { RequestError } from '../../protocol/index.ts';
import { focusHolder, selectIn } from '../layout/focus.ts';
import type { Edit } from './row-view.ts';
import type { Row } from './tree-row.ts';
import { isEditable, type ValueNode, wasCut } from './value-node.ts';

/** What is edited, and what becomes of it. */
export interface FieldSource {
  /** What the field shows when `node` is edited; `undefined` where it cannot be edited. */
  editable(node: ValueNode): Pick<Edit, 'text' | 'hint' | 'label'> | undefined;
  /** What it shows when the value is set of a node of which something else is edited; `undefined` where that cannot be. */
  settable?(node: ValueNode): Pick<Edit, 'text' | 'hint' | 'label' | 'commit'> | undefined;
  /** All of a value of which only a part is shown. @throws a `RequestError` if it cannot be had. */
  whole(node: ValueNode): Promise<string>;
  /** @throws an `Error` whose message is shown under the field. */
  commit(node: ValueNode, text: string): Promise<void>;
}

/** The tree that the field is in. */
interface Tree {
  find(key: string): Row | undefined;
  render(): void;
  focus(key: string): void;
  /** Asks for the values anew. */
  reload(): Promise<void>;
}

export class TreeField {
  /** What is edited, if anything is. */
  edit: Edit | undefined;

  constructor(
    private readonly host: HTMLElement,
    private readonly source: FieldSource,
    private readonly tree: Tree,
  ) {}

  open(node: ValueNode, edit: Edit): void {
    this.edit = edit;
    this.tree.render();
    selectIn(this.element);
    if (edit.text === '' && wasCut(node)) this.fetchWhole(edit, node);
  }

  /** Forgets what is edited; the tree is rendered by who asks for that. */
  close(): void {
    this.edit = undefined;
  }

  async commit(text: string): Promise<void> {
    const { edit, tree } = this;
    const row = edit && tree.find(edit.key);
    if (!edit || !row) return;
    if (text === edit.text) return this.cancel();
    const mayFocus = focusHolder(this.host);
    try {
      await (edit.commit?.(text) ?? this.source.commit(row.node, text));
    } catch (error) {
      if (this.edit && this.edit !== edit) return;
      this.edit = { ...edit, text, error: error instanceof Error ? error.message : String(error) };
      tree.render();
      return;
    }
    if (this.edit === edit) this.close();
    await tree.reload();
    if (mayFocus()) tree.focus(edit.key);
  }

  cancel(): void {
    const key = this.edit?.key;
    this.close();
    this.tree.render();
    if (key !== undefined) this.tree.focus(key);
  }

  /** The person went elsewhere: the focus must not be taken back. */
  leave(edit: Edit): void {
    if (this.edit !== edit || edit.error) return;
    this.close();
    this.tree.render();
  }

  /** Puts all of a value into the field, if it is something to start from, and nothing was written there meanwhile. */
  private async fetchWhole(edit: Edit, node: ValueNode): Promise<void> {
    const text = await this.source.whole(node).catch((error: unknown) => {
      // What cannot be had whole can still be replaced.
      if (error instanceof RequestError) return '';
      throw error;
    });
    if (this.edit !== edit || this.element?.value !== '' || !isEditable(text)) return;
    edit.text = text;
    this.tree.render();
    selectIn(this.element);
  }

  private get element(): HTMLInputElement | null {
    return this.host.querySelector('.tree-edit');
  }
}
