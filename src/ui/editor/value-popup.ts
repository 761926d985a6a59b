/** A box in the editor, at an expression, with the tree of its value. */
import { nothing } from 'lit/html.js';
import { focusHolder, hasFocus } from '../layout/focus.ts';
import { append, type Disposable } from '../panel.ts';
import type { Debugger } from '../session/debugger.ts';
import { childrenOf, copyOf, evaluatedNode, setValue } from '../values/evaluated.ts';
import { breakOnChange, valueActions } from '../values/node-actions.ts';
import { editableValue, pagesOf, type ValueNode } from '../values/value-node.ts';
import { type ValueSource, ValueTree } from '../values/value-tree.ts';
import type { Editor } from './editor.ts';
import { monaco } from './monaco.ts';

/** Is told what happens to the box. */
interface PopupEvents {
  /** The pointer is in it. */
  enter(): void;
  /** The pointer has left it. */
  leave(): void;
  /** It is to be closed. */
  close(): void;
}

/** What is shown, and where. */
interface Shown {
  /** An expression and its value. */
  readonly node: ValueNode;
  /** Whether it only looks when it is evaluated again, or may run the program's code. */
  readonly context: 'hover' | 'watch';
  /** Where the expression is written. */
  readonly at: monaco.Position;
}

/** How many renderings of the page Monaco may take to place it. */
const patience = 60;

export class ValuePopup implements Disposable {
  readonly root: HTMLElement;
  private readonly tree: ValueTree;
  private readonly widget: monaco.editor.IContentWidget;
  private readonly releases: readonly (() => void)[];
  private isDisposed = false;

  constructor(
    private readonly editor: Editor,
    private readonly target: Debugger,
    { node, context, at }: Shown,
    events: PopupEvents,
  ) {
    // Monaco has its own idea of how large what it places may be.
    const root = editor.root.ownerDocument.createElement('div');
    root.className = 'value-popup-place';
    const box = append(root, 'div', 'value-popup');
    box.setAttribute('role', 'dialog');
    const label = target.localize('Value of {name}', { name: node.name });
    box.setAttribute('aria-label', label);
    this.root = root;
    this.listen(events);
    this.tree = new ValueTree(
      box,
      sourceOf(target, node, context),
      { label, localize: target.localize, empty: () => nothing },
      [node.key],
    );
    const { ABOVE, BELOW } = monaco.editor.ContentWidgetPositionPreference;
    this.widget = {
      allowEditorOverflow: true,
      suppressMouseDown: true,
      getId: () => 'dapper.value',
      getDomNode: () => root,
      getPosition: () => ({ position: at, preference: [BELOW, ABOVE] }),
    };
    const resize = new ResizeObserver(() => editor.code.layoutContentWidget(this.widget));
    resize.observe(root);
    this.releases = [
      () => resize.disconnect(),
      target.numbers.onChange(() => target.guard(this.tree.reload('form'))),
      target.onValuesChanged(() => target.guard(this.tree.reload('stop'))),
    ];
  }

  /** Shows it when the values are there. @param isEntered - Whether it takes the focus. */
  async open(isEntered: boolean): Promise<void> {
    const mayEnter = focusHolder(this.editor.root);
    await this.tree.reload('none');
    // Closed while the values were asked for: nobody would close it any more.
    if (this.isDisposed) return;
    this.editor.code.addContentWidget(this.widget);
    if (isEntered && mayEnter()) this.enter(patience);
  }

  /** Takes the focus. Monaco gives it a place at one of its next renderings; what is hidden until then takes none. */
  private enter(frames: number): void {
    this.tree.focusTabStop();
    if (frames > 0 && this.root.isConnected && !hasFocus(this.root)) {
      requestAnimationFrame(() => this.enter(frames - 1));
    }
  }

  dispose(): void {
    this.isDisposed = true;
    for (const release of this.releases) release();
    this.editor.code.removeContentWidget(this.widget);
  }

  private listen({ enter, leave, close }: PopupEvents): void {
    const { root } = this;
    root.addEventListener('mouseenter', enter);
    root.addEventListener('mouseleave', leave);
    root.addEventListener('keydown', (event) => {
      // The editor around it must not take the keys of the tree for its own.
      event.stopPropagation();
      const isInDialog = event.target instanceof Element && event.target.closest('dialog') !== null;
      if (event.key !== 'Escape' || isInDialog) return;
      event.preventDefault();
      close();
    });
    for (const type of ['mousedown', 'pointerdown', 'wheel', 'contextmenu']) {
      root.addEventListener(type, (event) => event.stopPropagation());
    }
    root.addEventListener('focusout', () => {
      // What is rendered anew may lose the focus, and gets it back at once.
      requestAnimationFrame(() => {
        if (!hasFocus(root) && root.isConnected && !root.matches(':hover')) close();
      });
    });
  }
}

/** The value of one expression, and what is in it. That is shown at once, so where it is nothing, nothing unfolds. */
function sourceOf(target: Debugger, first: ValueNode, context: Shown['context']): ValueSource {
  let known: ValueNode | undefined = first;
  /** The answer to the first question for what is in the value, until it is shown. */
  let inside: Promise<readonly ValueNode[]> | undefined;
  const isRoot = ({ key }: ValueNode) => key === first.key;
  const isEditable = (node: ValueNode) => !node.absent && (isRoot(node) || node.container !== undefined);
  return {
    async roots() {
      const node = known ?? (await evaluatedNode(target, first.name, first.key, context));
      known = undefined;
      const [page = {}] = pagesOf(node);
      inside = node.reference > 0 ? childrenOf(target, node, page) : undefined;
      // An error is shown in place of them.
      const found = await inside?.catch(() => undefined);
      return [found?.length === 0 ? { ...node, reference: 0 } : node];
    },
    children(node, page) {
      const answer = isRoot(node) ? inside : undefined;
      if (answer) inside = undefined;
      return answer ?? childrenOf(target, node, page);
    },
    editable: (node) => (isEditable(node) ? editableValue(node) : undefined),
    whole: (node) => copyOf(target, node),
    commit: (node, text) => setValue(target, node, text),
    actions: (node) => [...valueActions(target, node), ...breakOnChange(target, node)],
  };
}
