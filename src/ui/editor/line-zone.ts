/**
 * Something of the page's own between two lines of the editor: a form, a message.
 *
 * Monaco hides its view zones from screen readers and the mouse, so the zone only keeps the room free, and the content
 * lies over it as an overlay widget that follows it.
 */
import type { Editor } from './editor.ts';
import { monaco } from './monaco.ts';

export class LineZone {
  private readonly code: monaco.editor.IStandaloneCodeEditor;
  private readonly zone: monaco.editor.IViewZone & { heightInPx: number };
  private readonly widget: monaco.editor.IOverlayWidget;
  private readonly resize: ResizeObserver;
  private readonly layout: monaco.IDisposable;
  private readonly anchor: monaco.editor.IEditorDecorationsCollection;
  private readonly isEmpty: boolean;
  private readonly reveals: boolean;
  private zoneId = '';

  /**
   * Shows `content` under `line` of the model that is open in `editor`.
   *
   * @param reveals whether to scroll, whenever the content's height changes, so that it can be seen.
   */
  constructor(editor: Editor, id: string, line: number, content: HTMLElement, reveals = false) {
    this.reveals = reveals;
    this.code = editor.code;
    const { shownText } = editor;
    const end = shownText.getLineMaxColumn(Math.min(line, shownText.getLineCount()));
    this.isEmpty = end === 1;
    const { NeverGrowsWhenTypingAtEdges: stickiness } = monaco.editor.TrackedRangeStickiness;
    this.anchor = this.code.createDecorationsCollection([
      { range: new monaco.Range(line, 1, line, end), options: { stickiness } },
    ]);
    const { ownerDocument } = content;
    const box = ownerDocument.createElement('div');
    box.className = 'line-zone';
    box.append(content);
    this.widget = { getId: () => `dapper.${id}`, getDomNode: () => box, getPosition: () => null };
    this.zone = {
      afterLineNumber: line,
      heightInPx: 40,
      domNode: ownerDocument.createElement('div'),
      onDomNodeTop: (top) => {
        box.style.top = `${top}px`;
      },
      onComputedHeight: (height) => {
        box.style.visibility = height > 0 ? 'visible' : 'hidden';
      },
    };
    this.code.addOverlayWidget(this.widget);
    this.code.changeViewZones((zones) => {
      this.zoneId = zones.addZone(this.zone);
    });
    this.resize = new ResizeObserver(() => this.fit(content.offsetHeight));
    this.resize.observe(content);
    this.layout = this.code.onDidLayoutChange(() => this.place(box));
    this.place(box);
  }

  /** Where its line is by now: the room moves with it. Undefined once that line is gone. */
  get line(): number | undefined {
    const range = this.anchor.getRange(0);
    return range && (this.isEmpty || !range.isEmpty()) ? range.startLineNumber : undefined;
  }

  dispose(): void {
    this.anchor.clear();
    this.resize.disconnect();
    this.layout.dispose();
    this.code.removeOverlayWidget(this.widget);
    this.code.changeViewZones((zones) => zones.removeZone(this.zoneId));
  }

  /** Scrolls as far as it takes to see the line and the whole zone; the zone's end rather than the line, if not both. */
  reveal(): void {
    const { line } = this;
    if (line === undefined) return;
    const top = this.code.getTopForLineNumber(line);
    const bottom = this.code.getBottomForLineNumber(line) + this.zone.heightInPx;
    const { height, horizontalScrollbarHeight } = this.code.getLayoutInfo();
    const least = bottom - (height - horizontalScrollbarHeight);
    const scroll = this.code.getScrollTop();
    if (scroll < least || scroll > top) this.code.setScrollTop(Math.max(least, Math.min(scroll, top)));
  }

  private fit(height: number): void {
    if (height === 0 || height === this.zone.heightInPx) return;
    this.zone.heightInPx = height;
    this.code.changeViewZones((zones) => zones.layoutZone(this.zoneId));
    if (this.reveals) this.reveal();
  }

  private place(box: HTMLElement): void {
    const { contentLeft, width, height, verticalScrollbarWidth, horizontalScrollbarHeight } = this.code.getLayoutInfo();
    // What is higher is scrolled in itself: in a low editor one would never come to the rest of it.
    const line = this.code.getOption(monaco.editor.EditorOption.lineHeight);
    box.style.setProperty('--room', `${Math.max(3 * line, height - horizontalScrollbarHeight - line)}px`);
    box.style.left = `${contentLeft}px`;
    box.style.width = `${width - contentLeft - verticalScrollbarWidth}px`;
  }
}
