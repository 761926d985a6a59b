/** What the rows of a tree of values ask of it, and what they tell it. */
import type { Localize } from '../../model/localize.ts';
import type { NodeAction } from './node-actions.ts';
import type { Row } from './tree-row.ts';
import type { ValueNode } from './value-node.ts';

/** The field that is open. */
export interface Edit {
  readonly key: string;
  /** What is written in it at first. */
  text: string;
  /** What is shown while the field is empty. */
  readonly hint: string;
  /** The accessible name of the field. */
  readonly label?: string;
  /** Takes what is written, where that is not for the source. @throws as the source does. */
  readonly commit?: (text: string) => Promise<void>;
  error?: string;
}

/** What the rows ask of their tree, and what they tell it. */
export interface RowView {
  readonly localize: Localize;
  /** The key of the one node that Tab goes to. */
  readonly tabStop: string | undefined;
  readonly edit: Edit | undefined;
  /** What is searched for; empty where nothing is. */
  readonly sought: string;
  isOpen(key: string): boolean;
  /** Those of `rows` that are shown. */
  shown(rows: readonly Row[]): readonly Row[];
  /** The value at the stop before, if there was one. */
  valueBefore(key: string): string | undefined;
  /** What can be done with a value now. */
  actions(node: ValueNode): readonly NodeAction[];
  onAction(action: NodeAction): void;
  onFocus(key: string): void;
  onClick(row: Row): void;
  /** To load a page of the children. */
  onMore(row: Row, page: number): void;
  onEdit(key: string): void;
  /** To open the menu of a row, under the pointer or its button. */
  onMenu(row: Row, event: MouseEvent): void;
  onCommit(text: string): void;
  onCancel(): void;
  /** The focus left the field. */
  onLeave(edit: Edit): void;
}
