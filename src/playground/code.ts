/** What of the page needs Monaco: the editor, and what is shown in it. Loaded after the rest, since it is most of the page. */

import { BreakpointForm } from '../ui/breakpoints/breakpoint-form.ts';
import { Editor, type EditorOptions } from '../ui/editor/editor.ts';
import { attachEditorHeader } from '../ui/editor/editor-header.ts';
import { attachErrorMark } from '../ui/editor/error-mark.ts';
import { attachExecutionMark } from '../ui/editor/execution-mark.ts';
import { attachGlyphs } from '../ui/editor/glyphs.ts';
import { attachHover } from '../ui/editor/hover.ts';
import type { Announcer } from '../ui/layout/announcer.ts';
import type { Debugger } from '../ui/session/debugger.ts';
import type { Layout } from './layout.ts';

/** The editor on the page. */
export interface Code {
  readonly editor: Editor;
  readonly form: BreakpointForm;
  /** Opens the form for the breakpoint on a line. */
  edit(line: number): void;
}

/** Makes the editor in its region of `layout`; `options` is asked when it is time. */
export async function openCode(
  layout: Layout,
  target: Debugger,
  announcer: Announcer,
  options: () => EditorOptions,
): Promise<Code> {
  const { header, body } = layout.regions.editor;
  const editor = await Editor.open(body, options);
  // As narrow as this, narrow.css puts the regions behind tabs.
  const narrow = window.matchMedia('(max-width: 760px)');
  const fitWidth = () => {
    editor.wrap = narrow.matches;
  };
  narrow.addEventListener('change', fitWidth);
  fitWidth();
  const form = new BreakpointForm(editor, target);
  const edit = (line: number) => {
    layout.tab = 'code';
    form.open(line);
  };
  const mark = attachExecutionMark(editor, target);
  attachEditorHeader(header, editor, target, {
    edit,
    goToStop() {
      layout.tab = 'code';
      mark.goToStop();
    },
    announce: (text) => announcer.say(text),
    keys: window,
  });
  attachGlyphs(editor, target, edit);
  attachErrorMark(editor, target);
  layout.focusBy('editor', () => editor.code.focus());
  attachHover(editor, target);
  return { editor, form, edit };
}
