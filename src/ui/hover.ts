/** Shows the value of what the pointer rests on, while the program is paused. */
import type { Debugger } from './debugger.ts';
import type { Editor } from './editor.ts';
import { expressionAt } from './expression-at.ts';
import { asMarkdownCode } from './markdown-text.ts';
import { monaco } from './monaco.ts';
import { numberText } from './numbers.ts';

/** The most of a value that a hover shows, in characters, so that the program stays in view; the rest is in Variables. */
const longestValue = 500;

/** Attaches evaluation on hover to `editor`. */
export function attachHover(editor: Editor, target: Debugger): () => void {
  const provider = monaco.languages.registerHoverProvider('python', {
    async provideHover(model, position) {
      if (!target.state.paused || model !== editor.code.getModel()) return null;
      const place = selectedAt(editor, position) ?? nameAt(model, position);
      if (!place) return null;
      // A name that is not defined here has no value to show: that is no error of the person's.
      const answer = await target.evaluate(place.expression, 'hover').catch(() => undefined);
      if (!answer) return null;
      const { result } = answer;
      const value = shortened(result);
      return { range: place.range, contents: [asMarkdownCode(`${place.expression} = ${value}`)] };
    },
  });
  return () => provider.dispose();
}

function shortened(value: string): string {
  if (value.length <= longestValue) return value;
  // Where it was cut already, the adapter says at its end how long it is.
  const [, told = `${numberText(value.length)} characters`] = value.match(/… \(([\d,]+ \w+)\)$/) ?? [];
  return `${value.slice(0, longestValue)}… (${told})`;
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
