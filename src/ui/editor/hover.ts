/** Shows the value of what the pointer rests on, while the program is paused. */

import { asMarkdownCode } from '../layout/markdown-text.ts';
import { numberText } from '../layout/numbers.ts';
import type { Disposable } from '../panel.ts';
import type { Debugger } from '../session/debugger.ts';
import type { Editor } from './editor.ts';
import { expressionAt } from './expression-at.ts';
import { monaco } from './monaco.ts';

/** The most of a value that a hover shows, in characters, so that the program stays in view; the rest is in Variables. */
const longestValue = 500;

/** Attaches evaluation on hover to `editor`. */
export function attachHover(editor: Editor, target: Debugger): Disposable {
  return monaco.languages.registerHoverProvider('python', {
    async provideHover(model, position) {
      if (!target.state.paused || model !== editor.code.getModel()) return null;
      const place = selectedAt(editor, position) ?? nameAt(model, position);
      if (!place) return null;
      // A name that is not defined here has no value to show: that is not the person's error.
      const answer = await target.evaluate(place.expression, 'hover').catch(() => undefined);
      if (!answer) return null;
      return { range: place.range, contents: [asMarkdownCode(`${place.expression} = ${shortened(answer)}`)] };
    },
  });
}

function shortened({ result, type }: { readonly result: string; readonly type?: string }): string {
  if (result.length <= longestValue) return result;
  // One that was cut before says at its beginning how long it is.
  const isSized = type !== undefined && result.startsWith(`${type} (`);
  return `${result.slice(0, longestValue)}…${isSized ? '' : ` (${numberText(result.length)} characters)`}`;
}

interface Place {
  readonly expression: string;
  readonly range: monaco.Range;
}

function nameAt(model: monaco.editor.ITextModel, { lineNumber, column }: monaco.Position): Place | undefined {
  const place = expressionAt(model.getLineContent(lineNumber), column);
  return (
    place && { expression: place.expression, range: new monaco.Range(lineNumber, place.start, lineNumber, place.end) }
  );
}

/** The selection, if the pointer is on it: that is how one asks for more than a name. */
function selectedAt({ code }: Editor, position: monaco.Position): Place | undefined {
  const range = code.getSelection();
  if (!range || range.isEmpty() || !range.containsPosition(position)) return undefined;
  const expression = code.getModel()?.getValueInRange(range).trim();
  return expression ? { expression, range } : undefined;
}
