/** What Monaco looks like: its styles, and the font of its icons. */
import codicons from '../../../node_modules/monaco-editor/esm/vs/base/browser/ui/codicons/codicon/codicon.ttf?url';
import { rootOf } from '../layout/focus.ts';
import type { Disposable } from '../panel.ts';
import { adoptStyles } from '../styles/adopt.ts';
import monacoStyles from './monaco.css?inline';

/** Gives Monaco's styles to the root of `element`, and the font of its icons to the document, where fonts belong. */
export function giveStyles(element: HTMLElement): Disposable {
  const sheet = adoptStyles(rootOf(element), monacoStyles);
  const { fonts } = element.ownerDocument;
  const icons = new FontFace('codicon', `url(${codicons})`);
  fonts.add(icons);
  return {
    dispose() {
      sheet.dispose();
      fonts.delete(icons);
    },
  };
}
