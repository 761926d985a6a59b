/** Expressions of values that are dragged from one part of the page to another. */
import { type Disposable, disposing } from '../panel.ts';

/** Tells them from other texts that are dragged. */
const type = 'application/x-dapper-expression';

/** A value begins to be dragged. What takes texts takes its expression as one. */
export function drag({ dataTransfer }: DragEvent, expression: string): void {
  if (!dataTransfer) return;
  dataTransfer.setData(type, expression);
  dataTransfer.setData('text/plain', expression);
  dataTransfer.effectAllowed = 'copy';
}

/** Has `take` called with the expression of what is dropped on `place`, which is framed while something is over it. */
export function takeDropped(place: HTMLElement, take: (expression: string) => void): Disposable {
  const mark = (isOver: boolean) => place.toggleAttribute('data-drop', isOver);
  const over = (event: DragEvent) => {
    if (!event.dataTransfer?.types.includes(type)) return;
    // Else nothing may be dropped here.
    event.preventDefault();
    event.dataTransfer.dropEffect = 'copy';
    mark(true);
  };
  const leave = ({ relatedTarget }: DragEvent) => {
    if (!(relatedTarget instanceof Node && place.contains(relatedTarget))) mark(false);
  };
  const drop = (event: DragEvent) => {
    mark(false);
    const expression = event.dataTransfer?.getData(type);
    if (!expression) return;
    event.preventDefault();
    event.stopPropagation();
    take(expression);
  };
  place.addEventListener('dragover', over);
  place.addEventListener('dragleave', leave);
  place.addEventListener('drop', drop);
  return disposing(() => {
    mark(false);
    place.removeEventListener('dragover', over);
    place.removeEventListener('dragleave', leave);
    place.removeEventListener('drop', drop);
  });
}
