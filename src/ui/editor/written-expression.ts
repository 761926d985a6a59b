/** Which expression a person means in the text: what is selected, or the name at a place. */
import { expressionAt } from './expression-at.ts';
import { monaco } from './monaco.ts';

/** An expression and where it is written. */
export interface WrittenExpression {
  readonly expression: string;
  readonly range: monaco.Range;
}

type Code = monaco.editor.ICodeEditor;

/** That at `position`. */
export function writtenAt(code: Code, position: monaco.Position | null): WrittenExpression | undefined {
  return position ? (selectedAt(code, position) ?? nameAt(code, position)) : undefined;
}

/** That at the cursor; at the end of a name is still at the name. */
export function writtenAtCursor(code: Code): WrittenExpression | undefined {
  const position = code.getPosition();
  const before = position?.with(undefined, Math.max(1, position.column - 1));
  return writtenAt(code, position) ?? writtenAt(code, before ?? null);
}

function nameAt(code: Code, { lineNumber, column }: monaco.Position): WrittenExpression | undefined {
  const place = expressionAt(code.getModel()?.getLineContent(lineNumber) ?? '', column);
  return (
    place && { expression: place.expression, range: new monaco.Range(lineNumber, place.start, lineNumber, place.end) }
  );
}

/** The selection, if it is there: that is how one asks for more than a name. */
function selectedAt(code: Code, position: monaco.Position): WrittenExpression | undefined {
  const range = code.getSelection();
  if (!range || range.isEmpty() || !range.containsPosition(position)) return undefined;
  const expression = code.getModel()?.getValueInRange(range).trim();
  return expression ? { expression, range } : undefined;
}
